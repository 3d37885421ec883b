"""The days on which a state certainly held, by its dates and attestations alone.

`factbase.standing` also takes other facts, sources and reviews into account.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from briefings.model.dates import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefings.model.dates import PartialDate, Period
    from briefings.model.facts import Fact

__all__ = [
    "certain_overlap",
    "certain_span",
    "first_known_date",
    "has_ended",
    "known_days",
    "sure_span",
]


def has_ended(fact: Fact, day: date) -> bool:
    """Return whether the dates of a fact certainly end before a day."""
    end = fact.period.end
    return end is not None and end.last_day < day


def certain_span(fact: Fact) -> Span | None:
    """Return the days on which a state certainly held, or None if there are none.

    They run from its known start or first attestation to its last attestation or known end.
    """
    first, last = _certain_bounds(fact.period, fact.attestations)
    return Span(first, last) if first and last and first <= last else None


def certain_overlap(left: Fact, right: Fact) -> Span | None:
    """Return the days on which two states certainly held together, or None if there are none."""
    left_span, right_span = certain_span(left), certain_span(right)
    return left_span.overlap(right_span) if left_span and right_span else None


def sure_span(period: Period, attestations: Sequence[PartialDate]) -> Span:
    """Return the days to draw as certain for a state: a single day where no second one is certain.

    Args:
        period: its dates, as far as they are printed.
        attestations: dates on which sources attest it, as far as they are printed.
    """
    first, last = _certain_bounds(period, attestations)
    begin = first or date.min
    return Span(begin, max(begin, last or begin))


def _certain_bounds(period: Period, attestations: Sequence[PartialDate]) -> tuple[date | None, date | None]:
    """Return the first and the last day on which a state certainly held; None for an unknown one.

    The first may be after the last, as for 2004/2004-05.
    """
    start, end = period.start, period.end
    first_days = [when.last_day for when in attestations]
    last_days = [when.first_day for when in attestations]
    if start:
        first_days.append(start.last_day)
    if end and not end.is_limit:
        last_days.append(end.first_day)
    if period.open_start:
        first_days.append(date.min)
    if period.open_end:
        last_days.append(date.max)
    if start and not last_days:
        last_days.append(start.last_day)
    if end and not end.is_limit and not first_days:
        first_days.append(end.first_day)
    return min(first_days, default=None), max(last_days, default=None)


def first_known_date(fact: Fact) -> tuple[date, date]:
    """Return the first and the last day of the earliest date known of a state, to sort by."""
    period = fact.period
    dates = [when for when in (period.start, *fact.attestations, period.end) if when]
    return min(((when.first_day, when.last_day) for when in dates), default=(date.min, date.min))


def known_days(fact: Fact) -> list[date]:
    """Return the days by which a state is known to have begun or to hold."""
    start = [fact.period.start.last_day] if fact.period.start else []
    return start + [attested.last_day for attested in fact.attestations]
