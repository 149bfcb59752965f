"""Bindings, triggers and settings: what decorators add to a function."""

import typing
from abc import ABC, abstractmethod

from .utils import ABCBuildDictMeta, StringifyEnum, to_camel_case, without_nones

SCRIPT_FILE_NAME = "function_app.py"


class BindingDirection(StringifyEnum):
    """Which way a binding's value goes."""

    IN = 0
    OUT = 1
    INOUT = 2


class DataType(StringifyEnum):
    """How the host should treat a binding's value."""

    UNDEFINED = 0
    STRING = 1
    BINARY = 2
    STREAM = 3


class AuthLevel(StringifyEnum):
    """Which key a request must bring."""

    FUNCTION = "function"
    """A key of the function. This is the default."""
    ANONYMOUS = "anonymous"
    """None."""
    ADMIN = "admin"
    """The master key."""


class Cardinality(StringifyEnum):
    """Whether a function gets messages one by one or in batches."""

    ONE = "one"
    MANY = "many"


class AccessRights(StringifyEnum):
    """What a connection string allows."""

    MANAGE = "manage"
    LISTEN = "listen"


class BlobSource(StringifyEnum):
    """How a blob trigger learns of blobs."""

    EVENT_GRID = "EventGrid"
    LOGS_AND_CONTAINER_SCAN = "LogsAndContainerScan"


class Binding(ABC):
    """
    What stands in `bindings` of a function.json. The names of the arguments of `__init__` are the keys of its JSON,
    in camel case there: `queue_name` is `queueName`.
    """

    EXCLUDED_INIT_PARAMS = {"self", "kwargs", "type", "data_type", "direction"}

    @staticmethod
    @abstractmethod
    def get_binding_name() -> typing.Optional[str]:
        """Its type as Azure spells it; `None` when the instance says."""

    def __init__(
        self,
        name: str,
        direction: BindingDirection,
        data_type: typing.Optional[DataType] = None,
        type: typing.Optional[str] = None,
    ) -> None:
        self.type = self.get_binding_name() or type
        self.name = name
        self._direction = direction
        self._data_type = data_type

    @property
    def data_type(self) -> typing.Optional[int]:
        """How the host should treat the value, as a number."""
        return self._data_type.value if self._data_type else None

    @property
    def direction(self) -> int:
        """Which way the value goes, as a number."""
        return self._direction.value

    def get_dict_repr(self) -> typing.Dict[str, typing.Any]:
        """Its entry in a function.json."""
        entry = {"direction": self._direction, "dataType": self._data_type, "type": self.type}
        for name in getattr(self, "init_params", []):
            if name not in Binding.EXCLUDED_INIT_PARAMS:
                entry[to_camel_case(name)] = getattr(self, name, None)
        return without_nones(entry)


class Trigger(Binding, ABC, metaclass=ABCBuildDictMeta):
    """What starts a function."""

    @staticmethod
    def is_supported_trigger_type(trigger_instance: "Trigger", trigger_type: typing.Type["Trigger"]) -> bool:
        """Whether it is a trigger of that kind."""
        return isinstance(trigger_instance, trigger_type) or trigger_instance.type == trigger_type.get_binding_name()

    def __init__(
        self, name: str, data_type: typing.Optional[DataType] = None, type: typing.Optional[str] = None
    ) -> None:
        super().__init__(direction=BindingDirection.IN, name=name, data_type=data_type, type=type)


class InputBinding(Binding, ABC, metaclass=ABCBuildDictMeta):
    """What a function is given besides its trigger."""

    def __init__(
        self, name: str, data_type: typing.Optional[DataType] = None, type: typing.Optional[str] = None
    ) -> None:
        super().__init__(direction=BindingDirection.IN, name=name, data_type=data_type, type=type)


class OutputBinding(Binding, ABC, metaclass=ABCBuildDictMeta):
    """Where a function's values go."""

    def __init__(
        self, name: str, data_type: typing.Optional[DataType] = None, type: typing.Optional[str] = None
    ) -> None:
        super().__init__(direction=BindingDirection.OUT, name=name, data_type=data_type, type=type)


class Setting(ABC, metaclass=ABCBuildDictMeta):
    """What a decorator adds to a function that is no binding, such as a retry policy."""

    EXCLUDED_INIT_PARAMS = {"self", "kwargs", "setting_name"}

    def __init__(self, setting_name: str) -> None:
        self.setting_name = setting_name

    def get_setting_name(self) -> str:
        """Its name."""
        return self.setting_name

    def get_dict_repr(self) -> typing.Dict[str, typing.Any]:
        """Its values by name."""
        entry = {"setting_name": self.setting_name}
        for name in getattr(self, "init_params", []):
            if name not in Setting.EXCLUDED_INIT_PARAMS:
                entry[name] = getattr(self, name, None)
        return without_nones(entry)

    def get_settings_value(self, settings_attribute_key: str) -> typing.Optional[str]:
        """One of its values."""
        return self.get_dict_repr().get(settings_attribute_key)
