"""Where durable HTTP calls get their tokens from."""

import typing
from abc import ABC


class TokenSource(ABC):
    """A source of OAuth tokens for `call_http`."""


class ManagedIdentityTokenSource(TokenSource):
    """Tokens of the function app's own identity for a resource, such as `https://management.core.windows.net/`."""

    def __init__(self, resource: str):
        super().__init__()
        self._resource = resource

    @property
    def resource(self) -> str:
        """The identifier of the API that is called."""
        return self._resource

    def to_json(self) -> typing.Dict[str, typing.Any]:
        """As the host reads it."""
        return {"resource": self._resource, "kind": "AzureManagedIdentity"}
