"""What JavaScript calls. Answers are JSON text and bytes; errors are answers too, so that none is lost on the way."""

import io
import json
import os
import random
import sys
import typing

from . import console, errors, extension, invocation, loader, module_state, network, requirements, settings, sleep, unit_tests
from .bindings import wire
from .functions import FunctionInfo
from .places import APP_ROOT

_functions: typing.Dict[str, FunctionInfo] = {}


def prepare() -> None:
    """Once for each interpreter, before a snapshot of it is taken."""
    network.install()
    sleep.install()
    sys.stdin = io.StringIO()  # nobody types: who asks meets its end, as on Azure


def awake() -> None:
    """Once for each interpreter, after its snapshot is there again: chance begins anew."""
    random.seed()


def load(ask: str) -> str:
    """Loads an app: `{"files": [[path, text]], "entries": [...], "env": {...}}`. `{"functions": [...]}` or `{"error": ...}`."""
    given = json.loads(ask)
    _functions.clear()
    try:
        _place(given)
        _say_what_differs()
        for info in loader.load(given["entries"]):
            _functions[info.name.lower()] = info
        return json.dumps({"functions": [loader.for_host(each) for each in _functions.values()]})
    except BaseException as error:
        return json.dumps({"error": errors.report(error)})
    finally:
        console.end_call()


def _place(given: dict) -> None:
    """The app's files and settings, and nothing imported of it yet."""
    settings.replace({**given["env"], "AzureWebJobsScriptRoot": APP_ROOT, "FUNCTIONS_WORKER_RUNTIME": "python"})
    console.install()
    loader.place_files(given["files"])
    module_state.forget()
    extension.reset()
    found = requirements.read()
    loader.forget_modules(found.paths)
    for words in found.missing:
        console.write("warning", words)


def find_tests(ask: str) -> str:
    """The tests of an app, given as for `load`: `{"tests": [...]}`, see `unit_tests.find`; or `{"error": ...}`."""
    try:
        _place(json.loads(ask))
        return json.dumps({"tests": unit_tests.find()})
    except BaseException as error:
        return json.dumps({"error": errors.report(error)})
    finally:
        console.end_call()


async def run_test(test_id: str, is_last: bool) -> str:
    """One of the tests found last, see `unit_tests.run`; or `{"error": ...}`. Awaited, so that a test may wait for answers."""
    try:
        return json.dumps(unit_tests.run(test_id, is_last))
    except BaseException as error:
        return json.dumps({"error": errors.report(error)})


def _say_what_differs() -> None:
    count = os.environ.get("PYTHON_THREADPOOL_THREAD_COUNT", "1")
    if count.isdigit() and int(count) > 1:
        console.write(
            "information",
            f"PYTHON_THREADPOOL_THREAD_COUNT is {count}. Here synchronous functions run one after another: "
            "a browser gives Python one thread. `async def` functions run concurrently.",
        )


async def invoke(call_id: str, name: str, ask: str, buffers: typing.Any) -> typing.Any:
    """
    Calls a function with `{"inputs": {...}, "metadata": {...}, "retry": ...}`: `[text, [bytes]]`, the text
    `{"result": ..., "outputs": {...}}` or `{"error": ...}`.
    """
    console.current_call.set(call_id)
    sent: typing.List[bytes] = []
    try:
        answer = await _invoke(call_id, name, json.loads(ask), [each.to_bytes() for each in buffers], sent)
    except BaseException as error:
        sent = []
        answer = {"error": errors.report(error)}
    console.end_call()
    return _for_javascript(json.dumps(answer), sent)


async def _invoke(call_id: str, name: str, ask: dict, buffers: typing.List[bytes], sent: typing.List[bytes]) -> dict:
    info = _functions.get(name.lower())
    if info is None:
        raise RuntimeError(f"Function code for '{name}' is not loaded and cannot be invoked.")
    inputs, metadata = (
        {key: wire.from_wire(value, buffers) for key, value in ask[part].items()} for part in ("inputs", "metadata")
    )
    try:
        result, outputs = await invocation.run(info, call_id, inputs, metadata, ask["retry"])
        return {
            "result": wire.to_wire(result, sent),
            "outputs": {key: wire.to_wire(datum, sent) for key, datum in outputs.items()},
        }
    except Exception as error:
        raise errors.about(error, loader.unwrapped(info.func))


def _for_javascript(text: str, buffers: typing.List[bytes]) -> typing.Any:
    from pyodide.ffi import to_js

    return to_js([text, [memoryview(each) for each in buffers]])


def trigger_name(name: str, kind: str) -> typing.Optional[str]:
    """What a function calls its trigger of that kind."""
    info = _functions.get(name.lower())
    return next((each.name for each in info.bindings if each.type == kind), None) if info else None
