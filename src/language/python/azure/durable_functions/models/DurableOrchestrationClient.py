"""The durable client: starts orchestrations and asks about them."""

import json
import typing
from asyncio import sleep
from datetime import datetime
from time import time
from urllib.parse import quote, urlparse

import azure.functions as func

from .._json import dumps
from .DurableOrchestrationBindings import DurableOrchestrationBindings
from .DurableOrchestrationStatus import DurableOrchestrationStatus
from .EntityStateResponse import EntityStateResponse
from .OrchestrationRuntimeStatus import OrchestrationRuntimeStatus
from .PurgeHistoryResult import PurgeHistoryResult
from .RpcManagementOptions import RpcManagementOptions
from .utils.entity_utils import EntityId
from .utils.http_utils import delete_async_request, get_async_request, post_async_request

_Statuses = typing.Optional[typing.List[OrchestrationRuntimeStatus]]


class DurableOrchestrationClient:
    """Starts, watches and steers orchestrations and entities, by requests to the host."""

    def __init__(self, context: str):
        self._orchestration_bindings = DurableOrchestrationBindings.from_json(context)
        self.task_hub_name = self._orchestration_bindings.task_hub_name
        self._post_async_request = post_async_request
        self._get_async_request = get_async_request
        self._delete_async_request = delete_async_request

    async def start_new(
        self,
        orchestration_function_name: str,
        instance_id: typing.Optional[str] = None,
        client_input: typing.Any = None,
    ) -> str:
        """Starts an orchestration and gives its id. Raises `Exception` when the host does not start it."""
        path = orchestration_function_name if instance_id is None else f"{orchestration_function_name}/{instance_id}"
        text = None if client_input is None else dumps(client_input)
        status, data = await self._post_async_request(f"{self._base}orchestrators/{path}", text)
        if status <= 202 and data:
            return data["id"]
        raise Exception(data["ExceptionMessage"] if status == 400 else data)

    def create_check_status_response(
        self, request: typing.Optional[func.HttpRequest], instance_id: str
    ) -> func.HttpResponse:
        """A response 202 with the addresses to manage the instance."""
        links = self.get_client_response_links(request, instance_id)
        headers = {"Content-Type": "application/json", "Location": links["statusQueryGetUri"], "Retry-After": "10"}
        return func.HttpResponse(status_code=202, body=json.dumps(links), headers=headers)

    def create_http_management_payload(self, instance_id: str) -> typing.Dict[str, str]:
        """The addresses to manage the instance."""
        return self.get_client_response_links(None, instance_id)

    def get_client_response_links(
        self, request: typing.Optional[func.HttpRequest], instance_id: str
    ) -> typing.Dict[str, str]:
        """The addresses to manage the instance, at the origin that the request came to."""
        urls = self._orchestration_bindings.management_urls
        origin = request.url if request is not None else None
        moved = {key: _with_origin(origin, url) if origin else url for key, url in urls.items()}
        return {key: url.replace(urls["id"], instance_id) for key, url in moved.items()}

    async def raise_event(
        self,
        instance_id: str,
        event_name: str,
        event_data: typing.Any = None,
        task_hub_name: typing.Optional[str] = None,
        connection_name: typing.Optional[str] = None,
    ) -> None:
        """Raises an external event. Raises `Exception` when the instance is not there or has ended."""
        if event_name == "":
            raise ValueError("event_name must be a non-empty string.")
        query = _query(taskHub=task_hub_name, connection=connection_name)
        url = f"{self._base}instances/{instance_id}/raiseEvent/{event_name}{'?' + query if query else ''}"
        status, _ = await self._post_async_request(url, json.dumps(event_data))
        problems = {
            202: None,
            410: f"Instance with ID {instance_id} is gone: either completed or failed",
            404: f"No instance with ID {instance_id} found.",
            400: "Only application/json request content is supported",
        }
        _raise_if(problems.get(status, f"Webhook returned unrecognized status code {status}"))

    async def get_status(
        self, instance_id: str, show_history: bool = False, show_history_output: bool = False, show_input: bool = False
    ) -> DurableOrchestrationStatus:
        """The status of an instance; it is false when there is no such instance."""
        options = RpcManagementOptions(
            instance_id=instance_id,
            show_history=show_history,
            show_history_output=show_history_output,
            show_input=show_input,
        )
        status, data = await self._get_async_request(options.to_url(self._base))
        _expect(status, 200, 202, 400, 404, 500)
        return DurableOrchestrationStatus.from_json(data)

    async def get_status_all(self) -> typing.List[DurableOrchestrationStatus]:
        """The status of every instance."""
        return await self._statuses(RpcManagementOptions())

    async def get_status_by(
        self,
        created_time_from: typing.Optional[datetime] = None,
        created_time_to: typing.Optional[datetime] = None,
        runtime_status: _Statuses = None,
    ) -> typing.List[DurableOrchestrationStatus]:
        """The status of the instances that were created in a stretch of time and are in one of the given states."""
        return await self._statuses(
            RpcManagementOptions(
                created_time_from=created_time_from, created_time_to=created_time_to, runtime_status=runtime_status
            )
        )

    async def purge_instance_history(self, instance_id: str) -> PurgeHistoryResult:
        """Deletes an instance that has ended."""
        return await self._purge(f"{self._base}instances/{instance_id}")

    async def purge_instance_history_by(
        self,
        created_time_from: typing.Optional[datetime] = None,
        created_time_to: typing.Optional[datetime] = None,
        runtime_status: _Statuses = None,
    ) -> PurgeHistoryResult:
        """Deletes the instances that were created in a stretch of time and have ended in one of the given states."""
        options = RpcManagementOptions(
            created_time_from=created_time_from, created_time_to=created_time_to, runtime_status=runtime_status
        )
        return await self._purge(options.to_url(self._base))

    async def terminate(self, instance_id: str, reason: str) -> None:
        """Ends an instance abruptly; `reason` becomes its output."""
        await self._manage(instance_id, "terminate", reason)

    async def suspend(self, instance_id: str, reason: str) -> None:
        """Makes an instance pause."""
        await self._manage(instance_id, "suspend", reason)

    async def resume(self, instance_id: str, reason: str) -> None:
        """Makes a suspended instance go on."""
        await self._manage(instance_id, "resume", reason)

    async def rewind(
        self,
        instance_id: str,
        reason: str,
        task_hub_name: typing.Optional[str] = None,
        connection_name: typing.Optional[str] = None,
    ) -> None:
        """Takes a failed instance back to before its failure. Raises `Exception` when it has not failed."""
        if not self._base:
            raise Exception(
                "The Python SDK only supports RPC endpoints."
                "Please remove the `localRpcEnabled` setting from host.json"
            )
        query = _query(taskHub=task_hub_name, connection=connection_name)
        url = f"{self._base}instances/{instance_id}/rewind?reason={quote(reason)}{'&' + query if query else ''}"
        status, data = await self._post_async_request(url, None)
        if status in (200, 202):
            return
        problems = {
            404: f"No instance with ID {instance_id} found.",
            410: "The rewind operation is only supported on failed orchestration instances.",
        }
        unexpected = f"Received unexpected payload from the durable-extension: {[status, data]}"
        raise Exception(problems.get(status) or (data if isinstance(data, str) else unexpected))

    async def read_entity_state(
        self,
        entityId: EntityId,
        task_hub_name: typing.Optional[str] = None,
        connection_name: typing.Optional[str] = None,
    ) -> EntityStateResponse:
        """Whether an entity exists, and its state."""
        options = RpcManagementOptions(
            connection_name=connection_name, task_hub_name=task_hub_name, entity_Id=entityId
        )
        status, data = await self._get_async_request(options.to_url(self._base))
        _expect(status, 200, 404)
        return EntityStateResponse(True, data) if status == 200 else EntityStateResponse(False)

    async def signal_entity(
        self,
        entityId: EntityId,
        operation_name: str,
        operation_input: typing.Any = None,
        task_hub_name: typing.Optional[str] = None,
        connection_name: typing.Optional[str] = None,
    ) -> None:
        """Asks an entity for an operation and does not wait. As with the real package, an input of 0 is not sent."""
        options = RpcManagementOptions(
            operation_name=operation_name,
            connection_name=connection_name,
            task_hub_name=task_hub_name,
            entity_Id=entityId,
        )
        text = json.dumps(operation_input) if operation_input else None
        status, _ = await self._post_async_request(options.to_url(self._base), text)
        _expect(status, 202)

    async def wait_for_completion_or_create_check_status_response(
        self,
        request: func.HttpRequest,
        instance_id: str,
        timeout_in_milliseconds: int = 10000,
        retry_interval_in_milliseconds: int = 1000,
    ) -> func.HttpResponse:
        """
        A response with the output of an instance that ends in time, else that of `create_check_status_response`.
        A failed instance answers 500. Raises `Exception` when the interval is longer than the time.
        """
        if retry_interval_in_milliseconds > timeout_in_milliseconds:
            raise Exception(
                f"Total timeout {timeout_in_milliseconds} (ms) should be bigger than "
                f"retry timeout {retry_interval_in_milliseconds} (ms)"
            )
        ends = time() * 1000 + timeout_in_milliseconds
        while True:
            response = _final_response(await self.get_status(instance_id))
            if response:
                return response
            remaining = ends - time() * 1000
            if remaining <= 0:
                return self.create_check_status_response(request, instance_id)
            await sleep(min(remaining, retry_interval_in_milliseconds) / 1000)

    @property
    def _base(self) -> typing.Optional[str]:
        return self._orchestration_bindings.rpc_base_url

    async def _statuses(self, options: RpcManagementOptions) -> typing.List[DurableOrchestrationStatus]:
        status, data = await self._get_async_request(options.to_url(self._base))
        _expect(status, 200)
        return [DurableOrchestrationStatus.from_json(each) for each in data]

    async def _purge(self, url: str) -> PurgeHistoryResult:
        status, data = await self._delete_async_request(url)
        _expect(status, 200, 404)
        return PurgeHistoryResult.from_json(data) if status == 200 else PurgeHistoryResult(instancesDeleted=0)

    async def _manage(self, instance_id: str, verb: str, reason: str) -> None:
        url = f"{self._base}instances/{instance_id}/{verb}?reason={quote(reason)}"
        status, _ = await self._post_async_request(url, None)
        if status == 404:
            raise Exception(f"No instance with ID '{instance_id}' found.")
        _expect(status, 202, 410)


