"""HTTP triggers and outputs."""

import typing

from .constants import HTTP_OUTPUT, HTTP_TRIGGER
from .core import AuthLevel, DataType, OutputBinding, Trigger
from .utils import StringifyEnum


class HttpMethod(StringifyEnum):
    """The methods that a function may take."""

    GET = "GET"
    POST = "POST"
    DELETE = "DELETE"
    HEAD = "HEAD"
    PATCH = "PATCH"
    PUT = "PUT"
    OPTIONS = "OPTIONS"


class HttpTrigger(Trigger):
    """A function that answers requests."""

    @staticmethod
    def get_binding_name() -> str:
        return HTTP_TRIGGER

    def __init__(
        self,
        name: str,
        methods: typing.Optional[typing.Iterable[HttpMethod]] = None,
        data_type: typing.Optional[DataType] = None,
        auth_level: typing.Optional[AuthLevel] = None,
        route: typing.Optional[str] = None,
        **kwargs,
    ) -> None:
        self.auth_level = auth_level
        self.methods = methods
        self.route = route
        super().__init__(name=name, data_type=data_type)


class HttpOutput(OutputBinding):
    """What it answers."""

    @staticmethod
    def get_binding_name() -> str:
        return HTTP_OUTPUT

    def __init__(self, name: str, data_type: typing.Optional[DataType] = None, **kwargs) -> None:
        super().__init__(name=name, data_type=data_type)
