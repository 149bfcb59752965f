"""What became of a request to forget instances."""

import typing


class PurgeHistoryResult:
    """How many instances were deleted."""

    def __init__(self, instancesDeleted: int, **kwargs):
        self._instances_deleted = instancesDeleted
        self.__dict__.update(kwargs)

    @classmethod
    def from_json(cls, json_obj: typing.Dict[str, typing.Any]) -> "PurgeHistoryResult":
        """Reads the host's answer."""
        return cls(**json_obj)

    @property
    def instances_deleted(self) -> int:
        """How many instances were deleted."""
        return self._instances_deleted
