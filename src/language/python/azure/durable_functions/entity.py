"""Entity functions."""

import json
import time
import typing

from ._json import dumps
from .models.DurableEntityContext import DurableEntityContext


class InternalEntityException(Exception):
    """Something that is wrong with the batch itself, and not with the entity's code."""


class Entity:
    """Runs a function as an entity: operation after operation of a batch."""

    def __init__(self, entity_func: typing.Callable[[DurableEntityContext], None]):
        self.fn = entity_func

    def handle(self, context: DurableEntityContext, batch: typing.List[typing.Dict[str, typing.Any]]) -> str:
        """
        Runs all operations of a batch; gives the entity's new state and the results as JSON text.
        State that a failing operation left stays, and a result that was set stays set for the operations after it.
        """
        results = [self._run(context, operation) for operation in batch]
        response = {
            "entityExists": context._exists,
            "entityState": dumps(context._state),
            "results": [{**result, "result": dumps(result["result"])} for result in results],  # as they are by now
            "signals": [],
        }
        return json.dumps(response)

    def _run(
        self, context: DurableEntityContext, operation: typing.Dict[str, typing.Any]
    ) -> typing.Dict[str, typing.Any]:
        started = time.time()
        is_error = False
        try:
            if operation["name"] is None:
                raise InternalEntityException(
                    "Durable Functions Internal Error:Entity operation was missing a name field"
                )
            context._operation = operation["name"]
            context._input = operation["input"]
            self.fn(context)
            result = context._result
        except InternalEntityException:
            raise
        except Exception as error:
            is_error = True
            result = str(error)
        duration = int((time.time() - started) * 1000)
        return {"isError": is_error, "duration": duration, "result": result}

    @classmethod
    def create(cls, fn: typing.Callable[[DurableEntityContext], None]) -> typing.Callable[[typing.Any], str]:
        """The `main` of an entity function: give it your function."""

        def handle(context: typing.Any) -> str:
            body = getattr(context, "body", None)
            entity_context, batch = DurableEntityContext.from_json(context if body is None else body)
            return Entity(fn).handle(entity_context, batch)

        handle.entity_function = fn
        return handle
