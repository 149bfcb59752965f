"""Triggers and bindings of Durable Functions, as function.json has them."""

import typing

from azure.functions.decorators.core import InputBinding, Trigger

from ..constants import (
    ACTIVITY_TRIGGER,
    DURABLE_CLIENT,
    ENTITY_CLIENT,
    ENTITY_TRIGGER,
    ORCHESTRATION_CLIENT,
    ORCHESTRATION_TRIGGER,
)


class OrchestrationTrigger(Trigger):
    """Starts an orchestrator function."""

    @staticmethod
    def get_binding_name() -> str:
        return ORCHESTRATION_TRIGGER

    def __init__(self, name: str, orchestration: typing.Optional[str] = None) -> None:
        self.orchestration = orchestration
        super().__init__(name=name)


class ActivityTrigger(Trigger):
    """Starts an activity function."""

    @staticmethod
    def get_binding_name() -> str:
        return ACTIVITY_TRIGGER

    def __init__(self, name: str, activity: typing.Optional[str] = None) -> None:
        self.activity = activity
        super().__init__(name=name)


class EntityTrigger(Trigger):
    """Starts an entity function."""

    @staticmethod
    def get_binding_name() -> str:
        return ENTITY_TRIGGER

    def __init__(self, name: str, entity_name: typing.Optional[str] = None) -> None:
        self.entity_name = entity_name
        super().__init__(name=name)


class _Client(InputBinding):
    """A client, of the task hub that is named or of the app's own."""

    def __init__(
        self, name: str, task_hub: typing.Optional[str] = None, connection_name: typing.Optional[str] = None
    ) -> None:
        self.task_hub = task_hub
        self.connection_name = connection_name
        super().__init__(name=name)


class EntityClient(_Client):
    """A client of entities."""

    @staticmethod
    def get_binding_name() -> str:
        return ENTITY_CLIENT


class OrchestrationClient(_Client):
    """A client of orchestrations, under its old name."""

    @staticmethod
    def get_binding_name() -> str:
        return ORCHESTRATION_CLIENT


class DurableClient(_Client):
    """A client of orchestrations and entities."""

    @staticmethod
    def get_binding_name() -> str:
        return DURABLE_CLIENT
