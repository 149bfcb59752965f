"""HTTP triggers and responses between host and function."""

import json
import typing
from http.cookies import SimpleCookie

from . import _abc, _http, meta


class HttpRequest(_http.HttpRequest):
    """A request as it arrives."""

    def __init__(
        self,
        method: str,
        url: str,
        *,
        headers: typing.Mapping[str, str],
        params: typing.Mapping[str, str],
        route_params: typing.Mapping[str, str],
        body_type: str,
        body: typing.Union[str, bytes],
    ) -> None:
        if not isinstance(body, (str, bytes)):
            raise TypeError(f"unexpected HTTP request body type: {type(body).__name__}")
        self.__body_type = body_type
        self.__body_str = body if isinstance(body, str) else None
        self.__body_bytes = body.encode("utf-8") if isinstance(body, str) else body
        super().__init__(method, url, headers=headers, params=params, route_params=route_params, body=self.__body_bytes)

    def get_body(self) -> bytes:
        """The body as bytes."""
        return self.__body_bytes

    def get_json(self) -> typing.Any:
        """The body, decoded from JSON. Raises `ValueError` when it is none."""
        if self.__body_type in ("json", "string") and self.__body_str is not None:
            return json.loads(self.__body_str)
        try:
            return json.loads(self.__body_bytes.decode("utf-8"))
        except ValueError as error:
            raise ValueError("HTTP request does not contain valid JSON data") from error


class HttpResponseConverter(meta.OutConverter, binding="http"):
    @classmethod
    def check_output_type_annotation(cls, pytype: type) -> bool:
        return issubclass(pytype, (_abc.HttpResponse, str))

    @classmethod
    def encode(cls, obj: typing.Any, *, expected_type: typing.Optional[type]) -> meta.Datum:
        if isinstance(obj, str):
            return meta.Datum(type="string", value=obj)
        if not isinstance(obj, _abc.HttpResponse):
            raise NotImplementedError
        headers: typing.Any = obj.headers
        if "content-type" not in headers:
            is_text = obj.mimetype.startswith("text/")
            headers["content-type"] = f"{obj.mimetype}; charset={obj.charset}" if is_text else obj.mimetype
        cookies = None
        if "Set-Cookie" in headers:
            cookies = [SimpleCookie(cookie) for cookie in headers.get_all("Set-Cookie")]
            headers.pop("Set-Cookie")
        value = {
            "status_code": meta.Datum(type="string", value=str(obj.status_code)),
            "headers": {name: meta.Datum(type="string", value=text) for name, text in headers.items()},
            "cookies": cookies,
            "body": meta.Datum(type="bytes", value=obj.get_body() or b""),
        }
        return meta.Datum(type="http", value=value)


class HttpRequestConverter(meta.InConverter, binding="httpTrigger", trigger=True):
    @classmethod
    def check_input_type_annotation(cls, pytype: type) -> bool:
        return issubclass(pytype, _abc.HttpRequest)

    @classmethod
    def decode(cls, data: meta.Datum, *, trigger_metadata: meta.Metadata) -> HttpRequest:
        if data.type != "http":
            raise NotImplementedError
        request = data.value
        return HttpRequest(
            method=request["method"].value,
            url=request["url"].value,
            headers={name: each.value for name, each in request["headers"].items()},
            params={name: each.value for name, each in request["query"].items()},
            route_params={name: each.value for name, each in request["params"].items()},
            body_type=request["body"].type,
            body=request["body"].value,
        )
