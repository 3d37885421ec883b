"""Tests of the examples in docstrings: they run, and the value types have some."""

from __future__ import annotations

import doctest
import pkgutil
from importlib import import_module

import pytest

import briefings
from briefings import model

MODULES = [
    name for _, name, _ in pkgutil.walk_packages(briefings.__path__, "briefings.") if ".data" not in name
]
VALUE_TYPES = ("colors", "dates", "diagnostics", "hashing", "markings", "phrases", "references", "suggest")


@pytest.mark.parametrize("name", MODULES)
def test_examples_run(name: str) -> None:
    """Every example in the docstrings of a module gives what it shows."""
    module = import_module(name)
    assert doctest.testmod(module, raise_on_error=False).failed == 0


@pytest.mark.parametrize("name", VALUE_TYPES)
def test_value_types_have_examples(name: str) -> None:
    """A reader sees how the values behave."""
    assert doctest.testmod(import_module(f"{model.__name__}.{name}")).attempted > 0
