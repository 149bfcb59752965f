"""Retry policies, as decorators and function.json declare them and as the host takes them."""

import typing


def retry_policy(declared: typing.Optional[typing.Mapping[str, typing.Any]]) -> typing.Optional[typing.Dict[str, typing.Any]]:
    """The policy for the host, `None` when none is declared. Raises `ValueError` for one that cannot be meant."""
    if not declared:
        return None
    given = {key.replace("_", "").lower(): value for key, value in declared.items()}
    strategy = str(given.get("strategy", "")).replace("_", "").lower()
    count = int(given.get("maxretrycount", -1))
    if strategy == "fixeddelay":
        return {"strategy": "fixedDelay", "maxRetryCount": count, "delayMs": _milliseconds(given.get("delayinterval"))}
    if strategy == "exponentialbackoff":
        return {
            "strategy": "exponentialBackoff",
            "maxRetryCount": count,
            "minimumMs": _milliseconds(given.get("minimuminterval")),
            "maximumMs": _milliseconds(given.get("maximuminterval")),
        }
    raise ValueError(f"a retry policy has the strategy fixed_delay or exponential_backoff, not {given.get('strategy')!r}")


def _milliseconds(span: typing.Any) -> int:
    """`00:00:10` is ten seconds."""
    parts = str(span).split(":")
    if len(parts) != 3 or not all(part.isdigit() for part in parts):
        raise ValueError(f"the intervals of a retry policy are written HH:mm:ss, not {span!r}")
    hours, minutes, seconds = map(int, parts)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000
