"""An entity's state, read from outside."""

import typing


class EntityStateResponse:
    """Whether an entity exists, and its state."""

    def __init__(self, entity_exists: bool, entity_state: typing.Any = None) -> None:
        self._entity_exists = entity_exists
        self._entity_state = entity_state

    @property
    def entity_exists(self) -> bool:
        """Whether it exists."""
        return self._entity_exists

    @property
    def entity_state(self) -> typing.Any:
        """Its state; `None` when it does not exist."""
        return self._entity_state
