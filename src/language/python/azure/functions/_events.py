"""What the bindings of cloud services carry. They can be made, annotated and registered; nothing here sends them."""

import collections
import datetime
import json
import typing

Time = typing.Optional[datetime.datetime]


class Document(collections.UserDict):
    """A document of Azure Cosmos DB."""

    @classmethod
    def from_json(cls, json_data: str) -> "Document":
        """The document that JSON text says."""
        return cls(json.loads(json_data))

    @classmethod
    def from_dict(cls, dct: dict) -> "Document":
        """A document with these fields."""
        return cls(dct)

    def to_json(self) -> str:
        """Its JSON text."""
        return json.dumps(dict(self))

    def to_dict(self) -> dict:
        """Its fields."""
        return dict(self)

    def __repr__(self) -> str:
        return f"<azure.Document at 0x{id(self):0x}>"


class DocumentList(collections.UserList):
    """Documents of Azure Cosmos DB."""


class SqlRow(Document):
    """A row of a SQL table."""

    def __repr__(self) -> str:
        return f"<SqlRow at 0x{id(self):0x}>"


class SqlRowList(collections.UserList):
    """Rows of a SQL table."""


class MySqlRow(Document):
    """A row of a MySQL table."""

    def __repr__(self) -> str:
        return f"<MySqlRow at 0x{id(self):0x}>"


class MySqlRowList(collections.UserList):
    """Rows of a MySQL table."""


class _Body:
    """Something with a body of bytes."""

    def __init__(self, body: bytes) -> None:
        self._body = body

    def get_body(self) -> bytes:
        """Its content as bytes."""
        return self._body

    def get_json(self) -> typing.Any:
        """Its content, decoded from JSON. Raises `ValueError` when it is none."""
        return json.loads(self._body)


class EventHubEvent(_Body):
    """An event of Azure Event Hubs."""

    def __init__(
        self,
        *,
        body: bytes,
        trigger_metadata: typing.Optional[typing.Mapping] = None,
        enqueued_time: Time = None,
        partition_key: typing.Optional[str] = None,
        sequence_number: typing.Optional[int] = None,
        offset: typing.Optional[str] = None,
        iothub_metadata: typing.Optional[typing.Mapping[str, str]] = None,
    ) -> None:
        super().__init__(body)
        self.metadata = trigger_metadata
        self.enqueued_time = enqueued_time
        self.partition_key = partition_key
        self.sequence_number = sequence_number
        self.offset = offset
        self.iothub_metadata = iothub_metadata


class KafkaEvent(_Body):
    """An event of Apache Kafka."""

    def __init__(
        self,
        *,
        body: bytes,
        key: typing.Optional[str] = None,
        offset: typing.Optional[int] = None,
        partition: typing.Optional[int] = None,
        topic: typing.Optional[str] = None,
        timestamp: typing.Optional[str] = None,
        headers: typing.Optional[list] = None,
    ) -> None:
        super().__init__(body)
        self.key = key
        self.offset = offset
        self.partition = partition
        self.topic = topic
        self.timestamp = timestamp
        self.headers = headers


class ServiceBusMessage(_Body):
    """A message of Azure Service Bus."""

    def __init__(
        self,
        *,
        body: bytes,
        trigger_metadata: typing.Optional[typing.Mapping] = None,
        message_id: typing.Optional[str] = None,
        content_type: typing.Optional[str] = None,
        correlation_id: typing.Optional[str] = None,
        delivery_count: typing.Optional[int] = None,
        enqueued_time_utc: Time = None,
        session_id: typing.Optional[str] = None,
        subject: typing.Optional[str] = None,
        application_properties: typing.Optional[dict] = None,
    ) -> None:
        super().__init__(body)
        self.metadata = trigger_metadata
        self.message_id = message_id
        self.content_type = content_type
        self.correlation_id = correlation_id
        self.delivery_count = delivery_count
        self.enqueued_time_utc = enqueued_time_utc
        self.session_id = session_id
        self.subject = self.label = subject
        self.application_properties = self.user_properties = application_properties or {}


class EventGridEvent:
    """An event of Azure Event Grid."""

    def __init__(
        self,
        *,
        id: str,
        data: typing.Any,
        topic: str,
        subject: str,
        event_type: str,
        event_time: Time,
        data_version: str,
    ) -> None:
        self.id = id
        self._data = data
        self.topic = topic
        self.subject = subject
        self.event_type = event_type
        self.event_time = event_time
        self.data_version = data_version

    def get_json(self) -> typing.Any:
        """The event's data."""
        return self._data

    def __repr__(self) -> str:
        return f"<azure.EventGridEvent id={self.id} topic={self.topic} subject={self.subject} at 0x{id(self):0x}>"


class EventGridOutputEvent:
    """An event for Azure Event Grid."""

    def __init__(
        self,
        *,
        id: str,
        data: typing.Any,
        subject: str,
        event_type: str,
        event_time: Time,
        data_version: str,
    ) -> None:
        self.id = id
        self._data = data
        self.subject = subject
        self.event_type = event_type
        self.event_time = event_time
        self.data_version = data_version

    def get_json(self) -> typing.Any:
        """The event's data."""
        return self._data


class WarmUpContext:
    """What a warm-up trigger is given."""
