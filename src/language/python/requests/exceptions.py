"""The errors of `requests`."""


class RequestException(IOError):
    """What went wrong with a request."""


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
