"""Runs worker extensions around functions, in the order of Azure's worker. What they raise is logged, and that is all."""

import logging
import typing

from azure.functions.extension import ExtensionMeta

from . import console, settings

_logger = logging.getLogger("azure_functions_worker")


def is_enabled() -> bool:
    """The app has to ask for extensions."""
    return settings.is_on("PYTHON_ENABLE_WORKER_EXTENSIONS")


def reset() -> None:
    """Forgets the extensions of the app before."""
    ExtensionMeta._func_exts.clear()
    ExtensionMeta._app_exts = None
    ExtensionMeta._info.clear()


def function_loaded(name: str, directory: str) -> None:
    """After a function was loaded: its own extensions, then the app's."""
    if not is_enabled():
        return
    for hooks, hook in (
        (ExtensionMeta.get_function_hooks(name), "post_function_load"),
        (ExtensionMeta.get_application_hooks(), "post_function_load_app_level"),
    ):
        for each in getattr(hooks, hook, []):
            try:
                each.ext_impl(name, directory)
            except Exception as error:
                _logger.error(error, exc_info=True)


def before(context: typing.Any, args: dict) -> None:
    """Before an invocation: the app's extensions, then the function's own. They may change the arguments."""
    _run(context, "pre_invocation_app_level", args)
    _run(context, "pre_invocation", args)


def after(context: typing.Any, args: dict, result: typing.Any) -> None:
    """After an invocation that went well: the function's own extensions, then the app's."""
    _run(context, "post_invocation", args, result)
    _run(context, "post_invocation_app_level", args, result)


def _run(context: typing.Any, hook: str, *given: typing.Any) -> None:
    if not is_enabled():
        return
    for hooks in (ExtensionMeta.get_function_hooks(context.function_name), ExtensionMeta.get_application_hooks()):
        for each in getattr(hooks, hook, []):
            logger = logging.getLogger(f"{console.EXTENSIONS}.{each.ext_name}")
            try:
                each.ext_impl(logger, context, *given)
            except Exception as error:
                logger.error(error, exc_info=True)
