"""Years, months and days that texts name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from briefings.checks.text.vocabulary import phrases
from briefings.model import locales
from briefings.model.dates import PartialDate, Period

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["YEAR", "WrittenDate", "find_dates", "find_only_date", "find_years"]

YEAR = r"(?:1[89]|20)\d\d"
"""A regular expression for a year, from 1800 to 2099."""

_YEAR_PATTERN = re.compile(rf"(?<!\d){YEAR}(?!\d)")


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A month of a year, or a day, that is written in a text.

    Attributes:
        text: as written.
        start: position of the first character.
        date: the date, or None if it does not exist, such as 31 November.
    """

    text: str
    start: int
    date: PartialDate | None


def find_years(text: str) -> set[int]:
    """Return the years that a text names."""
    return {int(match[0]) for match in _YEAR_PATTERN.finditer(text)}


def find_dates(text: str, language: str) -> list[WrittenDate]:
    """Return the months and days that a text names together with a year, in order; none if the language is unknown."""
    pattern, months = _date_pattern(locales.primary_language(language))
    return [] if pattern is None else [_to_written_date(match, months) for match in pattern.finditer(text)]


def find_only_date(text: str, language: str) -> Period | None:
    """Return the only day, month or year that a text names, or None if it names none or several."""
    named_years = find_years(text)
    dates = [written_date.date for written_date in find_dates(text, language)]
    if len(named_years) != 1 or len(dates) > 1 or None in dates:
        return None
    return Period.parse(str(dates[0] if dates else min(named_years)))


def _to_written_date(match: re.Match[str], months: Mapping[str, int]) -> WrittenDate:
    month_name = match["month"] or match["first"]
    day = match["day"] or match["second"]
    iso_date = f"{match['year']}-{months[month_name.casefold()]:02d}" + (f"-{int(day):02d}" if day else "")
    try:
        date = PartialDate.parse(iso_date)
    except ValueError:
        date = None
    return WrittenDate(match[0], match.start(), date)


@cache
def _date_pattern(language: str) -> tuple[re.Pattern[str] | None, Mapping[str, int]]:
    """Return a pattern for dates in a language and the numbers of its months, by name.

    The pattern matches "20 February 2002" and "February 20, 2002". It is None if the language is unknown.
    """
    if not locales.is_known_language(language):
        return None, {}
    months = {
        locales.month_name(number, language, standalone=alone).casefold(): number
        for number in range(1, 13)
        for alone in (False, True)
    }
    names = "|".join(map(re.escape, months))
    suffixes = "|".join(phrases("day_suffixes"))
    return re.compile(
        rf"(?<!\w)(?:(?:(?P<day>\d{{1,2}})(?:{suffixes})?\s+)?(?P<month>{names})"
        rf"|(?P<first>{names})\s+(?P<second>\d{{1,2}})(?:{suffixes})?,?)\s+(?P<year>{YEAR})(?!\d)",
        re.IGNORECASE,
    ), months
