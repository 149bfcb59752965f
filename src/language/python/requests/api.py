"""A request at a time."""

import typing

from .models import Response
from .sessions import Session


def request(method: str, url: str, **kwargs: typing.Any) -> Response:
    """Sends a request and waits for its answer."""
    return Session().request(method, url, **kwargs)


def get(url: str, params: typing.Any = None, **kwargs: typing.Any) -> Response:
    """GET"""
    return request("GET", url, params=params, **kwargs)


def post(url: str, data: typing.Any = None, json: typing.Any = None, **kwargs: typing.Any) -> Response:
    """POST"""
    return request("POST", url, data=data, json=json, **kwargs)


def put(url: str, data: typing.Any = None, **kwargs: typing.Any) -> Response:
    """PUT"""
    return request("PUT", url, data=data, **kwargs)


def patch(url: str, data: typing.Any = None, **kwargs: typing.Any) -> Response:
    """PATCH"""
    return request("PATCH", url, data=data, **kwargs)


def delete(url: str, **kwargs: typing.Any) -> Response:
    """DELETE"""
    return request("DELETE", url, **kwargs)


def head(url: str, **kwargs: typing.Any) -> Response:
    """HEAD"""
    return request("HEAD", url, **kwargs)


def options(url: str, **kwargs: typing.Any) -> Response:
    """OPTIONS"""
    return request("OPTIONS", url, **kwargs)
