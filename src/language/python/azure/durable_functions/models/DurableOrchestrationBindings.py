"""The durable client's binding."""

import json
import typing

from .FunctionContext import FunctionContext


class DurableOrchestrationBindings:
    """Names and addresses that the host gives to a durable client."""

    def __init__(
        self,
        taskHubName: str,
        creationUrls: typing.Dict[str, str],
        managementUrls: typing.Dict[str, str],
        rpcBaseUrl: typing.Optional[str] = None,
        **kwargs,
    ):
        self._task_hub_name = taskHubName
        self._creation_urls = creationUrls
        self._management_urls = managementUrls
        self._rpc_base_url = rpcBaseUrl
        self._client_data = FunctionContext(**kwargs)

    @classmethod
    def from_json(cls, json_string: str) -> "DurableOrchestrationBindings":
        """Reads the binding's JSON text."""
        return cls(**json.loads(json_string))

    @property
    def task_hub_name(self) -> str:
        """The task hub of the orchestrations."""
        return self._task_hub_name

    @property
    def creation_urls(self) -> typing.Dict[str, str]:
        """Addresses that start instances."""
        return self._creation_urls

    @property
    def management_urls(self) -> typing.Dict[str, str]:
        """Addresses to manage an instance, whose id is still a placeholder in them."""
        return self._management_urls

    @property
    def rpc_base_url(self) -> typing.Optional[str]:
        """Where the client's own requests go."""
        return self._rpc_base_url

    @property
    def client_data(self) -> FunctionContext:
        """What else the host gave."""
        return self._client_data
