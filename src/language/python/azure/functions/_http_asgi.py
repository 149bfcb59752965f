"""ASGI applications (FastAPI, Starlette ...) behind an HTTP trigger."""

import asyncio
import logging
import typing
import warnings
from wsgiref.headers import Headers

from ._abc import Context
from ._http import HttpRequest, HttpResponse
from ._http_wsgi import WsgiRequest


class AsgiRequest(WsgiRequest):
    """A request of a function as ASGI sees it."""

    asgi_version = "2.1"
    asgi_spec_version = "2.1"

    def to_asgi_http_scope(self) -> typing.Dict[str, typing.Any]:
        """The scope of an HTTP connection."""
        return {
            "type": "http",
            "asgi": {"version": self.asgi_version, "spec_version": self.asgi_spec_version},
            "asgi.version": self.asgi_version,
            "asgi.spec_version": self.asgi_spec_version,
            "http_version": "1.1",
            "method": self.request_method,
            "scheme": "https",
            "path": self.path_info,
            "raw_path": self.path_info.encode("utf-8"),
            "query_string": self.query_string.encode("utf-8"),
            "root_path": self.script_name,
            "headers": [(name.encode("utf8"), value.encode("utf8")) for name, value in self._headers.items()],
            "server": None if self.server_name is None else (self.server_name, int(self.server_port)),
            "client": None,
            **self.azure_functions,
        }


class AsgiResponse:
    """What an ASGI application answered."""

    def __init__(self) -> None:
        self._status_code = 0
        self._headers: typing.Any = {}
        self._buffer: typing.List[bytes] = []
        self._request_body: typing.Optional[bytes] = b""
        self._is_complete = asyncio.Event()

    @classmethod
    async def from_app(cls, app: typing.Any, scope: typing.Dict[str, typing.Any], body: bytes) -> "AsgiResponse":
        """Calls the application."""
        response = cls()
        response._request_body = body
        await app(scope, response._receive, response._send)
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

    async def _receive(self) -> dict:
        if self._request_body is not None:
            body, self._request_body = self._request_body, None
            return {"type": "http.request", "body": body, "more_body": False}
        await self._is_complete.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: dict) -> None:
        if message["type"] == "http.response.start":
            self._headers = Headers([(name.decode(), value.decode()) for name, value in message.get("headers", [])])
            self._status_code = message["status"]
        elif message["type"] == "http.response.body":
            self._buffer.append(message.get("body", b""))
            if not message.get("more_body", False):
                self._is_complete.set()


class AsgiMiddleware:
    """
    Puts an ASGI application behind an HTTP trigger.

        async def main(req, context):
            return await func.AsgiMiddleware(app).handle_async(req, context)
    """

    _logger = logging.getLogger("azure.functions.AsgiMiddleware")
    _usage_reported = False

    def __init__(self, app: typing.Any) -> None:
        if not self._usage_reported:
            self._logger.debug("Starting Azure Functions ASGI middleware.")
            self._usage_reported = True
        self._app = app
        self.main = self._handle
        self.state = False
        self._lifespan: typing.Optional[asyncio.Task] = None
        self._lifespan_messages: asyncio.Queue = asyncio.Queue()

    def handle(self, req: HttpRequest, context: typing.Optional[Context] = None) -> HttpResponse:
        """Deprecated: await `handle_async` instead."""
        words = "handle() is deprecated. Please await .handle_async() instead."
        warnings.warn(words, DeprecationWarning, stacklevel=2)
        self._logger.warning("handle() is deprecated. Please `await .handle_async()` instead.")
        return self._handle(req, context)

    def _handle(self, req, context):
        return asyncio.run(self.handle_async(req, context))

    async def handle_async(self, req: HttpRequest, context: typing.Optional[Context] = None) -> HttpResponse:
        """Answers a request."""
        scope = AsgiRequest(req, context).to_asgi_http_scope()
        response = await AsgiResponse.from_app(self._app, scope, req.get_body())
        return response.to_func_response()

    async def notify_startup(self) -> bool:
        """Tells the application that it starts. `True` also when it does not care to know."""
        started: asyncio.Future = asyncio.get_running_loop().create_future()
        await self._lifespan_messages.put({"type": "lifespan.startup"})

        async def send(message: dict) -> None:
            if not started.done():
                started.set_result(message["type"] == "lifespan.startup.complete")

        async def run() -> None:
            scope = {"type": "lifespan", "asgi": {"version": "2.1", "spec_version": "2.0"}}
            try:
                await self._app(scope, self._lifespan_messages.get, send)
            except Exception:
                pass  # an application that knows no lifespan may raise
            if not started.done():
                started.set_result(True)

        self._lifespan = asyncio.ensure_future(run())
        self.state = await started
        return self.state

    async def notify_shutdown(self) -> bool:
        """Tells the application that it ends."""
        if self._lifespan is None or self._lifespan.done():
            return True
        await self._lifespan_messages.put({"type": "lifespan.shutdown"})
        await asyncio.wait([self._lifespan], timeout=5)
        return self._lifespan.done()
