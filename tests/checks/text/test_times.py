"""Tests of the times that texts name."""

from __future__ import annotations

from datetime import date

import pytest

from briefings.checks.text.times import find_times
from briefings.model.dates import Span

NINETIES = Span(date(1990, 1, 1), date(1999, 12, 31))
FIRST = Span(date(1990, 1, 1), date(1990, 12, 31))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in the 1990s", [NINETIES]),
        ("dans les années 1990", [NINETIES]),
        ("в 1990-х годах", [NINETIES]),
        ("en 1990", [FIRST]),
        ("les années 1990 et 1990", [FIRST, FIRST]),
        ("les années 1990", [NINETIES]),
    ],
)
def test_decades(text: str, expected: list[Span]) -> None:
    """A decade has ten years, behind a word for years as well; a list of years has each."""
    assert [time.span for time in find_times(text)] == expected
