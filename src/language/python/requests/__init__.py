"""
Stands in for the package `requests`: the calls and the answers that most code uses, sent by the playground's host.

A request is sent when the person allows it, or answered from fixtures; else it raises `ConnectionError`, which says why.
"""

from . import exceptions
from .api import delete, get, head, options, patch, post, put, request
from .exceptions import ConnectionError, HTTPError, JSONDecodeError, RequestException, Timeout
from .models import Response
from .sessions import Session, session

__all__ = (
    "ConnectionError",
    "HTTPError",
    "JSONDecodeError",
    "RequestException",
    "Response",
    "Session",
    "Timeout",
    "codes",
    "delete",
    "exceptions",
    "get",
    "head",
    "options",
    "patch",
    "post",
    "put",
    "request",
    "session",
)

__version__ = "2.32.0"


class codes:
    """The statuses that code asks for by name."""

    ok = 200
    created = 201
    accepted = 202
    no_content = 204
    bad_request = 400
    unauthorized = 401
    forbidden = 403
    not_found = 404
    conflict = 409
    too_many_requests = 429
    server_error = 500
    unavailable = 503
