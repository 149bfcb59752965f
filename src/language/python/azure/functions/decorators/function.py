"""A function with its trigger and bindings, and what builds it while decorators are applied."""

import json
import typing

from .core import AuthLevel, Binding, Setting, Trigger
from .http import HttpTrigger
from .utils import StringifyEnumJsonEncoder, parse_singular_param_to_enum


class Function:
    """A function of an app: the person's own callable with its name, trigger, bindings and settings."""

    def __init__(self, func: typing.Callable, script_file: str) -> None:
        self._name: str = func.__name__
        self._func = func
        self._trigger: typing.Optional[Trigger] = None
        self._bindings: typing.List[Binding] = []
        self._settings: typing.List[Setting] = []
        self._is_http_function = False
        self.function_script_file = script_file
        self.http_type = "function"

    def add_binding(self, binding: Binding) -> None:
        """Adds an input or an output."""
        self._bindings.append(binding)

    def add_trigger(self, trigger: Trigger) -> None:
        """Sets the trigger. Raises `ValueError` when there is one."""
        if self._trigger:
            raise ValueError(
                "A trigger was already registered to this function. Adding another trigger is not the correct behavior "
                "as a function can only have one trigger. Existing registered trigger "
                f"is {self._trigger.get_dict_repr()} and New trigger being added is {trigger.get_dict_repr()}"
            )
        self._trigger = trigger
        self._bindings.append(trigger)

    def add_setting(self, setting: Setting) -> None:
        """Adds a setting, such as a retry policy."""
        self._settings.append(setting)

    def set_function_name(self, function_name: typing.Optional[str] = None) -> None:
        """Renames it; without a name it keeps its own."""
        if function_name:
            self._name = function_name

    def set_http_type(self, http_type: str) -> None:
        """Says what answers its requests: `function`, `asgi` or `wsgi`."""
        self.http_type = http_type

    def is_http_function(self) -> bool:
        """Whether an HTTP trigger starts it."""
        return self._is_http_function

    def get_trigger(self) -> typing.Optional[Trigger]:
        """Its trigger."""
        return self._trigger

    def get_bindings(self) -> typing.List[Binding]:
        """Its bindings, the trigger among them."""
        return self._bindings

    def get_setting(self, setting_name: str) -> typing.Optional[Setting]:
        """The setting of that name."""
        return next((each for each in self._settings if each.setting_name == setting_name), None)

    def get_settings_dict(self, setting_name: str) -> typing.Optional[dict]:
        """The values of the setting of that name."""
        setting = self.get_setting(setting_name)
        return setting.get_dict_repr() if setting else None

    def get_raw_bindings(self) -> typing.List[str]:
        """Each binding as JSON text."""
        return [json.dumps(each.get_dict_repr(), cls=StringifyEnumJsonEncoder) for each in self._bindings]

    def get_bindings_dict(self) -> typing.Dict[str, typing.Any]:
        """The `bindings` of its function.json."""
        return {"bindings": [each.get_dict_repr() for each in self._bindings]}

    def get_dict_repr(self) -> typing.Dict[str, typing.Any]:
        """Its function.json."""
        return {"scriptFile": self.function_script_file, **self.get_bindings_dict()}

    def get_user_function(self) -> typing.Callable:
        """The person's own callable."""
        return self._func

    def get_function_name(self) -> str:
        """Its name."""
        return self._name

    def get_function_json(self) -> str:
        """Its function.json as text."""
        return json.dumps(self.get_dict_repr(), cls=StringifyEnumJsonEncoder)

    def __str__(self) -> str:
        return self.get_function_json()


class FunctionBuilder:
    """What a decorator of the v2 model leaves in the place of the function. Calling it calls the function."""

    def __init__(self, func: typing.Callable, function_script_file: str) -> None:
        self._function = Function(func, function_script_file)

    def __call__(self, *args, **kwargs):
        return self._function.get_user_function()(*args, **kwargs)

    def configure_function_name(self, function_name: str) -> "FunctionBuilder":
        """Names the function."""
        self._function.set_function_name(function_name)
        return self

    def configure_http_type(self, http_type: str) -> "FunctionBuilder":
        """Says what answers its requests."""
        self._function.set_http_type(http_type)
        return self

    def add_trigger(self, trigger: Trigger) -> "FunctionBuilder":
        """Sets the trigger."""
        self._function.add_trigger(trigger=trigger)
        return self

    def add_binding(self, binding: Binding) -> "FunctionBuilder":
        """Adds an input or an output."""
        self._function.add_binding(binding=binding)
        return self

    def add_setting(self, setting: Setting) -> "FunctionBuilder":
        """Adds a setting."""
        self._function.add_setting(setting=setting)
        return self

    def build(self, auth_level: typing.Optional[AuthLevel] = None) -> Function:
        """The function, checked and with its defaults. Raises `ValueError` when it has no trigger."""
        name, trigger = self._function.get_function_name(), self._function.get_trigger()
        if trigger is None:
            raise ValueError(
                f"Function {name} does not have a trigger. A valid function must have one and only one trigger registered."
            )
        if Trigger.is_supported_trigger_type(trigger, HttpTrigger):
            _set_default(trigger, "route", name)
            _set_default(trigger, "auth_level", parse_singular_param_to_enum(auth_level, AuthLevel))
            self._function._is_http_function = True
        return self._function


def _set_default(trigger: typing.Any, name: str, value: typing.Any) -> None:
    if getattr(trigger, name, None) is None and value is not None:
        setattr(trigger, name, value)
        if name not in trigger.init_params:
            trigger.init_params.append(name)
