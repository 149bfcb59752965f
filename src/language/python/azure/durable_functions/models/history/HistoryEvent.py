"""Events of a history."""

import typing
from datetime import datetime


class HistoryEvent:
    """One event; what its kind has beside the common fields are attributes under the host's names, such as `Result`."""

    def __init__(self, EventType: int, EventId: int, IsPlayed: bool, Timestamp: str, **kwargs: typing.Any):
        self._event_type = EventType
        self._event_id = EventId
        self._is_played = IsPlayed
        self._timestamp = datetime.fromisoformat(Timestamp)
        self.is_processed = False
        self.__dict__.update(kwargs)

    @property
    def event_type(self) -> int:
        """Its kind: a number of `HistoryEventType`."""
        return self._event_type

    @property
    def event_id(self) -> int:
        """The sequence number of what it is about, or -1."""
        return self._event_id

    @property
    def is_played(self) -> bool:
        """Whether it belongs to an earlier episode."""
        return self._is_played

    @property
    def timestamp(self) -> datetime:
        """When it happened."""
        return self._timestamp
