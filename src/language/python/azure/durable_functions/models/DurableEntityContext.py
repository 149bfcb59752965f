"""What an entity function works with."""

import json
import typing

from .._json import loads, loads_any


class DurableEntityContext:
    """The entity, and the operation that it is asked for."""

    def __init__(self, name: str, key: str, exists: bool, state: typing.Any):
        self._entity_name = name
        self._entity_key = key
        self._exists = exists
        self._is_newly_constructed = False
        self._state = state
        self._input: typing.Any = None
        self._operation: typing.Optional[str] = None
        self._result: typing.Any = None

    @classmethod
    def from_json(
        cls, json_str: str
    ) -> typing.Tuple["DurableEntityContext", typing.List[typing.Dict[str, typing.Any]]]:
        """Reads the trigger of an entity function: the context and the batch of operations."""
        trigger = json.loads(json_str)
        state = trigger["state"]
        context = cls(
            name=trigger["self"]["name"],
            key=trigger["self"]["key"],
            exists=trigger["exists"],
            state=None if state is None else loads_any(state),
        )
        return context, trigger["batch"]

    @property
    def entity_name(self) -> str:
        """The name of the entity function."""
        return self._entity_name

    @property
    def entity_key(self) -> str:
        """The key that tells this entity from others of its name."""
        return self._entity_key

    @property
    def operation_name(self) -> str:
        """What is to be done. Raises `Exception` outside of an operation."""
        if self._operation is None:
            raise Exception("Entity operation is unassigned")
        return self._operation

    @property
    def is_newly_constructed(self) -> bool:
        """Always `False`, as with the real package."""
        return self._is_newly_constructed

    def get_state(self, initializer: typing.Optional[typing.Callable[[], typing.Any]] = None) -> typing.Any:
        """The entity's state; while it has none, what `initializer` gives."""
        if self._state is not None or not initializer:
            return self._state
        if not callable(initializer):
            raise Exception("initializer argument needs to be a callable function")
        return initializer()

    def set_state(self, state: typing.Any) -> None:
        """Changes the state. It is kept also when the operation fails."""
        self._exists = True
        self._state = state

    def get_input(self) -> typing.Any:
        """The operation's input."""
        text = json.loads(self._input)
        return None if text is None else loads_any(text)

    def set_result(self, result: typing.Any) -> None:
        """What the caller gets. It stays set for the operations that follow in the same batch."""
        self._exists = True
        self._result = result

    def destruct_on_exit(self) -> None:
        """Deletes the entity."""
        self._exists = False
        self._state = None


def from_json_util(json_str: str) -> typing.Any:
    """The value of JSON text, objects of a person's own classes made again."""
    return loads(json_str)
