"""Whether a term of office certainly began, or ended, at another time than a text says."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from briefings.checks.periods import HALF_YEAR, MONTH
from briefings.factbase.spans import certain_span

if TYPE_CHECKING:
    from briefings.model.dates import Span
    from briefings.model.facts import Tenure

__all__ = ["ends_elsewhere", "starts_elsewhere"]


def starts_elsewhere(tenure: Tenure, span: Span, undated_slack: timedelta = timedelta()) -> bool:
    """Return whether a tenure certainly did not begin on some days, with a month for the taking of office.

    Args:
        tenure: the tenure.
        span: the days.
        undated_slack: how much later than shown by a source it may have begun, if no start is on record.
    """
    start, end, held = tenure.period.start, tenure.period.end, certain_span(tenure)
    if start:
        return start.first_day - span.last > MONTH or span.first - start.last_day > MONTH
    # It held before, by a source, or had ended.
    return bool((held and span.first - held.first > undated_slack) or (end and end.last_day < span.first))


def ends_elsewhere(tenure: Tenure, span: Span, undated_slack: timedelta = timedelta()) -> bool:
    """Return whether a tenure certainly did not end on some days; a resignation may be long before the last day.

    Args:
        tenure: the tenure.
        span: the days.
        undated_slack: how much earlier than shown by a source it may have ended, if no end is on record.
    """
    end, held = tenure.period.end, certain_span(tenure)
    if end:
        return span.first - end.last_day > MONTH or end.first_day - span.last > HALF_YEAR
    return bool(held and held.last - span.last > undated_slack)
