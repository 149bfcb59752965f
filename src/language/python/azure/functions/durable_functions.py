"""Triggers and clients of Durable Functions."""

import json
import typing

from . import _durable_functions, meta


class _Implicit(meta.InConverter, meta.OutConverter, binding=None):
    """The return value of such a function belongs to its trigger: no `$return` is declared for it."""

    @classmethod
    def check_output_type_annotation(cls, pytype: type) -> bool:
        return True

    @classmethod
    def has_implicit_output(cls) -> bool:
        return True


class OrchestrationTriggerConverter(_Implicit, binding="orchestrationTrigger", trigger=True):
    @classmethod
    def check_input_type_annotation(cls, pytype: type) -> bool:
        return issubclass(pytype, _durable_functions.OrchestrationContext)

    @classmethod
    def decode(cls, data: meta.Datum, *, trigger_metadata: meta.Metadata) -> _durable_functions.OrchestrationContext:
        return _durable_functions.OrchestrationContext(data.value)

    @classmethod
    def encode(cls, obj: typing.Any, *, expected_type: typing.Optional[type]) -> meta.Datum:
        return meta.Datum(type="json", value=obj)


class EntityTriggerConverter(_Implicit, binding="entityTrigger", trigger=True):
    @classmethod
    def check_input_type_annotation(cls, pytype: type) -> bool:
        return issubclass(pytype, _durable_functions.EntityContext)

    @classmethod
    def decode(cls, data: meta.Datum, *, trigger_metadata: meta.Metadata) -> _durable_functions.EntityContext:
        return _durable_functions.EntityContext(data.value)

    @classmethod
    def encode(cls, obj: typing.Any, *, expected_type: typing.Optional[type]) -> meta.Datum:
        return meta.Datum(type="json", value=obj)


class ActivityTriggerConverter(_Implicit, binding="activityTrigger", trigger=True):
    @classmethod
    def check_input_type_annotation(cls, pytype: type) -> bool:
        return True

    @classmethod
    def decode(cls, data: meta.Datum, *, trigger_metadata: meta.Metadata) -> typing.Any:
        """What JSON text says; text that is no JSON arrives as it is."""
        if data.type not in ("string", "json"):
            raise NotImplementedError(f"unsupported activity trigger payload type: {data.type}")
        try:
            return json.loads(data.value, object_hook=_durable_functions._deserialize_custom_object)
        except json.JSONDecodeError:
            return data.value
        except Exception as error:
            kinds = "a string or a valid json serializable"
            raise ValueError(f"activity trigger input must be {kinds} ({data.value})") from error

    @classmethod
    def encode(cls, obj: typing.Any, *, expected_type: typing.Optional[type]) -> meta.Datum:
        try:
            text = json.dumps(obj, default=_durable_functions._serialize_custom_object)
        except TypeError as error:
            raise ValueError(f"activity trigger output must be json serializable ({obj})") from error
        return meta.Datum(type="json", value=text)


class DurableClientConverter(meta.InConverter, meta.OutConverter, binding="durableClient"):
    """The client arrives as text; who decorates the function makes a client of it."""

    @classmethod
    def check_input_type_annotation(cls, pytype: type) -> bool:
        return issubclass(pytype, (str, bytes))

    @classmethod
    def check_output_type_annotation(cls, pytype: type) -> bool:
        return issubclass(pytype, (str, bytes, bytearray))

    @classmethod
    def decode(cls, data: meta.Datum, *, trigger_metadata: meta.Metadata) -> typing.Any:
        if data.type not in ("string", "bytes", "json"):
            raise ValueError(f'unexpected type of data received for the "generic" binding : {data.type!r}')
        return data.value

    @classmethod
    def encode(cls, obj: typing.Any, *, expected_type: typing.Optional[type]) -> meta.Datum:
        if isinstance(obj, str):
            return meta.Datum(type="string", value=obj)
        if isinstance(obj, (bytes, bytearray)):
            return meta.Datum(type="bytes", value=bytes(obj))
        if obj is None:
            return meta.Datum(type=None, value=obj)
        raise NotImplementedError
