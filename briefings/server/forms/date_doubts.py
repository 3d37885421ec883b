"""Problems with dates in forms, with suggestions in words and without the notation of fact files."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from briefings.authoring.wording.days import say_day
from briefings.model.dates import PartialDate
from briefings.model.unread_dates import UnreadDateError
from briefings.model.written_dates import AmbiguousDateError, read_date

if TYPE_CHECKING:
    from datetime import date

    from briefings.model.diagnostics import Diagnostic

__all__ = ["say_dates"]

_SHORT_YEAR = re.compile(r"((?:[0-9]{1,2}\.? )?[^\W\d_]+)\.?,? ['’]?([0-9]{2})")
_NEAR_DAYS = {"yesterday": -1, "today": 0, "tomorrow": 1}
_YEARS_AHEAD = 20
_CENTURY = 100
_AMBIGUOUS = "ambiguous-date"


def say_dates(problem: Diagnostic, today: date) -> Diagnostic:
    """Return a problem with a date in the words of a form; another problem as it is."""
    if problem.code == _AMBIGUOUS:
        said = problem.with_days(lambda day: say_day(PartialDate.parse(day)))
        return problem.in_words(said, "write the month in letters, and the year in full")
    if problem.wanted != UnreadDateError.wanted:
        return problem
    ends = problem.value.split("/")
    wrong = next((end for end in ends if end.strip() and not _is_date(end)), problem.value)
    meant = _meant_day(wrong.strip(), today)
    hint = f"Do you mean {meant}?" if meant else "Write it like 3 May 2021, May 2021 or 2021."
    return problem.in_words(f"“{wrong.strip()}” is not a date.", hint)


def _is_date(text: str) -> bool:
    """Return whether a text is a date, in words or in numbers."""
    try:
        PartialDate.parse(read_date(text.strip(), ""))
    except ValueError:
        return text == ".."
    return True


def _meant_day(text: str, today: date) -> str:
    """Return the day that may be meant, in words; empty if none is near."""
    if (days := _NEAR_DAYS.get(text.casefold())) is not None:
        return say_day(today + timedelta(days=days))
    if match := _SHORT_YEAR.fullmatch(text):
        year = today.year - today.year % _CENTURY + int(match[2])
        year -= _CENTURY if year > today.year + _YEARS_AHEAD else 0
        try:
            return say_day(PartialDate.parse(read_date(f"{match[1]} {year}", "")))
        except (AmbiguousDateError, ValueError):
            return ""
    return ""
