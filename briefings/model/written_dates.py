"""Dates as people write them, read into the notation of fact files; a date with two readings is refused."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from briefings.model import locales
from briefings.model.dates import LATEST, PartialDate

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from briefings.model.house import House

__all__ = ["AmbiguousDateError", "date_languages", "read_date", "read_period"]

_KNOWN_LANGUAGES = ("en", "fr", "ru", "tg", "ar")
"""Languages whose months are known to every house."""

_NUMBERS = re.compile(r"([0-9]{1,4})([./-])([0-9]{1,2})\2([0-9]{1,4})")
_COMPACT = re.compile(r"([12][0-9]{3})([0-9]{2})([0-9]{2})")
_MONTH_AND_YEAR = re.compile(r"([0-9]{1,2})[./-]([0-9]{4})")
_TIME = re.compile(
    r"(?:T|,? )[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?: ?[AaPp]\.?[Mm]\.?)?(?: ?Z|[+-][0-9]{2}:?[0-9]{2})?$"
)
_AROUND_A_DATE = re.compile(
    r"(?<=[./-][0-9]{4}) ?г(?:\.|ода)?$|(?<=^[12][0-9]{3})\.0$|[«»]|^le (?=[0-9])", re.IGNORECASE
)
"""What stands around a date and does not belong to it: `03.05.2024 г.`, `«3» мая`, `le 3 mai`, a year as a number with `.0`."""
_DASH_AT_WORD = re.compile(r"(?<=[0-9])[-/](?=[^\W\d_]{3})|(?<=[^\W\d_]{3})[-/](?=[0-9])")
_ORDERS = {"dmy": (2, 1, 0), "mdy": (2, 0, 1), "ymd": (0, 1, 2)}
"""The places of year, month and day in each order."""
_YEAR_DIGITS = 4
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th|er|е|го|-го|ум|юм|\.)?"
_YEAR = r"(?:(?:соли|of) )?(?P<year>[0-9]{4})(?: ?(?:года|год|г\.?|с\.?))?"
_IN_WORDS = (
    re.compile(rf"(?:{_DAY} )?(?:de |of )?(?P<month>[^\W\d_]+)\.?,? {_YEAR}", re.IGNORECASE),
    re.compile(rf"(?P<month>[^\W\d_]+)\.? {_DAY},? {_YEAR}", re.IGNORECASE),
)
_LEAST_LETTERS = 3
_TAJIK_OF = "и"
"""The end of a Tajik month before its year: "3 майи соли 2021"."""


class AmbiguousDateError(ValueError):
    """A date that can be read in two ways.

    Attributes:
        hint: what to do.
        days: the days that the message names, in the notation of fact files.
    """

    def __init__(self, message: str, hint: str, days: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.hint = hint
        self.days = days


def date_languages(house: House) -> tuple[str, ...]:
    """Return the languages in which months may be written, those of the house first; the first that has a name decides."""
    return tuple(dict.fromkeys((house.default_language, *house.languages, *_KNOWN_LANGUAGES)))


def read_date(text: str, order: str, languages: Iterable[str] = _KNOWN_LANGUAGES) -> str:
    """Return a date in the notation of fact files; a text that is none unchanged.

    Args:
        text: as written: `3.4.2026`, `Friday, 3 April 2026`, `3-Apr-2026`, `April 2026`, `2026-04-03`, `20260403`. A time
            of day behind it does not count.
        order: of day, month and year in numbers: `dmy`, `mdy` or `ymd`; empty if it is not known.
        languages: of the names of months; the first one that has a name decides.

    Raises:
        AmbiguousDateError: if two days are possible, or the year has two digits.
    """
    day = _AROUND_A_DATE.sub("", _TIME.sub("", text))
    if date := _date_in_words(day, tuple(languages)):
        return date
    if match := _MONTH_AND_YEAR.fullmatch(day):
        return _date_of((match[2], match[1], ""), (0, 1, 2)) or day
    if match := _COMPACT.fullmatch(day):
        return _date_of((match[1], match[2], match[3]), (0, 1, 2)) or day
    match = _NUMBERS.fullmatch(day)
    if match is None:
        return day
    parts = (match[1], match[3], match[4])
    order = "ymd" if len(match[1]) == _YEAR_DIGITS else order
    found = {date for name in ([order] if order else _ORDERS) if (date := _date_of(parts, _ORDERS[name]))}
    if len(found) > 1:
        days = tuple(sorted(found))
        hint = "write `dates: dmy` or `dates: mdy` in the map"
        raise AmbiguousDateError(f"{text!r} can be {' or '.join(days)}", hint, days)
    if not found and all(len(part) < _YEAR_DIGITS for part in parts):
        raise AmbiguousDateError(f"the year of {text!r} has two digits", "write it with four")
    if not found and order and len(parts[_ORDERS[order][0]]) == _YEAR_DIGITS:
        year, month, number = (parts[place] for place in _ORDERS[order])
        return f"{year}-{month:0>2}-{number:0>2}"  # there is no such day, and whoever parses it says why
    return found.pop() if found else day


def read_period(text: str, languages: Iterable[str] = _KNOWN_LANGUAGES) -> str:
    """Return a period in the notation of fact files, each end read as a date; a text that is none unchanged.

    >>> read_period("May 2021/3 June 2022")
    '2021-05/2022-06-03'

    Raises:
        AmbiguousDateError: if an end can be read in two ways.
    """
    known = tuple(languages)
    whole = read_date(text, "", known)
    if whole != text or text.count("/") != 1:
        return whole
    return "/".join(_read_end(end.strip(), known) for end in text.split("/"))


def _read_end(text: str, languages: tuple[str, ...]) -> str:
    """Return an end of a period, read as a date; `..` before the day by which it was over stays."""
    mark = LATEST if text.startswith(LATEST) else ""
    return mark + read_date(text.removeprefix(LATEST), "", languages)


def _date_in_words(text: str, languages: tuple[str, ...]) -> str:
    """Return the date that words say; empty if they say none."""
    plain = "".join(str(unicodedata.digit(letter)) if letter.isdecimal() else letter for letter in text)
    plain = " ".join(_DASH_AT_WORD.sub(" ", plain).split())
    first, _, rest = plain.partition(" ")
    if rest and _is_weekday(first.rstrip(".,").casefold(), languages):
        plain = rest
    for match in filter(None, (pattern.fullmatch(plain) for pattern in _IN_WORDS)):
        for language in languages:
            if month := _find_month(match["month"].casefold(), locales.primary_language(language)):
                return _date_of((match["year"], str(month), match["day"] or ""), (0, 1, 2))
    return ""


def _is_weekday(word: str, languages: tuple[str, ...]) -> bool:
    """Return whether a word is a day of the week, or the first letters of one."""
    return len(word) >= _LEAST_LETTERS and any(
        name.startswith(word)
        for language in languages
        for name in _weekdays(locales.primary_language(language))
    )


@cache
def _weekdays(language: str) -> tuple[str, ...]:
    """Return the days of the week in a language, in small letters; none if it is unknown."""
    if not locales.is_known_language(language):
        return ()
    return tuple(locales.weekday_name(number, language).casefold() for number in range(7))


def _find_month(word: str, language: str) -> int | None:
    """Return the number of the month of a name, or of the start of one if no other month begins so."""
    months = _months(language)
    if known := months.get(word) or months.get(word.removesuffix(_TAJIK_OF)):
        return known
    found = {
        number for name, number in months.items() if len(word) >= _LEAST_LETTERS and name.startswith(word)
    }
    return found.pop() if len(found) == 1 else None


@cache
def _months(language: str) -> Mapping[str, int]:
    """Return the numbers of months by their names in a language, in both forms; none if it is unknown."""
    if not locales.is_known_language(language):
        return {}
    return {
        locales.month_name(number, language, standalone=alone).casefold(): number
        for number in range(1, 13)
        for alone in (False, True)
    }


def _date_of(parts: tuple[str, str, str], places: tuple[int, int, int]) -> str:
    """Return the date of a year, a month and maybe a day in an order; empty if there is no such date."""
    year, month, day = (parts[place] for place in places)
    if len(year) != _YEAR_DIGITS:
        return ""
    try:
        return str(
            PartialDate.parse_notation("-".join(filter(None, (year, f"{month:0>2}", day and f"{day:0>2}"))))
        )
    except ValueError:
        return ""
