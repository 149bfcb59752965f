"""Converters for bindings of cloud services, which can be registered here but reach no cloud."""

import collections.abc
import json
import typing

from . import _events, meta


def _is_a(pytype: typing.Any, *kinds: type) -> bool:
    return meta.is_iterable_type_annotation(pytype, kinds) or (isinstance(pytype, type) and issubclass(pytype, kinds))


def _text(data: meta.Datum) -> str:
    return data.value.decode("utf-8") if isinstance(data.value, bytes) else data.value


def _bytes(data: meta.Datum) -> bytes:
    return data.value if isinstance(data.value, bytes) else data.value.encode("utf-8")


class _DocumentConverter(meta.InConverter, meta.OutConverter, binding=None):
    _one: type
    _many: type

    @classmethod
    def check_input_type_annotation(cls, pytype: type) -> bool:
        return _is_a(pytype, cls._many)

    @classmethod
    def check_output_type_annotation(cls, pytype: type) -> bool:
        return _is_a(pytype, cls._one, cls._many, str, bytes)

    @classmethod
    def decode(cls, data: meta.Datum, *, trigger_metadata: meta.Metadata) -> typing.Any:
        if data is None or data.type is None:
            return None
        found = json.loads(_text(data))
        return cls._many([cls._one(each) for each in (found if isinstance(found, list) else [found])])

    @classmethod
    def encode(cls, obj: typing.Any, *, expected_type: typing.Optional[type]) -> meta.Datum:
        if isinstance(obj, (str, bytes)):
            return meta.Datum(type="json", value=obj if isinstance(obj, str) else obj.decode("utf-8"))
        rows = [obj] if isinstance(obj, collections.abc.Mapping) else list(obj)
        return meta.Datum(type="json", value=json.dumps([dict(row) for row in rows]))


class CosmosDBConverter(_DocumentConverter, binding="cosmosDB", trigger="cosmosDBTrigger"):
    _one, _many = _events.Document, _events.DocumentList


class SqlConverter(_DocumentConverter, binding="sql", trigger="sqlTrigger"):
    _one, _many = _events.SqlRow, _events.SqlRowList


class MySqlConverter(_DocumentConverter, binding="mysql", trigger="mysqlTrigger"):
    _one, _many = _events.MySqlRow, _events.MySqlRowList


class _EventConverter(meta.InConverter, meta.OutConverter, binding=None):
    _event: typing.Any

    @classmethod
    def check_input_type_annotation(cls, pytype: type) -> bool:
        return _is_a(pytype, cls._event)

    @classmethod
    def check_output_type_annotation(cls, pytype: type) -> bool:
        return _is_a(pytype, cls._event, str, bytes)

    @classmethod
    def decode(cls, data: meta.Datum, *, trigger_metadata: meta.Metadata) -> typing.Any:
        return cls._event(body=_bytes(data))

    @classmethod
    def encode(cls, obj: typing.Any, *, expected_type: typing.Optional[type]) -> meta.Datum:
        if isinstance(obj, str):
            return meta.Datum(type="string", value=obj)
        if isinstance(obj, bytes):
            return meta.Datum(type="bytes", value=obj)
        if isinstance(obj, cls._event):
            return meta.Datum(type="bytes", value=obj.get_body())
        if isinstance(obj, (list, tuple)):
            return meta.Datum(type="json", value=json.dumps(list(obj)))
        if isinstance(obj, int):
            return meta.Datum(type="json", value=json.dumps(obj))
        raise NotImplementedError


class EventHubConverter(_EventConverter, binding="eventHub", trigger="eventHubTrigger"):
    _event = _events.EventHubEvent


class ServiceBusConverter(_EventConverter, binding="serviceBus", trigger="serviceBusTrigger"):
    _event = _events.ServiceBusMessage


class KafkaConverter(_EventConverter, binding="kafka"):
    _event = _events.KafkaEvent


class KafkaTriggerConverter(_EventConverter, binding="kafkaTrigger", trigger=True):
    _event = _events.KafkaEvent


class EventGridConverter(meta.InConverter, meta.OutConverter, binding="eventGrid", trigger="eventGridTrigger"):
    @classmethod
    def check_input_type_annotation(cls, pytype: type) -> bool:
        return _is_a(pytype, _events.EventGridEvent)

    @classmethod
    def check_output_type_annotation(cls, pytype: type) -> bool:
        return _is_a(pytype, _events.EventGridOutputEvent, str, bytes)

    @classmethod
    def decode(cls, data: meta.Datum, *, trigger_metadata: meta.Metadata) -> _events.EventGridEvent:
        event = json.loads(_text(data))
        return _events.EventGridEvent(
            id=event.get("id"),
            topic=event.get("topic"),
            subject=event.get("subject"),
            event_type=event.get("eventType"),
            event_time=cls._parse_datetime(event.get("eventTime")),
            data=event.get("data"),
            data_version=event.get("dataVersion"),
        )

    @classmethod
    def encode(cls, obj: typing.Any, *, expected_type: typing.Optional[type]) -> meta.Datum:
        if isinstance(obj, str):
            return meta.Datum(type="string", value=obj)
        if isinstance(obj, bytes):
            return meta.Datum(type="bytes", value=obj)
        if isinstance(obj, list):
            return meta.Datum(type="json", value=json.dumps([_grid_event(each) for each in obj]))
        return meta.Datum(type="json", value=json.dumps(_grid_event(obj)))


def _grid_event(event: typing.Any) -> dict:
    if not isinstance(event, _events.EventGridOutputEvent):
        raise NotImplementedError
    return {
        "id": event.id,
        "subject": event.subject,
        "dataVersion": event.data_version,
        "eventType": event.event_type,
        "data": event.get_json(),
        "eventTime": event.event_time.isoformat() if event.event_time else None,
    }


class WarmUpTriggerConverter(meta.InConverter, binding="warmupTrigger", trigger=True):
    @classmethod
    def check_input_type_annotation(cls, pytype: type) -> bool:
        return issubclass(pytype, _events.WarmUpContext)

    @classmethod
    def decode(cls, data: meta.Datum, *, trigger_metadata: meta.Metadata) -> _events.WarmUpContext:
        return _events.WarmUpContext()
