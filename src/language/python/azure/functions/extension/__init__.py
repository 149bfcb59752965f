"""Worker extensions: code that runs around every function, or around one."""

from .app_extension_base import AppExtensionBase
from .extension_meta import ExtensionMeta
from .func_extension_base import FuncExtensionBase
from .function_extension_exception import FunctionExtensionException

__all__ = ("AppExtensionBase", "ExtensionMeta", "FuncExtensionBase", "FunctionExtensionException")
