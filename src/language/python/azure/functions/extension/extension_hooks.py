"""The hooks that there are, each a list of who hangs on it."""

import typing


class ExtensionHookMeta(typing.NamedTuple):
    """One that hangs on a hook."""

    ext_name: str
    ext_impl: typing.Callable


class AppExtensionHooks(typing.NamedTuple):
    """Hooks around every function."""

    post_function_load_app_level: typing.List[ExtensionHookMeta]
    pre_invocation_app_level: typing.List[ExtensionHookMeta]
    post_invocation_app_level: typing.List[ExtensionHookMeta]


class FuncExtensionHooks(typing.NamedTuple):
    """Hooks around one function."""

    post_function_load: typing.List[ExtensionHookMeta]
    pre_invocation: typing.List[ExtensionHookMeta]
    post_invocation: typing.List[ExtensionHookMeta]
