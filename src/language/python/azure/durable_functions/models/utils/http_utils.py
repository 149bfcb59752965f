"""Requests to the host."""

import json
import typing


async def post_async_request(url: str, data: typing.Any = None) -> typing.List[typing.Any]:
    """Posts a value as JSON; `None` is no body. Gives the status and the answer's JSON value, `None` for none."""
    return await _ask("POST", url, None if data is None else json.dumps(data))


async def get_async_request(url: str) -> typing.List[typing.Any]:
    """Gives the status and the answer's JSON value, `""` for an empty answer."""
    status, data = await _ask("GET", url)
    return [status, "" if data is None else data]


async def delete_async_request(url: str) -> typing.List[typing.Any]:
    """Gives the status and the answer's JSON value."""
    return await _ask("DELETE", url)


async def _ask(method: str, url: str, body: typing.Optional[str] = None) -> typing.List[typing.Any]:
    from _durable_bridge import durable_http  # not before: the bridge comes after the memory snapshot

    status, text, _ = await durable_http(method, url, body)
    return [status, json.loads(text) if text.strip() else None]