def _final_response(status: DurableOrchestrationStatus) -> typing.Optional[func.HttpResponse]:
    if not status:
        return None
    ended = status.runtime_status
    if ended is OrchestrationRuntimeStatus.Completed:
        return _json_response(200, status.output)
    if ended in (OrchestrationRuntimeStatus.Canceled, OrchestrationRuntimeStatus.Terminated):
        return _json_response(200, status.to_json())
    return _json_response(500, status.to_json()) if ended is OrchestrationRuntimeStatus.Failed else None


def _json_response(status_code: int, body: typing.Any) -> func.HttpResponse:
    text = body if isinstance(body, str) else json.dumps(body)
    headers = {"Content-Type": "application/json"}
    return func.HttpResponse(status_code=status_code, body=text, mimetype="application/json", headers=headers)


def _with_origin(request_url: str, url: str) -> str:
    wanted, given = urlparse(request_url), urlparse(url)
    return url.replace(f"{given.scheme}://{given.netloc}/", f"{wanted.scheme}://{wanted.netloc}/")


def _query(**values: typing.Optional[str]) -> str:
    return "&".join(f"{name}={value}" for name, value in values.items() if value)


def _expect(status: int, *expected: int) -> None:
    _raise_if(None if status in expected else f"The operation failed with an unexpected status code {status}")


def _raise_if(problem: typing.Optional[str]) -> None:
    if problem:
        raise Exception(problem)
