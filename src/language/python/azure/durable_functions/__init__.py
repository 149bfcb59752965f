"""Durable Functions for Python: stateful workflows as ordinary generator functions."""

from .entity import Entity
from .models.DurableEntityContext import DurableEntityContext
from .models.DurableOrchestrationClient import DurableOrchestrationClient
from .models.DurableOrchestrationContext import DurableOrchestrationContext
from .models.OrchestrationRuntimeStatus import OrchestrationRuntimeStatus
from .models.RetryOptions import RetryOptions
from .models.TokenSource import ManagedIdentityTokenSource
from .models.utils.entity_utils import EntityId
from .orchestrator import Orchestrator

from .decorators.durable_app import Blueprint, DFApp  # last: it needs the client and both wrappers

__all__ = [
    "Orchestrator",
    "Entity",
    "EntityId",
    "DurableOrchestrationClient",
    "DurableEntityContext",
    "DurableOrchestrationContext",
    "ManagedIdentityTokenSource",
    "OrchestrationRuntimeStatus",
    "RetryOptions",
    "DFApp",
    "Blueprint",
]
