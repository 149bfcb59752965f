"""What is known of each function, and whether its parameters are those of its bindings."""

import inspect
import typing

from .bindings import meta


class FunctionLoadError(RuntimeError):
    """A function whose code and bindings do not fit."""

    def __init__(self, function_name: str, msg: str) -> None:
        super().__init__(f"cannot load the {function_name} function: {msg}")


class BindingInfo(typing.NamedTuple):
    """An entry of `bindings`."""

    name: str
    type: str
    direction: str
    """`in`, `out` or `inout`."""
    options: typing.Mapping[str, typing.Any]
    """The entry as it stands, for the host."""


class ParamTypeInfo(typing.NamedTuple):
    """Which converter a value goes through."""

    binding_type: str
    pytype: typing.Any


class FunctionInfo(typing.NamedTuple):
    """A function that can be called."""

    func: typing.Callable
    name: str
    directory: str
    bindings: typing.Sequence[BindingInfo]
    requires_context: bool
    is_async: bool
    has_return: bool
    input_types: typing.Mapping[str, ParamTypeInfo]
    output_types: typing.Mapping[str, ParamTypeInfo]
    return_type: typing.Optional[ParamTypeInfo]
    retry: typing.Optional[typing.Mapping[str, typing.Any]] = None
    """Its retry policy, for the host."""
    failure: typing.Optional[BaseException] = None
    """Why it could not be loaded: each call of it raises that."""

    @property
    def is_durable(self) -> bool:
        """An orchestrator or entity: it returns at once, and nobody should wait for it."""
        return any(each.type in ("orchestrationTrigger", "entityTrigger") for each in self.bindings)


def function_in_error(
    name: str, directory: str, bindings: typing.Sequence[BindingInfo], failure: BaseException
) -> FunctionInfo:
    """A function that is known, but could not be loaded."""

    def unloaded(**_: typing.Any) -> typing.NoReturn:
        raise failure

    return FunctionInfo(
        func=unloaded,
        name=name,
        directory=directory,
        bindings=bindings,
        requires_context=False,
        is_async=False,
        has_return=False,
        input_types={},
        output_types={},
        return_type=None,
        failure=failure,
    )


def function_info(
    func: typing.Callable, name: str, directory: str, bindings: typing.Sequence[BindingInfo]
) -> FunctionInfo:
    """Holds a function against its bindings. Raises `FunctionLoadError` where they do not fit."""
    for binding in bindings:
        _check_direction(binding, name)
    bound = {each.name: each for each in bindings if each.name != "$return"}
    explicit = next((each for each in bindings if each.name == "$return"), None)
    implicit = next((each for each in reversed(bindings) if each.name != "$return" and meta.has_implicit_output(each.type)), None)

    params = dict(inspect.signature(func).parameters)
    annotations = typing.get_type_hints(func)
    requires_context = _takes_context(params, bound, annotations, name)
    input_types, output_types = _param_types(params, bound, annotations, name)
    return FunctionInfo(
        func=func,
        name=name,
        directory=directory,
        bindings=bindings,
        requires_context=requires_context,
        is_async=inspect.iscoroutinefunction(func),
        has_return=explicit is not None or implicit is not None,
        input_types=input_types,
        output_types=output_types,
        return_type=_return_type(annotations, explicit, implicit, name),
    )


def _check_direction(binding: BindingInfo, function_name: str) -> None:
    if binding.direction == "inout":
        raise FunctionLoadError(function_name, '"inout" bindings are not supported')
    if binding.name == "$return" and binding.direction != "out":
        raise FunctionLoadError(function_name, '"$return" binding must have direction set to "out"')


def _takes_context(params: dict, bound: dict, annotations: dict, function_name: str) -> bool:
    if "context" not in params or "context" in bound:
        return False
    del params["context"]
    annotation = annotations.get("context")
    if annotation is not None and not (isinstance(annotation, type) and annotation.__name__ == "Context"):
        raise FunctionLoadError(
            function_name,
            f'the "context" parameter is expected to be of type azure.functions.Context, got {annotation!r}',
        )
    return True


