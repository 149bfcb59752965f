"""
requirements.txt: the two packages of Azure are ours, the project's own folders can be imported, a few others came along
(`compile/python-packages.ts`), and nothing else is there.
"""

import ast
import importlib.util
import os
import re
import typing

from .errors import AVAILABLE
from .places import APP_ROOT, SITE_PACKAGES

_OURS = {"azure-functions", "azure-functions-durable"}


class Found(typing.NamedTuple):
    """What requirements.txt asks for."""

    paths: typing.List[str]
    """Folders that imports look into."""
    missing: typing.List[str]
    """A sentence for each package that cannot be had."""


def read() -> Found:
    """Reads the app's requirements.txt."""
    local = _local_distributions()
    found = Found([], [])
    installed = _installed()
    for number, line in _lines("requirements.txt"):
        _take(line, f"requirements.txt, line {number}", local, installed, found)
    if installed:
        found.paths.append(SITE_PACKAGES)
    return found


def _installed() -> typing.Set[str]:
    if not os.path.isdir(SITE_PACKAGES):
        return set()
    infos = [name for name in os.listdir(SITE_PACKAGES) if name.endswith(".dist-info")]
    return {_normal(name.rsplit("-", 2)[0]) for name in infos}


def _lines(path: str, seen: typing.FrozenSet[str] = frozenset()) -> typing.Iterator[typing.Tuple[int, str]]:
    full = os.path.normpath(os.path.join(APP_ROOT, path))
    if full in seen or not os.path.isfile(full):
        return
    with open(full, encoding="utf-8-sig") as file:
        lines = file.read().splitlines()
    for number, raw in enumerate(lines, 1):
        line = re.sub(r"(^|\s)#.*$", "", raw).strip()
        if nested := re.match(r"(?:-r|--requirement)[\s=]+(.+)$", line):
            yield from _lines(nested[1], seen | {full})
        elif line:
            yield number, line


def _take(
    line: str, where: str, local: typing.Mapping[str, str], installed: typing.Set[str], found: Found
) -> None:
    if editable := re.match(r"(?:-e|--editable)[\s=]+(.+)$", line):
        line = editable[1].strip()
    elif line.startswith("-"):
        return  # an option of pip's
    line = re.split(r"\s*;", line)[0]
    folder = _folder_of(line)
    if folder is not None:
        found.paths.append(_import_root(folder))
        return
    name = _name_of(line)
    if name in local:
        found.paths.append(_import_root(local[name]))
    elif name not in _OURS and name not in installed and not _is_importable(name):
        found.missing.append(f"{where}: the package '{line}' is not here. Available: {AVAILABLE}.")


def _folder_of(line: str) -> typing.Optional[str]:
    path = re.sub(r"^[\w.-]+\s*@\s*", "", line)
    path = re.sub(r"^file:(//)?", "", path).split("[")[0].strip()
    if "://" in path or not re.match(r"\.{0,2}/|\.|[\w-]+/|[\w.-]+$", path):
        return None
    full = os.path.normpath(os.path.join(APP_ROOT, path))
    is_path = "/" in path or path.startswith(".")
    return full if is_path and os.path.isdir(full) else None


def _name_of(line: str) -> str:
    """`requests[socks]==2.19` asks for `requests`; a URL for what its last part is called."""
    if egg := re.search(r"#egg=([\w.-]+)", line):
        return _normal(egg[1])
    if "://" in line and "@" not in line.split("://")[0].replace("git+", ""):
        return _normal(re.split(r"[@#?]", line.rstrip("/").rsplit("/", 1)[-1])[0].removesuffix(".git"))
    name = re.match(r"[A-Za-z0-9][\w.-]*", line)
    return _normal(name[0]) if name else line


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _is_importable(name: str) -> bool:
    try:
        return importlib.util.find_spec(name.replace("-", "_")) is not None
    except (ImportError, ValueError):
        return False


def _local_distributions() -> typing.Dict[str, str]:
    """Folders of the project that pip could install, by the name that they say and by their own."""
    found: typing.Dict[str, str] = {}
    for folder, _, files in os.walk(APP_ROOT):
        if folder == APP_ROOT or folder.startswith(SITE_PACKAGES) or not {"setup.py", "setup.cfg", "pyproject.toml"} & set(files):
            continue
        names = [os.path.basename(folder), *_declared_names(folder, files)]
        for name in names:
            found.setdefault(_normal(name), folder)
    return found


def _declared_names(folder: str, files: typing.Iterable[str]) -> typing.Iterator[str]:
    for file in files:
        if file not in ("setup.py", "setup.cfg", "pyproject.toml"):
            continue
        with open(os.path.join(folder, file), encoding="utf-8") as opened:
            text = opened.read()
        if file == "setup.py":
            yield from _name_of_setup(text)
        elif match := re.search(r"^name\s*=\s*[\"']?([\w.-]+)", text, re.MULTILINE):
            yield match[1]


def _name_of_setup(text: str) -> typing.Iterator[str]:
    """Read, not run."""
    try:
        tree = ast.parse(text)
    except SyntaxError:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            for keyword in node.keywords:
                if keyword.arg == "name" and isinstance(keyword.value, ast.Constant):
                    yield str(keyword.value.value)


def _import_root(folder: str) -> str:
    source = os.path.join(folder, "src")
    return source if os.path.isdir(source) else folder
