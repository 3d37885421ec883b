"""Days and periods as people say them: the pages show no notation of fact files."""

from __future__ import annotations

from calendar import month_name
from datetime import date
from typing import TYPE_CHECKING

from briefings.model.dates import PartialDate

if TYPE_CHECKING:
    from briefings.model.dates import Period

__all__ = ["say_day", "say_period"]

_QUALIFIERS = {"": "{}", "~": "about {}", "?": "{}, which is not certain", "..": "{} at the latest"}


def say_day(when: date | PartialDate) -> str:
    """Return a day, a month or a year in words.

    >>> say_day(date(2011, 6, 23)), say_day(PartialDate.parse("2004-06~"))
    ('23 June 2011', 'about June 2004')
    """
    found = PartialDate.from_day(when) if isinstance(when, date) else when
    parts = (found.day, month_name[found.month] if found.month else None, found.year)
    return _QUALIFIERS[found.qualifier].format(" ".join(str(part) for part in parts if part))


def say_period(period: Period) -> str:
    """Return when something happened, or how long it holds.

    >>> from briefings.model.dates import Period
    >>> say_period(Period.parse("2011-06-23")), say_period(Period.parse("1997-05/"))
    ('23 June 2011', 'since May 1997')
    >>> say_period(Period.parse("1992/1997-05")), say_period(Period.parse("/"))
    ('1992 to May 1997', 'days not known')
    >>> say_period(Period.parse("2025-12-01/2025-12-05")), say_period(Period.parse("2025-11-30/2025-12-05"))
    ('1 to 5 December 2025', '30 November to 5 December 2025')
    """
    start, end = period.start, period.end
    if start and end:
        return say_day(start) if start == end else f"{_without_end(start, end)} to {say_day(end)}"
    if start:
        return f"from {say_day(start)} on" if period.open_end else f"since {say_day(start)}"
    if end:
        return f"until {say_day(end)}"
    return "at all times" if period.open_end else "days not known"


def _without_end(start: PartialDate, end: PartialDate) -> str:
    """Return a first day in words, without the month and the year that it shares with the last one."""
    if start.qualifier or end.qualifier or not (start.day and end.day) or start.year != end.year:
        return say_day(start)
    return f"{start.day}" if start.month == end.month else f"{start.day} {month_name[start.month or 1]}"
