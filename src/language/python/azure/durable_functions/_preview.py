"""Values as short texts, much as they would be written in code. No code of the person's runs for it."""

import datetime
import decimal
import typing
import uuid

from .models.Task import CompoundTask, TaskBase, TimerTask

_MOST_CHARACTERS = 400
_MOST_OF_TEXT = 200
_MOST_ITEMS = 20
_MOST_LEVELS = 3

_Shown = typing.Callable[[typing.Any], str]


def preview(value: typing.Any) -> str:
    """The value in at most some hundred characters. Never raises."""
    try:
        text = _text(value, ())
    except Exception:
        return "?"
    return text if len(text) <= _MOST_CHARACTERS else f"{text[:_MOST_CHARACTERS]}…"


def _text(value: typing.Any, inside: typing.Tuple[int, ...]) -> str:
    kind = type(value)
    if kind in _PLAIN:
        return repr(value)
    if kind in (str, bytes, bytearray):
        return repr(value) if len(value) <= _MOST_OF_TEXT else f"{value[:_MOST_OF_TEXT]!r}… ({len(value)})"
    if kind is int:
        return repr(value) if value.bit_length() < 2000 else f"int of {value.bit_length()} bits"
    if isinstance(value, TaskBase):
        return _task(value)
    if isinstance(value, type) or callable(value) and hasattr(kind, "__get__"):
        return f"<{kind.__name__} {object.__getattribute__(value, '__name__')}>"
    if id(value) in inside:
        return "…"
    if len(inside) >= _MOST_LEVELS:
        return f"{kind.__name__}(…)"
    return _opened(value, kind, lambda item: _text(item, (*inside, id(value))))


_PLAIN = (
    type(None),
    bool,
    float,
    complex,
    range,
    type(...),
    datetime.datetime,
    datetime.date,
    datetime.time,
    datetime.timedelta,
    datetime.timezone,
    decimal.Decimal,
    uuid.UUID,
)


def _opened(value: typing.Any, kind: type, shown: _Shown) -> str:
    if kind in (list, tuple, set, frozenset):
        return _collection(value, kind, shown)
    if kind is dict:
        return _braced([f"{shown(key)}: {shown(held)}" for key, held in _first(value.items())], len(value), "{}")
    if isinstance(value, BaseException):
        return f"{kind.__name__}({', '.join(shown(each) for each in _first(BaseException.args.__get__(value)))})"
    fields = _fields(value)
    return f"{kind.__name__}{_braced([f'{key}={shown(held)}' for key, held in _first(fields.items())], len(fields), '()')}"


def _collection(value: typing.Any, kind: type, shown: _Shown) -> str:
    items = [shown(each) for each in _first(value)]
    if kind is tuple:
        return f"({items[0]},)" if len(value) == 1 else _braced(items, len(value), "()")
    brackets = "[]" if kind is list else "{}"
    if kind is list or (kind is set and items):
        return _braced(items, len(value), brackets)
    return f"{kind.__name__}({_braced(items, len(value), brackets) if items else ''})"


def _first(items: typing.Iterable[typing.Any]) -> typing.List[typing.Any]:
    return [item for _, item in zip(range(_MOST_ITEMS), items)]


def _braced(items: typing.List[str], count: int, brackets: str) -> str:
    more = ["…"] if count > len(items) else []
    return f"{brackets[0]}{', '.join([*items, *more])}{brackets[1]}"


def _fields(value: typing.Any) -> typing.Dict[str, typing.Any]:
    """Its own, as they lie there: no `__getattr__`, no property."""
    try:
        fields = object.__getattribute__(value, "__dict__")
    except AttributeError:
        return {}
    return fields if type(fields) is dict else {}


def _task(task: TaskBase) -> str:
    """What it has been asked for is in the request; how far it is, the engine knows. Its result stays unread."""
    if isinstance(task, CompoundTask):
        done = sum(_outcome(child) not in ("running", "cancelled") for child in task.children)
        return f"Task of {len(task.children)}: {done} done"
    return f"Task: {_outcome(task)}"


def _outcome(task: TaskBase) -> str:
    outcome = None if task._handle is None else task._episode.outcome_of(task._handle)
    if outcome is None:
        return "cancelled" if isinstance(task, TimerTask) and task._is_cancelled else "running"
    return "failed" if outcome[0] in "REF" else "completed"
