"""Dates as lists write them, read into the notation of fact files; a date with two readings is refused."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefings.checks.text.dates import find_dates
from briefings.model.dates import PartialDate

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["AmbiguousDateError", "read_date"]

_NUMBERS = re.compile(r"([0-9]{1,4})([./-])([0-9]{1,2})\2([0-9]{1,4})")
_ORDERS = {"dmy": (2, 1, 0), "mdy": (2, 0, 1), "ymd": (0, 1, 2)}
"""The places of year, month and day in each order."""
_YEAR_DIGITS = 4


class AmbiguousDateError(ValueError):
    """A date that can be read in two ways.

    Attributes:
        hint: what to do.
    """

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def read_date(text: str, order: str, languages: Iterable[str]) -> str:
    """Return a date in the notation of fact files; a text that is none unchanged.

    Args:
        text: as written: `3.4.2026`, `3 April 2026`, `2026-04-03`.
        order: of day, month and year in numbers: `dmy`, `mdy` or `ymd`; empty if it is not known.
        languages: of the names of months.

    Raises:
        AmbiguousDateError: if two days are possible, or the year has two digits.
    """
    day = re.sub(r"[T ]0?0:00(?::00)?(?:\.0+)?Z?$", "", text)
    for language in languages:
        written = find_dates(day, language)
        if len(written) == 1 and written[0].text == day and written[0].date:
            return str(written[0].date)
    match = _NUMBERS.fullmatch(day)
    if match is None:
        return day
    parts = (match[1], match[3], match[4])
    order = "ymd" if len(match[1]) == _YEAR_DIGITS else order
    found = {date for name in ([order] if order else _ORDERS) if (date := _date_of(parts, _ORDERS[name]))}
    if len(found) > 1:
        known = " or ".join(sorted(found))
        raise AmbiguousDateError(f"{text!r} can be {known}", "write `dates: dmy` or `dates: mdy` in the map")
    if not found and all(len(part) < _YEAR_DIGITS for part in parts):
        raise AmbiguousDateError(f"the year of {text!r} has two digits", "write it with four")
    if not found and order and len(parts[_ORDERS[order][0]]) == _YEAR_DIGITS:
        year, month, number = (parts[place] for place in _ORDERS[order])
        return f"{year}-{month:0>2}-{number:0>2}"  # there is no such day, and whoever parses it says why
    return found.pop() if found else day


def _date_of(parts: tuple[str, str, str], places: tuple[int, int, int]) -> str:
    """Return the date of three numbers in an order; empty if there is no such day."""
    year, month, day = (parts[place] for place in places)
    if len(year) != _YEAR_DIGITS:
        return ""
    try:
        return str(PartialDate.parse(f"{year}-{month:0>2}-{day:0>2}"))
    except ValueError:
        return ""