def _param_types(params: dict, bound: dict, annotations: dict, function_name: str):
    if unbound := set(params) - set(bound):
        raise FunctionLoadError(
            function_name,
            "the following parameters are declared in Python but not in the function definition "
            f"(function.json or function decorators): {unbound!r}",
        )
    if missing := set(bound) - set(params):
        raise FunctionLoadError(
            function_name,
            "the following parameters are declared in the function definition "
            f"(function.json or function decorators) but not in Python: {missing!r}",
        )
    input_types: typing.Dict[str, ParamTypeInfo] = {}
    output_types: typing.Dict[str, ParamTypeInfo] = {}
    for name in params:
        binding = bound[name]
        types = output_types if binding.direction == "out" else input_types
        types[name] = _param_type(binding, name in annotations, annotations.get(name), function_name)
    return input_types, output_types


def _param_type(binding: BindingInfo, is_annotated: bool, annotation: typing.Any, function_name: str) -> ParamTypeInfo:
    if not is_annotated or annotation is typing.Any:
        return ParamTypeInfo(binding.type, None)
    is_out = _is_out(annotation)
    pytype = _out_of(annotation, binding.name, function_name) if is_out else annotation
    if not isinstance(pytype, type) and typing.get_origin(pytype) is None:
        raise FunctionLoadError(function_name, f"binding {binding.name} has invalid non-type annotation {annotation!r}")
    if binding.direction == "out" and not is_out:
        raise FunctionLoadError(
            function_name,
            f'binding {binding.name} is declared to have the "out" direction, but its annotation in Python is not '
            "a subclass of azure.functions.Out",
        )
    if binding.direction != "out" and is_out:
        raise FunctionLoadError(
            function_name,
            f'binding {binding.name} is declared to have the "in" direction in the function definition '
            "(function.json or function decorators), but its annotation is azure.functions.Out in Python",
        )
    is_plain = pytype in (str, bytes) and not meta.has_implicit_output(binding.type)
    binding_type = "generic" if is_plain else binding.type
    accepts = meta.accepts_output if is_out else meta.accepts_input
    if not accepts(binding_type, pytype):
        raise FunctionLoadError(function_name, _mismatch(binding, pytype))
    return ParamTypeInfo(binding_type, pytype)


def _mismatch(binding: BindingInfo, pytype: typing.Any) -> str:
    annotated = getattr(pytype, "__name__", repr(pytype))
    data_type = binding.options.get("dataType")
    if data_type is not None:
        return (
            f'{binding.name!r} binding type "{binding.type}" and dataType "{data_type}" in function definition '
            f"(function.json or function decorators) do not match the corresponding function parameter's "
            f'Python type annotation "{annotated}"'
        )
    return (
        f"type of {binding.name} binding in function definition (function.json or function decorators) "
        f'"{binding.type}" does not match its Python annotation "{annotated}"'
    )


def _is_out(annotation: typing.Any) -> bool:
    kind = typing.get_origin(annotation) or annotation
    return isinstance(kind, type) and kind.__name__ == "Out"


def _out_of(annotation: typing.Any, name: str, function_name: str) -> typing.Any:
    arguments = typing.get_args(annotation)
    if len(arguments) != 1:
        raise FunctionLoadError(function_name, f"binding {name} has invalid Out annotation {annotation!r}")
    return arguments[0]


def _return_type(
    annotations: dict,
    explicit: typing.Optional[BindingInfo],
    implicit: typing.Optional[BindingInfo],
    function_name: str,
) -> typing.Optional[ParamTypeInfo]:
    pytype = annotations.get("return")
    if explicit is None:
        return None if implicit is None else ParamTypeInfo(implicit.type, pytype)
    if "return" in annotations:
        if _is_out(pytype):
            raise FunctionLoadError(function_name, "return annotation should not be azure.functions.Out")
        if not isinstance(pytype, type):
            raise FunctionLoadError(function_name, f"has invalid non-type return annotation {pytype!r}")
        if not meta.accepts_output(explicit.type, pytype):
            raise FunctionLoadError(
                function_name,
                f'Python return annotation "{pytype.__name__}" does not match binding type "{explicit.type}"',
            )
    return ParamTypeInfo(explicit.type, pytype)
