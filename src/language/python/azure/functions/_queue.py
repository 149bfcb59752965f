"""Messages of storage queues."""

import datetime
import json
import typing

from . import _abc


class QueueMessage(_abc.QueueMessage):
    """
    A message of a storage queue.

    :param id: Its id.
    :param body: Its content, text or bytes.
    :param pop_receipt: The receipt that deletes it.
    """

    def __init__(
        self,
        *,
        id: typing.Optional[str] = None,
        body: typing.Optional[typing.Union[str, bytes]] = None,
        pop_receipt: typing.Optional[str] = None,
    ) -> None:
        self.__id = id
        self.__body = b""
        self.__pop_receipt = pop_receipt
        if body is not None:
            self.__set_body(body)

    @property
    def id(self) -> typing.Optional[str]:
        """Its id."""
        return self.__id

    @property
    def dequeue_count(self) -> typing.Optional[int]:
        """How often it was taken from the queue."""
        return None

    @property
    def expiration_time(self) -> typing.Optional[datetime.datetime]:
        """When it vanishes."""
        return None

    @property
    def insertion_time(self) -> typing.Optional[datetime.datetime]:
        """When it was put in."""
        return None

    @property
    def time_next_visible(self) -> typing.Optional[datetime.datetime]:
        """When it can be taken again."""
        return None

    @property
    def pop_receipt(self) -> typing.Optional[str]:
        """The receipt that deletes it."""
        return self.__pop_receipt

    def __set_body(self, body: typing.Union[str, bytes]) -> None:
        if isinstance(body, str):
            body = body.encode("utf-8")
        if not isinstance(body, (bytes, bytearray)):
            kinds = "str, bytes, or bytearray"
            raise TypeError(f"response is expected to be either of {kinds}, got {type(body).__name__}")
        self.__body = bytes(body)

    def get_body(self) -> bytes:
        """Its content as bytes."""
        return self.__body

    def get_json(self) -> typing.Any:
        """Its content, decoded from JSON. Raises `ValueError` when it is none."""
        return json.loads(self.__body)

    def __repr__(self) -> str:
        return f"<azure.QueueMessage id={self.id} at 0x{id(self):0x}>"
