"""What user code may count on, whatever class stands behind it."""

import abc
import datetime
import io
import threading
import typing

T = typing.TypeVar("T")


class Out(abc.ABC, typing.Generic[T]):
    """An output binding as a parameter: what is set is written when the function ends."""

    @abc.abstractmethod
    def set(self, val: T) -> None:
        """Set the value of the output."""

    @abc.abstractmethod
    def get(self) -> T:
        """The value that was set, `None` when none was."""


class RpcException:
    """An error as the host reports it."""

    @property
    @abc.abstractmethod
    def source(self) -> str:
        """Where the error came from."""

    @property
    @abc.abstractmethod
    def stack_trace(self) -> str:
        """The trace as text."""

    @property
    @abc.abstractmethod
    def message(self) -> str:
        """What went wrong."""


class TraceContext(abc.ABC):
    """The distributed trace that an invocation belongs to."""

    @property
    @abc.abstractmethod
    def trace_state(self) -> str:
        """The `tracestate` of W3C trace context."""

    @property
    @abc.abstractmethod
    def trace_parent(self) -> str:
        """The `traceparent` of W3C trace context."""

    @property
    @abc.abstractmethod
    def attributes(self) -> typing.Dict[str, str]:
        """The attributes that came with it."""


class RetryContext(abc.ABC):
    """Which attempt of a function with a retry policy this is."""

    @property
    @abc.abstractmethod
    def retry_count(self) -> int:
        """How often it has been retried."""

    @property
    @abc.abstractmethod
    def max_retry_count(self) -> int:
        """How often it will be at most."""

    @property
    @abc.abstractmethod
    def exception(self) -> RpcException:
        """The error of the attempt before."""


class Context(abc.ABC):
    """The invocation that a function runs in. Given to a parameter named `context`."""

    @property
    @abc.abstractmethod
    def invocation_id(self) -> str:
        """The id of this invocation."""

    @property
    @abc.abstractmethod
    def thread_local_storage(self) -> typing.Type[threading.local]:
        """Holds `invocation_id`, for threads that the function starts."""

    @property
    @abc.abstractmethod
    def function_name(self) -> str:
        """The function's name."""

    @property
    @abc.abstractmethod
    def function_directory(self) -> str:
        """The folder that the function runs in."""

    @property
    @abc.abstractmethod
    def trace_context(self) -> TraceContext:
        """The distributed trace."""

    @property
    @abc.abstractmethod
    def retry_context(self) -> RetryContext:
        """Which attempt this is."""


class HttpRequest(abc.ABC):
    """An HTTP request."""

    @property
    @abc.abstractmethod
    def method(self) -> str:
        """The method, in capitals."""

    @property
    @abc.abstractmethod
    def url(self) -> str:
        """The whole URL."""

    @property
    @abc.abstractmethod
    def headers(self) -> typing.Mapping[str, str]:
        """The headers; names in any case."""

    @property
    @abc.abstractmethod
    def params(self) -> typing.Mapping[str, str]:
        """The query string."""

    @property
    @abc.abstractmethod
    def route_params(self) -> typing.Mapping[str, str]:
        """The parameters of the route."""

    @abc.abstractmethod
    def get_body(self) -> bytes:
        """The body as bytes."""

    @abc.abstractmethod
    def get_json(self) -> typing.Any:
        """The body, decoded from JSON. Raises `ValueError` when it is none."""


class HttpResponse(abc.ABC):
    """An HTTP response."""

    @property
    @abc.abstractmethod
    def status_code(self) -> int:
        """The status."""

    @property
    @abc.abstractmethod
    def mimetype(self) -> str:
        """The media type."""

    @property
    @abc.abstractmethod
    def charset(self) -> str:
        """The encoding of the text."""

    @property
    @abc.abstractmethod
    def headers(self) -> typing.MutableMapping[str, str]:
        """The headers."""

    @abc.abstractmethod
    def get_body(self) -> bytes:
        """The body as bytes."""


class TimerRequest(abc.ABC):
    """A tick of a timer."""

    @property
    @abc.abstractmethod
    def past_due(self) -> bool:
        """Whether it came later than it should have."""


class InputStream(io.BufferedIOBase, abc.ABC):
    """A blob, read like a file."""

    @abc.abstractmethod
    def read(self, size: typing.Optional[int] = -1) -> bytes:
        """Up to `size` bytes; all that are left when `size` is not given."""

    @property
    @abc.abstractmethod
    def name(self) -> typing.Optional[str]:
        """The blob's name with its container."""

    @property
    @abc.abstractmethod
    def length(self) -> typing.Optional[int]:
        """Its size in bytes."""

    @property
    @abc.abstractmethod
    def uri(self) -> typing.Optional[str]:
        """Its address."""

    @property
    @abc.abstractmethod
    def blob_properties(self) -> typing.Optional[dict]:
        """Its properties."""

    @property
    @abc.abstractmethod
    def metadata(self) -> typing.Optional[dict]:
        """Its metadata."""


class QueueMessage(abc.ABC):
    """A message of a storage queue."""

    @property
    @abc.abstractmethod
    def id(self) -> typing.Optional[str]:
        """Its id."""

    @abc.abstractmethod
    def get_body(self) -> typing.Union[str, bytes]:
        """Its content."""

    @abc.abstractmethod
    def get_json(self) -> typing.Any:
        """Its content, decoded from JSON."""

    @property
    @abc.abstractmethod
    def dequeue_count(self) -> typing.Optional[int]:
        """How often it was taken from the queue."""

    @property
    @abc.abstractmethod
    def expiration_time(self) -> typing.Optional[datetime.datetime]:
        """When it vanishes."""

    @property
    @abc.abstractmethod
    def insertion_time(self) -> typing.Optional[datetime.datetime]:
        """When it was put in."""

    @property
    @abc.abstractmethod
    def time_next_visible(self) -> typing.Optional[datetime.datetime]:
        """When it can be taken again."""

    @property
    @abc.abstractmethod
    def pop_receipt(self) -> typing.Optional[str]:
        """The receipt that deletes it."""


class OrchestrationContext(abc.ABC):
    """What starts an episode of an orchestration."""

    @property
    @abc.abstractmethod
    def body(self) -> str:
        """The trigger as JSON text."""
