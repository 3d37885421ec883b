"""Mutations of a Python module: each is one small change that a good test of the module notices.

Left out is what no test of behaviour should notice: docstrings, types, decorators, `__all__`, assertions for mypy, and
sentences, which are the messages and hints of diagnostics.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import CodeType

__all__ = ["Mutant", "mutants_of"]

_COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
    ast.Mult: ast.FloorDiv,
}
_CALLS = {"min": "max", "max": "min", "any": "all", "all": "any"}
_SHOWN = 90
_SENTENCE = re.compile(r"\w,? \w")
_UNTOUCHED_FIELDS = frozenset({"annotation", "returns", "decorator_list", "bases"})
_Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


@dataclass(frozen=True)
class Mutant:
    """A module with one change.

    Attributes:
        lines: first and last line of what is changed.
        function_lines: first and last line of the innermost function; None if importing the module runs it.
        change: what is changed, as `before -> after`.
        code: of the whole module.
    """

    lines: tuple[int, int]
    function_lines: tuple[int, int] | None
    change: str
    code: CodeType


def mutants_of(text: str, path: str) -> Iterator[Mutant]:
    """Yield each mutant of a module.

    Args:
        text: of the module.
        path: the file that its code is said to come from.
    """
    tree = ast.parse(text)
    for node, owner, field, index, function in _places(tree, None):
        for after in _changes(node):
            ast.copy_location(after, node)
            ast.fix_missing_locations(after)
            _put(owner, field, index, after)
            code = compile(tree, path, "exec")
            _put(owner, field, index, node)
            change = f"{_short(node)} -> {_short(after)}"
            yield Mutant(_span(node), _span(function) if function else None, change, code)


def _places(
    parent: ast.AST, function: _Function | None
) -> Iterator[tuple[ast.AST, ast.AST, str, int | None, _Function | None]]:
    """Yield each node that may change, with its parent, field, index in it, and function if a call runs it."""
    for field, value in ast.iter_fields(parent):
        if field in _UNTOUCHED_FIELDS or (isinstance(parent, ast.ClassDef) and field == "keywords"):
            continue
        is_body = isinstance(parent, _Function) and field == "body"
        inner = parent if is_body and isinstance(parent, _Function) else function
        items = list(enumerate(value)) if isinstance(value, list) else [(None, value)]
        for index, node in items:
            if isinstance(node, ast.AST) and not _is_untouched(node):
                yield node, parent, field, index, inner
                yield from _places(node, inner)


def _is_untouched(node: ast.AST) -> bool:
    """Return whether a node and what it contains stay as they are."""
    match node:
        case ast.Import() | ast.ImportFrom() | ast.Assert() | ast.Expr(ast.Constant()):
            return True
        case ast.If(ast.Name("TYPE_CHECKING")) | ast.Assign([ast.Name("__all__")]):
            return True
        case ast.Call(ast.Name("NewType" | "TypeVar" | "cast" | "getattr" | "isinstance")):
            return True
        case ast.JoinedStr():
            return _SENTENCE.search(ast.unparse(node)) is not None and "<" not in ast.unparse(node)
        case ast.Constant(str(text)):
            return _SENTENCE.search(text) is not None and "<" not in text
    return False


def _changes(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what can replace a node."""
    match node:
        case ast.Compare(left, [operator, *others], comparators):
            for other in _COMPARISONS[type(operator)]:
                yield ast.Compare(left, [other(), *others], comparators)
        case ast.BoolOp(operator, values):
            yield ast.BoolOp(ast.And() if isinstance(operator, ast.Or) else ast.Or(), values)
        case ast.UnaryOp(ast.Not(), operand):
            yield operand
        case ast.BinOp(left, operator, right) if type(operator) in _ARITHMETIC:
            yield ast.BinOp(left, _ARITHMETIC[type(operator)](), right)
        case ast.Constant(bool() | int() | str() as value):
            yield ast.Constant(_other_value(value))
        case ast.Call(ast.Name(name), arguments, keywords) if name in _CALLS:
            yield ast.Call(ast.Name(_CALLS[name], ast.Load()), arguments, keywords)
        case ast.Slice(lower, upper, step):
            yield from [ast.Slice(None, upper, step)] if lower else []
            yield from [ast.Slice(lower, None, step)] if upper else []
        case ast.IfExp(test, body, orelse):
            yield ast.IfExp(ast.UnaryOp(ast.Not(), test), body, orelse)
        case ast.comprehension(target, iterable, [test, *others], is_async):
            yield ast.comprehension(target, iterable, [ast.UnaryOp(ast.Not(), test), *others], is_async)
        case ast.stmt():
            yield from _statement_changes(node)


def _other_value(value: bool | int | str) -> bool | int | str:
    """Return a value of the same type that differs."""
    if isinstance(value, bool):
        return not value
    return value + 1 if isinstance(value, int) else f"{value}_"


def _statement_changes(node: ast.stmt) -> Iterator[ast.stmt]:
    """Yield what can replace a statement."""
    match node:
        case ast.If(test, body, orelse) if not _changes_to_its_opposite(test):
            yield ast.If(ast.UnaryOp(ast.Not(), test), body, orelse)
        case ast.Return(ast.expr() as value) if not isinstance(
            value, ast.Constant | ast.Compare | ast.BoolOp
        ):
            yield ast.Return(ast.Constant(None))
        case ast.Return(ast.BoolOp() as value):
            yield ast.Return(ast.UnaryOp(ast.Not(), value))
        case ast.Expr(ast.Call() | ast.Yield() | ast.YieldFrom()) | ast.AugAssign():
            yield ast.Pass()
        case ast.Continue() | ast.Break() | ast.Raise() | ast.Return(None):
            yield ast.Pass()


def _changes_to_its_opposite(test: ast.expr) -> bool:
    """Return whether a change of a condition itself is its negation, which would count twice."""
    match test:
        case ast.UnaryOp(ast.Not()) | ast.Compare(ops=[ast.Eq() | ast.NotEq() | ast.In() | ast.NotIn()]):
            return True
        case ast.Compare(ops=[ast.Is() | ast.IsNot()]):
            return True
    return False


def _put(owner: ast.AST, field: str, index: int | None, node: ast.AST) -> None:
    """Put a node into a field of its parent."""
    if index is None:
        setattr(owner, field, node)
    else:
        getattr(owner, field)[index] = node


def _span(node: ast.AST) -> tuple[int, int]:
    """Return the first and the last line of a node; of a compound statement, its head."""
    if isinstance(node, ast.If):
        node = node.test
    elif isinstance(node, ast.comprehension):
        return _span(node.target)[0], _span(node.iter)[1]
    elif isinstance(node, ast.Slice):
        node = node.lower or node.upper or node
    assert isinstance(node, ast.expr | ast.stmt)
    return node.lineno, node.end_lineno or node.lineno


def _short(node: ast.AST) -> str:
    """Return the text of a node, on one line; of a compound statement, its head."""
    text = ast.unparse(node)
    return " ".join((text.partition("\n")[0] if isinstance(node, ast.If) else text).split())[:_SHOWN]
