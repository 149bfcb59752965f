"""How extensions make themselves known: by being defined, or by being instantiated."""

import abc
import json
import typing

from .extension_hooks import AppExtensionHooks, ExtensionHookMeta, FuncExtensionHooks
from .extension_scope import ExtensionScope
from .function_extension_exception import FunctionExtensionException


class ExtensionMeta(abc.ABCMeta):
    """An app's extension registers when its class is made, which is at its import; a function's when it is instantiated."""

    _func_exts: typing.Dict[str, FuncExtensionHooks] = {}
    _app_exts: typing.Optional[AppExtensionHooks] = None
    _info: typing.Dict[str, typing.Any] = {}

    def __init__(cls, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if _scope_of(cls) is ExtensionScope.APPLICATION:
            ExtensionMeta._register_application_extension(cls)

    def __call__(cls, *args, **kwargs):
        scope = _scope_of(cls)
        if scope is ExtensionScope.FUNCTION:
            instance = super().__call__(*args, **kwargs)
            ExtensionMeta._register_function_extension(instance)
            return instance
        if scope is ExtensionScope.APPLICATION:
            raise FunctionExtensionException(
                f"Python worker extension with scope:{scope} should not be "
                "instantiable. Please access via class method directly."
            )
        raise FunctionExtensionException(
            f"Python worker extension:{cls.__name__} is not properly "
            "implemented from AppExtensionBase or FuncExtensionBase."
        )

    @classmethod
    def get_function_hooks(mcls, name: str) -> typing.Optional[FuncExtensionHooks]:
        """What hangs on the hooks of one function."""
        return mcls._func_exts.get(name.lower())

    @classmethod
    def get_application_hooks(mcls) -> typing.Optional[AppExtensionHooks]:
        """What hangs on the hooks of every function."""
        return mcls._app_exts

    @classmethod
    def get_registered_extensions_json(mcls) -> str:
        """The names of all extensions, as JSON text."""
        return json.dumps(mcls._info)

    @classmethod
    def _register_function_extension(mcls, extension: typing.Any) -> None:
        name, trigger_name = type(extension).__name__, extension._trigger_name
        if name == "FuncExtensionBase":
            return
        hooks = mcls._func_exts.setdefault(trigger_name.lower(), FuncExtensionHooks([], [], []))
        _hang(extension, name, hooks)
        mcls._info.setdefault("FuncExtension", {}).setdefault(trigger_name, []).append(name)

    @classmethod
    def _register_application_extension(mcls, extension: typing.Any) -> None:
        name = extension.__name__
        if name == "AppExtensionBase":
            return
        if getattr(extension, "init", None):
            extension.init()
        if mcls._app_exts is None:
            mcls._app_exts = AppExtensionHooks([], [], [])
        _hang(extension, name, mcls._app_exts)
        mcls._info.setdefault("AppExtension", []).append(name)


def _scope_of(extension: type) -> ExtensionScope:
    return getattr(extension, "_scope", ExtensionScope.UNKNOWN)


def _hang(extension: typing.Any, name: str, hooks: typing.Any) -> None:
    for hook in hooks._fields:
        implementation = getattr(extension, hook, None)
        if implementation is not None:
            getattr(hooks, hook).append(ExtensionHookMeta(name, implementation))
