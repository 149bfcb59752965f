"""The errors of `requests`."""

import typing


class RequestException(IOError):
    """What went wrong with a request."""

    def __init__(self, *args: typing.Any, response: typing.Any = None, request: typing.Any = None) -> None:
        super().__init__(*args)
        self.response = response
        self.request = request


class ConnectionError(RequestException):
    """There was no connection."""


class HTTPError(RequestException):
    """The answer was an error."""


class Timeout(RequestException):
    """There was no answer in time."""


class InvalidURL(RequestException, ValueError):
    """What was asked for is no URL."""


class JSONDecodeError(RequestException, ValueError):
    """The answer was no JSON."""
