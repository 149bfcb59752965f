"""For somebody who looks on: which lines a stretch of an orchestrator ran, where it stopped, and its variables there."""

import inspect
import json
import sys
import types
import typing

from azure_functions_worker.places import in_app

from ._preview import preview
from .models.DurableOrchestrationContext import DurableOrchestrationContext


class Look:
    """Watches a generator while it runs. Nothing that it does is changed; `sys.settrace` is taken for that long."""

    def __init__(self) -> None:
        self._files: typing.Dict[str, typing.Optional[str]] = {}
        self._runs: typing.Dict[typing.Tuple[str, int], int] = {}
        self._code: typing.Optional[types.CodeType] = None
        self._given = ""
        self._ended: typing.Tuple[str, typing.Mapping[str, typing.Any], typing.Any] = ("", {}, None)

    def watching(
        self, generator: types.GeneratorType, resume: typing.Callable[[typing.Any], typing.Any], value: typing.Any
    ) -> typing.Any:
        """Goes on with the generator and notes what runs."""
        self._code = generator.gi_code
        self._runs = {}
        self._given = preview(value)
        before = sys.gettrace()
        sys.settrace(self._enter)
        try:
            return resume(value)
        finally:
            sys.settrace(before)

    def seen(self, line: str, variables: typing.Mapping[str, typing.Any], error: typing.Optional[BaseException]) -> str:
        """
        What the last stretch did: `{"lines": [[file, line, times], ...], "at": "line file", "given": ..., "ended": ...,
        "locals": [[name, text], ...]}`. `line` and `variables` are the generator's own, none once it has ended.
        """
        at, last, result = self._ended
        shown = variables or last
        return json.dumps(
            {
                "lines": [[file, number, times] for (file, number), times in self._runs.items()],
                "at": line or at,
                "given": self._given,
                "ended": preview(result if error is None else error),
                "locals": [[name, preview(value)] for name, value in shown.items() if _is_theirs(name, value)],
            }
        )

    def _enter(self, frame: types.FrameType, _event: str, _arg: typing.Any) -> typing.Any:
        return None if self._file(frame) is None else self._step

    def _step(self, frame: types.FrameType, event: str, arg: typing.Any) -> typing.Any:
        file = self._file(frame)
        if event == "line" and file is not None:
            key = (file, frame.f_lineno)
            self._runs[key] = self._runs.get(key, 0) + 1
        elif event == "return" and frame.f_code is self._code:
            self._ended = (f"{frame.f_lineno} {file}", dict(frame.f_locals), arg)
        return self._step

    def _file(self, frame: types.FrameType) -> typing.Optional[str]:
        name = frame.f_code.co_filename
        if name not in self._files:
            self._files[name] = in_app(name)
        return self._files[name]


def _is_theirs(name: str, value: typing.Any) -> bool:
    """Not what every orchestrator has, and not the hidden ones of comprehensions."""
    return not (isinstance(value, DurableOrchestrationContext) or inspect.ismodule(value) or name.startswith("."))
