"""One execution of an orchestrator's code, driven by the replay engine, which is not Python."""

import enum
import inspect
import json
import linecache
import re
import sys
import typing
from types import GeneratorType

from azure_functions_worker import uses
from azure_functions_worker.places import in_app

from .models.DurableOrchestrationContext import DurableOrchestrationContext
from .models.Task import AtomicTask, TaskBase


def run(function: typing.Callable[[DurableOrchestrationContext], typing.Any], body: str) -> str:
    """
    Runs an episode of an orchestrator: `body` is an orchestration trigger as JSON text, or names an episode that the
    language worker keeps. Gives the OrchestratorState for the former, and nothing for the latter: its answer stands there.
    """
    from _durable_bridge import replay

    episode = Episode(function, body)
    state = replay(body, episode)
    if episode.escaped is not None:
        raise episode.escaped
    if state.failure is not None:
        raise Exception(state.failure) from episode.exception
    return state.text


_MOST = 100
_Yielded = typing.Union[int, str, None]


class End(enum.IntEnum):
    """Why the code did not yield a task. The engine's side has the same numbers."""

    RETURNED = 0
    RAISED = 1
    YIELDED_NONE = 2
    ESCAPED = 3
    """The SDK itself fails: it has no answer for the host."""


class Episode:
    """
    The code, and the task it waits for. The engine calls `begin`, then `step` or `fail` whenever that task has ended;
    each gives what the code yields then: the text of a request for a new task, the handle of one that the engine has,
    or `None` for what `end` tells.
    """

    def __init__(self, function: typing.Callable[[DurableOrchestrationContext], typing.Any], body: str):
        self._function = function
        self._body = body
        self._generator: typing.Any = None
        self._current: typing.Optional[TaskBase] = None
        self._handles = 0
        self.uses = uses.Uses()
        self.made = 0
        self.watches = True
        self.remembered: typing.Dict[int, str] = {}
        self._watched: typing.List[typing.Tuple[int, TaskBase, typing.Any]] = []
        self.end = End.RETURNED
        self.output: typing.Optional[str] = None
        self.exception: typing.Optional[BaseException] = None
        self.escaped: typing.Optional[BaseException] = None
        self._look: typing.Any = None

    def begin(
        self,
        engine: typing.Any,
        instance_id: str,
        parent_instance_id: typing.Optional[str],
        input_text: typing.Optional[str],
        has_input: bool,
    ) -> bool:
        """
        Calls the person's function. True when it is a generator, which has not run yet. Without `has_input` the body is
        the trigger itself and holds the input.
        """
        self.make = engine.make
        self.compound_of = engine.compound
        self.outcome_of = engine.outcomeOf
        self.is_unasked = engine.isUnasked
        self.id_of = engine.idOf
        self.cancel = engine.cancel
        self.fire = engine.fire
        self.continue_as_new = engine.continueAsNew
        self.is_replaying = engine.isReplaying
        self.utc_microseconds = engine.utcMicroseconds
        self.set_utc = engine.setUtc
        self.trigger_json = engine.triggerJson
        try:
            given = _shown(input_text) if has_input else json.loads(self._body).get("input")
            self.context = DurableOrchestrationContext._of_episode(self, instance_id, parent_instance_id, given)
            uses.watch(self._function)
            made = self.uses.run(self._function, self.context)
        except BaseException as error:
            self._escape(error)
            return False
        if isinstance(made, GeneratorType):
            self._generator = made
            self._send = made.send
            return True
        if not self.context.will_continue_as_new:
            self._return(made)
        return False

    def step(self, text: typing.Optional[str] = None) -> _Yielded:
        """Goes on with the result of the task that the code waits for; `text`: its JSON, if it is one for one task."""
        try:
            value = None if self._current is None else self._current._succeed(text)
        except BaseException as error:
            return self._escape(error)
        return self._resume(self._send, value)

    def fail(self) -> _Yielded:
        """Goes on with the exception of the task that the code waits for."""
        try:
            error = self._current.result
        except BaseException as other:
            return self._escape(other)
        return self._resume(self._generator.throw, error)

    def look_on(self) -> None:
        """From here on what the code does is noted for `seen`. Call it before `begin`."""
        from ._look import Look

        self._look = Look()

    def seen(self) -> str:
        """What the last stretch of the code did, see `Look.seen`."""
        return self._look.seen(self.line() or self.failed_line(), locals_of(self._generator), self.exception)

    def _resume(self, resume: typing.Callable[[typing.Any], typing.Any], value: typing.Any) -> _Yielded:
        try:
            task = self.uses.run(resume, value) if self._look is None else self._look.watching(self._generator, resume, value)
        except StopIteration as stop:
            return self._return(stop.value)
        except Exception as error:
            self.exception = error
            self.end = End.RAISED
            return None
        except BaseException as error:
            return self._escape(error)
        self._current = task
        if type(task) is AtomicTask and task._handle is None:  # nearly always: in as few steps as can be
            task._handle = self._handles
            self._handles += 1
            return task._request
        return task._yielded() if isinstance(task, TaskBase) else self._yielded_no_task(task)

    def _yielded_no_task(self, value: typing.Any) -> None:
        if value is None:
            self.end = End.YIELDED_NONE
            return None
        try:
            value.state
            raise TypeError(f"{value!r} is no task")
        except Exception as error:
            return self._escape(error, self.line(), f"`yield {_short(value)}` {_NO_TASK}")

    def _return(self, value: typing.Any) -> None:
        try:
            self.output = None if value is None else json.dumps(value)
            self.end = End.RETURNED
        except BaseException as error:
            is_async = inspect.iscoroutine(value) or inspect.isasyncgen(value)
            self._escape(error, self._first_line(), _IS_ASYNC if is_async else f"the orchestrator returned {_short(value)}")
            if inspect.iscoroutine(value):
                value.close()  # or Python warns that nobody awaited it

    def _first_line(self) -> str:
        """Of the `def`: what Python itself calls the first line is its decorator's."""
        code = getattr(self._function, "__code__", None)
        if code is None:
            return ""
        linecache.checkcache(code.co_filename)
        lines = linecache.getlines(code.co_filename)[code.co_firstlineno - 1 :]
        before = next((index for index, line in enumerate(lines) if _HEAD.match(line)), 0)
        return _place(code.co_firstlineno + before, code.co_filename)

    def _escape(self, error: BaseException, place: str = "", note: str = "") -> None:
        """The SDK raises, as the real one would; `place` and `note` say where in the person's code, and why."""
        self.escaped = error
        self.end = End.ESCAPED
        if note:
            line, _, file = place.partition(" ")
            error.add_note(f"{file}:{line}: {note}" if file else note)

    def escape_with(self, type_name: str, message: str) -> None:
        """The engine met what makes the SDK itself fail."""
        if type_name == "KeyError":
            return self._escape(KeyError(message.strip("'")))
        kinds = {each.__name__: each for each in (AttributeError, IndexError, TypeError)}
        self._escape(kinds.get(type_name, Exception)(message))

    def status(self) -> typing.Optional[str]:
        """The custom status as JSON text; `None` when it is nothing much."""
        status = self.context.custom_status
        try:
            return json.dumps(status) if status else None
        except BaseException as error:
            return self._escape(error)

    def error(self) -> str:
        """What the code raised, in words."""
        try:
            return str(self.exception)
        except BaseException as error:
            self._escape(error)
            return ""

    def next_handle(self) -> int:
        """The handle of the task that the engine makes next."""
        handle = self._handles
        self._handles += 1
        return handle

    def compound(self, kind: str, members: str) -> int:
        """Makes a task of tasks, whose handles are in `members`. Raises `Exception` when they cannot be in one."""
        handle = self.next_handle()
        problem = self.compound_of(kind, members)
        if problem is not None:
            raise Exception(problem)
        return handle

    def remember(self, places: str) -> None:
        """
        Which tasks of earlier episodes were made and not yielded, by the order in which the code makes its tasks:
        `[[index, "line file"], ...]`. Others are looked at only when `watches` is set.
        """
        self.remembered = dict(json.loads(places))
        self.watches = False

    def watch(self, index: int, task: TaskBase) -> None:
        """Notes a task that the code makes, and where. At most a hundred that are not yielded are kept."""
        if len(self._watched) >= _MOST:
            self._watched = [each for each in self._watched if each[1]._is_unasked()]
        if len(self._watched) < _MOST:
            place = self.remembered.get(index)
            frame = sys._getframe(3)  # the context's method is between, and the task's own
            self._watched.append((index, task, (frame.f_lineno, frame.f_code.co_filename) if place is None else place))

    def unasked(self) -> str:
        """The tasks that nobody asked for: `[[index, handle or null, request or null, "line file", inside], ...]`."""
        kept = [each for each in self._watched if each[1]._is_unasked()]
        tasks = {id(task) for _, task, _ in kept}
        return json.dumps(
            [
                [
                    index,
                    task._handle,
                    getattr(task, "_request", None),
                    place if isinstance(place, str) else _place(*place),
                    id(task.parent) in tasks,
                ]
                for index, task, place in kept
            ]
        )

    def found_uses(self) -> str:
        """What the code used that need not be the same in every replay: `[[cause, call, "line file"], ...]`."""
        return json.dumps(list(self.uses.found))

    def line(self) -> str:
        """Where the code waits: `line file`, or nothing when that is no file of the app."""
        frame = _frame_of(self._generator)
        return "" if frame is None else _place(frame.f_lineno, frame.f_code.co_filename)

    def failed_line(self) -> str:
        """The last line of the app's own that the exception came through: `line file`, or nothing."""
        trace = self.exception.__traceback__ if self.exception else None
        place = ""
        while trace is not None:
            place = _place(trace.tb_lineno, trace.tb_frame.f_code.co_filename) or place
            trace = trace.tb_next
        return place


