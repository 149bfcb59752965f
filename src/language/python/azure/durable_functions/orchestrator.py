"""Orchestrator functions."""

import typing

from .models.DurableOrchestrationContext import DurableOrchestrationContext


class Orchestrator:
    """Runs a generator function as an orchestration."""

    def __init__(self, activity_func: typing.Callable[[DurableOrchestrationContext], typing.Iterator[typing.Any]]):
        self.fn = activity_func

    def handle(self, context: typing.Any) -> str:
        """
        Runs one episode. Takes the orchestration trigger as JSON text and gives the OrchestratorState as JSON text.
        Raises `Exception` with the state at the end of its message when the orchestrator raised.
        """
        from ._episode import run  # not before: an episode needs the bridge to JavaScript

        return run(self.fn, context)

    @classmethod
    def create(
        cls, fn: typing.Callable[[DurableOrchestrationContext], typing.Iterator[typing.Any]]
    ) -> typing.Callable[[typing.Any], str]:
        """The `main` of an orchestrator function: give it your generator function."""

        def handle(context: typing.Any) -> str:
            body = getattr(context, "body", None)
            return Orchestrator(fn).handle(context if body is None else body)

        handle.orchestrator_function = fn
        return handle
