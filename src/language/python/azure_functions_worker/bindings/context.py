"""The invocation as a function sees it."""

import threading
import typing


class TraceContext:
    """No distributed trace reaches the playground."""

    def __init__(self) -> None:
        self.trace_parent = self.Traceparent = ""
        self.trace_state = self.Tracestate = ""
        self.attributes: typing.Dict[str, str] = {}


class RpcException:
    """The error of the attempt before."""

    def __init__(self, message: str) -> None:
        self.message = message
        self.source = ""
        self.stack_trace = ""


class RetryContext:
    """Which attempt this is, of a function with a retry policy."""

    def __init__(self, given: typing.Optional[typing.Mapping[str, typing.Any]]) -> None:
        facts = given or {}
        self.retry_count: int = facts.get("retryCount", 0)
        self.max_retry_count: int = facts.get("maxRetryCount", 0)
        failure = facts.get("failure")
        self.exception = None if failure is None else RpcException(failure)


class Context:
    """The invocation that a function runs in."""

    def __init__(
        self, name: str, directory: str, invocation_id: str, retry: typing.Optional[typing.Mapping[str, typing.Any]] = None
    ) -> None:
        self.__name = name
        self.__directory = directory
        self.__invocation_id = invocation_id
        self.__trace_context = TraceContext()
        self.__retry_context = RetryContext(retry)
        _thread_local.invocation_id = invocation_id

    @property
    def invocation_id(self) -> str:
        """The id of this invocation."""
        return self.__invocation_id

    @property
    def thread_local_storage(self) -> threading.local:
        """Holds `invocation_id`."""
        return _thread_local

    @property
    def function_name(self) -> str:
        """The function's name."""
        return self.__name

    @property
    def function_directory(self) -> str:
        """The folder that the function runs in."""
        return self.__directory

    @property
    def trace_context(self) -> TraceContext:
        """The distributed trace."""
        return self.__trace_context

    @property
    def retry_context(self) -> RetryContext:
        """Which attempt this is."""
        return self.__retry_context


_thread_local = threading.local()
