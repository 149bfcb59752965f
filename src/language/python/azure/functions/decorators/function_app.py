"""Function apps and blueprints."""

import logging
import typing
from abc import ABC, abstractmethod

from .._abc import Context
from .._http_asgi import AsgiMiddleware
from .._http_wsgi import WsgiMiddleware
from ..http import HttpRequest
from .binding_api import BindingApi
from .core import AuthLevel
from .decorator_api import DecoratorApi
from .function import Function, FunctionBuilder
from .http import HttpMethod
from .settings_api import SettingsApi
from .trigger_api import TriggerApi

__all__ = (
    "AsgiFunctionApp",
    "BindingApi",
    "Blueprint",
    "DecoratorApi",
    "ExternalHttpFunctionApp",
    "Function",
    "FunctionApp",
    "FunctionBuilder",
    "FunctionRegister",
    "HttpFunctionsAuthLevelMixin",
    "SettingsApi",
    "TriggerApi",
    "WsgiFunctionApp",
)

Level = typing.Union[AuthLevel, str]


class HttpFunctionsAuthLevelMixin(ABC):
    """Knows which key requests must bring where a function does not say."""

    def __init__(self, auth_level: Level, *args, **kwargs) -> None:
        self._auth_level = AuthLevel[auth_level] if isinstance(auth_level, str) else auth_level

    @property
    def auth_level(self) -> AuthLevel:
        """The app's own level."""
        return self._auth_level


class FunctionRegister(DecoratorApi, HttpFunctionsAuthLevelMixin, ABC):
    """An app: what the worker looks for in `function_app.py`."""

    def __init__(self, auth_level: Level, *args, **kwargs) -> None:
        DecoratorApi.__init__(self, *args, **kwargs)
        HttpFunctionsAuthLevelMixin.__init__(self, auth_level, *args, **kwargs)
        self._require_auth_level: typing.Optional[bool] = None

    def get_functions(self) -> typing.List[Function]:
        """The app's functions. Raises `ValueError` when two have one name, or one has no trigger."""
        functions = [builder.build(self.auth_level) for builder in self._function_builders]
        self._require_auth_level = any(function.is_http_function() for function in functions)
        if not self._require_auth_level:
            logging.getLogger("azure.functions.FunctionRegister").info(
                "Auth level is not applied to non http function app. Ref: "
                "https://docs.microsoft.com/azure/azure-functions/functions-bindings-http-webhook-trigger?tabs=in-process%2Cfunctionsv2&pivots=programming-language-python#http-auth"
            )
        self.validate_function_names(functions)
        return functions

    def validate_function_names(self, functions: typing.List[Function]) -> None:
        """Raises `ValueError` when two functions have one name."""
        names = set()
        for function in functions:
            name = function.get_function_name()
            if name in names:
                raise ValueError(
                    f"Function {name} does not have a unique function name. "
                    "Please change @app.function_name() or the function method name to be unique."
                )
            names.add(name)

    def register_functions(self, function_container: DecoratorApi) -> None:
        """Takes the functions of a blueprint into the app."""
        if isinstance(function_container, FunctionRegister):
            raise TypeError("functions can not be type of FunctionRegister!")
        self._function_builders.extend(function_container._function_builders)

    register_blueprint = register_functions


class FunctionApp(FunctionRegister, TriggerApi, BindingApi, SettingsApi):
    """
    The app of the v2 model.

    :param http_auth_level: Which key requests must bring where a function does not say; `FUNCTION` when not given.
    """

    def __init__(self, http_auth_level: Level = AuthLevel.FUNCTION) -> None:
        super().__init__(auth_level=http_auth_level)


class Blueprint(TriggerApi, BindingApi, SettingsApi):
    """Functions in a file of their own, for an app to take with `register_functions`."""


class ExternalHttpFunctionApp(FunctionRegister, TriggerApi, SettingsApi, BindingApi, ABC):
    """An app whose every request goes to a web framework."""

    @abstractmethod
    def _add_http_app(self, http_middleware: typing.Any, function_name: str) -> None:
        """Adds the one function that takes every request."""


class AsgiFunctionApp(ExternalHttpFunctionApp):
    """An app whose every request goes to an ASGI application."""

    def __init__(
        self,
        app: typing.Any,
        http_auth_level: Level = AuthLevel.FUNCTION,
        function_name: str = "http_app_func",
    ) -> None:
        super().__init__(auth_level=http_auth_level)
        self.middleware = AsgiMiddleware(app)
        self._add_http_app(self.middleware, function_name)
        self.startup_task = False

    def _add_http_app(self, http_middleware: AsgiMiddleware, function_name: str) -> None:
        @self.function_name(name=function_name)
        @self.http_type(http_type="asgi")
        @self.route(methods=list(HttpMethod), auth_level=self.auth_level, route="/{*route}")
        async def http_app_func(req: HttpRequest, context: Context):
            if not self.startup_task:
                if not await http_middleware.notify_startup():
                    raise RuntimeError("ASGI middleware startup failed.")
                self.startup_task = True
            return await http_middleware.handle_async(req, context)


class WsgiFunctionApp(ExternalHttpFunctionApp):
    """An app whose every request goes to a WSGI application."""

    def __init__(
        self,
        app: typing.Any,
        http_auth_level: Level = AuthLevel.FUNCTION,
        function_name: str = "http_app_func",
    ) -> None:
        super().__init__(auth_level=http_auth_level)
        self._add_http_app(WsgiMiddleware(app), function_name)

    def _add_http_app(self, http_middleware: WsgiMiddleware, function_name: str) -> None:
        @self.function_name(name=function_name)
        @self.http_type(http_type="wsgi")
        @self.route(methods=list(HttpMethod), auth_level=self.auth_level, route="/{*route}")
        def http_app_func(req: HttpRequest, context: Context):
            return http_middleware.handle(req, context)
