"""The history of an orchestration."""

from .HistoryEvent import HistoryEvent
from .HistoryEventType import HistoryEventType

__all__ = ["HistoryEvent", "HistoryEventType"]
