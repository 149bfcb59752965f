"""Loads an app: `function_app.py` of the v2 model, or the folders with a function.json of the v1 model."""

import importlib
import importlib.machinery
import importlib.util
import inspect
import json
import os
import pathlib
import re
import shutil
import sys
import types
import typing

from azure.functions import FunctionRegister
from azure.functions.decorators.retry_policy import RETRY_POLICY
from azure.functions.decorators.utils import StringifyEnumJsonEncoder

from . import errors, extension
from .bindings.meta import spelled
from .functions import BindingInfo, FunctionInfo, function_in_error, function_info
from .places import APP_ROOT
from .retry import retry_policy

_NAMESPACE = "__app__"
_own_path = list(sys.path)


def place_files(files: typing.Iterable[typing.Tuple[str, str]]) -> None:
    """Puts the app's files where they are on Azure, in the place of those of the app before."""
    shutil.rmtree(APP_ROOT, ignore_errors=True)
    for path, text in files:
        full = pathlib.Path(APP_ROOT, path)
        full.parent.mkdir(parents=True, exist_ok=True)
        full.write_text(text, encoding="utf-8")
    pathlib.Path(APP_ROOT).mkdir(parents=True, exist_ok=True)
    os.chdir(APP_ROOT)


def forget_modules(paths: typing.Iterable[str]) -> None:
    """Nothing of the app before is imported any more; imports look into the app, then into these folders."""
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None) or ""
        if name.split(".")[0] == _NAMESPACE or file.startswith(APP_ROOT + os.sep) or _is_app_namespace(module):
            del sys.modules[name]
    sys.path[:] = [APP_ROOT, *dict.fromkeys(paths), *(each for each in _own_path if each != APP_ROOT)]
    for path in list(sys.path_importer_cache):  # not all: to read the standard library's zip again takes its time
        if path not in _own_path:
            del sys.path_importer_cache[path]
    spec = importlib.machinery.ModuleSpec(_NAMESPACE, None)
    spec.submodule_search_locations = [APP_ROOT]
    sys.modules[_NAMESPACE] = importlib.util.module_from_spec(spec)


def _is_app_namespace(module: types.ModuleType) -> bool:
    locations = getattr(module, "__path__", None)
    return locations is not None and any(str(each).startswith(APP_ROOT + os.sep) for each in locations)


def load(entries: typing.Sequence[str]) -> typing.List[FunctionInfo]:
    """
    The app's functions, in their order. Raises what the code of the v2 model raises, or what is wrong with a function of
    it. In the v1 model a function that cannot be loaded is in error and the others work; it raises when none can.
    """
    found: typing.List[FunctionInfo] = []
    for entry in entries:
        found += [_folder(entry)] if entry.endswith("/function.json") else _index(entry)
    failures = [each.failure for each in found if each.failure is not None]
    if failures and len(failures) == len(found):
        raise failures[0]
    for each in found:
        if each.failure is None:
            extension.function_loaded(each.name, each.directory)
    return found


def _index(entry: str) -> typing.List[FunctionInfo]:
    """The v2 model: the one app that the file defines."""
    module = importlib.import_module(pathlib.PurePath(entry).stem)
    apps = [each for each in vars(module).values() if isinstance(each, FunctionRegister)]
    apps = list({id(app): app for app in apps}.values())
    if len(apps) > 1:
        kind = type(apps[0]).__name__
        raise errors.at(ValueError(f"More than one {kind} or other top level function app instances are defined."), entry)
    if not apps:
        raise errors.at(ValueError(f"Could not find top level function app instances in {entry}."), entry)
    return [_indexed(function, entry) for function in _functions_of(apps[0], entry)]


def _functions_of(app: FunctionRegister, entry: str) -> list:
    try:
        return app.get_functions()
    except ValueError as error:
        raise errors.at_function(errors.at(error, entry), _named_in(app, str(error)))


def _named_in(app: FunctionRegister, message: str) -> typing.Any:
    """The function that an error of the app's is about: of two with one name, the second."""
    name = (re.match(r"Function (\S+) ", message) or ["", ""])[1]
    functions = [builder._function for builder in app._function_builders]
    return next((each.get_user_function() for each in reversed(functions) if each.get_function_name() == name), None)


def _indexed(function: typing.Any, entry: str) -> FunctionInfo:
    func = function.get_user_function()
    bindings = [_binding(json.loads(text)) for text in function.get_raw_bindings()]
    try:
        info = function_info(func, function.get_function_name(), _folder_of(func), bindings)
        return info._replace(retry=retry_policy(function.get_settings_dict(RETRY_POLICY)))
    except Exception as error:
        raise errors.at_function(errors.at(error, entry), unwrapped(func))


def _folder_of(func: typing.Any) -> str:
    try:
        return str(pathlib.Path(inspect.getfile(unwrapped(func))).parent)
    except TypeError:
        return APP_ROOT


