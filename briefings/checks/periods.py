"""Comparisons of periods, days and years."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from briefings.factbase.spans import certain_overlap, certain_span
from briefings.model.dates import Certainty, PartialDate, Span
from briefings.model.days import add_months, move_day

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefings.model.dates import Period
    from briefings.model.facts import Fact, Tenure

__all__ = [
    "HALF_YEAR",
    "MONTH",
    "QUARTER",
    "YEAR",
    "allows",
    "are_swapped",
    "certain_double_term",
    "event_span",
    "has_swapped_day_and_month",
    "in_or_on",
    "is_close",
    "is_less_exact",
    "is_well_within",
    "known_span",
    "may_include",
    "period_in_words",
    "span_in_words",
    "start_by_age",
    "starts_twice",
    "terms_in_words",
]


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
# The days of the longest month, quarter and year, and of half of that year.
MONTH, QUARTER, HALF_YEAR, YEAR = (timedelta(days=days) for days in (31, 92, 183, 366))
_QUALIFIERS = {"..": "by ", "~": "about ", "?": "perhaps ", "%": "perhaps about "}


def allows(period: Period, days: Iterable[date], years: Iterable[int]) -> bool:
    """Return whether a period may include one of some days, or a day of one of some years.

    Texts are judged by the day of their fact and by the years that they name.
    """
    first = period.start.first_day.year if period.start else date.min.year
    last = period.end.last_day.year if period.end else date.max.year
    return any(period.certainty_on(day) is not Certainty.NO for day in days) or any(
        first <= year <= last for year in years
    )


def may_include(period: Period, span: Span | PartialDate) -> bool:
    """Return whether a period may include a day of a span or of a partial date."""
    days = span if isinstance(span, Span) else span.span
    start, end = period.start, period.end
    return not ((start and days.last < start.first_day) or (end and end.last_day < days.first))


def event_span(period: Period) -> Span | None:
    """Return the possible days of an event, or None if it has no date."""
    end = period.end
    return Span((period.start or end).first_day, end.last_day) if end else None


def known_span(fact: Fact) -> Span | None:
    """Return the days on which an event may have happened, or a state certainly held; None if they are not known."""
    return event_span(fact.period) if fact.is_event else certain_span(fact)


def start_by_age(span: Span, age: int) -> Span:
    """Return the days on which something began that is some whole years old on one of some days."""
    first = move_day(add_months(span.first, -12 * (age + 1)), timedelta(days=1))
    return Span(first, add_months(span.last, -12 * age))


def is_well_within(inner: Span, outer: Span) -> bool:
    """Return whether a span is inside another one; the ends of the outer one may be days of a hand-over."""
    return outer.first < inner.first and inner.last < outer.last


def is_close(left: Period, right: Period, margin: timedelta = timedelta()) -> bool:
    """Return whether two periods may be within a margin of each other; periods without a date never are."""
    spans = event_span(left), event_span(right)
    return (
        spans[0] is not None
        and spans[1] is not None
        and move_day(spans[0].first, -margin) <= spans[1].last
        and move_day(spans[1].first, -margin) <= spans[0].last
    )


def has_swapped_day_and_month(left: Period, right: Period) -> bool:
    """Return whether the first date of one period is that of the other with day and month swapped."""
    first, second = left.start or left.end, right.start or right.end
    if first is None or second is None or first.day is None:
        return False
    return are_swapped(first, second)


def are_swapped(one: date | PartialDate, other: date | PartialDate) -> bool:
    """Return whether one date is another with day and month swapped."""
    return (one.year, one.month, one.day) == (other.year, other.day, other.month)


def is_less_exact(left: Period, right: Period) -> bool:
    """Return whether two periods differ only in how exactly they give their ends: "November 2016" and a day of it."""
    return left.text != right.text and all(
        one.span.overlap(other.span) if one and other else one is other
        for one, other in ((left.start, right.start), (left.end, right.end))
    )


def certain_double_term(left: Fact, right: Fact) -> Span | None:
    """Return the days on which two states certainly held together, or None if there are none, or only one.

    One state may end on the day on which the next begins. A period that is only less exact than another is
    the same one.
    """
    if is_less_exact(left.period, right.period):
        return None
    overlap = certain_overlap(left, right)
    return overlap if overlap and overlap.first < overlap.last else None


def starts_twice(left: Fact, right: Fact) -> bool:
    """Return whether two records of one state have two known starts, with no end on record between them."""
    first, second = left.period.start, right.period.start
    if first is None or second is None:
        return False
    if first.last_day < second.first_day:
        return left.period.end is None
    return second.last_day < first.first_day and right.period.end is None


def in_or_on(when: PartialDate | Period) -> str:
    """Return a date with its preposition: `on 2011-06-22`, `in 2011`."""
    date_ = when if isinstance(when, PartialDate) else when.start or when.end
    return f"{'on' if date_ and date_.day and str(date_) == str(when) else 'in'} {when}"


def _date_in_words(when: PartialDate) -> str:
    """Return a date as people write it: "1 October 2026", "October 2026", "about 2026"."""
    qualifier = _QUALIFIERS.get(when.qualifier or "", "")
    month = f"{_MONTHS[when.month - 1]} " if when.month else ""
    return f"{qualifier}{f'{when.day} ' if when.day else ''}{month}{when.year}"


def period_in_words(period: Period) -> str:
    """Return a period as people say it: "since 2025", "until 2007", "2004 to November 2010"."""
    start, end = period.start, period.end
    if start and end:
        return _date_in_words(start) if start == end else f"{_date_in_words(start)} to {_date_in_words(end)}"
    if start:
        return f"since {_date_in_words(start)}"
    return f"until {_date_in_words(end)}" if end else "at a time unknown"


def terms_in_words(tenures: Iterable[Tenure]) -> str:
    """Return when tenures held; where no end is known, the last day on which a source shows them."""
    return ", ".join(map(_term_in_words, tenures))


def _term_in_words(tenure: Tenure) -> str:
    period = tenure.period
    if (period.start and period.end) or not tenure.attestations:
        return period_in_words(period)
    last = tenure.attestations[-1]
    seen = f"last seen in office {'on' if last.day else 'in'} {_date_in_words(last)}"
    return f"{period_in_words(period)} ({seen})" if period.start or period.end else seen


def span_in_words(span: Span) -> str:
    """Return some days with a preposition: "on 2012-05-12", "in 2012-05", "in 2012"."""
    first, last = span.first.isoformat(), span.last.isoformat()
    if first == last:
        return f"on {first}"
    same = first[:4] if (first[5:], last[5:]) == ("01-01", "12-31") else first[:7]
    return f"in {same}" if last.startswith(same) else f"in {first}/{last}"
