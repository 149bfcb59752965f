"""Whose turn it is: synchronous functions run one after another, as in a worker of one thread."""

import asyncio
import contextlib
import contextvars
import typing

_turn = asyncio.Lock()
_has_turn: contextvars.ContextVar[bool] = contextvars.ContextVar("has_turn", default=False)


@contextlib.asynccontextmanager
async def taken() -> typing.AsyncIterator[None]:
    """Waits for the turn and has it: a pause of this function does not let in the next."""
    async with _turn:
        token = _has_turn.set(True)
        try:
            yield
        finally:
            _has_turn.reset(token)


async def lent(answer: typing.Awaitable[typing.Any]) -> typing.Any:
    """
    Waits for an answer from outside, and for the turn again if the function had it. Meanwhile others have it: the answer
    may be theirs to give, when an app asks itself.
    """
    if not _has_turn.get():
        return await answer
    _turn.release()
    try:
        return await answer
    finally:
        await _turn.acquire()
