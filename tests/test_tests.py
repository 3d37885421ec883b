"""Tests of the tests: no test module depends on another one, so each can be read, moved and run alone."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

TESTS = Path(__file__).parent


def foreign_imports(text: str) -> Iterator[str]:
    """Yield the modules of the tests that a test imports and that are not shared helpers."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom):
            # A relative import leads to a neighbour, which is a test module.
            names = (
                [f"tests.{node.module or ''}"]
                if node.level
                else [f"{node.module}.{alias.name}" for alias in node.names]
            )
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        for name in names:
            if name.startswith("tests.") and not name.startswith("tests.support."):
                yield name


def test_no_test_imports_from_another_test() -> None:
    """What several tests share is in `tests/support/`."""
    found = {
        f"{path.relative_to(TESTS).as_posix()}: {name}"
        for path in sorted(TESTS.rglob("*.py"))
        if "support" not in path.relative_to(TESTS).parts
        for name in foreign_imports(path.read_text(encoding="utf-8"))
    }
    assert found == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("from tests.build.test_store import OLD", ["tests.build.test_store.OLD"]),
        ("def late():\n    import tests.build.test_store", ["tests.build.test_store"]),
        ("from tests.build import test_store", ["tests.build.test_store"]),
        ("from tests import test_layers", ["tests.test_layers"]),
        ("from tests.conftest import CommandResult", ["tests.conftest.CommandResult"]),
        ("from .test_store import OLD", ["tests.test_store"]),
        ("from tests.support.builds import build\nimport tests.support.builds\nimport testsuite", []),
    ],
)
def test_a_planted_import_is_found(text: str, expected: list[str]) -> None:
    """An import from another test is found wherever it stands; shared helpers may be imported."""
    assert list(foreign_imports(text)) == expected
