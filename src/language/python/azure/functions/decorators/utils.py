"""Enums, and how the arguments of a binding become the keys of its JSON."""

import inspect
import re
import typing
from abc import ABCMeta
from enum import Enum
from json import JSONEncoder

T = typing.TypeVar("T", bound=Enum)


class StringifyEnum(Enum):
    """An enum that is written by its name."""

    def __str__(self) -> str:
        return str(self.name)


class StringifyEnumJsonEncoder(JSONEncoder):
    """Writes such enums to JSON."""

    def default(self, o: typing.Any) -> typing.Any:
        return str(o) if isinstance(o, StringifyEnum) else super().default(o)


class ABCBuildDictMeta(ABCMeta):
    """Notes by which names an instance was made: these are the keys of its JSON. What `__init__` did not keep is kept."""

    def __call__(cls, *args, **kwargs):
        self = super().__call__(*args, **kwargs)
        self.init_params = [*inspect.signature(cls.__init__).parameters, *kwargs]
        for name, value in kwargs.items():
            if not hasattr(self, name):
                setattr(self, name, value)
        return self


def without_nones(value: typing.Any) -> typing.Any:
    """The same without what is `None`, at any depth."""
    if isinstance(value, list):
        return [without_nones(each) for each in value if each is not None]
    if isinstance(value, dict):
        return {key: without_nones(each) for key, each in value.items() if each is not None}
    return value


def parse_singular_param_to_enum(
    param: typing.Optional[typing.Union[T, str]], class_name: typing.Type[T]
) -> typing.Optional[T]:
    """The member of that name, in any case. Raises `KeyError` when there is none."""
    if not isinstance(param, str):
        return param
    try:
        return class_name[param.upper()]
    except KeyError as error:
        allowed = [each.name for each in class_name]
        raise KeyError(f"Can not parse str '{param}' to {class_name.__name__}. Allowed values are {allowed}") from error


def parse_iterable_param_to_enums(
    param_values: typing.Optional[typing.Iterable[typing.Union[T, str]]], class_name: typing.Type[T]
) -> typing.Optional[typing.List[T]]:
    """The members of these names, in any case. Raises `KeyError` when one is none."""
    if param_values is None:
        return None
    try:
        return [class_name[value.upper()] if isinstance(value, str) else value for value in param_values]
    except KeyError as error:
        raise KeyError(
            f"Can not parse '{param_values}' to Optional[Iterable[{class_name.__name__}]]. "
            f"Please ensure param all list elements exist in {[each.name for each in class_name]}"
        ) from error


def to_camel_case(snake_case_str: str) -> str:
    """`queue_name` becomes `queueName`. Raises `ValueError` for what is neither a word nor in snake case."""
    if not snake_case_str:
        raise ValueError(f"Please ensure arg name {snake_case_str} is not empty!")
    if not re.fullmatch(r"[a-zA-Z]+\d*|([a-zA-Z]+\d*_|_+[a-zA-Z\d])\w*", snake_case_str):
        raise ValueError(
            f"Please ensure {snake_case_str} is a word or snake case string with underscore as separator."
        )
    first, *rest = snake_case_str.split("_")
    return first + "".join(word.title() for word in rest)
