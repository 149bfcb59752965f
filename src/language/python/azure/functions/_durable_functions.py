"""Values and contexts of Durable Functions."""

import typing
from importlib import import_module

from . import _abc


def _serialize_custom_object(obj: typing.Any) -> dict:
    """For `json.dumps`: an object with `to_json`, with what is needed to make it again. Raises `TypeError` without it."""
    if not hasattr(obj, "to_json"):
        raise TypeError(f"class {type(obj)} does not expose a `to_json` function")
    return {
        "__class__": type(obj).__name__,
        "__module__": type(obj).__module__,
        "__data__": type(obj).to_json(obj),
    }


def _deserialize_custom_object(obj: dict) -> typing.Any:
    """For `json.loads`: the object that a dictionary stands for, else the dictionary. Raises `TypeError` without `from_json`."""
    if not ("__class__" in obj and "__module__" in obj and "__data__" in obj):
        return obj
    class_name, module_name, data = obj.pop("__class__"), obj.pop("__module__"), obj.pop("__data__")
    class_ = getattr(import_module(module_name), class_name)
    if not hasattr(class_, "from_json"):
        raise TypeError(f"class {type(obj)} does not expose a `from_json` function")
    return class_.from_json(data)


class OrchestrationContext(_abc.OrchestrationContext):
    """What starts an episode of an orchestration."""

    def __init__(self, body: typing.Union[str, bytes]) -> None:
        self.__body = body.decode("utf-8") if isinstance(body, bytes) else body

    @property
    def body(self) -> str:
        """The trigger as JSON text."""
        return self.__body

    def __repr__(self) -> str:
        return f"<azure.OrchestrationContext body={self.body}>"

    def __str__(self) -> str:
        return self.__body


class EntityContext(_abc.OrchestrationContext):
    """What starts a batch of an entity."""

    def __init__(self, body: typing.Union[str, bytes]) -> None:
        self.__body = body.decode("utf-8") if isinstance(body, bytes) else body

    @property
    def body(self) -> str:
        """The batch as JSON text."""
        return self.__body

    def __repr__(self) -> str:
        return f"<azure.EntityContext body={self.body}>"

    def __str__(self) -> str:
        return self.__body
