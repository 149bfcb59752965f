"""One invocation: arguments, extensions, the function, its outputs."""

import typing

from azure.functions.meta import Datum

from . import extension, turn
from .bindings import meta
from .bindings.context import Context
from .bindings.out import Out
from .functions import FunctionInfo


async def run(
    info: FunctionInfo,
    invocation_id: str,
    inputs: typing.Mapping[str, Datum],
    metadata: typing.Mapping[str, Datum],
    retry: typing.Optional[typing.Mapping[str, typing.Any]],
) -> typing.Tuple[typing.Optional[Datum], typing.Dict[str, Datum]]:
    """What the function returned and put out. `metadata`: what the trigger tells beside its value. Raises what it raised."""
    context = Context(info.name, info.directory, invocation_id, retry)
    args: typing.Dict[str, typing.Any] = {}
    for name, datum in inputs.items():
        if (kind := info.input_types.get(name)) is not None:
            args[name] = meta.decode(kind.binding_type, datum, metadata if meta.is_trigger(kind.binding_type) else None)
    if info.requires_context:
        args["context"] = context
    for name in info.output_types:
        args[name] = Out()

    result = await _call(info, context, args)
    if result is not None and not info.has_return:
        raise RuntimeError(f"function {info.name!r} without a $return binding returned a non-None value")
    outputs = {
        name: meta.encode(kind.binding_type, args[name].get(), kind.pytype)
        for name, kind in info.output_types.items()
        if args[name].get() is not None
    }
    kind = info.return_type
    returned = None if kind is None else meta.encode(kind.binding_type, result, kind.pytype)
    return returned, outputs


async def _call(info: FunctionInfo, context: Context, args: typing.Dict[str, typing.Any]) -> typing.Any:
    """Synchronous functions run one after another, but orchestrators and entities, which never pause, need not wait."""
    if info.is_async:
        extension.before(context, args)
        result = await info.func(**args)
    elif info.is_durable:
        return _call_sync(info, context, args)
    else:
        async with turn.taken():
            return _call_sync(info, context, args)
    extension.after(context, args, result)
    return result


def _call_sync(info: FunctionInfo, context: Context, args: typing.Dict[str, typing.Any]) -> typing.Any:
    extension.before(context, args)
    result = info.func(**args)
    extension.after(context, args, result)
    return result
