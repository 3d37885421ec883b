"""Tests of the words for how a fact stands: windows that move by the month, and counts of words."""

from __future__ import annotations

from datetime import date

import pytest

from briefings.model.dates import PartialDate
from briefings.model.phrases import ForeignText, LabelRef, Phrase, Term
from briefings.views.editor.words import (
    count_words,
    earliest_first,
    in_or_on,
    is_old,
    month_of,
    months_before,
)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 11, 29), 36, date(2023, 11, 1)),
        (date(2026, 11, 1), 36, date(2023, 11, 1)),
        (date(2026, 1, 31), 1, date(2025, 12, 1)),
        (date(2, 1, 1), 36, date(1, 1, 1)),
    ],
)
def test_windows_begin_on_the_first_of_a_month(day: date, months: int, expected: date) -> None:
    """A window has the same beginning on all days of a month."""
    assert months_before(day, months) == expected


def test_words_are_counted_in_every_part() -> None:
    """Text, dates, full names, texts in other languages and the values of labels count; a label counts six more."""
    date_ = PartialDate(2019, 3, 21)
    value = Phrase(("two words",))
    assert count_words([Phrase(("one two", date_, Term("Partnership for Peace", "PfP")))]) == 8
    assert count_words([Phrase((LabelRef("a.b", (("x", value),)), ForeignText(value, "fr")))]) == 10


def test_the_label_follows_the_precision_of_a_date() -> None:
    """A day takes "on", a month or a year takes "in"; a month loses day and qualifier."""
    assert in_or_on("lead.met", PartialDate(2019, 3, 21)) == "lead.met.on"
    assert in_or_on("lead.met", PartialDate(2019, 3)) == "lead.met.in"
    assert month_of(PartialDate(2019, 3, 21)) == PartialDate(2019, 3)


def test_dates_are_in_the_order_of_their_first_day() -> None:
    """The coarser of two dates with one first day comes first; a doubtful date may be earlier than it says."""
    dates = [
        PartialDate.parse(text)
        for text in ("2025-12", "2025-06-15", "2025-12~", "2025-01-01", "2025-01", "2025")
    ]
    assert [str(when) for when in sorted(dates, key=earliest_first)] == [
        "2025",
        "2025-01",
        "2025-01-01",
        "2025-06-15",
        "2025-12~",
        "2025-12",
    ]


@pytest.mark.parametrize(
    ("last", "expected"),
    [("2025-11-30", True), ("2025-12-01", False), ("2025-11", True), ("2025-12", False), ("2025", False)],
)
def test_a_source_is_old_after_a_year(last: str, expected: bool) -> None:
    """The year counts from the last day that its date allows, as a review does."""
    assert is_old(PartialDate.parse(last), date(2026, 11, 30)) is expected
