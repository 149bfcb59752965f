"""
What of a module outlives a call of its functions: variables that a function assigns, and lists, dictionaries and objects of
the module that a function changes. The page's check of the text goes by the same rule.
"""

import ast
import typing

_CHANGING = frozenset(
    "append appendleft extend insert remove pop popleft popitem clear sort reverse update setdefault add discard".split()
)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_Lines = typing.Dict[int, typing.List[str]]
_known: typing.Dict[str, _Lines] = {}


def forget() -> None:
    """Once for each app."""
    _known.clear()


def lines_of(path: str) -> _Lines:
    """The lines of this file where a function uses such variables, each with their names."""
    if path not in _known:
        _known[path] = _read(path)
    return _known[path]


def _read(path: str) -> _Lines:
    try:
        with open(path, encoding="utf-8") as file:
            module = ast.parse(file.read())
    except (OSError, SyntaxError, ValueError, RecursionError):
        return {}
    uses = _Uses({name for name, _ in _bound(module.body)})
    for statement in module.body:
        uses.visit(statement)
    changed = {name for name, _ in uses.changes}
    found: _Lines = {}
    for name, line in dict.fromkeys(uses.reads + uses.changes):
        if name in changed:
            found.setdefault(line, []).append(name)
    return found


class _Uses(ast.NodeVisitor):
    """Where functions change variables of the module, and where they read them."""

    def __init__(self, own: typing.Set[str]) -> None:
        self.own = own
        self.changes: typing.List[typing.Tuple[str, int]] = []
        self.reads: typing.List[typing.Tuple[str, int]] = []
        self._scopes: typing.List[typing.Set[str]] = []

    def visit(self, node: ast.AST) -> None:
        if isinstance(node, _FUNCTIONS):
            self._scopes.append(_locals_of(node))
            self.generic_visit(node)
            self._scopes.pop()
            return
        if self._scopes:
            self._look_at(node)
        self.generic_visit(node)

    def _look_at(self, node: ast.AST) -> None:
        if isinstance(node, ast.Name):
            found = self.reads if isinstance(node.ctx, ast.Load) else self.changes
            self._note(found, node)
        elif isinstance(node, (ast.Attribute, ast.Subscript)) and not isinstance(node.ctx, ast.Load):
            self._note(self.changes, _root(node))
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _CHANGING:
            self._note(self.changes, _root(node.func))

    def _note(self, found: typing.List[typing.Tuple[str, int]], node: ast.AST) -> None:
        if isinstance(node, ast.Name) and node.id in self.own and not any(node.id in scope for scope in self._scopes):
            found.append((node.id, node.lineno))


def _root(node: ast.AST) -> ast.AST:
    """The variable at the beginning of `a.b[c].d`."""
    while isinstance(node, (ast.Attribute, ast.Subscript)):
        node = node.value
    return node


def _locals_of(function: ast.AST) -> typing.Set[str]:
    arguments = function.args  # type: ignore[attr-defined]
    given = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg]
    names = {each.arg for each in given if each is not None}
    foreign: typing.Set[str] = set()
    body = function.body if isinstance(function.body, list) else [function.body]  # type: ignore[attr-defined]
    for name, is_foreign in _bound(body, definitions=True):
        (foreign if is_foreign else names).add(name)
    return names - foreign


def _bound(body: typing.Sequence[ast.AST], definitions: bool = False) -> typing.Iterator[typing.Tuple[str, bool]]:
    """The names that this code assigns in its own scope; True with those that it says are of another one."""
    waiting = list(body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, (ast.Global, ast.Nonlocal)):
            yield from ((name, True) for name in node.names)
        elif isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            yield node.id, False
        elif isinstance(node, ast.ExceptHandler) and node.name:
            yield node.name, False
        elif isinstance(node, (ast.MatchAs, ast.MatchStar)) and node.name:
            yield node.name, False
        elif isinstance(node, ast.alias) and definitions:
            yield (node.asname or node.name).partition(".")[0], False
        if isinstance(node, (*_FUNCTIONS, ast.ClassDef)):
            if definitions and not isinstance(node, ast.Lambda):
                yield node.name, False
        else:
            waiting.extend(ast.iter_child_nodes(node))
