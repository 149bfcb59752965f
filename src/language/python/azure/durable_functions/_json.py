"""JSON as Durable Functions has it: objects of a person's own classes travel by `to_json` and `from_json`."""

import json
import typing

from azure.functions._durable_functions import _deserialize_custom_object, _serialize_custom_object

_encode = json.JSONEncoder(default=_serialize_custom_object).encode
_decoder = json.JSONDecoder(object_hook=_deserialize_custom_object)
_scan = _decoder.scan_once
_MOST = 16 * 2**20
"""Characters of a value. The host takes no more at once: said here, the error has the line of the call."""


def dumps(value: typing.Any) -> str:
    """The value as JSON text. Raises `TypeError` for an object without `to_json`, `ValueError` for too much."""
    text = repr(value) if type(value) is int else _encode(value)  # most inputs are short: no encoder for a number
    if len(text) > _MOST:
        raise ValueError(f"the value is {len(text) / 2**20:.0f} MB as JSON; the limit is {_MOST // 2**20} MB")
    return text


def loads(text: str) -> typing.Any:
    """The value of JSON text. Raises `json.JSONDecodeError`."""
    try:
        value, end = _scan(text, 0)
        if end == len(text):
            return value
    except StopIteration:
        pass
    return _decoder.decode(text)  # blanks around it, or an error to tell


def loads_any(text: typing.Any) -> typing.Any:
    """As `loads`, and what is no text raises the `TypeError` of `json.loads`."""
    return json.loads(text, object_hook=_deserialize_custom_object)
