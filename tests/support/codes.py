"""The codes of all diagnostics that the package can print, found on the syntax trees of its modules.

A code is the first argument of `Diagnostic`, or what a function passes on to it: `report(code, ...)` and the like. It
is a constant, a name of a constant, a choice of such, the first item of a tuple, or a field of an object; an f-string
makes a family.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["CodeUses", "find_codes"]

_CODE = re.compile(r"[a-z]+(?:-[a-z]+)*")
_Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(slots=True)
class CodeUses:
    """The codes that some modules use.

    Attributes:
        codes: the places of each code.
        families: the places of each prefix to which a code is completed when it is printed.
        unresolved: the places where no code could be found, by module.
    """

    codes: dict[str, list[str]] = field(default_factory=dict)
    families: dict[str, list[str]] = field(default_factory=dict)
    unresolved: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Call:
    """A call in a module, with the functions around it."""

    module: str
    node: ast.Call
    functions: tuple[_Function, ...]

    @property
    def place(self) -> str:
        """Return module and line."""
        return f"{self.module}:{self.node.lineno}"

    @property
    def name(self) -> str:
        """Return the name of the called function, without what it belongs to."""
        match self.node.func:
            case ast.Name(id=name) | ast.Attribute(attr=name):
                return name
        return ""

    def argument(self, position: int, name: str) -> ast.expr | None:
        """Return an argument by position or name; None if it is not given."""
        if len(self.node.args) > position:
            return self.node.args[position]
        return next((keyword.value for keyword in self.node.keywords if keyword.arg == name), None)


def find_codes(texts: Mapping[str, str]) -> CodeUses:
    """Return the codes that some modules use; `texts` are their texts by path."""
    return _find_codes(tuple(texts.items()))


@cache
def _find_codes(texts: tuple[tuple[str, str], ...]) -> CodeUses:
    """Return the codes that modules use, given as path and text; several tests ask for those of the package."""
    trees = {module: _parse(text) for module, text in texts}
    calls = [call for module, tree in trees.items() for call in _calls(module, tree)]
    constants = {name: value for tree in trees.values() for name, value in _constants(tree)}
    uses = CodeUses()
    for call in calls:
        if call.name == "unknown" and call.argument(0, "kind") is not None:
            _add_code(uses, call, _unknown_code(call), constants, trees[call.module])
    for call, code in _code_arguments(calls, trees):
        if not _is_passed_on(call, code):
            _add_code(uses, call, code, constants, trees[call.module])
    return uses


@cache
def _parse(text: str) -> ast.Module:
    """Return the tree of a module, which no one changes."""
    return ast.parse(text)


def _calls(module: str, tree: ast.AST, functions: tuple[_Function, ...] = ()) -> Iterator[_Call]:
    """Yield all calls of a tree."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Call):
            yield _Call(module, node, functions)
        yield from _calls(module, node, (*functions, node) if isinstance(node, _Function) else functions)


