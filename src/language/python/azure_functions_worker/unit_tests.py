"""Finds and runs the project's tests: `test_*.py` and `*_test.py`, with `unittest`. Ids are written as pytest writes them."""

import asyncio
import contextlib
import contextvars
import fnmatch
import importlib
import importlib.util
import inspect
import os
import sys
import time
import types
import typing

from . import console, errors
from .places import APP_ROOT, in_app

if typing.TYPE_CHECKING:
    import unittest

_PATTERNS = ("test_*.py", "*_test.py")
_MOST_TEXT = 100_000
"""Characters of one test's output that are kept."""

_NO_PYTEST = (
    "pytest itself is not here: tests are run with unittest. Classes of unittest.TestCase run, and so do functions called "
    "test_... that take no parameters."
)

_found: typing.Dict[str, "unittest.TestCase"] = {}
"""The tests found last, by id."""
_result: typing.List["_Result"] = []
"""What the run under way has kept for its next test: which class and module are set up."""


class Place(typing.NamedTuple):
    """A line of the person's."""

    file: str
    line: int


def find() -> typing.List[dict]:
    """
    Imports all test files of the app: `{"id": ..., "at": ..., "failure"?: ...}` for each test in the order of its file, and
    for each file that does not import.
    """
    _found.clear()
    _result.clear()
    return [each for file in _files() for each in _tests_of(file)]


def _files() -> typing.List[str]:
    found = []
    for folder, folders, files in os.walk(APP_ROOT):
        folders[:] = sorted(each for each in folders if not each.startswith("."))
        for name in sorted(files):
            if any(fnmatch.fnmatch(name, pattern) for pattern in _PATTERNS):
                found.append(os.path.relpath(os.path.join(folder, name), APP_ROOT))
    return found


def _tests_of(file: str) -> typing.Iterator[dict]:
    with _output() as output:
        try:
            module = _imported(file)
        except BaseException as error:
            if isinstance(error, ModuleNotFoundError) and error.name == "pytest":
                error.add_note(_NO_PYTEST)
            yield {"id": file, "at": {"file": file, "line": 1}, "failure": _said(error), "output": output.lines()}
            return
    for name, test, place in _tests_in(module, file):
        _found[f"{file}::{name}"] = test
        yield {"id": f"{file}::{name}", "at": place._asdict()}


def _imported(file: str) -> types.ModuleType:
    """
    As pytest imports by default: in a package under its dotted name; else by its own name, with its folder on the path.
    A package's own folder is looked into as well, last, for tests are also run from there.
    """
    path = os.path.join(APP_ROOT, file)
    folder, name = os.path.dirname(path), os.path.basename(path)[: -len(".py")]
    root, parts = folder, [name]
    while root != APP_ROOT and os.path.isfile(os.path.join(root, "__init__.py")):
        root, parent = os.path.split(root)
        parts.insert(0, parent)
    if root not in sys.path:
        sys.path.insert(0, root)
    if folder not in sys.path:
        sys.path.append(folder)
    if len(parts) > 1:
        return importlib.import_module(".".join(parts))
    taken = getattr(sys.modules.get(name), "__file__", path) != path
    return _imported_as(file.replace("/", ".")[: -len(".py")] if taken else name, path)


def _imported_as(name: str, path: str) -> types.ModuleType:
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} is no Python module")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


_Named = typing.Tuple[str, "unittest.TestCase", Place]


def _tests_in(module: types.ModuleType, file: str) -> typing.Iterator[_Named]:
    """Test cases, and functions called `test...` that take no parameters, in the order in which they are written."""
    import unittest

    loader = unittest.TestLoader()
    found: typing.List[_Named] = []
    for name, value in vars(module).items():
        if inspect.isclass(value) and issubclass(value, unittest.TestCase) and value.__module__ == module.__name__:
            for method in loader.getTestCaseNames(value):
                found.append((f"{name}::{method}", value(method), _place(getattr(value, method), file)))
        elif inspect.isfunction(value) and name.startswith("test") and value.__module__ == module.__name__:
            if not inspect.signature(value).parameters:
                found.append((name, unittest.FunctionTestCase(value), _place(value, file)))
    return iter(sorted(found, key=lambda each: each[2].line))


def _place(function: typing.Any, file: str) -> Place:
    code = getattr(inspect.unwrap(function), "__code__", None)
    return Place(in_app(code.co_filename) or file, code.co_firstlineno) if code is not None else Place(file, 1)


