"""Timer triggers."""

import json
import typing

from . import _abc, meta


class TimerRequest(_abc.TimerRequest):
    """A tick of a timer."""

    def __init__(
        self,
        *,
        past_due: bool = False,
        schedule_status: typing.Optional[dict] = None,
        schedule: typing.Optional[dict] = None,
    ) -> None:
        self.__past_due = past_due
        self.__schedule_status = schedule_status if schedule_status else {}
        self.__schedule = schedule if schedule else {}

    @property
    def past_due(self) -> bool:
        """Whether it came later than it should have."""
        return self.__past_due

    @property
    def schedule_status(self) -> dict:
        """`Last`, `Next` and `LastUpdated`."""
        return self.__schedule_status

    @property
    def schedule(self) -> dict:
        """The schedule."""
        return self.__schedule


class TimerRequestConverter(meta.InConverter, binding="timerTrigger", trigger=True):
    @classmethod
    def check_input_type_annotation(cls, pytype: type) -> bool:
        return issubclass(pytype, _abc.TimerRequest)

    @classmethod
    def decode(cls, data: meta.Datum, *, trigger_metadata: meta.Metadata) -> TimerRequest:
        if data.type != "json":
            raise NotImplementedError
        info = json.loads(data.value)
        return TimerRequest(
            past_due=info.get("IsPastDue", False),
            schedule_status=info.get("ScheduleStatus", {}),
            schedule=info.get("Schedule", {}),
        )
