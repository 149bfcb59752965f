"""What orchestrators, entities and clients work with."""

from .DurableEntityContext import DurableEntityContext
from .DurableOrchestrationBindings import DurableOrchestrationBindings
from .DurableOrchestrationClient import DurableOrchestrationClient
from .DurableOrchestrationContext import DurableOrchestrationContext
from .DurableOrchestrationStatus import DurableOrchestrationStatus
from .OrchestrationRuntimeStatus import OrchestrationRuntimeStatus
from .PurgeHistoryResult import PurgeHistoryResult
from .RetryOptions import RetryOptions
from .RpcManagementOptions import RpcManagementOptions

__all__ = [
    "DurableEntityContext",
    "DurableOrchestrationBindings",
    "DurableOrchestrationClient",
    "DurableOrchestrationContext",
    "DurableOrchestrationStatus",
    "OrchestrationRuntimeStatus",
    "PurgeHistoryResult",
    "RetryOptions",
    "RpcManagementOptions",
]