def run(test_id: str, is_last: bool) -> dict:
    """
    Runs one of the tests found last: `{"outcome": ..., "seconds": ..., "said": ..., "at": ..., "output": [...]}`. Classes
    and modules are set up before their first test and torn down after their last, as in a run of all; `is_last` ends it.
    """
    import unittest

    unittest.IsolatedAsyncioTestCase._setupAsyncioRunner = _set_up_runner
    test = _found[test_id]
    if not _result:
        _result.append(_result_class()())
    result = _result[0]
    result.begin()
    with _output() as output:
        started = time.perf_counter()
        unittest.TestSuite([test]).run(result)
        if is_last:
            result.tear_down()
        seconds = time.perf_counter() - started
    if is_last:
        _result.clear()
    return {**result.told(test), "seconds": seconds, "output": output.lines()}


class _Runner:
    """In the place of `asyncio.Runner`, which would begin a loop of its own: there is one, and it runs."""

    def get_loop(self) -> asyncio.AbstractEventLoop:
        return asyncio.get_running_loop()

    def run(self, coro: typing.Coroutine, *, context: typing.Optional[contextvars.Context] = None) -> typing.Any:
        from pyodide.ffi import can_run_sync, run_sync

        if not can_run_sync():
            coro.close()
            raise RuntimeError("this browser cannot pause Python, so `async def` tests do not run in it")
        return run_sync(self.get_loop().create_task(coro, context=context))

    def close(self) -> None:
        pass


def _set_up_runner(test: typing.Any) -> None:
    test._asyncioRunner = _Runner()


class _Result(typing.Protocol):
    def begin(self) -> None: ...
    def tear_down(self) -> None: ...
    def told(self, test: "unittest.TestCase") -> dict: ...


def _result_class() -> typing.Type[_Result]:
    """Made when first asked for: `unittest` takes its time to import, and few projects need it."""
    import unittest

    class Result(unittest.TestResult):
        _testRunEntered = True  # a suite then takes itself for a part of a longer run, and leaves the last class set up

        def begin(self) -> None:
            self._outcome = "passed"
            self._said: typing.List[str] = []
            self._at: typing.Optional[dict] = None
            self._ran = False

        def startTest(self, test: unittest.TestCase) -> None:
            super().startTest(test)
            self._ran = True

        def addSuccess(self, test: unittest.TestCase) -> None:
            pass

        def addFailure(self, test: unittest.TestCase, err: typing.Any) -> None:
            self._note("failed", err[1])

        def addError(self, test: unittest.TestCase, err: typing.Any) -> None:
            self._note("error", err[1])

        def addSubTest(self, test: unittest.TestCase, subtest: typing.Any, err: typing.Any) -> None:
            if err is not None:
                is_failure = issubclass(err[0], test.failureException)
                self._note("failed" if is_failure else "error", err[1], subtest._subDescription())

        def addSkip(self, test: unittest.TestCase, reason: str) -> None:
            self._outcome = "skipped"
            self._said.append(reason)

        def addExpectedFailure(self, test: unittest.TestCase, err: typing.Any) -> None:
            self._said.append(f"failed, as expected: {errors.words(err[1])}")

        def addUnexpectedSuccess(self, test: unittest.TestCase) -> None:
            self._outcome = "failed"
            self._said.append("passed, although it is marked as expected to fail")

        def tear_down(self) -> None:
            suite = unittest.TestSuite()
            suite._tearDownPreviousClass(None, self)
            suite._handleModuleTearDown(self)

        def told(self, test: unittest.TestCase) -> dict:
            if not self._ran and self._outcome == "passed":  # its class or module was not set up: told with the first of them
                self._outcome, self._said = "error", ["what it needs could not be set up"]
            said = "\n\n".join(self._said)
            return {"outcome": self._outcome, "said": said, **({"at": self._at} if self._at else {})}

        def _note(self, outcome: str, error: BaseException, about: str = "") -> None:
            if self._outcome != "error":
                self._outcome = outcome
            self._said.append(f"{about}\n{_said(error)}" if about else _said(error))
            self._at = self._at or errors.report(error).get("at")

    return Result


def _said(error: BaseException) -> str:
    """Its words, with the difference that an assertion found, and where it was, without the frames of `unittest`."""
    frames = errors.trace(error)
    return f"{errors.words(error)}\n{frames}".rstrip()[:_MOST_TEXT]


class _Output:
    def __init__(self) -> None:
        self._lines: typing.List[str] = []
        self._room = _MOST_TEXT

    def take(self, level: str, text: str) -> None:
        if self._room > 0:
            self._lines.append(text[: self._room])
            self._room -= len(text) + 1
            if self._room <= 0:
                self._lines.append(f"… (the rest of its output is not shown: the limit is {_MOST_TEXT} characters)")

    def lines(self) -> typing.List[str]:
        return list(self._lines)


@contextlib.contextmanager
def _output() -> typing.Iterator[_Output]:
    """What is printed and logged meanwhile, instead of in the console."""
    output = _Output()
    with console.taken(output.take):
        yield output
