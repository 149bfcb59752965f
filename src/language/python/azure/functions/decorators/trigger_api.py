"""The decorators that add a trigger."""

import typing
from abc import ABC

from . import constants
from .core import AccessRights, AuthLevel, BlobSource, Cardinality
from .decorator_api import Decorator, DecoratorApi, MaybeDataType
from .http import HttpMethod, HttpOutput, HttpTrigger
from .utils import parse_iterable_param_to_enums, parse_singular_param_to_enum

Text = typing.Optional[str]
Flag = typing.Optional[bool]
Count = typing.Optional[int]


class TriggerApi(DecoratorApi, ABC):
    """Decorators that say what starts a function. Further options of a binding may be given by keyword."""

    def route(
        self,
        route: Text = None,
        trigger_arg_name: str = "req",
        binding_arg_name: str = "$return",
        methods: typing.Optional[typing.Union[typing.Iterable[str], typing.Iterable[HttpMethod]]] = None,
        auth_level: typing.Optional[typing.Union[AuthLevel, str]] = None,
        trigger_extra_fields: typing.Dict[str, typing.Any] = {},
        binding_extra_fields: typing.Dict[str, typing.Any] = {},
    ) -> Decorator:
        """
        HTTP requests start the function, and what it returns is the response.

        :param route: Below the app's prefix, as `orders/{id}`; the function's name when not given.
        :param trigger_arg_name: The parameter that takes the :class:`HttpRequest`.
        :param binding_arg_name: The parameter that takes the :class:`HttpResponse`; `$return`: it is returned.
        :param methods: The methods it takes; all when not given.
        :param auth_level: Which key a request must bring; that of the app when not given.
        :param trigger_extra_fields: Further fields of the trigger's JSON.
        :param binding_extra_fields: Further fields of the output's JSON.
        """

        def wrap(builder):
            trigger = HttpTrigger(
                name=trigger_arg_name,
                methods=parse_iterable_param_to_enums(methods, HttpMethod),
                auth_level=parse_singular_param_to_enum(auth_level, AuthLevel),
                route=route,
                **trigger_extra_fields,
            )
            builder.add_trigger(trigger=trigger)
            builder.add_binding(binding=HttpOutput(name=binding_arg_name, **binding_extra_fields))
            return builder

        return self._configure_function_builder(wrap)

    def timer_trigger(
        self,
        arg_name: str,
        schedule: str,
        run_on_startup: Flag = None,
        use_monitor: Flag = None,
        data_type: MaybeDataType = None,
        **kwargs,
    ) -> Decorator:
        """
        A schedule starts the function.

        :param arg_name: The parameter that takes the :class:`TimerRequest`.
        :param schedule: A CRON expression of six fields, the first the second; or a time span.
        :param run_on_startup: Whether it runs at the start of the app too.
        :param use_monitor: Whether missed times are noticed.
        """
        options = {"schedule": schedule, "run_on_startup": run_on_startup, "use_monitor": use_monitor, **kwargs}
        return self._trigger(constants.TIMER_TRIGGER, arg_name, data_type, **options)

    schedule = timer_trigger

    def queue_trigger(
        self, arg_name: str, queue_name: str, connection: str, data_type: MaybeDataType = None, **kwargs
    ) -> Decorator:
        """
        A message of a storage queue starts the function.

        :param arg_name: The parameter that takes the :class:`QueueMessage`.
        :param queue_name: The queue.
        :param connection: The app setting that says where it is.
        """
        options = {"queue_name": queue_name, "connection": connection, **kwargs}
        return self._trigger(constants.QUEUE_TRIGGER, arg_name, data_type, **options)

    def blob_trigger(
        self,
        arg_name: str,
        path: str,
        connection: str,
        source: typing.Union[BlobSource, str] = BlobSource.LOGS_AND_CONTAINER_SCAN,
        data_type: MaybeDataType = None,
        **kwargs,
    ) -> Decorator:
        """
        A new or changed blob starts the function.

        :param arg_name: The parameter that takes the :class:`InputStream`.
        :param path: Container and name, as `samples/{name}`.
        :param connection: The app setting that says where it is.
        :param source: How the host learns of it.
        """
        where = parse_singular_param_to_enum(source, BlobSource)
        options = {"path": path, "source": where and where.value, "connection": connection, **kwargs}
        return self._trigger(constants.BLOB_TRIGGER, arg_name, data_type, **options)

    def generic_trigger(self, arg_name: str, type: str, data_type: MaybeDataType = None, **kwargs) -> Decorator:
        """
        A trigger of any type starts the function.

        :param arg_name: The parameter that takes its value.
        :param type: The binding's type, as in function.json.
        """
        return self._trigger(type, arg_name, data_type, **kwargs)

    def warm_up_trigger(self, arg_name: str, data_type: MaybeDataType = None, **kwargs) -> Decorator:
        """A new instance of the app starts the function."""
        return self._trigger(constants.WARMUP_TRIGGER, arg_name, data_type, **kwargs)

    def service_bus_queue_trigger(
        self,
        arg_name: str,
        connection: str,
        queue_name: str,
        data_type: MaybeDataType = None,
        access_rights: typing.Optional[typing.Union[AccessRights, str]] = None,
        is_sessions_enabled: Flag = None,
        cardinality: typing.Optional[typing.Union[Cardinality, str]] = None,
        **kwargs,
    ) -> Decorator:
        """A message of a Service Bus queue starts the function, a :class:`ServiceBusMessage`."""
        options = {
            "connection": connection,
            "queue_name": queue_name,
            "access_rights": parse_singular_param_to_enum(access_rights, AccessRights),
            "is_sessions_enabled": is_sessions_enabled,
            "cardinality": parse_singular_param_to_enum(cardinality, Cardinality),
            **kwargs,
        }
        return self._trigger(constants.SERVICE_BUS_TRIGGER, arg_name, data_type, **options)

    def service_bus_topic_trigger(
        self,
        arg_name: str,
        connection: str,
        topic_name: str,
        subscription_name: str,
        data_type: MaybeDataType = None,
        access_rights: typing.Optional[typing.Union[AccessRights, str]] = None,
        is_sessions_enabled: Flag = None,
        cardinality: typing.Optional[typing.Union[Cardinality, str]] = None,
        **kwargs,
    ) -> Decorator:
        """A message of a Service Bus topic starts the function, a :class:`ServiceBusMessage`."""
        options = {
            "connection": connection,
            "topic_name": topic_name,
            "subscription_name": subscription_name,
            "access_rights": parse_singular_param_to_enum(access_rights, AccessRights),
            "is_sessions_enabled": is_sessions_enabled,
            "cardinality": parse_singular_param_to_enum(cardinality, Cardinality),
            **kwargs,
        }
        return self._trigger(constants.SERVICE_BUS_TRIGGER, arg_name, data_type, **options)

    def event_hub_message_trigger(
        self,
        arg_name: str,
        connection: str,
        event_hub_name: str,
        data_type: MaybeDataType = None,
        cardinality: typing.Optional[typing.Union[Cardinality, str]] = None,
        consumer_group: Text = None,
        **kwargs,
    ) -> Decorator:
        """Events of an event hub start the function, each an :class:`EventHubEvent`."""
        options = {
            "connection": connection,
            "event_hub_name": event_hub_name,
            "cardinality": parse_singular_param_to_enum(cardinality, Cardinality),
            "consumer_group": consumer_group,
            **kwargs,
        }
        return self._trigger(constants.EVENT_HUB_TRIGGER, arg_name, data_type, **options)

    def event_grid_trigger(self, arg_name: str, data_type: MaybeDataType = None, **kwargs) -> Decorator:
        """An event of Event Grid starts the function, an :class:`EventGridEvent`."""
        return self._trigger(constants.EVENT_GRID_TRIGGER, arg_name, data_type, **kwargs)

    def cosmos_db_trigger(
        self,
        arg_name: str,
        connection: str,
        database_name: str,
        container_name: str,
        lease_connection: Text = None,
        lease_database_name: Text = None,
        lease_container_name: Text = None,
        create_lease_container_if_not_exists: typing.Optional[typing.Union[bool, str]] = None,
        data_type: MaybeDataType = None,
        **kwargs,
    ) -> Decorator:
        """Changed documents of a Cosmos DB container start the function, a :class:`DocumentList`."""
        options = {
            "connection": connection,
            "database_name": database_name,
            "container_name": container_name,
            "lease_connection": lease_connection,
            "lease_database_name": lease_database_name,
            "lease_container_name": lease_container_name,
            "create_lease_container_if_not_exists": create_lease_container_if_not_exists,
            **kwargs,
        }
        return self._trigger(constants.COSMOS_DB_TRIGGER, arg_name, data_type, **options)

    def cosmos_db_trigger_v3(
        self,
        arg_name: str,
        database_name: str,
        collection_name: str,
        connection_string_setting: str,
        data_type: MaybeDataType = None,
        **kwargs,
    ) -> Decorator:
        """The same with the names of version 3 of the extension."""
        options = {
            "database_name": database_name,
            "collection_name": collection_name,
            "connection_string_setting": connection_string_setting,
            **kwargs,
        }
        return self._trigger(constants.COSMOS_DB_TRIGGER, arg_name, data_type, **options)

    def sql_trigger(
        self,
        arg_name: str,
        table_name: str,
        connection_string_setting: str,
        leases_table_name: Text = None,
        data_type: MaybeDataType = None,
        **kwargs,
    ) -> Decorator:
        """Changes of a SQL table start the function."""
        options = {
            "table_name": table_name,
            "connection_string_setting": connection_string_setting,
            "leases_table_name": leases_table_name,
            **kwargs,
        }
        return self._trigger(constants.SQL_TRIGGER, arg_name, data_type, **options)

    def mysql_trigger(
        self,
        arg_name: str,
        table_name: str,
        connection_string_setting: str,
        leases_table_name: Text = None,
        data_type: MaybeDataType = None,
        **kwargs,
    ) -> Decorator:
        """Changes of a MySQL table start the function."""
        options = {
            "table_name": table_name,
            "connection_string_setting": connection_string_setting,
            "leases_table_name": leases_table_name,
            **kwargs,
        }
        return self._trigger(constants.MYSQL_TRIGGER, arg_name, data_type, **options)

    def kafka_trigger(
        self, arg_name: str, topic: str, broker_list: str, data_type: MaybeDataType = None, **kwargs
    ) -> Decorator:
        """Events of a Kafka topic start the function, each a :class:`KafkaEvent`."""
        return self._trigger(constants.KAFKA_TRIGGER, arg_name, data_type, topic=topic, broker_list=broker_list, **kwargs)

    def dapr_service_invocation_trigger(
        self, arg_name: str, method_name: str, data_type: MaybeDataType = None, **kwargs
    ) -> Decorator:
        """A call of a Dapr service starts the function."""
        kind = constants.DAPR_SERVICE_INVOCATION_TRIGGER
        return self._trigger(kind, arg_name, data_type, method_name=method_name, **kwargs)

    def dapr_binding_trigger(
        self, arg_name: str, binding_name: str, data_type: MaybeDataType = None, **kwargs
    ) -> Decorator:
        """A Dapr input binding starts the function."""
        return self._trigger(constants.DAPR_BINDING_TRIGGER, arg_name, data_type, binding_name=binding_name, **kwargs)

    def dapr_topic_trigger(
        self, arg_name: str, pub_sub_name: str, topic: str, route: Text = None, data_type: MaybeDataType = None, **kwargs
    ) -> Decorator:
        """A message of a Dapr topic starts the function."""
        options = {"pub_sub_name": pub_sub_name, "topic": topic, "route": route, **kwargs}
        return self._trigger(constants.DAPR_TOPIC_TRIGGER, arg_name, data_type, **options)

    def assistant_skill_trigger(
        self,
        arg_name: str,
        function_description: str,
        function_name: Text = None,
        parameter_description_json: Text = None,
        model: Text = None,
        data_type: MaybeDataType = None,
        **kwargs,
    ) -> Decorator:
        """An OpenAI assistant that uses this skill starts the function."""
        options = {
            "function_description": function_description,
            "function_name": function_name,
            "parameter_description_json": parameter_description_json,
            "model": model,
            **kwargs,
        }
        return self._trigger(constants.ASSISTANT_SKILL_TRIGGER, arg_name, data_type, **options)

    def orchestration_trigger(self, context_name: str, orchestration: Text = None) -> Decorator:
        """
        The function is an orchestrator: a generator that yields tasks.

        :param context_name: The parameter that takes the `DurableOrchestrationContext`.
        :param orchestration: The orchestrator's name; the function's when not given.
        """
        return self._durable("orchestration_trigger", context_name, orchestration)

    def activity_trigger(self, input_name: str, activity: Text = None) -> Decorator:
        """
        The function is an activity.

        :param input_name: The parameter that takes its input.
        :param activity: The activity's name; the function's when not given.
        """
        return self._durable("activity_trigger", input_name, activity)

    def entity_trigger(self, context_name: str, entity_name: Text = None) -> Decorator:
        """
        The function is an entity.

        :param context_name: The parameter that takes the `DurableEntityContext`.
        :param entity_name: The entity's name; the function's when not given.
        """
        return self._durable("entity_trigger", context_name, entity_name)

    def durable_client_input(
        self, client_name: str, task_hub: Text = None, connection_name: Text = None
    ) -> Decorator:
        """
        The function, an `async def`, is given a `DurableOrchestrationClient`.

        :param client_name: The parameter that takes it.
        :param task_hub: The task hub, when it is not the app's own.
        :param connection_name: The app setting that says where that is.
        """
        return self._durable("durable_client_input", client_name, task_hub, connection_name)

    def _durable(self, decorator: str, *arguments: Text) -> Decorator:
        """A decorator of `azure.durable_functions`, which builds into this app."""
        import azure.durable_functions as df

        blueprint = df.Blueprint()
        blueprint._function_builders = self._function_builders
        return getattr(blueprint, decorator)(*arguments)
