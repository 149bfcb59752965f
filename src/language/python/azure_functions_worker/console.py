"""What user code writes, on its way to the console: log records, `print`, standard error."""

import contextlib
import contextvars
import io
import logging
import sys
import typing

from . import settings

current_call: contextvars.ContextVar[typing.Optional[str]] = contextvars.ContextVar("current_call", default=None)
"""The call that runs; it goes where its tasks go."""

LINE_LIMIT = 32 * 1024
EXTENSIONS = "azure_functions_worker.extension"
_SYSTEM = ("azure_functions_worker", "azure.functions")


_takers: typing.List[typing.Callable[[str, str], None]] = []


def write(level: str, text: str) -> None:
    """Writes a line for the call that runs. A long one is cut here already: crossing to JavaScript is not free."""
    from _playground import write_line

    if _takers:
        return _takers[-1](level, _cut(text))
    write_line(current_call.get(), level, _cut(text))


def _cut(text: str) -> str:
    if len(text) <= LINE_LIMIT:
        return text
    note = f"… ({len(text)} characters; the limit is {LINE_LIMIT})"
    return text[: LINE_LIMIT - len(note)] + note


class _Handler(logging.Handler):
    """Forwards the root logger, as Azure's worker does: lines of the worker itself only when they warn."""

    def emit(self, record: logging.LogRecord) -> None:
        if _is_shown(record):
            write(_level_of(record.levelno), self.format(record))


def _is_shown(record: logging.LogRecord) -> bool:
    is_system = record.name.startswith(_SYSTEM) and not record.name.startswith(EXTENSIONS)
    return not is_system or record.levelno >= logging.WARNING


def _level_of(number: int) -> str:
    if number >= logging.CRITICAL:
        return "critical"
    if number >= logging.ERROR:
        return "error"
    if number >= logging.WARNING:
        return "warning"
    return "information" if number >= logging.INFO else "debug"


class _Lines(io.TextIOBase):
    """A stream whose lines go to the console, whole, and apart for each call."""

    def __init__(self, level: typing.Callable[[str], str]) -> None:
        self._level = level
        self._parts: typing.Dict[typing.Optional[str], typing.List[str]] = {}

    @property
    def encoding(self) -> str:
        return "utf-8"

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        *lines, rest = text.split("\n")
        for line in lines:
            whole = "".join(self._parts.pop(current_call.get(), [])) + line
            write(self._level(whole), whole)
        if rest:
            self._parts.setdefault(current_call.get(), []).append(rest)
        return len(text)

    def end(self) -> None:
        """Writes what a call left without an end of line."""
        if self._parts.get(current_call.get()):
            self.write("\n")


def _error_level(line: str) -> str:
    return "warning" if "warn" in line.lower() else "error"


_out = _Lines(lambda line: "information")
_errors = _Lines(_error_level)
_handler = _Handler()


def install() -> None:
    """Puts the console in the place of the standard streams and under the root logger. As often as one likes."""
    sys.stdout, sys.stderr = _out, _errors
    root = logging.getLogger()
    for handler in list(root.handlers):
        root.removeHandler(handler)
    root.addHandler(_handler)
    root.setLevel(logging.DEBUG if settings.is_on("PYTHON_ENABLE_DEBUG_LOGGING") else logging.INFO)


@contextlib.contextmanager
def taken(take: typing.Callable[[str, str], None]) -> typing.Iterator[None]:
    """Meanwhile lines go to `take` (level, text) and not to the console."""
    _takers.append(take)
    try:
        yield
    finally:
        end_call()
        _takers.remove(take)


def end_call() -> None:
    """Call it when a call ends: its last line may lack an end."""
    _out.end()
    _errors.end()
