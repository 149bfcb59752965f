"""
What an orchestrator uses that need not be the same in every replay: the clock, chance, settings, the network, variables of
its module. Nothing is put in the place of anything: Python itself tells of the calls (`sys.monitoring`), and each place
in the code that calls something harmless is looked at once.
"""

import datetime
import json
import os
import random
import sys
import types
import typing

from . import module_state
from .places import in_app

_MOST = 20
_monitoring = sys.monitoring
_tool: typing.Optional[int] = None
_causes: typing.Dict[str, str] = {}
_watched: typing.Set[types.CodeType] = set()
_states: typing.Dict[types.CodeType, typing.Dict[int, typing.List[str]]] = {}
_seen: typing.Optional["Uses"] = None


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
    from _durable_bridge import python_uses

    _causes.update(json.loads(python_uses))
    for tool in (4, 3, 1):
        if _monitoring.get_tool(tool) is None:
            _monitoring.use_tool_id(tool, "uses of orchestrators")
            _monitoring.register_callback(tool, _monitoring.events.CALL, _on_call)
            _monitoring.register_callback(tool, _monitoring.events.LINE, _on_line)
            _monitoring.register_callback(tool, _monitoring.events.PY_START, _on_setting)
            _monitoring.set_local_events(tool, type(os.environ).__getitem__.__code__, _monitoring.events.PY_START)
            _tool = tool
            return True
    return False


def _watch(code: types.CodeType) -> None:
    """With the functions inside it: lambdas, comprehensions."""
    if code in _watched or in_app(code.co_filename) is None or _tool is None:
        return
    _watched.add(code)
    of_file = module_state.lines_of(code.co_filename)
    _states[code] = {line: of_file[line] for _, _, line in code.co_lines() if line in of_file}
    lines = _monitoring.events.LINE if _states[code] else 0
    _monitoring.set_local_events(_tool, code, _monitoring.events.CALL | lines)
    for inner in code.co_consts:
        if isinstance(inner, types.CodeType):
            _watch(inner)


def _on_line(code: types.CodeType, line: int) -> typing.Any:
    """A line of a watched function begins."""
    names = _states[code].get(line)
    if names is None:
        return _monitoring.DISABLE
    for name in names if _seen is not None else ():
        _seen.note("state", name, line, code.co_filename)
    return None


def _on_setting(code: types.CodeType, offset: int) -> None:
    """Somebody reads a setting: the app itself, or a library of which it asks something else."""
    if _seen is None:
        return
    frame = sys._getframe(1)
    key = frame.f_locals.get("key")
    while frame is not None and frame.f_globals.get("__name__") in ("os", "collections.abc"):
        frame = frame.f_back
    if frame is not None:
        _seen.note("environment", f"os.environ[{key!r}]", frame.f_lineno, frame.f_code.co_filename)


def _on_call(code: types.CodeType, offset: int, function: typing.Any, first: typing.Any) -> typing.Any:
    if _seen is None:
        return None
    if isinstance(function, types.FunctionType) and in_app(function.__code__.co_filename) is not None:
        _watch(function.__code__)
        return None
    use = _use_of(function, first)
    if use is None:
        return _monitoring.DISABLE
    _seen.note(*use, _line_at(code, offset), code.co_filename)
    return None


def _line_at(code: types.CodeType, offset: int) -> int:
    for start, end, line in code.co_lines():
        if start <= offset < end and line is not None:
            return line
    return code.co_firstlineno


def _use_of(function: typing.Any, first: typing.Any) -> typing.Optional[typing.Tuple[str, str]]:
    """The cause, and the call as code says it. `first` is its first argument, of a method the object."""
    for name in _names_of(function, first):
        cause = _causes.get(name)
        if cause is None and first is _monitoring.MISSING:
            cause = _causes.get(f"{name}()")
        if cause is None and not isinstance(function, type):
            cause = _causes.get(f"{name.rpartition('.')[0]}.*")
        if cause is not None:
            return cause, f"{name.removeprefix('datetime.')}()"
    return None


_clock = ((datetime.datetime, "datetime.datetime"), (datetime.date, "datetime.date"))
_chance = ((random.SystemRandom, "secrets"), (random.Random, "random"))
_modules = {"posix": "os", "_io": "", "builtins": "", "_socket": "socket"}


def _names_of(function: typing.Any, first: typing.Any) -> typing.Iterator[str]:
    """
    The full names under which code knows it: `requests.api.get` is `requests.get` too. What belongs to an object of the
    person's, such as a `random.Random` with a seed, has none.
    """
    name = getattr(function, "__qualname__", None)
    if not isinstance(name, str):
        return
    is_method = isinstance(function, types.FunctionType) and "." in name
    owner = first if is_method else getattr(function, "__self__", None)
    own = name.rpartition(".")[2]
    if isinstance(owner, type):
        yield from (f"{known}.{own}" for kind, known in _clock if issubclass(owner, kind))
    elif isinstance(owner, random.Random):
        known = next(known for kind, known in _chance if isinstance(owner, kind))
        if known == "secrets" or owner is random._inst:
            yield f"{known}.{own}"
    else:
        module = owner.__name__ if isinstance(owner, types.ModuleType) else str(getattr(function, "__module__", ""))
        module = _modules.get(module, module)
        yield f"{module}.{name}".lstrip(".")
        while "." in module:
            module = module.rpartition(".")[0]
            yield f"{module}.{name}"
