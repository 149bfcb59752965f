"""Where things are."""

import os
import typing

APP_ROOT = "/home/site/wwwroot"
"""The function app's own folder, as on Azure."""


def in_app(path: str) -> typing.Optional[str]:
    """The path as the person knows it; `None` for a file that is not theirs."""
    prefix = APP_ROOT + os.sep
    return path[len(prefix) :] if path.startswith(prefix) else None
