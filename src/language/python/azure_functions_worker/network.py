"""
The way out, for libraries that wait for their answer: `requests` and `urllib`. The host sends the request when the person
allows that, or answers it from fixtures. There are no sockets.
"""

import importlib.abc
import importlib.machinery
import json
import socket
import sys
import types
import typing

from . import turn

_NO_SOCKETS = "there are no sockets in the playground. Use requests or urllib.request; in an orchestrator, context.call_http."
_NO_PAUSE = (
    "this browser cannot pause Python until the answer is there. In an `async def` function, "
    "`await pyodide.http.pyfetch(url)`; in an orchestrator, context.call_http."
)


class Answer(typing.NamedTuple):
    """A response to a request of the person's code."""

    status: int
    headers: typing.List[typing.Tuple[str, str]]
    body: bytes
    url: str
    """Where it came from, after redirects."""


def send(
    method: str, url: str, headers: typing.Iterable[typing.Tuple[str, str]] = (), body: typing.Optional[bytes] = None
) -> Answer:
    """Sends a request and waits. Raises `OSError` with the reason when it is not sent, or not answered."""
    from _playground import fetch
    from pyodide.ffi import can_run_sync, run_sync, to_js

    if not can_run_sync():
        raise OSError(f"{method} {url}: {_NO_PAUSE}")
    sent = to_js(body) if body is not None else None
    answered = list(run_sync(turn.lent(fetch(method, url, json.dumps(list(headers)), sent))))
    if len(answered) == 1:
        raise OSError(f"{method} {url}: {answered[0]}")
    status, pairs, content, final = answered
    return Answer(status, [(name, value) for name, value in json.loads(pairs)], content.to_bytes(), final)


def install() -> None:
    """Puts it in place; in modules that are seldom used, when these are imported."""
    socket.socket.connect = _refuse_connect  # type: ignore[method-assign]
    socket.socket.connect_ex = _refuse_connect  # type: ignore[method-assign]
    socket.create_connection = _refuse
    socket.getaddrinfo = _refuse
    socket.gethostbyname = _refuse
    sys.meta_path.insert(0, _Patches())


def _refuse(address: typing.Any = None, *args: typing.Any, **kwargs: typing.Any) -> typing.NoReturn:
    raise OSError(f"{address}: {_NO_SOCKETS}")


def _refuse_connect(self: socket.socket, address: typing.Any) -> typing.NoReturn:
    raise OSError(f"{address}: {_NO_SOCKETS}")


def _patch_http_client(module: types.ModuleType) -> None:
    def connect(self: typing.Any) -> typing.NoReturn:
        raise OSError(f"{self.host}:{self.port}: {_NO_SOCKETS}")

    module.HTTPConnection.connect = connect
    module.HTTPSConnection.connect = connect


def _patch_urllib_request(module: types.ModuleType) -> None:
    open_as_before = module.OpenerDirector.open

    def open(self: typing.Any, fullurl: typing.Any, data: typing.Any = None, *args: typing.Any, **kwargs: typing.Any):
        request = module.Request(fullurl, data) if isinstance(fullurl, str) else fullurl
        if request.type not in ("http", "https"):
            return open_as_before(self, fullurl, data, *args, **kwargs)
        if data is not None:
            request.data = data
        return _open(module, request)

    module.OpenerDirector.open = open


def _open(module: types.ModuleType, request: typing.Any) -> typing.Any:
    import email.message
    import http
    import io
    import urllib.response

    try:
        answer = send(request.get_method(), request.full_url, request.header_items(), request.data)
    except OSError as error:
        raise module.URLError(error) from None
    headers = email.message.Message()
    for name, value in answer.headers:
        headers[name] = value
    reason = http.HTTPStatus(answer.status).phrase if answer.status in list(http.HTTPStatus) else ""
    if answer.status >= 400:
        raise module.HTTPError(answer.url, answer.status, reason, headers, io.BytesIO(answer.body))
    response = urllib.response.addinfourl(io.BytesIO(answer.body), headers, answer.url, answer.status)
    response.msg = response.reason = reason
    return response


_patches = {"http.client": _patch_http_client, "urllib.request": _patch_urllib_request}


class _Patches(importlib.abc.MetaPathFinder):
    """Finds a module as it would be found, and patches it once it has run."""

    def find_spec(self, fullname: str, path: typing.Any, target: typing.Any = None) -> typing.Any:
        patch = _patches.get(fullname)
        spec = importlib.machinery.PathFinder.find_spec(fullname, path, target) if patch else None
        if patch is not None and spec is not None and spec.loader is not None:
            spec.loader = _Patching(spec.loader, patch)
        return spec


class _Patching(importlib.abc.Loader):
    """A loader that patches what it has loaded. The one it goes before may be shared with other modules."""

    def __init__(self, loader: typing.Any, patch: typing.Callable[[types.ModuleType], None]) -> None:
        self._loader = loader
        self._patch = patch

    def create_module(self, spec: typing.Any) -> typing.Any:
        return self._loader.create_module(spec)

    def exec_module(self, module: types.ModuleType) -> None:
        self._loader.exec_module(module)
        self._patch(module)
