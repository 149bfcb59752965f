"""Requests with something in common, and how one is sent."""

import base64
import http
import json as json_module
import typing
import urllib.parse

from azure_functions_worker import network

from .exceptions import ConnectionError, InvalidURL
from .models import CaseInsensitiveDict, Response


class Session:
    """Sends requests with the same headers, parameters and credentials."""

    def __init__(self) -> None:
        self.headers = CaseInsensitiveDict()
        self.params: typing.Dict[str, typing.Any] = {}
        self.auth: typing.Any = None
        self.verify = True

    def request(
        self,
        method: str,
        url: str,
        params: typing.Any = None,
        data: typing.Any = None,
        headers: typing.Optional[typing.Mapping[str, str]] = None,
        auth: typing.Any = None,
        json: typing.Any = None,
        files: typing.Any = None,
        **others: typing.Any,
    ) -> Response:
        """Sends it and waits for the answer. `timeout`, `verify`, `stream` and their like are the browser's matter."""
        if files is not None:
            raise NotImplementedError("requests in the playground sends no files: give the body as `data`.")
        if not url.startswith(("http://", "https://")):
            raise InvalidURL(f"Invalid URL {url!r}: No scheme supplied.")
        sent = CaseInsensitiveDict(self.headers.items())
        sent.update(headers or {})
        body, content_type = _body_of(data, json)
        if content_type and "Content-Type" not in sent:
            sent["Content-Type"] = content_type
        if credentials := auth or self.auth:
            token = base64.b64encode(":".join(credentials).encode()).decode()
            sent["Authorization"] = f"Basic {token}"
        whole = _with_params(url, [*_pairs(self.params), *_pairs(params or {})])
        try:
            answer = network.send(method.upper(), whole, list(sent.items()), body)
        except OSError as error:
            raise ConnectionError(str(error)) from None
        return _response(answer)

    def get(self, url: str, **kwargs: typing.Any) -> Response:
        """GET"""
        return self.request("GET", url, **kwargs)

    def post(self, url: str, data: typing.Any = None, json: typing.Any = None, **kwargs: typing.Any) -> Response:
        """POST"""
        return self.request("POST", url, data=data, json=json, **kwargs)

    def put(self, url: str, data: typing.Any = None, **kwargs: typing.Any) -> Response:
        """PUT"""
        return self.request("PUT", url, data=data, **kwargs)

    def patch(self, url: str, data: typing.Any = None, **kwargs: typing.Any) -> Response:
        """PATCH"""
        return self.request("PATCH", url, data=data, **kwargs)

    def delete(self, url: str, **kwargs: typing.Any) -> Response:
        """DELETE"""
        return self.request("DELETE", url, **kwargs)

    def head(self, url: str, **kwargs: typing.Any) -> Response:
        """HEAD"""
        return self.request("HEAD", url, **kwargs)

    def options(self, url: str, **kwargs: typing.Any) -> Response:
        """OPTIONS"""
        return self.request("OPTIONS", url, **kwargs)

    def close(self) -> None:
        """Nothing is open."""

    def __enter__(self) -> "Session":
        return self

    def __exit__(self, *args: object) -> None:
        self.close()


def session() -> Session:
    """A session."""
    return Session()


def _body_of(data: typing.Any, json: typing.Any) -> typing.Tuple[typing.Optional[bytes], typing.Optional[str]]:
    if data is None:
        return (None, None) if json is None else (json_module.dumps(json).encode(), "application/json")
    if isinstance(data, bytes):
        return data, None
    if isinstance(data, str):
        return data.encode(), None
    return urllib.parse.urlencode(_pairs(data), doseq=True).encode(), "application/x-www-form-urlencoded"


def _pairs(params: typing.Any) -> typing.List[typing.Tuple[str, typing.Any]]:
    if isinstance(params, str):
        return urllib.parse.parse_qsl(params, keep_blank_values=True)
    items = params.items() if hasattr(params, "items") else params
    return [(name, value) for name, value in items if value is not None]


def _with_params(url: str, pairs: typing.List[typing.Tuple[str, typing.Any]]) -> str:
    if not pairs:
        return url
    parts = urllib.parse.urlsplit(url)
    query = "&".join(each for each in (parts.query, urllib.parse.urlencode(pairs, doseq=True)) if each)
    return urllib.parse.urlunsplit(parts._replace(query=query))


def _response(answer: network.Answer) -> Response:
    response = Response()
    response.status_code = answer.status
    response.reason = http.HTTPStatus(answer.status).phrase if answer.status in list(http.HTTPStatus) else ""
    response.url = answer.url
    response.headers = CaseInsensitiveDict(answer.headers)
    response.content = answer.body
    return response
