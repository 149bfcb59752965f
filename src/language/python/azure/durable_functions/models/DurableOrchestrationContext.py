"""What an orchestrator works with."""

import json
import typing
from datetime import date, datetime, timedelta, timezone
from uuid import NAMESPACE_OID, NAMESPACE_URL, UUID, uuid5

from azure.functions.decorators.function_app import FunctionBuilder

from .._json import dumps, loads_any
from ..constants import DATETIME_STRING_FORMAT
from ..decorators.metadata import ActivityTrigger, OrchestrationTrigger
from .FunctionContext import FunctionContext
from .history import HistoryEvent, HistoryEventType
from .ReplaySchema import ReplaySchema
from .RetryOptions import RetryOptions
from .Task import AtomicTask, EntityCallTask, RetryAbleTask, SignalTask, TaskBase, TimerTask, WhenAllTask, WhenAnyTask
from .TokenSource import TokenSource
from .utils.entity_utils import EntityId

if typing.TYPE_CHECKING:
    from .._episode import Episode

_EPOCH = datetime(1970, 1, 1)
_EPOCH_UTC = _EPOCH.replace(tzinfo=timezone.utc)
_MICROSECOND = timedelta(microseconds=1)
_GUID_NAMESPACE = uuid5(NAMESPACE_OID, "9e952958-5e33-4daf-827f-2fa12937b875")

_Name = typing.Union[str, FunctionBuilder]