_HEAD = re.compile(r"\s*(async\s+)?def\b")
_NO_TASK = (
    "is no task. Yield what context.call_activity(...), context.create_timer(...) and the like give, "
    "and a list of them as context.task_all([...])."
)
_IS_ASYNC = (
    "the orchestrator is an `async def`, which the Durable extension does not drive. "
    "Write `def`, and `yield` instead of `await`."
)


def _short(value: typing.Any) -> str:
    try:
        text = repr(value)
    except Exception:
        text = type(value).__name__
    return text if len(text) <= 100 else f"{text[:99]}…"


def _place(line: int, filename: str) -> str:
    file = in_app(filename)
    return "" if file is None else f"{line} {file}"


def _shown(text: typing.Optional[str]) -> typing.Any:
    """As the host puts an input into a trigger: its value, or the text itself when it is no JSON."""
    if text is None or not text.strip():
        return text
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return text


def _frame_of(generator: typing.Any) -> typing.Any:
    """The innermost frame that the person's code waits in, through `yield from`."""
    while True:
        inner = getattr(generator, "gi_yieldfrom", None)
        if not isinstance(inner, GeneratorType):
            return getattr(generator, "gi_frame", None)
        generator = inner


def locals_of(generator: typing.Any) -> typing.Dict[str, typing.Any]:
    """The variables of a generator where it waits, by name; none once it has ended."""
    frame = _frame_of(generator)
    return {} if frame is None else dict(frame.f_locals)
