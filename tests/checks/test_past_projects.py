"""Tests of projects of the past: nothing in them is due for review any more."""

from __future__ import annotations

from datetime import date

from briefings.checks.context import CheckContext
from briefings.checks.rules import overdue
from briefings.factbase.load import load
from briefings.model.diagnostics import Severity
from tests.support.notes import FICTIONAL


def test_a_project_of_the_past_is_quiet() -> None:
    """Ten years after its newest source, one info says so and names the day; before, each fact is reported."""
    store = load(FICTIONAL)
    (found,) = overdue.check(CheckContext(store, date(2032, 2, 1)))
    assert found.severity is Severity.INFO
    assert (
        found.message
        == "the newest source is from 2022-01-01: these facts are of the past, and their review is not due"
    )
    assert found.hint == "check them as of their time: `briefings check --as-of 2022-01-01`"
    assert len(list(overdue.check(CheckContext(store, date(2031, 2, 1))))) > 1
