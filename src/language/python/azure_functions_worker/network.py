"""There is no network here: calls say so at once, in the words of who was asked."""

import importlib.abc
import importlib.machinery
import socket
import sys
import types
import typing

_ADVICE = "Functions in Durable Playground have no network. From an orchestrator, use context.call_http."


def refusal(target: object) -> str:
    """What is said to who asks for `target`."""
    return f"{target}: {_ADVICE}"


def install() -> None:
    """Puts the refusals in place; in modules that are seldom used, when these are imported."""
    socket.socket.connect = _refuse_connect  # type: ignore[method-assign]
    socket.socket.connect_ex = _refuse_connect  # type: ignore[method-assign]
    socket.create_connection = _refuse
    socket.getaddrinfo = _refuse
    socket.gethostbyname = _refuse
    sys.meta_path.insert(0, _Patches())


def _refuse(address: typing.Any = None, *args: typing.Any, **kwargs: typing.Any) -> typing.NoReturn:
    raise OSError(refusal(address))


def _refuse_connect(self: socket.socket, address: typing.Any) -> typing.NoReturn:
    raise OSError(refusal(address))


def _patch_http_client(module: types.ModuleType) -> None:
    def connect(self: typing.Any) -> typing.NoReturn:
        raise OSError(refusal(f"{self.host}:{self.port}"))

    module.HTTPConnection.connect = connect
    module.HTTPSConnection.connect = connect


def _patch_urllib_request(module: types.ModuleType) -> None:
    open_as_before = module.OpenerDirector.open

    def open(self: typing.Any, fullurl: typing.Any, *args: typing.Any, **kwargs: typing.Any) -> typing.Any:
        url = fullurl if isinstance(fullurl, str) else fullurl.full_url
        if url.split(":")[0].lower() in ("data", "file"):
            return open_as_before(self, fullurl, *args, **kwargs)
        raise module.URLError(refusal(url))

    module.OpenerDirector.open = open


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
