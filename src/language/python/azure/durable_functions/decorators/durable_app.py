"""Function apps and blueprints with the decorators of Durable Functions."""

import typing
from functools import wraps

from azure.functions.decorators.core import AuthLevel
from azure.functions.decorators.function_app import BindingApi, FunctionRegister, SettingsApi, TriggerApi

from ..entity import Entity
from ..models.DurableOrchestrationClient import DurableOrchestrationClient
from ..orchestrator import Orchestrator
from .metadata import ActivityTrigger, DurableClient, EntityTrigger, OrchestrationTrigger


class Blueprint(TriggerApi, BindingApi, SettingsApi):
    """
    A set of functions, durable ones too, for an app to register:

        bp = df.Blueprint()

        @bp.activity_trigger(input_name="city")
        def hello(city: str) -> str: ...

        app.register_functions(bp)
    """

    def __init__(self, http_auth_level: typing.Union[AuthLevel, str] = AuthLevel.FUNCTION):
        super().__init__(auth_level=http_auth_level)

    def orchestration_trigger(self, context_name: str, orchestration: typing.Optional[str] = None):
        """
        Registers an orchestrator function.

        context_name: the parameter that gets the `DurableOrchestrationContext`.
        orchestration: the orchestrator's name; the function's own when it is missing.
        """
        trigger = OrchestrationTrigger(name=context_name, orchestration=orchestration)
        return _through(Orchestrator.create, self._with_trigger(trigger))

    def activity_trigger(self, input_name: str, activity: typing.Optional[str] = None):
        """
        Registers an activity function.

        input_name: the parameter that gets the input.
        activity: the activity's name; the function's own when it is missing.
        """
        return self._with_trigger(ActivityTrigger(name=input_name, activity=activity))

    def entity_trigger(self, context_name: str, entity_name: typing.Optional[str] = None):
        """
        Registers an entity function.

        context_name: the parameter that gets the `DurableEntityContext`.
        entity_name: the entity's name; the function's own when it is missing.
        """
        trigger = EntityTrigger(name=context_name, entity_name=entity_name)
        return _through(Entity.create, self._with_trigger(trigger))

    def durable_client_input(
        self, client_name: str, task_hub: typing.Optional[str] = None, connection_name: typing.Optional[str] = None
    ):
        """
        Gives an `async` function a `DurableOrchestrationClient`.

        client_name: the parameter that gets it.
        task_hub: the task hub of the orchestrations; host.json's when it is missing.
        connection_name: the app setting with the connection of that task hub's storage.
        """

        @self._configure_function_builder
        def decorate(builder):
            _make_rich_client(builder, client_name)
            builder.add_binding(
                binding=DurableClient(name=client_name, task_hub=task_hub, connection_name=connection_name)
            )
            return builder

        return decorate

    def _with_trigger(self, trigger):
        @self._configure_function_builder
        def decorate(builder):
            builder.add_trigger(trigger=trigger)
            return builder

        return decorate


def _through(create, decorate):
    """A decorator that makes the handler of the person's function and hands that on, under the same name."""

    def decorator(function):
        handle = create(function)
        handle.__name__ = function.__name__
        return decorate(handle)

    return decorator


def _make_rich_client(builder, parameter: str) -> None:
    """The binding is text: the person's function is called with a client made of it."""
    user_code = builder._function._func
    user_code.__annotations__[parameter] = str

    @wraps(user_code)
    async def with_client(*args, **kwargs):
        kwargs[parameter] = DurableOrchestrationClient(kwargs[parameter])
        return await user_code(*args, **kwargs)

    with_client.client_function = user_code
    builder._function._func = with_client


class DFApp(Blueprint, FunctionRegister):
    """
    A function app with durable functions:

        app = df.DFApp(http_auth_level=func.AuthLevel.ANONYMOUS)

        @app.orchestration_trigger(context_name="context")
        def chain(context: df.DurableOrchestrationContext):
            first = yield context.call_activity("hello", "Tokyo")
            return [first]
    """
