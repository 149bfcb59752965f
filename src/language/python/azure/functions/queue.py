"""Queue triggers and outputs."""

import collections.abc
import json
import typing

from . import _abc, _queue, meta


class QueueMessage(_queue.QueueMessage):
    """A message as it arrives."""

    def __init__(
        self,
        *,
        id=None,
        body=None,
        dequeue_count=None,
        expiration_time=None,
        insertion_time=None,
        time_next_visible=None,
        pop_receipt=None,
    ) -> None:
        super().__init__(id=id, body=body, pop_receipt=pop_receipt)
        self.__dequeue_count = dequeue_count
        self.__expiration_time = expiration_time
        self.__insertion_time = insertion_time
        self.__time_next_visible = time_next_visible

    @property
    def dequeue_count(self):
        return self.__dequeue_count

    @property
    def expiration_time(self):
        return self.__expiration_time

    @property
    def insertion_time(self):
        return self.__insertion_time

    @property
    def time_next_visible(self):
        return self.__time_next_visible

    def __repr__(self) -> str:
        return (
            f"<azure.QueueMessage id={self.id} dequeue_count={self.dequeue_count} "
            f"insertion_time={self.insertion_time} expiration_time={self.expiration_time} at 0x{id(self):0x}>"
        )


class QueueMessageInConverter(meta.InConverter, binding="queueTrigger", trigger=True):
    @classmethod
    def check_input_type_annotation(cls, pytype: type) -> bool:
        return issubclass(pytype, _abc.QueueMessage)

    @classmethod
    def decode(cls, data: meta.Datum, *, trigger_metadata: meta.Metadata) -> QueueMessage:
        if data.type not in ("string", "bytes", "json"):
            raise NotImplementedError(f"unsupported queue payload type: {data.type}")
        return QueueMessage(
            id=cls._decode_trigger_metadata_field(trigger_metadata, "Id", python_type=str),
            body=data.value,
            dequeue_count=cls._decode_trigger_metadata_field(trigger_metadata, "DequeueCount", python_type=int),
            expiration_time=cls._parse_datetime_metadata(trigger_metadata, "ExpirationTime"),
            insertion_time=cls._parse_datetime_metadata(trigger_metadata, "InsertionTime"),
            time_next_visible=cls._parse_datetime_metadata(trigger_metadata, "NextVisibleTime"),
            pop_receipt=cls._decode_trigger_metadata_field(trigger_metadata, "PopReceipt", python_type=str),
        )


class QueueMessageOutConverter(meta.OutConverter, binding="queue"):
    @classmethod
    def check_output_type_annotation(cls, pytype: type) -> bool:
        valid = (_abc.QueueMessage, str, bytes)
        return meta.is_iterable_type_annotation(pytype, valid) or (isinstance(pytype, type) and issubclass(pytype, valid))

    @classmethod
    def encode(cls, obj: typing.Any, *, expected_type: typing.Optional[type]) -> meta.Datum:
        if isinstance(obj, str):
            return meta.Datum(type="string", value=obj)
        if isinstance(obj, bytes):
            return meta.Datum(type="bytes", value=obj)
        if isinstance(obj, _queue.QueueMessage):
            return meta.Datum(type="json", value=json.dumps(_message(obj)))
        if isinstance(obj, collections.abc.Iterable):
            return meta.Datum(type="json", value=json.dumps([_message(item) for item in obj]))
        raise NotImplementedError


def _message(item: typing.Any) -> typing.Union[str, dict]:
    if isinstance(item, str):
        return item
    if isinstance(item, _queue.QueueMessage):
        return {"id": item.id, "body": item.get_body().decode("utf-8")}
    raise NotImplementedError(f"invalid data type in output queue message list: {type(item)}")