def unwrapped(func: typing.Any) -> typing.Any:
    """The person's own function: an orchestrator's handler stands before it."""
    for name in ("orchestrator_function", "entity_function", "client_function"):
        func = getattr(func, name, func)
    return inspect.unwrap(func)


def _folder(entry: str) -> FunctionInfo:
    """The v1 model: a folder with a function.json, whose name is the function's."""
    name = entry.split("/")[-2]
    directory = str(pathlib.Path(APP_ROOT, entry).parent)
    bindings: typing.List[BindingInfo] = []
    try:
        declared = _read_json(entry)
        bindings += [_binding(each) for each in declared.get("bindings", [])]
        return _load_folder(entry, name, directory, declared, bindings)
    except BaseException as failure:
        return function_in_error(name, directory, bindings, failure)


def _load_folder(
    entry: str, name: str, directory: str, declared: dict, bindings: typing.List[BindingInfo]
) -> FunctionInfo:
    script = _script_of(entry, declared.get("scriptFile"))
    entry_point = declared.get("entryPoint") or "main"
    module = importlib.import_module(_module_name(name, script))
    func = getattr(module, entry_point, None)
    if not callable(func):
        words = f"cannot load function {name}: function {entry_point}() is not present in {script}"
        raise errors.at(RuntimeError(words), script)
    try:
        info = function_info(func, name, directory, bindings)
        return info._replace(retry=retry_policy(declared.get("retry")))
    except Exception as error:
        raise errors.at_function(errors.at(error, script), unwrapped(func))


_COMMENT = re.compile(r'("(?:\\.|[^"\\])*")|//[^\n]*|/\*.*?\*/', re.DOTALL)


def _read_json(path: str) -> dict:
    """A function.json may have comments."""
    text = pathlib.Path(APP_ROOT, path).read_text(encoding="utf-8-sig")
    plain = _COMMENT.sub(lambda match: match[1] or re.sub(r"[^\n]", " ", match[0]), text)
    try:
        value = json.loads(plain)
    except json.JSONDecodeError as error:
        words = f"{path} is no JSON: {error.msg} (line {error.lineno}, column {error.colno})"
        raise errors.at(ValueError(words), path, error.lineno) from None
    if not isinstance(value, dict) or not all(_is_binding(each) for each in value.get("bindings", [])):
        raise errors.at(ValueError(f"{path}: each of its bindings needs a name and a type."), path)
    return value


def _is_binding(value: typing.Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("name"), str) and isinstance(value.get("type"), str)


def _script_of(entry: str, declared: typing.Optional[str]) -> str:
    """The function's code, relative to the app: what `scriptFile` says, else where the templates put it."""
    folder = pathlib.PurePosixPath(entry).parent
    if declared:
        script = os.path.normpath(str(folder / declared))
        if not script.endswith(".py"):
            raise errors.at(RuntimeError(f"cannot load function {folder.name}: invalid Python filename {declared}"), entry)
        if not os.path.isfile(os.path.join(APP_ROOT, script)):
            words = f"cannot load function {folder.name}: its scriptFile {declared} is not there"
            raise errors.at(RuntimeError(words), entry)
        return script
    python = sorted(each for each in os.listdir(os.path.join(APP_ROOT, folder)) if each.endswith(".py"))
    for name in ("__init__.py", "main.py", *python[:1]):
        if name in python:
            return str(folder / name)
    raise errors.at(RuntimeError(f"cannot load function {folder.name}: there is no __init__.py in {folder}"), entry)


def _module_name(function_name: str, script: str) -> str:
    path = pathlib.PurePosixPath(script)
    parts = [_NAMESPACE, *path.parent.parts]
    if path.stem != "__init__":
        parts.append(path.stem)
    return ".".join(parts)


_DIRECTIONS = {"in": "in", "out": "out", "inout": "inout"}


def _binding(entry: dict) -> BindingInfo:
    """An entry of `bindings`, spelled as Azure does."""
    direction = _DIRECTIONS.get(str(entry.get("direction", "in")).lower(), "in")
    options = {**entry, "type": spelled(entry["type"]), "direction": direction}
    if isinstance(options.get("authLevel"), str):
        options["authLevel"] = options["authLevel"].lower()
    return BindingInfo(entry["name"], options["type"], direction, options)


def for_host(info: FunctionInfo) -> dict:
    """A function as the host registers it."""
    options = {each.name: {k: v for k, v in each.options.items() if k != "name"} for each in info.bindings}
    bindings = json.loads(json.dumps(options, cls=StringifyEnumJsonEncoder))
    retry = {} if info.retry is None else {"retry": info.retry}
    failure = {} if info.failure is None else {"failure": errors.in_words(info.failure)}
    return {"name": info.name, "bindings": bindings, **retry, **failure}
