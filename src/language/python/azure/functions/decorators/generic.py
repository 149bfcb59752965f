"""Bindings that say their type themselves."""

import typing

from .core import DataType, InputBinding, OutputBinding, Trigger


class GenericTrigger(Trigger):
    """A trigger of any type."""

    @staticmethod
    def get_binding_name() -> None:
        return None

    def __init__(self, name: str, type: str, data_type: typing.Optional[DataType] = None, **kwargs) -> None:
        super().__init__(name=name, data_type=data_type, type=type)


class GenericInputBinding(InputBinding):
    """An input of any type."""

    @staticmethod
    def get_binding_name() -> None:
        return None

    def __init__(self, name: str, type: str, data_type: typing.Optional[DataType] = None, **kwargs) -> None:
        super().__init__(name=name, data_type=data_type, type=type)


class GenericOutputBinding(OutputBinding):
    """An output of any type."""

    @staticmethod
    def get_binding_name() -> None:
        return None

    def __init__(self, name: str, type: str, data_type: typing.Optional[DataType] = None, **kwargs) -> None:
        super().__init__(name=name, data_type=data_type, type=type)
