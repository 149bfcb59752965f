"""What an orchestration is doing."""

from enum import Enum


class OrchestrationRuntimeStatus(Enum):
    """The status of an orchestration instance."""

    Running = "Running"
    """It has started."""
    Completed = "Completed"
    """It has ended as it should."""
    ContinuedAsNew = "ContinuedAsNew"
    """It has begun again with a new history. This passes at once."""
    Failed = "Failed"
    """It has ended with an error."""
    Canceled = "Canceled"
    """It was ended gracefully."""
    Terminated = "Terminated"
    """It was ended abruptly."""
    Pending = "Pending"
    """It was scheduled and has not started."""
    Suspended = "Suspended"
    """It pauses until it is resumed."""
