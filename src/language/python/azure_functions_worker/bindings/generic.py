"""Bindings of a type that nobody converts."""

import json
import typing

from azure.functions.meta import Datum


class GenericBinding:
    @classmethod
    def has_trigger_support(cls) -> bool:
        return False

    @classmethod
    def check_input_type_annotation(cls, pytype: type) -> bool:
        return issubclass(pytype, (str, bytes))

    @classmethod
    def check_output_type_annotation(cls, pytype: type) -> bool:
        return issubclass(pytype, (str, bytes, bytearray))

    @classmethod
    def encode(cls, obj: typing.Any, *, expected_type: typing.Optional[type]) -> Datum:
        if isinstance(obj, str):
            return Datum(type="string", value=obj)
        if isinstance(obj, (bytes, bytearray)):
            return Datum(type="bytes", value=bytes(obj))
        if obj is None:
            return Datum(type=None, value=None)
        if isinstance(obj, (dict, list)):
            return Datum(type="json", value=json.dumps(obj))
        raise NotImplementedError

    @classmethod
    def decode(cls, data: Datum, *, trigger_metadata: typing.Any) -> typing.Any:
        if data.type not in ("string", "bytes", "json", None):
            raise ValueError(f'unexpected type of data received for the "generic" binding : {data.type!r}')
        return data.value

    @classmethod
    def has_implicit_output(cls) -> bool:
        return True
