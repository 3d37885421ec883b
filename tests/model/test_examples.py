"""Tests of the examples in docstrings: they run, and the value types have some."""

from __future__ import annotations

import doctest
from importlib import import_module
from pathlib import Path

import pytest

import briefings
from briefings import model

PACKAGE = Path(briefings.__file__).parent
MODULES = [
    ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")
    for path in sorted(PACKAGE.rglob("*.py"))
    if ">>> " in path.read_text("utf-8")
]
VALUE_TYPES = ("colors", "dates", "diagnostics", "hashing", "markings", "phrases", "references", "suggest")


@pytest.mark.parametrize("name", MODULES)
def test_examples_run(name: str) -> None:
    """Every example in the docstrings of a module gives what it shows."""
    results = doctest.testmod(import_module(name))
    assert (results.failed, results.attempted > 0) == (0, True)


@pytest.mark.parametrize("name", VALUE_TYPES)
def test_value_types_have_examples(name: str) -> None:
    """A reader sees how the values behave."""
    assert doctest.testmod(import_module(f"{model.__name__}.{name}")).attempted > 0
