"""Values between host and function: what a binding carries, and who turns it into Python and back."""

import abc
import collections.abc
import datetime
import json
import re
import typing


class Datum:
    """A value as it crosses between host and worker; `type` says how to read it: `json`, `string`, `bytes`, `http` ..."""

    def __init__(self, value: typing.Any, type: typing.Optional[str]) -> None:
        self.value = value
        self.type = type

    @property
    def python_value(self) -> typing.Any:
        """The value as Python, JSON decoded."""
        if self.value is None or self.type is None:
            return None
        return json.loads(self.value) if self.type == "json" else self.value

    @property
    def python_type(self) -> type:
        """The class of that."""
        return type(self.python_value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Datum) and (self.value, self.type) == (other.value, other.type)

    def __hash__(self) -> int:
        return hash((type(self), (self.value, self.type)))

    def __repr__(self) -> str:
        shown = repr(self.value)
        return f"<Datum {self.type} {shown[:10] + '...' if len(shown) > 10 else shown}>"


Metadata = typing.Optional[typing.Mapping[str, Datum]]


class _ConverterMeta(abc.ABCMeta):
    """Keeps the converters by the binding types they are for."""

    _bindings: typing.Dict[str, type] = {}

    def __new__(mcls, name, bases, dct, *, binding: typing.Optional[str], trigger: typing.Any = None):
        cls = super().__new__(mcls, name, bases, dct)
        cls._trigger = trigger  # type: ignore[attr-defined]
        if binding is None:
            return cls
        if binding in mcls._bindings:
            raise RuntimeError(
                f"cannot register a converter for {binding!r} binding: "
                "another converter for this binding has already been registered"
            )
        mcls._bindings[binding] = cls
        if isinstance(trigger, str):
            mcls._bindings[trigger] = cls
        return cls

    @classmethod
    def get(mcls, binding_name: str) -> typing.Any:
        """The converter of a binding type, `None` when there is none."""
        return mcls._bindings.get(binding_name)

    def has_trigger_support(cls) -> bool:
        """Whether it converts triggers."""
        return cls._trigger is not None  # type: ignore[attr-defined]


class _BaseConverter(metaclass=_ConverterMeta, binding=None):
    @classmethod
    def _decode_typed_data(cls, data: typing.Optional[Datum], *, python_type: typing.Any, context: str = "data"):
        if data is None or data.type is None:
            return None
        if data.type not in ("json", "string", "int", "double"):
            raise ValueError(f"unsupported type of {context}: {data.type}")
        result = data.python_value
        if isinstance(result, python_type):
            return result
        try:
            return python_type(result)
        except (TypeError, ValueError) as error:
            raise ValueError(f"cannot convert value of {context} into {python_type.__name__}: {error}") from None

    @classmethod
    def _decode_trigger_metadata_field(cls, trigger_metadata: Metadata, field: str, *, python_type: typing.Any):
        data = (trigger_metadata or {}).get(field)
        context = f"field {field!r} in trigger metadata"
        return cls._decode_typed_data(data, python_type=python_type, context=context)

    @classmethod
    def _parse_datetime_metadata(cls, trigger_metadata: Metadata, field: str) -> typing.Optional[datetime.datetime]:
        text = cls._decode_trigger_metadata_field(trigger_metadata, field, python_type=str)
        return cls._parse_datetime(text)

    @classmethod
    def _parse_datetime(cls, text: typing.Optional[str]) -> typing.Optional[datetime.datetime]:
        """Times with seven digits of a second, as .NET writes them, lose the last; a time without a zone stays so."""
        if not text:
            return None
        return datetime.datetime.fromisoformat(re.sub(r"(\.\d{6})\d+", r"\1", text))


class InConverter(_BaseConverter, binding=None):
    """Turns what a binding brings into what the function is given."""

    @classmethod
    @abc.abstractmethod
    def check_input_type_annotation(cls, pytype: type) -> bool:
        """Whether a parameter may be annotated so."""

    @classmethod
    @abc.abstractmethod
    def decode(cls, data: Datum, *, trigger_metadata: Metadata) -> typing.Any:
        """The value for the function."""

    @classmethod
    def has_implicit_output(cls) -> bool:
        """Whether the function's return value belongs to this trigger."""
        return False


class OutConverter(_BaseConverter, binding=None):
    """Turns what a function gives into what a binding takes."""

    @classmethod
    @abc.abstractmethod
    def check_output_type_annotation(cls, pytype: type) -> bool:
        """Whether an output may be annotated so."""

    @classmethod
    @abc.abstractmethod
    def encode(cls, obj: typing.Any, *, expected_type: typing.Optional[type]) -> typing.Optional[Datum]:
        """The value for the host. Raises `NotImplementedError` for what the binding cannot take."""


def is_iterable_type_annotation(annotation: typing.Any, pytype: typing.Any) -> bool:
    """Whether it is `List[X]` or its like with an X among the types."""
    origin = typing.get_origin(annotation)
    if not (isinstance(origin, type) and issubclass(origin, collections.abc.Iterable)):
        return False
    types = pytype if isinstance(pytype, tuple) else (pytype,)
    return any(isinstance(t, type) and isinstance(a, type) and issubclass(t, a) for t in types for a in typing.get_args(annotation))


def get_binding_registry() -> typing.Type[_ConverterMeta]:
    """Where converters are found."""
    return _ConverterMeta
