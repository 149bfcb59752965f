"""Requests and responses as user code makes and reads them."""

import http
import json
import types
import typing

from . import _abc
from ._form import FileStorage, MultiDict, parse_form
from ._headers import BaseHeaders, Headers, HttpRequestHeaders, HttpResponseHeaders

__all__ = (
    "BaseHeaders",
    "FileStorage",
    "Headers",
    "HttpRequest",
    "HttpRequestHeaders",
    "HttpResponse",
    "HttpResponseHeaders",
    "MultiDict",
)

Body = typing.Union[str, bytes]


class HttpResponse(_abc.HttpResponse):
    """
    An HTTP response.

    :param body: Text or bytes.
    :param status_code: A number or an `http.HTTPStatus`, 200 when not given.
    :param headers: A mapping of headers.
    :param mimetype: The media type, `text/plain` when not given.
    :param charset: The encoding of text, `utf-8` when not given.
    """

    # The private names are the real class's: worker extensions are known to reach for `_HttpResponse__body`.

    def __init__(
        self,
        body: typing.Optional[Body] = None,
        *,
        status_code: typing.Optional[typing.Union[http.HTTPStatus, int]] = None,
        headers: typing.Optional[typing.Mapping[str, str]] = None,
        mimetype: typing.Optional[str] = None,
        charset: typing.Optional[str] = None,
    ) -> None:
        self.__status_code = 200 if status_code is None else int(status_code) if isinstance(status_code, http.HTTPStatus) else status_code
        self.__mimetype = "text/plain" if mimetype is None else mimetype
        self.__charset = "utf-8" if charset is None else charset
        self.__headers = HttpResponseHeaders([])
        for name, value in (headers or {}).items():
            self.__headers.add_header(name, value)
        self.__body = b""
        if body is not None:
            self.__set_body(body)

    @property
    def mimetype(self) -> str:
        """The media type."""
        return self.__mimetype

    @property
    def charset(self) -> str:
        """The encoding of the text."""
        return self.__charset

    @property
    def headers(self) -> HttpResponseHeaders:
        """The headers."""
        return self.__headers

    @property
    def status_code(self) -> int:
        """The status."""
        return self.__status_code

    def __set_body(self, body: Body) -> None:
        if isinstance(body, str):
            body = body.encode(self.__charset)
        if not isinstance(body, (bytes, bytearray)):
            kinds = "str, bytes, or bytearray"
            raise TypeError(f"response is expected to be either of {kinds}, got {type(body).__name__}")
        self.__body = bytes(body)

    def get_body(self) -> bytes:
        """The body as bytes."""
        return self.__body


class HttpRequest(_abc.HttpRequest):
    """
    An HTTP request.

    :param method: The method.
    :param url: The URL.
    :param headers: A mapping of headers.
    :param params: The query string as a mapping.
    :param route_params: The parameters of the route as a mapping.
    :param body: The body as bytes.
    """

    def __init__(
        self,
        method: str,
        url: str,
        *,
        headers: typing.Optional[typing.Mapping[str, str]] = None,
        params: typing.Optional[typing.Mapping[str, str]] = None,
        route_params: typing.Optional[typing.Mapping[str, str]] = None,
        body: bytes,
    ) -> None:
        self.__method = method
        self.__url = url
        self.__headers = HttpRequestHeaders(headers or {})
        self.__params = types.MappingProxyType(params or {})
        self.__route_params = types.MappingProxyType(route_params or {})
        self.__body_bytes = body
        self.__form_parsed = False
        self.__form: typing.Optional[MultiDict] = None
        self.__files: typing.Optional[MultiDict] = None

    @property
    def url(self) -> str:
        """The whole URL."""
        return self.__url

    @property
    def method(self) -> str:
        """The method, in capitals."""
        return self.__method.upper()

    @property
    def headers(self) -> HttpRequestHeaders:
        """The headers; names in any case."""
        return self.__headers

    @property
    def params(self) -> typing.Mapping[str, str]:
        """The query string."""
        return self.__params

    @property
    def route_params(self) -> typing.Mapping[str, str]:
        """The parameters of the route."""
        return self.__route_params

    @property
    def form(self) -> typing.Optional[MultiDict]:
        """The fields of a form."""
        self._parse_form_data()
        return self.__form

    @property
    def files(self) -> typing.Optional[MultiDict]:
        """The files of a form."""
        self._parse_form_data()
        return self.__files

    def get_body(self) -> bytes:
        """The body as bytes."""
        return self.__body_bytes

    def get_json(self) -> typing.Any:
        """The body, decoded from JSON. Raises `ValueError` when it is none."""
        return json.loads(self.__body_bytes.decode("utf-8"))

    def _parse_form_data(self) -> None:
        if self.__form_parsed:
            return
        self.__form, self.__files = parse_form(self.get_body(), self.headers.get("Content-Type", ""))
        self.__form_parsed = True
