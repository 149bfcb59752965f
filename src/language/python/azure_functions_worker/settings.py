"""App settings: what the worker reads from its environment."""

import os
import typing

_TRUTHS = ("true", "1", "t", "y", "yes")


def is_on(setting: str) -> bool:
    """Whether a setting says yes."""
    return os.environ.get(setting, "").strip().lower() in _TRUTHS


_ours: typing.Set[str] = set()


def replace(env: typing.Mapping[str, str]) -> None:
    """The environment of another app: what the one before had is gone."""
    for name in _ours:
        os.environ.pop(name, None)
    _ours.clear()
    _ours.update(env)
    os.environ.update(env)
