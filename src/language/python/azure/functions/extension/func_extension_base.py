"""Extensions around one function."""

import abc
import os
import typing
from logging import Logger

from .._abc import Context
from .extension_meta import ExtensionMeta
from .extension_scope import ExtensionScope
from .function_extension_exception import FunctionExtensionException


class FuncExtensionBase(metaclass=ExtensionMeta):
    """
    Inherit from it to run code around one function: the app's author makes an instance in the function's file,
    `MyExtension(__file__)`.
    """

    _scope = ExtensionScope.FUNCTION

    @abc.abstractmethod
    def __init__(self, file_path: str) -> None:
        """Finds the function that `file_path` belongs to. Call it from your own `__init__`."""
        root = os.getenv("AzureWebJobsScriptRoot")
        if root is None:
            raise FunctionExtensionException(
                "AzureWebJobsScriptRoot environment variable is not defined. "
                "Please ensure the extension is running in Azure Functions."
            )
        path = os.path.relpath(os.path.normpath(file_path), os.path.normpath(root))
        trigger_name = (path.split(os.sep) or [""])[0]
        if not trigger_name or trigger_name.startswith((".", "..")):
            raise FunctionExtensionException(
                "Failed to parse trigger name from filename. Function extension should bind to a trigger script, "
                "not share folder. Please ensure extension is create inside a trigger while __file__ is passed into "
                "the argument. The trigger name is resolved from os.path.relpath(file_path,project_root)."
            )
        self._trigger_name = trigger_name

    def post_function_load(self, function_name: str, function_directory: str, *args, **kwargs) -> None:
        """Runs after the function is loaded."""

    def pre_invocation(
        self, logger: Logger, context: Context, func_args: typing.Dict[str, object] = {}, *args, **kwargs
    ) -> None:
        """Runs before each invocation; `func_args` may be changed."""

    def post_invocation(
        self,
        logger: Logger,
        context: Context,
        func_args: typing.Dict[str, object] = {},
        func_ret: typing.Optional[object] = None,
        *args,
        **kwargs,
    ) -> None:
        """Runs after each invocation that did not fail."""
