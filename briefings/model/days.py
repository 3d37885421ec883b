"""Days of the calendar, moved by a distance or by months, and other notations for days than that of fact files."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["add_months", "move_day", "other_notations"]

# Common notations that are not EDTF, each with the possible orders of its parts.
_OTHER_NOTATIONS = {
    re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", re.ASCII): ((0, 1, 2),),
    re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", re.ASCII): ((2, 1, 0), (2, 0, 1)),
    re.compile(r"(\d{4})[-/.](\d{1,2})", re.ASCII): ((0, 1),),
    re.compile(r"(\d{1,2})[-/.](\d{4})", re.ASCII): ((1, 0),),
}
_MONTHS_PER_YEAR = 12


def other_notations(text: str) -> Iterator[str]:
    """Yield what a date in another notation may be in that of fact files; it may not exist.

    >>> list(other_notations("30.11.2010"))
    ['2010-11-30', '2010-30-11']
    """
    for form, orders in _OTHER_NOTATIONS.items():
        if match := form.fullmatch(text):
            for order in orders:
                yield "-".join(match[part + 1].zfill(2) for part in order)


def move_day(day: date, distance: timedelta) -> date:
    """Return a day moved by a distance, but not beyond the first and the last day of the calendar.

    >>> move_day(date(9999, 12, 31), timedelta(days=1))
    datetime.date(9999, 12, 31)
    """
    try:
        return day + distance
    except OverflowError:
        return date.max if distance > timedelta() else date.min


def add_months(day: date, months: int) -> date:
    """Add months to a day, limited to the last day of the month and to the dates Python supports."""
    year, month = divmod(day.year * _MONTHS_PER_YEAR + day.month - 1 + months, _MONTHS_PER_YEAR)
    if not date.min.year <= year <= date.max.year:
        return date.max if months > 0 else date.min
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
