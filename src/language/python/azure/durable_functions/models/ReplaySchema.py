"""Versions of what the SDK answers to the host."""

from enum import Enum


class ReplaySchema(Enum):
    """V2 has one flat list of actions."""

    V1 = 0
    V2 = 1
