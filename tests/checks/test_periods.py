"""Tests of comparisons of periods."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from briefings.checks.periods import (
    allows,
    event_span,
    has_swapped_day_and_month,
    in_or_on,
    is_close,
    is_well_within,
    may_include,
    period_in_words,
)
from briefings.model.dates import PartialDate, Period, Span


@pytest.mark.parametrize(
    ("period", "years", "expected"),
    [
        ("2004/2010-11", set(), True),
        ("2004/2005", set(), False),
        ("2004/2005", {2005}, True),
        ("2004/2005", {2006}, False),
        ("/2005", {1800}, True),
        ("2012/", {2099}, True),
    ],
)
def test_allows(period: str, years: set[int], expected: bool) -> None:
    """A period allows a day that may be in it, or a named year that has a day of it."""
    assert allows(Period.parse(period), (date(2010, 6, 1),), years) is expected


def test_may_include() -> None:
    """A period may include spans and partial dates that touch it; an unknown end excludes nothing."""
    period = Period.parse("2004-05/2005-06")
    assert may_include(period, Span(date(2004, 1, 1), date(2004, 5, 1)))
    assert not may_include(period, Span(date(2004, 1, 1), date(2004, 4, 30)))
    assert may_include(period, PartialDate.parse("2005"))
    assert not may_include(period, PartialDate.parse("2005-07"))
    assert may_include(Period.parse("2004/"), PartialDate.parse("2099"))


def test_spans_of_events() -> None:
    """An event may have been on any day of its date; without an end it has no date."""
    assert event_span(Period.parse("2004-05")) == Span(date(2004, 5, 1), date(2004, 5, 31))
    assert event_span(Period.parse("/2004")) == Span(date(2004, 1, 1), date(2004, 12, 31))
    assert event_span(Period.parse("2004/")) is None


def test_well_within() -> None:
    """The ends of the outer span may be days of a hand-over."""
    outer = Span(date(2004, 1, 1), date(2004, 12, 31))
    assert is_well_within(Span(date(2004, 1, 2), date(2004, 12, 30)), outer)
    assert not is_well_within(outer, outer)


@pytest.mark.parametrize(
    ("left", "right", "days", "expected"),
    [
        ("2014-07-01", "2014-07", 0, True),
        ("2014-07-01", "2014-07-02", 0, False),
        ("2014-07-01", "2014-07-02", 1, True),
        ("2014-07-02", "2014-07-01", 1, True),
        ("2014/", "2014/", 9, False),
    ],
)
def test_closeness(left: str, right: str, days: int, expected: bool) -> None:
    """Two dates are close if a day of one may be within the margin of a day of the other."""
    assert is_close(Period.parse(left), Period.parse(right), timedelta(days=days)) is expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("2012-10-03", "2012-03-10", True),
        ("2012-10-03", "2012-10-03", False),
        ("2012-10-03", "2012-03", False),
        ("2012-10", "2012-10", False),
        ("/", "2012-03-10", False),
    ],
)
def test_swapped_day_and_month(left: str, right: str, expected: bool) -> None:
    """Two full dates may differ only in which number is the month."""
    assert has_swapped_day_and_month(Period.parse(left), Period.parse(right)) is expected


def test_prepositions() -> None:
    """A day is on, a month, a year or a longer time is in."""
    assert (
        in_or_on(PartialDate.parse("2011-06-22")) == in_or_on(Period.parse("2011-06-22")) == "on 2011-06-22"
    )
    assert in_or_on(PartialDate.parse("2011-06")) == "in 2011-06"
    assert in_or_on(Period.parse("2011-06-22/2012-01-01")) == "in 2011-06-22/2012-01-01"


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("2025/", "since 2025"),
        ("/2007", "until 2007"),
        ("2004-09-15/2010-11", "15 September 2004 to November 2010"),
        ("2019-05~/", "since about May 2019"),
        ("2019?/2019?", "perhaps 2019"),
        ("/", "at a time unknown"),
    ],
)
def test_periods_are_said_in_words(written: str, words: str) -> None:
    assert period_in_words(Period.parse(written)) == words
