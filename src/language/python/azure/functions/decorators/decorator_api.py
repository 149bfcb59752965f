"""What every decorator stands on."""

import typing
from abc import ABC

from .core import SCRIPT_FILE_NAME, Binding, DataType, Setting, Trigger
from .function import FunctionBuilder
from .generic import GenericInputBinding, GenericOutputBinding, GenericTrigger
from .utils import parse_singular_param_to_enum

Decorator = typing.Callable[[typing.Any], FunctionBuilder]
MaybeDataType = typing.Optional[typing.Union[DataType, str]]


class DecoratorApi(ABC):
    """Holds functions while decorators build them."""

    def __init__(self, *args, **kwargs) -> None:
        self._function_builders: typing.List[FunctionBuilder] = []
        self._app_script_file: str = SCRIPT_FILE_NAME

    @property
    def app_script_file(self) -> str:
        """The file that holds the app."""
        return self._app_script_file

    def _validate_type(self, func: typing.Union[typing.Callable, FunctionBuilder]) -> FunctionBuilder:
        if isinstance(func, FunctionBuilder):
            return self._function_builders.pop()
        if callable(func):
            return FunctionBuilder(func, self._app_script_file)
        raise ValueError("Unsupported type for function app decorator found.")

    def _configure_function_builder(self, wrap: typing.Callable[[FunctionBuilder], FunctionBuilder]) -> Decorator:
        """A decorator that does `wrap` to the function it stands over."""

        def decorator(func):
            builder = self._validate_type(func)
            self._function_builders.append(builder)
            return wrap(builder)

        return decorator

    def _with_trigger(self, trigger: Trigger) -> Decorator:
        return self._configure_function_builder(lambda builder: builder.add_trigger(trigger=trigger))

    def _with_binding(self, binding: Binding) -> Decorator:
        return self._configure_function_builder(lambda builder: builder.add_binding(binding=binding))

    def _with_setting(self, setting: Setting) -> Decorator:
        return self._configure_function_builder(lambda builder: builder.add_setting(setting=setting))

    def _trigger(self, type: str, name: str, data_type: MaybeDataType = None, **options) -> Decorator:
        kind = parse_singular_param_to_enum(data_type, DataType)
        return self._with_trigger(GenericTrigger(name=name, type=type, data_type=kind, **options))

    def _input(self, type: str, name: str, data_type: MaybeDataType = None, **options) -> Decorator:
        kind = parse_singular_param_to_enum(data_type, DataType)
        return self._with_binding(GenericInputBinding(name=name, type=type, data_type=kind, **options))

    def _output(self, type: str, name: str, data_type: MaybeDataType = None, **options) -> Decorator:
        kind = parse_singular_param_to_enum(data_type, DataType)
        return self._with_binding(GenericOutputBinding(name=name, type=type, data_type=kind, **options))

    def function_name(self, name: str) -> Decorator:
        """Names the function; without it, it is called as in Python."""
        return self._configure_function_builder(lambda builder: builder.configure_function_name(name))

    def http_type(self, http_type: str) -> Decorator:
        """Says what answers the function's requests: `function`, `asgi` or `wsgi`."""
        return self._configure_function_builder(lambda builder: builder.configure_http_type(http_type))
