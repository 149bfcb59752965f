"""The status of an orchestration, as a client reads it."""

import typing
from datetime import datetime

from ..constants import DATETIME_STRING_FORMAT
from .OrchestrationRuntimeStatus import OrchestrationRuntimeStatus


class DurableOrchestrationStatus:
    """The status of an orchestration instance. It is false when there is no such instance."""

    def __init__(
        self,
        name: typing.Optional[str] = None,
        instanceId: typing.Optional[str] = None,
        createdTime: typing.Optional[str] = None,
        lastUpdatedTime: typing.Optional[str] = None,
        input: typing.Any = None,
        output: typing.Any = None,
        runtimeStatus: typing.Optional[str] = None,
        customStatus: typing.Any = None,
        history: typing.Optional[typing.List[typing.Any]] = None,
        **kwargs,
    ):
        self._name = name
        self._instance_id = instanceId
        self._created_time = _time(createdTime)
        self._last_updated_time = _time(lastUpdatedTime)
        self._input = input
        self._output = output
        self._runtime_status = None if runtimeStatus is None else OrchestrationRuntimeStatus(runtimeStatus)
        self._custom_status = customStatus
        self._history = history
        self.__dict__.update(kwargs)

    def __bool__(self) -> bool:
        return self._instance_id is not None

    @classmethod
    def from_json(cls, json_obj: typing.Any) -> "DurableOrchestrationStatus":
        """Reads the host's answer; a text is a message about an instance that is not there."""
        return cls(message=json_obj) if isinstance(json_obj, str) else cls(**(json_obj or {}))

    def to_json(self) -> typing.Dict[str, typing.Any]:
        """As JSON has it, absent keys for what is not known."""
        times = {"createdTime": self._created_time, "lastUpdatedTime": self._last_updated_time}
        shown = {
            "name": self._name,
            "instanceId": self._instance_id,
            **{key: time and time.strftime(DATETIME_STRING_FORMAT) for key, time in times.items()},
            "output": self._output,
            "input": self._input,
            "runtimeStatus": self._runtime_status and self._runtime_status.name,
            "customStatus": self._custom_status,
            "history": self._history,
        }
        return {key: value for key, value in shown.items() if value is not None}

    @property
    def name(self) -> typing.Optional[str]:
        """The orchestrator's name."""
        return self._name

    @property
    def instance_id(self) -> typing.Optional[str]:
        """The instance's id."""
        return self._instance_id

    @property
    def created_time(self) -> typing.Optional[datetime]:
        """When it was scheduled."""
        return self._created_time

    @property
    def last_updated_time(self) -> typing.Optional[datetime]:
        """When its history last grew."""
        return self._last_updated_time

    @property
    def input_(self) -> typing.Any:
        """Its input; only when that was asked for."""
        return self._input

    @property
    def output(self) -> typing.Any:
        """Its output; `None` while there is none."""
        return self._output

    @property
    def runtime_status(self) -> typing.Optional[OrchestrationRuntimeStatus]:
        """What it is doing."""
        return self._runtime_status

    @property
    def custom_status(self) -> typing.Any:
        """What the orchestrator last said with `set_custom_status`."""
        return self._custom_status

    @property
    def history(self) -> typing.Optional[typing.List[typing.Any]]:
        """Always `None`, as with the real package: the host calls it `historyEvents`, and so does this object."""
        return self._history


def _time(text: typing.Optional[str]) -> typing.Optional[datetime]:
    return None if text is None else datetime.fromisoformat(text)
