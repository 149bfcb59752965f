"""
`azure.functions` for the playground: the names, signatures and behaviour of the package of that name.

Bindings of cloud services can be declared; what they would carry exists, but no cloud is reached.
"""

from . import blob, cloud, durable_functions, http, queue, table, timer  # noqa: F401 - registers their converters
from ._abc import Context, InputStream, Out, TimerRequest
from ._durable_functions import EntityContext, OrchestrationContext
from ._events import (
    Document,
    DocumentList,
    EventGridEvent,
    EventGridOutputEvent,
    EventHubEvent,
    KafkaEvent,
    MySqlRow,
    MySqlRowList,
    ServiceBusMessage,
    SqlRow,
    SqlRowList,
    WarmUpContext,
)
from ._http import HttpRequest, HttpResponse
from ._http_asgi import AsgiMiddleware
from ._http_wsgi import WsgiMiddleware
from ._queue import QueueMessage
from .cloud import KafkaConverter, KafkaTriggerConverter
from .decorators import (
    AccessRights,
    AsgiFunctionApp,
    AuthLevel,
    BlobSource,
    Blueprint,
    Cardinality,
    DataType,
    DecoratorApi,
    Function,
    FunctionApp,
    HttpMethod,
    WsgiFunctionApp,
)
from .decorators.function_app import (
    BindingApi,
    ExternalHttpFunctionApp,
    FunctionRegister,
    SettingsApi,
    TriggerApi,
)
from .extension import AppExtensionBase, ExtensionMeta, FuncExtensionBase, FunctionExtensionException
from .meta import get_binding_registry

__all__ = (
    "AccessRights",
    "AppExtensionBase",
    "AsgiFunctionApp",
    "AsgiMiddleware",
    "AuthLevel",
    "BindingApi",
    "BlobSource",
    "Blueprint",
    "Cardinality",
    "Context",
    "DataType",
    "DecoratorApi",
    "Document",
    "DocumentList",
    "EntityContext",
    "EventGridEvent",
    "EventGridOutputEvent",
    "EventHubEvent",
    "ExtensionMeta",
    "ExternalHttpFunctionApp",
    "FuncExtensionBase",
    "Function",
    "FunctionApp",
    "FunctionExtensionException",
    "FunctionRegister",
    "HttpMethod",
    "HttpRequest",
    "HttpResponse",
    "InputStream",
    "KafkaConverter",
    "KafkaEvent",
    "KafkaTriggerConverter",
    "MySqlRow",
    "MySqlRowList",
    "OrchestrationContext",
    "Out",
    "QueueMessage",
    "ServiceBusMessage",
    "SettingsApi",
    "SqlRow",
    "SqlRowList",
    "TimerRequest",
    "TriggerApi",
    "WarmUpContext",
    "WsgiFunctionApp",
    "WsgiMiddleware",
    "get_binding_registry",
)

__version__ = "1.24.0"
