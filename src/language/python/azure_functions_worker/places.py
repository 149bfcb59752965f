"""Where things are."""

import os
import typing

APP_ROOT = "/home/site/wwwroot"
"""The function app's own folder, as on Azure."""


SITE_PACKAGES = f"{APP_ROOT}/.python_packages/lib/site-packages"
"""What pip would have installed there."""


def in_app(path: str) -> typing.Optional[str]:
    """The path as the person knows it; `None` for a file that is not theirs."""
    prefix = APP_ROOT + os.sep
    is_own = path.startswith(prefix) and not path.startswith(SITE_PACKAGES)
    return path[len(prefix) :] if is_own else None
