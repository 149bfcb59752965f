"""
Stands in for the package `requests`, so that code that imports it loads and can be read, tested and mocked.

There is no network here: every request raises `ConnectionError`, which says so.
"""

import typing

from azure_functions_worker.network import refusal

from . import exceptions
from .exceptions import ConnectionError, HTTPError, JSONDecodeError, RequestException, Timeout

__all__ = ("ConnectionError", "HTTPError", "JSONDecodeError", "RequestException", "Session", "Timeout", "exceptions")


def request(method: str, url: str, **kwargs: typing.Any) -> typing.NoReturn:
    """Raises `ConnectionError`."""
    raise ConnectionError(refusal(f"{method.upper()} {url}"))


def get(url: str, params: typing.Any = None, **kwargs: typing.Any) -> typing.NoReturn:
    """Raises `ConnectionError`."""
    return request("get", url, params=params, **kwargs)


def post(url: str, data: typing.Any = None, json: typing.Any = None, **kwargs: typing.Any) -> typing.NoReturn:
    """Raises `ConnectionError`."""
    return request("post", url, data=data, json=json, **kwargs)


def put(url: str, data: typing.Any = None, **kwargs: typing.Any) -> typing.NoReturn:
    """Raises `ConnectionError`."""
    return request("put", url, data=data, **kwargs)


def patch(url: str, data: typing.Any = None, **kwargs: typing.Any) -> typing.NoReturn:
    """Raises `ConnectionError`."""
    return request("patch", url, data=data, **kwargs)


def delete(url: str, **kwargs: typing.Any) -> typing.NoReturn:
    """Raises `ConnectionError`."""
    return request("delete", url, **kwargs)


def head(url: str, **kwargs: typing.Any) -> typing.NoReturn:
    """Raises `ConnectionError`."""
    return request("head", url, **kwargs)


def options(url: str, **kwargs: typing.Any) -> typing.NoReturn:
    """Raises `ConnectionError`."""
    return request("options", url, **kwargs)


class Session:
    """A session whose every request raises `ConnectionError`."""

    def __init__(self) -> None:
        self.headers: typing.Dict[str, str] = {}
        self.auth: typing.Any = None

    def __enter__(self) -> "Session":
        return self

    def __exit__(self, *args: object) -> None:
        self.close()

    def close(self) -> None:
        """Nothing is open."""

    request = staticmethod(request)
    get = staticmethod(get)
    post = staticmethod(post)
    put = staticmethod(put)
    patch = staticmethod(patch)
    delete = staticmethod(delete)
    head = staticmethod(head)
    options = staticmethod(options)


session = Session
