from enum import Enum


class ExtensionScope(Enum):
    """What an extension runs around."""

    UNKNOWN = 0
    APPLICATION = 1
    FUNCTION = 2
