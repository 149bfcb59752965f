"""Datums as the host sends and takes them: JSON text, with bytes beside it."""

import typing
import urllib.parse
from http.cookies import Morsel

from azure.functions.meta import Datum

ANSWER_LIMIT = 16 * 2**20
"""Text of an answer, in characters. Over it the host refuses; so it need not cross at all."""


def from_wire(value: dict, buffers: typing.Sequence[bytes]) -> Datum:
    """What the host sent."""
    kind = value["kind"]
    if kind == "none":
        return Datum(value=None, type=None)
    if kind in ("json", "string"):
        return Datum(value=value["text"], type=kind)
    if kind == "bytes":
        return Datum(value=buffers[value["bytes"]], type="bytes")
    return _request(value, buffers)


def _request(value: dict, buffers: typing.Sequence[bytes]) -> Datum:
    """Repeated headers and query values are joined by commas, as Azure's host does."""
    request = value["request"]
    query = urllib.parse.parse_qsl(urllib.parse.urlsplit(request["url"]).query, keep_blank_values=True)
    texts = lambda pairs: {name: Datum(value=text, type="string") for name, text in pairs.items()}  # noqa: E731
    body = b"" if request["body"] is None else buffers[request["body"]]
    return Datum(
        type="http",
        value={
            "method": Datum(value=request["method"], type="string"),
            "url": Datum(value=request["url"], type="string"),
            "headers": texts(_joined(request["headers"])),
            "query": texts(_joined(query)),
            "params": texts(value["params"]),
            "body": Datum(value=body, type="bytes"),
        },
    )


def _joined(pairs: typing.Iterable[typing.Sequence[str]]) -> typing.Dict[str, str]:
    names: typing.Dict[str, str] = {}
    values: typing.Dict[str, str] = {}
    for name, value in pairs:
        known = names.setdefault(name.lower(), name)
        values[known] = f"{values[known]},{value}" if known in values else value
    return values


def to_wire(datum: typing.Optional[Datum], buffers: typing.List[bytes]) -> dict:
    """What the host takes; bytes go into `buffers` and are named by their place. Raises `ValueError` over the limit."""
    if datum is None or datum.value is None or datum.type is None:
        return {"kind": "none"}
    if datum.type == "http":
        return _response(datum.value, buffers)
    if datum.type == "bytes":
        return {"kind": "bytes", "bytes": _put(datum.value, buffers)}
    text = datum.value if isinstance(datum.value, str) else str(datum.value)
    if len(text) > ANSWER_LIMIT:
        size = f"{len(text) / 2**20:.0f} MB"
        raise ValueError(f"the function's answer is {size}; the limit is {ANSWER_LIMIT // 2**20} MB")
    return {"kind": "json" if datum.type == "json" else "string", "text": text}


def _response(value: dict, buffers: typing.List[bytes]) -> dict:
    cookies = [_cookie_text(each) for cookie in value["cookies"] or [] for each in cookie.values()]
    body = value["body"].value
    return {
        "kind": "http response",
        "status": int(value["status_code"].value),
        "headers": [
            *([name, each.value] for name, each in value["headers"].items()),
            *(["Set-Cookie", text] for text in cookies),
        ],
        "body": _put(body, buffers) if body else None,
    }


def _put(data: bytes, buffers: typing.List[bytes]) -> int:
    buffers.append(bytes(data))
    return len(buffers) - 1


def _cookie_text(cookie: Morsel) -> str:
    """As ASP.NET Core writes it for the host: value escaped, path `/` unless another is given."""
    import email.utils  # takes a while to import, and few need it

    expires = email.utils.parsedate_to_datetime(cookie["expires"]) if cookie["expires"] else None
    same_site = cookie["samesite"].lower()
    parts = [
        f"{cookie.key}={urllib.parse.quote(cookie.value, safe='')}",
        expires and f"expires={email.utils.format_datetime(expires, usegmt=True)}",
        cookie["max-age"] and f"max-age={cookie['max-age']}",
        cookie["domain"] and f"domain={cookie['domain']}",
        f"path={cookie['path'] or '/'}",
        cookie["secure"] and "secure",
        same_site and f"samesite={same_site}",
        cookie["httponly"] and "httponly",
    ]
    return "; ".join(part for part in parts if part)


