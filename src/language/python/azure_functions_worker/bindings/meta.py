"""Asks the converter of a binding."""

import typing

from azure.functions.meta import Datum, Metadata, get_binding_registry

from .generic import GenericBinding

_KNOWN = {
    name.lower(): name
    for name in (
        "activityTrigger blob blobTrigger cosmosDB cosmosDBTrigger durableClient entityTrigger eventGrid eventGridTrigger "
        "eventHub eventHubTrigger http httpTrigger kafka kafkaTrigger mysql mysqlTrigger orchestrationClient "
        "orchestrationTrigger queue queueTrigger serviceBus serviceBusTrigger sql sqlTrigger table timerTrigger "
        "warmupTrigger"
    ).split()
}


def spelled(binding_type: str) -> str:
    """The type as Azure spells it: the host does not mind case."""
    return _KNOWN.get(binding_type.lower(), binding_type)


def get_binding(binding_type: str) -> typing.Any:
    """Its converter; one for text and bytes when there is none of its own."""
    name = "durableClient" if binding_type == "orchestrationClient" else binding_type
    return get_binding_registry().get(name) or GenericBinding


def is_trigger(binding_type: str) -> bool:
    """Whether it is a trigger that is converted."""
    return get_binding(binding_type).has_trigger_support()


def has_implicit_output(binding_type: str) -> bool:
    """Whether the function's return value belongs to it."""
    return getattr(get_binding(binding_type), "has_implicit_output", lambda: False)()


def accepts_input(binding_type: str, pytype: typing.Any) -> bool:
    """Whether a parameter for it may be annotated so."""
    return _checks(getattr(get_binding(binding_type), "check_input_type_annotation", None), pytype)


def accepts_output(binding_type: str, pytype: typing.Any) -> bool:
    """Whether an output for it may be annotated so."""
    return _checks(getattr(get_binding(binding_type), "check_output_type_annotation", None), pytype)


def _checks(check: typing.Optional[typing.Callable[[typing.Any], bool]], pytype: typing.Any) -> bool:
    try:
        return check is not None and bool(check(pytype))
    except TypeError:
        return False  # no class, such as List[str]


def decode(binding_type: str, datum: Datum, metadata: Metadata) -> typing.Any:
    """The value for the function's parameter."""
    binding = get_binding(binding_type)
    try:
        return binding.decode(datum, trigger_metadata=metadata)
    except NotImplementedError as error:
        raise TypeError(
            "unable to decode incoming TypedData: unsupported combination of "
            f"TypedData field {datum.type!r} and expected binding type {binding}"
        ) from error


def encode(binding_type: str, value: typing.Any, pytype: typing.Optional[type]) -> typing.Optional[Datum]:
    """The value for the host."""
    binding = get_binding(binding_type)
    try:
        return binding.encode(value, expected_type=pytype)
    except NotImplementedError as error:
        raise TypeError(
            f'unable to encode outgoing TypedData: unsupported type "{binding}" '
            f'for Python type "{type(value).__name__}"'
        ) from error
