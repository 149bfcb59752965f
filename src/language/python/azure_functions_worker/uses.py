"""
What an orchestrator uses that need not be the same in every replay: the clock, chance, settings, the network, variables of
its module. Nothing is put in the place of anything: Python itself tells of the calls (`sys.monitoring`), and each place
in the code that calls something harmless is looked at once.
"""

import datetime
import dis
import os
import random
import sys
import time
import types
import typing

from .places import in_app

_MOST = 20
_monitoring = sys.monitoring
_tool: typing.Optional[int] = None
_watched: typing.Set[types.CodeType] = set()
_states: typing.Dict[types.CodeType, typing.List[typing.Tuple[str, int]]] = {}
_seen: typing.Optional["Uses"] = None

_clock_classes = (datetime.datetime, datetime.date)
_causes: typing.Dict[typing.Tuple[str, str], str] = {
    **{("time", name): "clock" for name in ("time", "time_ns", "monotonic", "perf_counter", "localtime", "gmtime", "ctime")},
    **{("datetime", name): "clock" for name in ("now", "utcnow", "today")},
    **{("uuid", name): "uuid" for name in ("uuid1", "uuid4")},
    **{("os", name): "random" for name in ("urandom",)},
    **{("asyncio", name): "async" for name in ("sleep", "run", "gather", "create_task", "wait_for")},
}
_modules = {"random": "random", "secrets": "random", "requests": "network", "urllib.request": "network"}


class Uses:
    """What one orchestrator's code was seen to use in an episode, each place once."""

    def __init__(self) -> None:
        self.found: typing.Dict[typing.Tuple[str, str, str], None] = {}
        self.is_guarded = False
        """The code was told that nothing is replayed: what follows may be meant to run once."""

    def note(self, cause: str, call: str, line: int, filename: str) -> None:
        """Notes a place in the app's own code."""
        file = in_app(filename)
        if file is not None and not self.is_guarded and len(self.found) < _MOST:
            self.found[(cause, call[:100], f"{line} {file}")] = None

    def run(self, step: typing.Callable[[typing.Any], typing.Any], value: typing.Any) -> typing.Any:
        """Runs the orchestrator's code from here to its next yield."""
        global _seen
        before, _seen, self.is_guarded = _seen, self, False
        try:
            return step(value)
        finally:
            _seen = before


def watch(function: typing.Any) -> None:
    """From now on the calls of this function are told, and those of the app's functions that it calls."""
    code = getattr(function, "__code__", None)
    if isinstance(code, types.CodeType) and _start():
        _watch(code)


def _start() -> bool:
    """Whether there is a tool id left to watch with."""
    global _tool
    if _tool is not None:
        return True
    for tool in (4, 3, 1):
        if _monitoring.get_tool(tool) is None:
            _monitoring.use_tool_id(tool, "uses of orchestrators")
            _monitoring.register_callback(tool, _monitoring.events.CALL, _on_call)
            _monitoring.register_callback(tool, _monitoring.events.PY_START, _on_start)
            _monitoring.set_local_events(tool, type(os.environ).__getitem__.__code__, _monitoring.events.PY_START)
            _tool = tool
            return True
    return False


def _watch(code: types.CodeType) -> None:
    """With the functions inside it: lambdas, comprehensions."""
    if code in _watched or in_app(code.co_filename) is None or _tool is None:
        return
    _watched.add(code)
    _states[code] = _globals_set_in(code)
    _monitoring.set_local_events(_tool, code, _monitoring.events.CALL | _monitoring.events.PY_START)
    for inner in code.co_consts:
        if isinstance(inner, types.CodeType):
            _watch(inner)


def _globals_set_in(code: types.CodeType) -> typing.List[typing.Tuple[str, int]]:
    stores = [each for each in dis.get_instructions(code) if each.opname in ("STORE_GLOBAL", "DELETE_GLOBAL")]
    return [(each.argval, each.positions.lineno) for each in stores if each.positions and each.positions.lineno]


def _on_start(code: types.CodeType, offset: int) -> None:
    """A watched function begins; or somebody reads a setting."""
    if _seen is None:
        return
    for name, line in _states.get(code, ()):
        _seen.note("state", name, line, code.co_filename)
    if code is type(os.environ).__getitem__.__code__:
        frame = sys._getframe(1)
        key = frame.f_locals.get("key")
        while frame is not None and in_app(frame.f_code.co_filename) is None:
            frame = frame.f_back
        if frame is not None:
            _seen.note("environment", f"os.environ[{key!r}]", frame.f_lineno, frame.f_code.co_filename)


def _on_call(code: types.CodeType, offset: int, function: typing.Any, first: typing.Any) -> typing.Any:
    if _seen is None:
        return None
    if isinstance(function, types.FunctionType) and in_app(function.__code__.co_filename) is not None:
        _watch(function.__code__)
        return None
    use = _use_of(function)
    if use is None:
        return _monitoring.DISABLE
    _seen.note(*use, _line_at(code, offset), code.co_filename)
    return None


def _line_at(code: types.CodeType, offset: int) -> int:
    for start, end, line in code.co_lines():
        if start <= offset < end and line is not None:
            return line
    return code.co_firstlineno


def _use_of(function: typing.Any) -> typing.Optional[typing.Tuple[str, str]]:
    """The cause, and the call as code says it."""
    if function is time.sleep:
        return "timer", "time.sleep()"
    name = getattr(function, "__name__", "")
    owner = getattr(function, "__self__", None)
    if isinstance(owner, type) and issubclass(owner, _clock_classes):
        return ("clock", f"{owner.__name__}.{name}()") if ("datetime", name) in _causes else None
    if isinstance(owner, random.Random):
        return ("random", f"random.{name}()") if owner is random._inst else None
    module = owner.__name__ if isinstance(owner, types.ModuleType) else getattr(function, "__module__", None) or ""
    top = str(module).partition(".")[0]
    top = "os" if top == "posix" else top
    cause = _causes.get((top, name))
    if cause is None and not isinstance(function, type):
        cause = _modules.get(str(module)) or _modules.get(top)
    return (cause, f"{top}.{name}()") if cause else None