def _constants(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield the constant texts of a module, by name."""
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else ()
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
            for target in targets:
                names = target.elts if isinstance(target, ast.Tuple) else [target]
                if isinstance(node.value.value, str):
                    yield from ((name.id, node.value.value) for name in names if isinstance(name, ast.Name))
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Tuple):
            for target in targets:
                if isinstance(target, ast.Tuple):
                    for name, value in zip(target.elts, node.value.elts, strict=True):
                        if isinstance(name, ast.Name) and isinstance(value, ast.Constant):
                            yield name.id, str(value.value)


def _code_arguments(calls: list[_Call], trees: Mapping[str, ast.Module]) -> list[tuple[_Call, ast.expr]]:
    """Return the calls that are given a code, with that code.

    A function that passes one of its parameters on as a code is given one, too. A private function is known in its own
    module only.
    """
    emitters: dict[tuple[str, str], tuple[int, str]] = {
        ("", "Diagnostic"): (0, "code"),
        **_code_holders(trees),
    }
    while True:
        found = []
        for call in calls:
            module = call.module if call.name.startswith("_") else ""
            if emitter := emitters.get((module, call.name)):
                code = call.argument(*emitter)
                if code is not None:
                    found.append((call, code))
        added = {
            (call.module if function.name.startswith("_") else "", function.name): (
                _parameters(function).index(code.id),
                code.id,
            )
            for call, code in found
            for function in call.functions[-1:]
            if isinstance(code, ast.Name) and code.id in _parameters(function)
        }
        if added.keys() <= emitters.keys():
            return found
        emitters |= added


def _unknown_code(call: _Call) -> ast.expr:
    """Return the code of a call of `unknown`: the one given, else one made from the kind."""
    given = next((keyword.value for keyword in call.node.keywords if keyword.arg == "code"), None)
    if given is not None:
        return given
    return ast.Constant(f"unknown-{ast.literal_eval(call.node.args[0])}")


def _code_holders(trees: Mapping[str, ast.Module]) -> dict[tuple[str, str], tuple[int, str]]:
    """Return the classes whose objects keep a code for a diagnostic, with the position of that code."""
    holders = {}
    for tree in trees.values():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and any(map(_makes_diagnostic_of_own_code, ast.walk(node))):
                fields = [
                    item.target.id
                    for item in node.body
                    if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name)
                ]
                holders["", node.name] = (fields.index("code"), "code")
    return holders


def _makes_diagnostic_of_own_code(node: ast.AST) -> bool:
    """Return whether a node of a tree is a diagnostic with a code that an object keeps."""
    match node:
        case ast.Call(
            func=ast.Name(id="Diagnostic"),
            args=[ast.Attribute(value=ast.Name(id="self"), attr="code"), *_],
        ):
            return True
    return False


def _parameters(function: _Function) -> list[str]:
    """Return the names of a function's parameters, without `self` and `cls`."""
    arguments = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    return [argument.arg for argument in arguments if argument.arg not in ("self", "cls")]


def _is_passed_on(call: _Call, code: ast.expr) -> bool:
    """Return whether a code is a parameter of the function around the call."""
    return isinstance(code, ast.Name) and any(
        code.id in _parameters(function) for function in call.functions[-1:]
    )


def _add_code(
    uses: CodeUses, call: _Call, code: ast.expr, constants: Mapping[str, str], tree: ast.Module
) -> None:
    """Add what an expression for a code can be."""
    match code:
        case ast.Constant(value=str(text)):
            uses.codes.setdefault(text, []).append(call.place)
        case ast.IfExp(body=body, orelse=orelse):
            _add_code(uses, call, body, constants, tree)
            _add_code(uses, call, orelse, constants, tree)
        case ast.Name(id=name) | ast.Attribute(attr=name) if name in constants:
            uses.codes.setdefault(constants[name], []).append(call.place)
        case ast.BoolOp(values=[ast.Name(id="code"), _]):
            pass  # in `unknown`, whose calls are looked at
        case ast.Attribute(attr="code"):
            pass  # of another diagnostic, which has been found where it was made
        case ast.Call():
            pass  # a whole diagnostic, for a function that has the name of one that is given a code
        case ast.JoinedStr(values=[ast.Constant(value=str(prefix)), *_]):
            uses.families.setdefault(prefix, []).append(call.place)
        case ast.Name(id=name) if values := list(_local_values(call, name)):
            for value in values:
                _add_code(uses, call, value, constants, tree)
        case _:
            codes = set(_codes_in_tuples(tree))
            for text in codes:
                uses.codes.setdefault(text, []).append(call.place)
            if not codes:
                uses.unresolved.setdefault(call.module, []).append(call.place)


def _local_values(call: _Call, name: str) -> Iterator[ast.expr]:
    """Yield the values that the function around a call gives to a local name."""
    for function in call.functions[-1:]:
        for node in ast.walk(function):
            match node:
                case ast.Assign(targets=[ast.Name(id=target)], value=value) if target == name:
                    yield value
                case ast.NamedExpr(target=ast.Name(id=target), value=value) if target == name:
                    yield value


def _codes_in_tuples(tree: ast.Module) -> Iterator[str]:
    """Yield the codes that functions of a module return in a tuple of code, message and hint."""
    for node in ast.walk(tree):
        match node:
            case ast.Return(value=ast.Tuple(elts=[ast.Constant(value=str(text)), _, _])) if _CODE.fullmatch(
                text
            ):
                yield text
