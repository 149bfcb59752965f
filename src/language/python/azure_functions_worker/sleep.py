"""`time.sleep`: where the browser can pause Python, the worker stays awake meanwhile; else it holds the thread."""

import time

_LONGEST = 4.0
"""Seconds that may hold the thread: after five without a sign of life the host takes the worker for hung."""

_paused = time.sleep  # Pyodide's: it pauses where that is possible


def _sleep(seconds: float) -> None:
    from pyodide.ffi import can_run_sync

    if seconds > _LONGEST and not can_run_sync():
        raise RuntimeError(
            f"time.sleep({seconds}) would hold Python's only thread: this browser cannot pause it. "
            "Use `await asyncio.sleep(...)` in an `async def` function, or a timer in an orchestrator."
        )
    _paused(seconds)


def install() -> None:
    """Puts it in place."""
    _sleep.__name__ = _sleep.__qualname__ = "sleep"
    _sleep.__module__ = "time"
    time.sleep = _sleep
