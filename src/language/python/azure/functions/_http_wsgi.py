"""WSGI applications (Flask, Django ...) behind an HTTP trigger."""

import io
import logging
import os
import typing
from urllib.parse import unquote_to_bytes, urlparse
from wsgiref.headers import Headers

from ._abc import Context
from ._http import HttpRequest, HttpResponse


class WsgiRequest:
    """A request of a function as WSGI sees it."""

    def __init__(self, func_req: HttpRequest, func_ctx: typing.Optional[Context] = None) -> None:
        url = urlparse(func_req.url)
        body = func_req.get_body() or b""
        headers = {name.lower(): value for name, value in func_req.headers.items()}
        self._headers = headers
        self.request_method = func_req.method
        self.script_name = ""
        self.path_info = unquote_to_bytes(url.path).decode("latin-1")
        self.query_string = url.query
        self.content_type = headers.get("content-type")
        self.content_length = str(len(body))
        self.server_name = url.hostname
        self.server_port = str(_port(url, headers))
        self.wsgi_url_scheme = url.scheme
        self.wsgi_input = io.BytesIO(body)
        about = ("function_directory", "function_name", "invocation_id", "thread_local_storage", "trace_context", "retry_context")
        self.azure_functions = {f"azure_functions.{name}": getattr(func_ctx, name, None) for name in about}

    def to_environ(self, errors_buffer: io.StringIO) -> typing.Dict[str, typing.Any]:
        """The environment of PEP 3333."""
        environ = {
            "REQUEST_METHOD": self.request_method,
            "SCRIPT_NAME": self.script_name,
            "PATH_INFO": self.path_info,
            "QUERY_STRING": self.query_string,
            "CONTENT_TYPE": self.content_type,
            "CONTENT_LENGTH": self.content_length,
            "SERVER_NAME": self.server_name,
            "SERVER_PORT": self.server_port,
            "SERVER_PROTOCOL": "HTTP/1.1",
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": self.wsgi_url_scheme,
            "wsgi.input": self.wsgi_input,
            "wsgi.errors": errors_buffer,
            "wsgi.multithread": False,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
            **self.azure_functions,
            **{f"HTTP_{name.upper().replace('-', '_')}": value for name, value in self._headers.items()},
        }
        return {name: value for name, value in environ.items() if value is not None}


def _port(url: typing.Any, headers: typing.Mapping[str, str]) -> int:
    if headers.get("x-forwarded-port"):
        return int(headers["x-forwarded-port"])
    return url.port or (443 if url.scheme == "https" else 80)


class WsgiResponse:
    """What a WSGI application answered."""

    def __init__(self) -> None:
        self._status_code = 0
        self._headers: typing.Any = {}
        self._buffer: typing.List[bytes] = []

    @classmethod
    def from_app(cls, app: typing.Any, environ: dict) -> "WsgiResponse":
        """Calls the application."""
        response = cls()
        response._buffer = [chunk or b"" for chunk in app(environ, response._start_response)]
        return response

    def to_func_response(self) -> HttpResponse:
        """The same for a function to return."""
        headers = {name.lower(): value for name, value in self._headers.items()}
        return HttpResponse(
            body=b"".join(self._buffer),
            status_code=self._status_code,
            headers=self._headers,
            mimetype=headers.get("content-type"),
            charset=headers.get("content-encoding"),
        )

    def _start_response(self, status: str, response_headers: list, exc_info: typing.Any = None) -> None:
        self._headers = Headers(response_headers)
        self._status_code = int(status.split(" ")[0])


class WsgiMiddleware:
    """
    Puts a WSGI application behind an HTTP trigger.

        main = func.WsgiMiddleware(app.wsgi_app).main
    """

    _logger = logging.getLogger("azure.functions.WsgiMiddleware")
    _usage_reported = False

    def __init__(self, app: typing.Any) -> None:
        if not self._usage_reported:
            self._logger.info("Instantiating Azure Functions WSGI middleware.")
            self._usage_reported = True
        self._app = app
        self._wsgi_error_buffer = io.StringIO()
        self.main = self._handle

    def handle(self, req: HttpRequest, context: typing.Optional[Context] = None) -> HttpResponse:
        """Answers a request."""
        return self._handle(req, context)

    def _handle(self, req, context):
        environ = WsgiRequest(req, context).to_environ(self._wsgi_error_buffer)
        response = WsgiResponse.from_app(self._app, environ)
        self._handle_errors(response)
        return response.to_func_response()

    def _handle_errors(self, response: WsgiResponse) -> None:
        if self._wsgi_error_buffer.tell() > 0:
            self._wsgi_error_buffer.seek(0)
            raise Exception(os.linesep.join(self._wsgi_error_buffer.read().splitlines()))
        if response._status_code >= 500:
            raise Exception(b"".join(response._buffer))
