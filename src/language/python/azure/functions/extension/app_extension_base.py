"""Extensions around every function of an app."""

import typing
from logging import Logger

from .._abc import Context
from .extension_meta import ExtensionMeta
from .extension_scope import ExtensionScope


class AppExtensionBase(metaclass=ExtensionMeta):
    """
    Inherit from it to run code around every function. It is used as a class and cannot be instantiated:
    every hook is a class method.
    """

    _scope = ExtensionScope.APPLICATION

    @classmethod
    def init(cls) -> None:
        """Runs when the extension's module is imported."""

    @classmethod
    def configure(cls, *args, **kwargs) -> None:
        """For the app's author to call."""

    @classmethod
    def post_function_load_app_level(cls, function_name: str, function_directory: str, *args, **kwargs) -> None:
        """Runs after each function is loaded."""

    @classmethod
    def pre_invocation_app_level(
        cls, logger: Logger, context: Context, func_args: typing.Dict[str, object] = {}, *args, **kwargs
    ) -> None:
        """Runs before each invocation; `func_args` may be changed."""

    @classmethod
    def post_invocation_app_level(
        cls,
        logger: Logger,
        context: Context,
        func_args: typing.Dict[str, object] = {},
        func_ret: typing.Optional[object] = None,
        *args,
        **kwargs,
    ) -> None:
        """Runs after each invocation that did not fail."""
