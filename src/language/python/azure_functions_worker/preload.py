"""Imports all of our own packages, for the memory snapshot to have them."""

import importlib
import pkgutil
import types


def all_packages() -> None:
    """Every module of them."""
    for name in ("azure.functions", "azure.durable_functions", "azure_functions_worker", "requests"):
        _walk(importlib.import_module(name))


def _walk(package: types.ModuleType) -> None:
    for found in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
        module = importlib.import_module(found.name)
        if found.ispkg:
            _walk(module)