class DurableOrchestrationContext:
    """
    Schedules activities, child orchestrations, timers and the rest, and tells what is the same in every replay.

    What it gives is a task: nothing happens before it is yielded.
    """

    _episode: typing.Optional["Episode"] = None
    _histories: typing.Optional[typing.List[HistoryEvent]] = None

    def __init__(
        self,
        history: typing.List[typing.Dict[str, typing.Any]],
        instanceId: str,
        isReplaying: bool,
        parentInstanceId: typing.Optional[str],
        input: typing.Any = None,
        upperSchemaVersion: int = 0,
        **kwargs: typing.Any,
    ):
        self._histories = [HistoryEvent(**event) for event in history]
        started = [event for event in self._histories if event.event_type == HistoryEventType.ORCHESTRATOR_STARTED][0]
        ReplaySchema(upperSchemaVersion)
        self._is_replaying = isReplaying
        self._current_utc_datetime = started.timestamp
        self._begin(instanceId, parentInstanceId, input, FunctionContext(**kwargs))

    @classmethod
    def from_json(cls, json_string: str) -> "DurableOrchestrationContext":
        """Reads an orchestration trigger. Its context tells things; it can schedule nothing."""
        return cls(**json.loads(json_string))

    @classmethod
    def _of_episode(
        cls, episode: "Episode", instance_id: str, parent_instance_id: typing.Optional[str], input: typing.Any
    ) -> "DurableOrchestrationContext":
        """The context of code that an engine drives."""
        context = cls.__new__(cls)
        context._episode = episode
        context._begin(instance_id, parent_instance_id, input, None)
        return context

    def _begin(
        self,
        instance_id: str,
        parent_instance_id: typing.Optional[str],
        input: typing.Any,
        function_context: typing.Optional[FunctionContext],
    ) -> None:
        self._instance_id = instance_id
        self._parent_instance_id = parent_instance_id
        self._input = json.dumps(input) if isinstance(input, dict) else input
        self._function_context = function_context
        self._custom_status: typing.Any = None
        self._new_uuid_counter = 0
        self._continue_as_new_flag = False

    # What the code asks for

    def call_activity(self, name: _Name, input_: typing.Any = None) -> TaskBase:
        """Calls an activity. `name`: its name, or the decorated function; `input_`: anything that has JSON."""
        if type(name) is not str:
            name = _function_name(name, ActivityTrigger, "call_activity", "activity", "activity_trigger")
        text = dumps(input_)
        if not name:
            raise ValueError("function_name cannot be empty")
        return AtomicTask(self._episode, f"a{text}\0{name}")

    def call_activity_with_retry(
        self, name: _Name, retry_options: RetryOptions, input_: typing.Any = None
    ) -> TaskBase:
        """Calls an activity, again when it fails."""
        name = _function_name(name, ActivityTrigger, "call_activity", "activity", "activity_trigger")
        retry = retry_options.to_json()
        request = _request(
            "CallActivityWithRetry", name=_filled(name), input=dumps(input_), retry=retry, retryText=json.dumps(retry)
        )
        return RetryAbleTask(self._episode, request)

    def call_sub_orchestrator(
        self, name: _Name, input_: typing.Any = None, instance_id: typing.Optional[str] = None
    ) -> TaskBase:
        """Runs another orchestration as a child. `instance_id`: the child's; a new one when it is missing."""
        name = _function_name(
            name, OrchestrationTrigger, "call_sub_orchestrator", "sub-orchestrator", "orchestration_trigger"
        )
        text = dumps(input_)
        request = _request("CallSubOrchestrator", name=_filled(name), input=text, instanceId=instance_id)
        return AtomicTask(self._episode, request)

    def call_sub_orchestrator_with_retry(
        self,
        name: _Name,
        retry_options: RetryOptions,
        input_: typing.Any = None,
        instance_id: typing.Optional[str] = None,
    ) -> TaskBase:
        """Runs another orchestration as a child, again when it fails."""
        name = _function_name(
            name, OrchestrationTrigger, "call_sub_orchestrator", "sub-orchestrator", "orchestration_trigger"
        )
        retry = retry_options.to_json()
        request = _request(
            "CallSubOrchestratorWithRetry",
            name=_filled(name),
            input=dumps(input_),
            retry=retry,
            retryText=json.dumps(retry),
            instanceId=instance_id,
        )
        return RetryAbleTask(self._episode, request)

    def call_http(
        self,
        method: str,
        uri: str,
        content: typing.Any = None,
        headers: typing.Optional[typing.Dict[str, str]] = None,
        token_source: typing.Optional[TokenSource] = None,
    ) -> TaskBase:
        """Sends an HTTP request. As with the real package, content that is text is sent as a JSON string."""
        text = json.dumps(content) if content else content
        token = {"tokenSource": token_source.to_json()} if token_source else {}
        call = {"method": method, "uri": uri, "content": text, "headers": headers, **token}
        return AtomicTask(self._episode, _request("CallHttp", request=call))

    def call_entity(
        self, entityId: EntityId, operationName: str, operationInput: typing.Any = None
    ) -> TaskBase:
        """Asks an entity for an operation and waits for its result."""
        request = _entity_request("CallEntity", entityId, operationName, operationInput)
        return EntityCallTask(self._episode, request)

    def signal_entity(
        self, entityId: EntityId, operationName: str, operationInput: typing.Any = None
    ) -> TaskBase:
        """Asks an entity for an operation and does not wait: there is nothing to yield."""
        request = _entity_request("SignalEntity", entityId, operationName, operationInput)
        self._episode.fire(request)
        return SignalTask(self._episode, request)

    def create_timer(self, fire_at: datetime) -> TimerTask:
        """A timer for a time, best reckoned from `current_utc_datetime`. Raises `ValueError` for what is no date."""
        if not isinstance(fire_at, date):
            raise ValueError("fireAt: Expected valid datetime object but got ", fire_at)
        if not isinstance(fire_at, datetime):
            fire_at = datetime(fire_at.year, fire_at.month, fire_at.day)
        # The host is sent its digits as if they were UTC, whatever its time zone.
        microseconds = (fire_at.replace(tzinfo=None) - _EPOCH) // _MICROSECOND
        return TimerTask(self._episode, f"t{microseconds}")

    def wait_for_external_event(self, name: str) -> TaskBase:
        """Waits for an event that somebody raises under that name; upper and lower case count."""
        if not name:
            raise ValueError("external_event_name cannot be empty")
        return AtomicTask(self._episode, f"e{name}")

    def task_all(self, activities: typing.List[TaskBase]) -> TaskBase:
        """Waits for all of them: their results in order, or the first exception."""
        return WhenAllTask(self._episode, activities)

    def task_any(self, activities: typing.List[TaskBase]) -> TaskBase:
        """Waits for the first of them to end: that very task, also when it failed."""
        return WhenAnyTask(self._episode, activities)

    def continue_as_new(self, input_: typing.Any) -> None:
        """Begins again with a new input and an empty history, once the code waits or returns."""
        self._episode.continue_as_new(dumps(input_))
        self._continue_as_new_flag = True

    def set_custom_status(self, status: typing.Any) -> None:
        """What clients read as the custom status."""
        self._custom_status = status

    # What is the same in every replay

    def get_input(self) -> typing.Any:
        """The orchestration's input."""
        return None if self._input is None else loads_any(self._input)

    def new_uuid(self) -> str:
        """A new UUID, the same in every replay."""
        now = self.current_utc_datetime.strftime(DATETIME_STRING_FORMAT)
        return str(uuid5(_GUID_NAMESPACE, f"{self._instance_id}_{now}_{self._count()}"))

    def new_guid(self) -> UUID:
        """A new `UUID` object, the same in every replay."""
        return uuid5(NAMESPACE_URL, f"{self._instance_id}_{self.current_utc_datetime}_{self._count()}")

    def _count(self) -> int:
        counter = self._new_uuid_counter
        self._new_uuid_counter += 1
        return counter

    @property
    def current_utc_datetime(self) -> datetime:
        """The time, the same in every replay. It stands still between two yields."""
        if self._episode is None:
            return self._current_utc_datetime
        return _EPOCH_UTC + timedelta(microseconds=self._episode.utc_microseconds())

    @current_utc_datetime.setter
    def current_utc_datetime(self, value: datetime) -> None:
        if self._episode is None:
            self._current_utc_datetime = value
        else:
            self._episode.set_utc((value - _EPOCH_UTC) // timedelta(milliseconds=1))

    @property
    def is_replaying(self) -> bool:
        """Whether the code is running again over what it did before: log only when it is not."""
        if self._episode is None:
            return self._is_replaying
        is_replaying = self._episode.is_replaying()
        self._episode.uses.is_guarded = not is_replaying
        return is_replaying

    @property
    def instance_id(self) -> str:
        """The id of this instance."""
        return self._instance_id

    @property
    def parent_instance_id(self) -> typing.Optional[str]:
        """The id of the orchestration that called this one, or `None`."""
        return self._parent_instance_id

    @property
    def custom_status(self) -> typing.Any:
        """What was last given to `set_custom_status`."""
        return self._custom_status

    @property
    def histories(self) -> typing.List[HistoryEvent]:
        """The events of the history so far."""
        if self._histories is None:
            self._histories = [HistoryEvent(**event) for event in json.loads(self._episode.trigger_json())["history"]]
        return self._histories

    @property
    def function_context(self) -> FunctionContext:
        """What the host says beside what Durable Functions reads."""
        if self._function_context is None:
            known = ("history", "instanceId", "isReplaying", "parentInstanceId", "input", "upperSchemaVersion")
            trigger = json.loads(self._episode.trigger_json())
            rest = {key: value for key, value in trigger.items() if key not in known}
            self._function_context = FunctionContext(**rest)
        return self._function_context

    @property
    def will_continue_as_new(self) -> bool:
        """Whether `continue_as_new` was called."""
        return self._continue_as_new_flag


def _request(type_: str, **fields: typing.Any) -> str:
    return "j" + json.dumps({"type": type_, **fields})


def _entity_request(type_: str, entity_id: EntityId, operation: str, operation_input: typing.Any) -> str:
    if not entity_id:
        raise ValueError("entity_id cannot be empty")
    instance_id = EntityId.get_scheduler_id(entity_id)
    return _request(type_, instanceId=instance_id, operation=operation, input=dumps(operation_input))


def _filled(name: str) -> str:
    if not name:
        raise ValueError("function_name cannot be empty")
    return name


def _function_name(name: _Name, trigger_type: type, method: str, kind: str, decorator: str) -> str:
    """The name that a decorated function has. Raises `ValueError` for one that is not decorated, or otherwise."""
    if isinstance(name, FunctionBuilder):
        trigger = name._function._trigger
        if isinstance(trigger, trigger_type):
            return name._function._name
        wanted = trigger_type.__name__
        raise ValueError(
            f"Received function with Trigger-type `{trigger.type}` but expected `{wanted}`. "
            f"Ensure your function is annotated with the `{wanted}` decorator "
            "or directly pass in the name of the function as a string."
        )
    if callable(name):
        raise ValueError(
            f"The `{method}` API received a `Callable` without an associated Azure Functions trigger-type. "
            "Please ensure you're using the Python programming model V2 "
            f"and that your {kind} function is annotated with the `{decorator}`"
            f"decorator. Otherwise, provide in the name of the {kind} as a string."
        )
    return name
