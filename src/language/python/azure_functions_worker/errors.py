"""Errors as they leave for the host: words, trace, and the person's own line."""

import sys
import traceback
import types
import typing

from .places import APP_ROOT, in_app

AVAILABLE = (
    f"the standard library of Python {sys.version_info.major}.{sys.version_info.minor}, azure.functions, "
    "azure.durable_functions, requests, the project's own files and folders; and, when requirements.txt names them, "
    "attrs, jinja2, markupsafe, python-dateutil, python-dotenv, pyyaml, six, tabulate, typing-extensions"
)
_MACHINERY = ("/_pyodide/_base.py", "/importlib/__init__.py", ".zip/unittest/")
_OWN = __file__.rsplit("/", 1)[0] + "/"


def report(error: BaseException) -> dict:
    """
    `message`, `stack` and, when the error came out of the person's code, `at`: `{"file": ..., "line": ...}`.

    Worded as Azure's worker does: `ValueError: no such city`, and the trace without that line.
    """
    return {"message": words(error), "stack": trace(error), **_place(error)}


def in_words(error: BaseException) -> str:
    """Its class and message, and the person's line when it is known."""
    at = _place(error).get("at")
    return words(error) + (f"\n    at {at['file']}:{at['line']}" if at else "")


def words(error: BaseException) -> str:
    """The error's class and message. Never raises: `__str__` may be the person's own."""
    name = type(error).__name__
    try:
        if isinstance(error, SystemExit):
            return f"SystemExit: {error.code!r}. The function ended its language worker with sys.exit, which stays alive here."
        if isinstance(error, SyntaxError):
            return _syntax_in_words(error)
        if isinstance(error, ModuleNotFoundError):
            return f"{name}: {str(error).splitlines()[0]}. Available here: {AVAILABLE}."
        return f"{name}: {error}"
    except Exception:
        return f"{name}: (its message cannot be read)"


def _syntax_in_words(error: SyntaxError) -> str:
    """What is wrong first, then the line with a caret under the place."""
    place, *lines = "".join(traceback.format_exception_only(error)).rstrip().replace(APP_ROOT + "/", "").splitlines()
    return "\n".join([*lines[-1:], *lines[:-1]]) if lines else place


def trace(error: BaseException) -> str:
    """The trace without the worker's own lines, and what was noted about the error."""
    try:
        frames = [frame for frame in traceback.extract_tb(error.__traceback__) if not _is_ours(frame.filename)]
        notes = [f"{note}\n" for note in getattr(error, "__notes__", [])]
        return "".join([*traceback.StackSummary.from_list(frames).format(), *notes])
    except Exception:
        return ""


def _is_ours(filename: str) -> bool:
    return filename.startswith((_OWN, "<frozen importlib")) or any(each in filename for each in _MACHINERY)


def _place(error: BaseException) -> dict:
    if isinstance(error, SyntaxError) and error.filename and in_app(error.filename):
        return {"at": {"file": in_app(error.filename), "line": error.lineno or 1}}
    declared = getattr(error, "_playground_place", None)
    if declared is not None:
        return {"at": declared}
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if (file := in_app(frame.filename)) is not None:
            return {"at": {"file": file, "line": frame.lineno or 1}}
    return {}


def at(error: BaseException, file: str, line: int = 1) -> BaseException:
    """The same error, known to be about this line."""
    error._playground_place = {"file": file, "line": line}  # type: ignore[attr-defined]
    return error


def about(error: BaseException, func: typing.Any) -> BaseException:
    """The same error, which came of what this function gave back: unless its place is known, that is noted."""
    is_placed = "at" in _place(error) or hasattr(error, "__notes__")
    if not is_placed and "at" in (found := _place(at_function(error, func))):
        error.add_note(f"{found['at']['file']}:{found['at']['line']}: what the function gave back")
    return error


def at_function(error: BaseException, func: typing.Any) -> BaseException:
    """The same error, known to be about the line where this function begins."""
    code = getattr(func, "__code__", None)
    file = in_app(code.co_filename) if isinstance(code, types.CodeType) else None
    return error if file is None else at(error, file, code.co_firstlineno)
