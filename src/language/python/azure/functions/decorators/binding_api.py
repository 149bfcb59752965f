"""The decorators that add an input or an output."""

import typing
from abc import ABC

from . import constants
from .core import AccessRights
from .decorator_api import Decorator, DecoratorApi, MaybeDataType
from .trigger_api import Flag, Text
from .utils import parse_singular_param_to_enum


class BindingApi(DecoratorApi, ABC):
    """Decorators that say what else a function is given and gives. Further options may be given by keyword."""

    def queue_output(
        self, arg_name: str, queue_name: str, connection: str, data_type: MaybeDataType = None, **kwargs
    ) -> Decorator:
        """
        The function writes to a storage queue.

        :param arg_name: The parameter that takes the :class:`Out`, or `$return`.
        :param queue_name: The queue.
        :param connection: The app setting that says where it is.
        """
        options = {"queue_name": queue_name, "connection": connection, **kwargs}
        return self._output(constants.QUEUE, arg_name, data_type, **options)

    def blob_input(
        self, arg_name: str, path: str, connection: str, data_type: MaybeDataType = None, **kwargs
    ) -> Decorator:
        """
        The function reads a blob.

        :param arg_name: The parameter that takes the :class:`InputStream`, `str` or `bytes`.
        :param path: Container and name.
        :param connection: The app setting that says where it is.
        """
        return self._input(constants.BLOB, arg_name, data_type, path=path, connection=connection, **kwargs)

    def blob_output(
        self, arg_name: str, path: str, connection: str, data_type: MaybeDataType = None, **kwargs
    ) -> Decorator:
        """
        The function writes a blob.

        :param arg_name: The parameter that takes the :class:`Out`, or `$return`.
        :param path: Container and name.
        :param connection: The app setting that says where it is.
        """
        return self._output(constants.BLOB, arg_name, data_type, path=path, connection=connection, **kwargs)

    def table_input(
        self,
        arg_name: str,
        connection: str,
        table_name: str,
        row_key: Text = None,
        partition_key: Text = None,
        take: typing.Optional[int] = None,
        filter: Text = None,
        data_type: MaybeDataType = None,
        **kwargs,
    ) -> Decorator:
        """
        The function reads entities of a table, as JSON text.

        :param arg_name: The parameter that takes it.
        :param connection: The app setting that says where it is.
        :param table_name: The table.
        :param row_key: With `partition_key`: that entity.
        :param take: How many entities at most.
        :param filter: An OData filter.
        """
        options = {
            "connection": connection,
            "table_name": table_name,
            "row_key": row_key,
            "partition_key": partition_key,
            "take": take,
            "filter": filter,
            **kwargs,
        }
        return self._input(constants.TABLE, arg_name, data_type, **options)

    def table_output(
        self,
        arg_name: str,
        connection: str,
        table_name: str,
        row_key: Text = None,
        partition_key: Text = None,
        data_type: MaybeDataType = None,
        **kwargs,
    ) -> Decorator:
        """
        The function writes entities of a table, as JSON text.

        :param arg_name: The parameter that takes the :class:`Out`, or `$return`.
        :param connection: The app setting that says where it is.
        :param table_name: The table.
        """
        options = {
            "connection": connection,
            "table_name": table_name,
            "row_key": row_key,
            "partition_key": partition_key,
            **kwargs,
        }
        return self._output(constants.TABLE, arg_name, data_type, **options)

    def generic_input_binding(self, arg_name: str, type: str, data_type: MaybeDataType = None, **kwargs) -> Decorator:
        """
        The function is given a value of any type of binding.

        :param arg_name: The parameter that takes it.
        :param type: The binding's type, as in function.json.
        """
        return self._input(type, arg_name, data_type, **kwargs)

    def generic_output_binding(self, arg_name: str, type: str, data_type: MaybeDataType = None, **kwargs) -> Decorator:
        """
        The function gives a value to any type of binding.

        :param arg_name: The parameter that takes the :class:`Out`, or `$return`.
        :param type: The binding's type, as in function.json.
        """
        return self._output(type, arg_name, data_type, **kwargs)

    def service_bus_queue_output(
        self,
        arg_name: str,
        connection: str,
        queue_name: str,
        data_type: MaybeDataType = None,
        access_rights: typing.Optional[typing.Union[AccessRights, str]] = None,
        **kwargs,
    ) -> Decorator:
        """The function writes to a Service Bus queue."""
        rights = parse_singular_param_to_enum(access_rights, AccessRights)
        options = {"connection": connection, "queue_name": queue_name, "access_rights": rights, **kwargs}
        return self._output(constants.SERVICE_BUS, arg_name, data_type, **options)

    def service_bus_topic_output(
        self,
        arg_name: str,
        connection: str,
        topic_name: str,
        subscription_name: Text = None,
        data_type: MaybeDataType = None,
        access_rights: typing.Optional[typing.Union[AccessRights, str]] = None,
        **kwargs,
    ) -> Decorator:
        """The function writes to a Service Bus topic."""
        options = {
            "connection": connection,
            "topic_name": topic_name,
            "subscription_name": subscription_name,
            "access_rights": parse_singular_param_to_enum(access_rights, AccessRights),
            **kwargs,
        }
        return self._output(constants.SERVICE_BUS, arg_name, data_type, **options)

    def event_hub_output(
        self, arg_name: str, connection: str, event_hub_name: str, data_type: MaybeDataType = None, **kwargs
    ) -> Decorator:
        """The function writes to an event hub."""
        options = {"connection": connection, "event_hub_name": event_hub_name, **kwargs}
        return self._output(constants.EVENT_HUB, arg_name, data_type, **options)

    def event_grid_output(
        self,
        arg_name: str,
        topic_endpoint_uri: str,
        topic_key_setting: str,
        data_type: MaybeDataType = None,
        **kwargs,
    ) -> Decorator:
        """The function writes to Event Grid."""
        options = {"topic_endpoint_uri": topic_endpoint_uri, "topic_key_setting": topic_key_setting, **kwargs}
        return self._output(constants.EVENT_GRID, arg_name, data_type, **options)

    def cosmos_db_input(
        self,
        arg_name: str,
        connection: str,
        database_name: str,
        container_name: str,
        partition_key: Text = None,
        id: Text = None,
        sql_query: Text = None,
        data_type: MaybeDataType = None,
        **kwargs,
    ) -> Decorator:
        """The function reads documents of Cosmos DB, a :class:`DocumentList`."""
        options = {
            "connection": connection,
            "database_name": database_name,
            "container_name": container_name,
            "partition_key": partition_key,
            "id": id,
            "sql_query": sql_query,
            **kwargs,
        }
        return self._input(constants.COSMOS_DB, arg_name, data_type, **options)

    def cosmos_db_output(
        self,
        arg_name: str,
        connection: str,
        database_name: str,
        container_name: str,
        create_if_not_exists: Flag = None,
        partition_key: Text = None,
        data_type: MaybeDataType = None,
        **kwargs,
    ) -> Decorator:
        """The function writes documents of Cosmos DB, each a :class:`Document`."""
        options = {
            "connection": connection,
            "database_name": database_name,
            "container_name": container_name,
            "create_if_not_exists": create_if_not_exists,
            "partition_key": partition_key,
            **kwargs,
        }
        return self._output(constants.COSMOS_DB, arg_name, data_type, **options)

    def cosmos_db_input_v3(
        self,
        arg_name: str,
        database_name: str,
        collection_name: str,
        connection_string_setting: str,
        data_type: MaybeDataType = None,
        **kwargs,
    ) -> Decorator:
        """The function reads documents, with the names of version 3 of the extension."""
        options = {
            "database_name": database_name,
            "collection_name": collection_name,
            "connection_string_setting": connection_string_setting,
            **kwargs,
        }
        return self._input(constants.COSMOS_DB, arg_name, data_type, **options)

    def cosmos_db_output_v3(
        self,
        arg_name: str,
        database_name: str,
        collection_name: str,
        connection_string_setting: str,
        data_type: MaybeDataType = None,
        **kwargs,
    ) -> Decorator:
        """The function writes documents, with the names of version 3 of the extension."""
        options = {
            "database_name": database_name,
            "collection_name": collection_name,
            "connection_string_setting": connection_string_setting,
            **kwargs,
        }
        return self._output(constants.COSMOS_DB, arg_name, data_type, **options)

    def sql_input(
        self,
        arg_name: str,
        command_text: str,
        connection_string_setting: str,
        command_type: Text = "Text",
        parameters: Text = None,
        data_type: MaybeDataType = None,
        **kwargs,
    ) -> Decorator:
        """The function reads rows of a SQL table, a :class:`SqlRowList`."""
        options = {
            "command_text": command_text,
            "connection_string_setting": connection_string_setting,
            "command_type": command_type,
            "parameters": parameters,
            **kwargs,
        }
        return self._input(constants.SQL, arg_name, data_type, **options)

    def sql_output(
        self,
        arg_name: str,
        command_text: str,
        connection_string_setting: str,
        data_type: MaybeDataType = None,
        **kwargs,
    ) -> Decorator:
        """The function writes rows of a SQL table."""
        options = {"command_text": command_text, "connection_string_setting": connection_string_setting, **kwargs}
        return self._output(constants.SQL, arg_name, data_type, **options)

    def mysql_input(
        self,
        arg_name: str,
        command_text: str,
        connection_string_setting: str,
        command_type: Text = "Text",
        parameters: Text = None,
        data_type: MaybeDataType = None,
        **kwargs,
    ) -> Decorator:
        """The function reads rows of a MySQL table, a :class:`MySqlRowList`."""
        options = {
            "command_text": command_text,
            "connection_string_setting": connection_string_setting,
            "command_type": command_type,
            "parameters": parameters,
            **kwargs,
        }
        return self._input(constants.MYSQL, arg_name, data_type, **options)

    def mysql_output(
        self,
        arg_name: str,
        command_text: str,
        connection_string_setting: str,
        data_type: MaybeDataType = None,
        **kwargs,
    ) -> Decorator:
        """The function writes rows of a MySQL table."""
        options = {"command_text": command_text, "connection_string_setting": connection_string_setting, **kwargs}
        return self._output(constants.MYSQL, arg_name, data_type, **options)

    def kafka_output(
        self, arg_name: str, topic: str, broker_list: str, data_type: MaybeDataType = None, **kwargs
    ) -> Decorator:
        """The function writes to a Kafka topic."""
        return self._output(constants.KAFKA, arg_name, data_type, topic=topic, broker_list=broker_list, **kwargs)

    def dapr_state_input(
        self, arg_name: str, state_store: str, key: str, data_type: MaybeDataType = None, **kwargs
    ) -> Decorator:
        """The function reads a Dapr state."""
        return self._input(constants.DAPR_STATE, arg_name, data_type, state_store=state_store, key=key, **kwargs)

    def dapr_state_output(
        self, arg_name: str, state_store: str, key: str, data_type: MaybeDataType = None, **kwargs
    ) -> Decorator:
        """The function writes a Dapr state."""
        return self._output(constants.DAPR_STATE, arg_name, data_type, state_store=state_store, key=key, **kwargs)

    def dapr_secret_input(
        self,
        arg_name: str,
        secret_store_name: str,
        key: str,
        metadata: str,
        data_type: MaybeDataType = None,
        **kwargs,
    ) -> Decorator:
        """The function reads a Dapr secret."""
        options = {"secret_store_name": secret_store_name, "key": key, "metadata": metadata, **kwargs}
        return self._input(constants.DAPR_SECRET, arg_name, data_type, **options)

    def dapr_publish_output(
        self, arg_name: str, pub_sub_name: str, topic: str, data_type: MaybeDataType = None, **kwargs
    ) -> Decorator:
        """The function publishes to a Dapr topic."""
        options = {"pub_sub_name": pub_sub_name, "topic": topic, **kwargs}
        return self._output(constants.DAPR_PUBLISH, arg_name, data_type, **options)

    def dapr_invoke_output(
        self, arg_name: str, app_id: str, method_name: str, http_verb: str, data_type: MaybeDataType = None, **kwargs
    ) -> Decorator:
        """The function calls a Dapr service."""
        options = {"app_id": app_id, "method_name": method_name, "http_verb": http_verb, **kwargs}
        return self._output(constants.DAPR_INVOKE, arg_name, data_type, **options)

    def dapr_binding_output(
        self, arg_name: str, binding_name: str, operation: str, data_type: MaybeDataType = None, **kwargs
    ) -> Decorator:
        """The function writes to a Dapr output binding."""
        options = {"binding_name": binding_name, "operation": operation, **kwargs}
        return self._output(constants.DAPR_BINDING, arg_name, data_type, **options)

    def text_completion_input(self, arg_name: str, prompt: str, data_type: MaybeDataType = None, **kwargs) -> Decorator:
        """The function is given what an OpenAI model answers to a prompt."""
        return self._input(constants.TEXT_COMPLETION, arg_name, data_type, prompt=prompt, **kwargs)

    def assistant_create_output(self, arg_name: str, data_type: MaybeDataType = None, **kwargs) -> Decorator:
        """The function makes an OpenAI assistant."""
        return self._output(constants.ASSISTANT_CREATE, arg_name, data_type, **kwargs)

    def assistant_query_input(
        self, arg_name: str, id: str, timestamp_utc: str, data_type: MaybeDataType = None, **kwargs
    ) -> Decorator:
        """The function reads an OpenAI assistant."""
        options = {"id": id, "timestamp_utc": timestamp_utc, **kwargs}
        return self._input(constants.ASSISTANT_QUERY, arg_name, data_type, **options)

    def assistant_post_input(
        self, arg_name: str, id: str, user_message: str, data_type: MaybeDataType = None, **kwargs
    ) -> Decorator:
        """The function sends a message to an OpenAI assistant."""
        options = {"id": id, "user_message": user_message, **kwargs}
        return self._input(constants.ASSISTANT_POST, arg_name, data_type, **options)

    def embeddings_input(
        self, arg_name: str, input: str, input_type: typing.Any, data_type: MaybeDataType = None, **kwargs
    ) -> Decorator:
        """The function is given embeddings of a text."""
        return self._input(constants.EMBEDDINGS, arg_name, data_type, input=input, input_type=input_type, **kwargs)

    def semantic_search_input(
        self,
        arg_name: str,
        search_connection_name: str,
        collection: str,
        query: Text = None,
        data_type: MaybeDataType = None,
        **kwargs,
    ) -> Decorator:
        """The function is given what a semantic search finds."""
        options = {"search_connection_name": search_connection_name, "collection": collection, "query": query, **kwargs}
        return self._input(constants.SEMANTIC_SEARCH, arg_name, data_type, **options)

    def embeddings_store_output(
        self,
        arg_name: str,
        input: str,
        input_type: typing.Any,
        store_connection_name: str,
        collection: str,
        data_type: MaybeDataType = None,
        **kwargs,
    ) -> Decorator:
        """The function stores embeddings of a text."""
        options = {
            "input": input,
            "input_type": input_type,
            "store_connection_name": store_connection_name,
            "collection": collection,
            **kwargs,
        }
        return self._output(constants.EMBEDDINGS_STORE, arg_name, data_type, **options)
