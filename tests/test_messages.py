"""Tests that no module reads what a problem says: whatever it needs of it is in a field, so that wording can change."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest

from tests.support.language import module_texts

if TYPE_CHECKING:
    from collections.abc import Iterator

# What a problem says, in words of the house.
SAID = {"message", "said", "hint", "advice"}
# Methods that look for something in a text, of patterns and of texts.
SEARCHES = {
    *("findall", "finditer", "fullmatch", "match", "search", "split", "sub", "subn"),
    *("count", "endswith", "find", "index", "partition", "removeprefix", "removesuffix"),
    *("replace", "rfind", "rindex", "rpartition", "rsplit", "startswith"),
}


def searched_messages(text: str) -> Iterator[str]:
    """Yield each place of a module that looks for something in what a problem says."""
    tree = ast.parse(text)
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            kept = {
                target.id
                for node in ast.walk(function)
                if isinstance(node, ast.Assign) and _is_said(node.value, set())
                for target in node.targets
                if isinstance(target, ast.Name)
            }
            yield from (ast.unparse(node) for node in ast.walk(function) if _is_search(node, kept))


def _is_search(node: ast.AST, kept: set[str]) -> bool:
    """Return whether an expression looks for something in what a problem says, or in a name that keeps it."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        texts = (node.func.value, *node.args)
        return node.func.attr in SEARCHES and any(_is_said(each, kept) for each in texts)
    if isinstance(node, ast.Compare):
        is_part = any(isinstance(each, ast.In | ast.NotIn) for each in node.ops)
        others = [each for each in (node.left, *node.comparators) if not _is_said(each, kept)]
        if is_part:
            return any(_is_said(each, kept) for each in node.comparators)
        return len(others) == 1 and isinstance(others[0], ast.Constant | ast.Name)
    return False


def _is_said(node: ast.AST, kept: set[str]) -> bool:
    """Return whether an expression is what a problem says, or made of it."""
    match node:
        case ast.Attribute(value=ast.Name(id="self")):
            return False
        case ast.Attribute(attr=attribute):
            return attribute in SAID
        case ast.Name(id=name):
            return name in kept
        case ast.JoinedStr(values=parts):
            return any(isinstance(part, ast.FormattedValue) and _is_said(part.value, kept) for part in parts)
        case ast.BinOp(left=left, right=right):
            return _is_said(left, kept) or _is_said(right, kept)
    return False


def test_no_module_looks_for_something_in_a_message() -> None:
    texts = module_texts()
    found = {module: places for module, text in texts.items() if (places := [*searched_messages(text)])}
    assert found == {}


@pytest.mark.parametrize(
    "line",
    [
        '_UNKNOWN.search(problem.message)',
        're.sub("^--", "", problem.message)',
        '_QUOTED.findall(f"{problem.message} {problem.hint}")',
        'problem.said.removeprefix("--")',
        '"is not an id" in problem.message',
        "problem.message != MISSING_WORDS",
        'problem.advice == "write it"',
    ],
)  # fmt: skip
def test_a_planted_search_is_found(line: str) -> None:
    assert [*searched_messages(f"def show(problem):\n    return {line}\n")] == [ast.unparse(ast.parse(line))]


def test_a_planted_search_in_a_name_is_found() -> None:
    text = "def show(problem):\n    words = problem.message\n    return _KEY.sub('', words)\n"
    assert [*searched_messages(text)] == ["_KEY.sub('', words)"]


@pytest.mark.parametrize(
    "line",
    [
        "replace(problem, message=problem.said)",
        'f"{place}: {problem.message}"',
        "other.said != problem.said",
        "say_on_page(problem.message, store)",
        'print("; ".join((problem.message, problem.hint)))',
    ],
)
def test_showing_a_message_is_no_search(line: str) -> None:
    assert [*searched_messages(f"def show(problem):\n    return {line}\n")] == []
