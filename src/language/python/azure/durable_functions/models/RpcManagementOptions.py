"""Addresses of the host's management API."""

import typing
from datetime import datetime

from ..constants import DATETIME_STRING_FORMAT
from .OrchestrationRuntimeStatus import OrchestrationRuntimeStatus
from .utils.entity_utils import EntityId


class RpcManagementOptions:
    """What is asked about instances or an entity."""

    def __init__(
        self,
        instance_id: typing.Optional[str] = None,
        task_hub_name: typing.Optional[str] = None,
        connection_name: typing.Optional[str] = None,
        show_history: typing.Optional[bool] = None,
        show_history_output: typing.Optional[bool] = None,
        created_time_from: typing.Optional[datetime] = None,
        created_time_to: typing.Optional[datetime] = None,
        runtime_status: typing.Optional[typing.List[OrchestrationRuntimeStatus]] = None,
        show_input: typing.Optional[bool] = None,
        operation_name: typing.Optional[str] = None,
        entity_Id: typing.Optional[EntityId] = None,
    ):
        self._instance_id = instance_id
        self.entity_Id = entity_Id
        statuses = ",".join(each.value for each in runtime_status or [])
        self._query: typing.Dict[str, typing.Any] = {
            "taskHub": task_hub_name,
            "connectionName": connection_name,
            "showInput": show_input,
            "showHistory": show_history,
            "showHistoryOutput": show_history_output,
            "createdTimeFrom": created_time_from and created_time_from.strftime(DATETIME_STRING_FORMAT),
            "createdTimeTo": created_time_to and created_time_to.strftime(DATETIME_STRING_FORMAT),
            "op": operation_name,
            "runtimeStatus": statuses,
        }

    def to_url(self, base_url: typing.Optional[str]) -> str:
        """The address to ask. Raises `ValueError` without a base address."""
        if base_url is None:
            raise ValueError("orchestration bindings has not RPC base url")
        path = f"instances/{self._instance_id or ''}"
        if self.entity_Id:
            path = EntityId.get_entity_id_url_path(self.entity_Id)
        query = "&".join(f"{name}={value}" for name, value in self._query.items() if value)
        return f"{base_url}{path}{'?' + query if query else ''}"
