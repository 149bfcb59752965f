"""
Tasks: what an orchestrator yields.

A task is a view of one that the replay engine keeps. It is made there when it is first yielded, or put into another
task; until then it is only the text of what it asks for.
"""

import enum
import json
import typing

from .._json import loads

if typing.TYPE_CHECKING:
    from .._episode import Episode


class TaskState(enum.Enum):
    """Whether a task still runs, and how it ended."""

    RUNNING = 0
    SUCCEEDED = 1
    FAILED = 2


_RUNNING, _SUCCEEDED, _FAILED = TaskState


class TaskBase:
    """Something that an orchestrator can yield to wait for its result."""

    parent: typing.Optional["CompoundTask"] = None
    _episode: "Episode"
    _handle: typing.Optional[int] = None

    @property
    def state(self) -> TaskState:
        """Whether it still runs, and how it ended."""
        raise NotImplementedError

    @property
    def result(self) -> typing.Any:
        """Its result, or the exception that it failed with; `None` while it runs."""
        raise NotImplementedError

    @property
    def is_completed(self) -> bool:
        """Whether it has ended, well or not."""
        return self.state is not _RUNNING

    @property
    def is_faulted(self) -> bool:
        """Whether it has failed."""
        return self.state is _FAILED

    @property
    def id(self) -> typing.Union[int, str, None]:
        """Its sequence number, once it was yielded; an external event's name; -1 for a task of tasks."""
        return -1

    def _enter(self) -> int:
        """Its handle in the engine; made there now if it is not there yet."""
        raise NotImplementedError

    def _is_unasked(self) -> bool:
        """Whether the code has not yielded it so far, by itself or in another task."""
        return self._handle is None or self._episode.is_unasked(self._handle)


class AtomicTask(TaskBase):
    """One activity, child, event, entity call or HTTP call."""

    _state = _RUNNING
    _result: typing.Any = None
    _decode = staticmethod(loads)

    def __init__(self, episode: "Episode", request: str):
        self._episode = episode
        self._request = request
        index = episode.made
        episode.made = index + 1
        if episode.watches or index in episode.remembered:
            episode.watch(index, self)

    @property
    def state(self) -> TaskState:
        if self._state is _RUNNING and self._handle is not None:
            self._look()
        return self._state

    @property
    def result(self) -> typing.Any:
        if self._state is _RUNNING and self._handle is not None:
            self._look()
        return self._result

    @property
    def id(self) -> typing.Union[int, str, None]:
        if self._handle is not None:
            return self._episode.id_of(self._handle)
        return self._request[1:] if self._request[0] == "e" else None

    def _look(self) -> None:
        """Reads how the engine's task ended, if it has."""
        outcome = self._episode.outcome_of(self._handle)
        if outcome is None:
            return
        kind, text = outcome[0], outcome[1:]
        if kind == "R":
            reason, details = json.loads(text)
            self._result, self._state = Exception(f"{reason} \n {details}"), _FAILED
        elif kind == "E":
            self._result, self._state = Exception(json.loads(text)), _FAILED
        else:
            self._succeed(text if kind == "S" else None)

    def _succeed(self, text: typing.Optional[str]) -> typing.Any:
        """Takes its result as JSON text, `None` for none, and gives the value."""
        self._result = result = None if text is None else self._decode(text)
        self._state = _SUCCEEDED
        return result

    def _yielded(self) -> typing.Union[int, str]:
        """What the engine is told: the handle of what it has, or the request to make it of."""
        if self._handle is not None:
            return self._handle
        self._handle = self._episode.next_handle()
        return self._request

    def _enter(self) -> int:
        if self._handle is None:
            self._handle = self._episode.next_handle()
            self._episode.make(self._request)
        return self._handle


class SignalTask(AtomicTask):
    """What `signal_entity` gives. The signal is on its way; whoever yields this sends another and waits in vain."""

    def __init__(self, episode: "Episode", request: str):
        self._episode = episode
        self._request = request


class EntityCallTask(AtomicTask):
    """A call of an entity, whose result holds no objects of a person's own classes."""

    _decode = staticmethod(json.loads)


class RetryAbleTask(AtomicTask):
    """A call that is tried again when it fails."""

    id = -1


class TimerTask(AtomicTask):
    """A durable timer."""

    _is_cancelled = False

    @property
    def is_cancelled(self) -> bool:
        """Whether it was cancelled."""
        return self._is_cancelled

    def cancel(self) -> None:
        """Cancels the timer. Raises `ValueError` when it has fired."""
        if self.is_completed:
            raise ValueError("Cannot cancel a completed task.")
        self._is_cancelled = True
        if self._handle is None:
            self._request = "T" + self._request[1:]
        else:
            self._episode.cancel(self._handle)


class CompoundTask(TaskBase):
    """A task of tasks."""

    _KIND: str

    def __init__(self, episode: "Episode", tasks: typing.List[TaskBase]):
        for task in tasks:
            task.parent = self
        self._episode = episode
        self.children = tasks
        self._members = list(tasks)
        if len(self.children) == len(self._members):
            members = ",".join(str(task._enter()) for task in self._members)
            self._handle = episode.compound(self._KIND, members)
        index = episode.made
        episode.made = index + 1
        if episode.watches or index in episode.remembered:
            episode.watch(index, self)

    @property
    def state(self) -> TaskState:
        outcome = self._episode.outcome_of(self._handle)
        if outcome is None:
            return _RUNNING
        return _FAILED if outcome[0] == "F" else _SUCCEEDED

    @property
    def result(self) -> typing.Any:
        outcome = self._episode.outcome_of(self._handle)
        if outcome is None or outcome == "N":
            return None
        if outcome == "C":
            return [task.result for task in self.children]
        task = self._members[int(outcome[1:])]
        return task if outcome[0] == "A" else task.result

    def _succeed(self, text: typing.Optional[str]) -> typing.Any:
        return self.result

    def _yielded(self) -> int:
        return self._handle

    def _enter(self) -> int:
        return self._handle


class WhenAllTask(CompoundTask):
    """Completes when all its tasks have, with their results in order; fails with the first that fails."""

    _KIND = "all"


class WhenAnyTask(CompoundTask):
    """Completes with the first of its tasks that ends, well or not."""

    _KIND = "any"
