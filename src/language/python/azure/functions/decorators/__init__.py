"""The v2 programming model: functions declared by decorators."""

from .core import AccessRights, AuthLevel, BlobSource, Cardinality, DataType
from .function_app import (
    AsgiFunctionApp,
    Blueprint,
    DecoratorApi,
    Function,
    FunctionApp,
    WsgiFunctionApp,
)
from .http import HttpMethod

__all__ = (
    "AccessRights",
    "AsgiFunctionApp",
    "AuthLevel",
    "BlobSource",
    "Blueprint",
    "Cardinality",
    "DataType",
    "DecoratorApi",
    "Function",
    "FunctionApp",
    "HttpMethod",
    "WsgiFunctionApp",
)
