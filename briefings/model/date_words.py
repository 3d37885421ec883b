"""Times that people put in words, such as "spring 2019" or "before 2018", and how fact files write them."""

from __future__ import annotations

import re
from datetime import timedelta
from functools import partial
from itertools import product
from typing import TYPE_CHECKING

from briefings.model.dates import PartialDate
from briefings.model.days import move_day
from briefings.model.written_dates import read_date

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["suggest_date", "suggest_period"]

_DASH = r"(?:\s*[-–—]\s*|\s+(?:to|until|till|and|through|au?|по)\s+)"
_SPRING, _SUMMER, _AUTUMN = (3, 5), (6, 8), (9, 11)
_SEASONS = {
    **dict.fromkeys(("spring", "printemps", "весна"), _SPRING),
    **dict.fromkeys(("summer", "été", "лето"), _SUMMER),
    **dict.fromkeys(("autumn", "fall", "automne", "осень"), _AUTUMN),
}
"""The months of seasons; a winter is of two years, so that its name and a year have two readings."""
_PARTS = {
    **dict.fromkeys(("early", "beginning of", "start of"), (1, 3)),
    **dict.fromkeys(("mid", "middle of"), (5, 7)),
    **dict.fromkeys(("late", "end of"), (10, 12)),
}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_CODES = {
    "21": _SPRING,
    "22": _SUMMER,
    "23": _AUTUMN,
    "33": (1, 3),
    "34": (4, 6),
    "35": (7, 9),
    "36": (10, 12),
}
"""The months of EDTF's numbers for seasons and quarters."""
_YEAR = r"(?P<year>[0-9]{4})"
_SPACE = r"(?:\s+of|\s+in)?(?:\s+the)?[\s/-]*"
_ABOUT = r"(?:circa|ca?\.?|about|around|approx(?:imately|\.)?|vers|около|~)\s*"
_BY = r"(?:by|(?:no|not) later than)\s+"
_UNTIL = r"(?:until|till|up to|jusqu['’](?:à|en)|до)\s+"
_BEFORE = r"(?:before|prior to|avant|<)\s*"
_SINCE = r"(?:since|from|as of|depuis|с)\s+"
_AFTER = r"(?:after|not before|>)\s*"
_FROM = rf"^(?:{_SINCE}|between\s+|du\s+)"
_STILL = r"(?:present|now|today|date|ongoing)"
_UNKNOWN = r"(?:unknown|not known|n/?a|n\.?d\.?|tb[cd]|\?+|-+)"
_ORDERS = ("", "dmy", "mdy")
_MONTHS_OF_QUARTER = 3
_LONGEST = 200
"""The most characters of a text that is compared with the forms of dates, which takes the square of its length."""


def suggest_date(text: str) -> str:
    """Return a date in the notation of fact files that a text may mean; empty if there is none.

    >>> suggest_date("8 December 2022"), suggest_date("spring 2019"), suggest_date("circa 2017")
    ('2022-12-08', '2019-04~', '2017~')
    """
    plain = _plain(text)
    if months := _months_of(plain):
        return _middle_of(*months)
    if match := re.fullmatch(rf"{_ABOUT}(.+)", plain):
        return _joined("", _read(match[1]), "~")
    return _read(re.sub(r"^(?:on|the|in|le|в)\s+", "", plain))


def suggest_period(text: str) -> str:
    """Return a period in the notation of fact files that a text may mean; empty if there is none.

    >>> suggest_period("spring 2019"), suggest_period("before 2018"), suggest_period("15-16 May 2026")
    ('2019-03/2019-05', '../2017', '2026-05-15/2026-05-16')
    """
    plain = _plain(text)
    if months := _months_of(plain):
        year, first, last = months
        return f"{year:04d}-{first:02d}/{year:04d}-{last:02d}"
    for pattern, write in _FORMS:
        if (match := re.fullmatch(pattern, plain)) and (written := write(match)):
            return written
    return _range(plain) or suggest_date(text)


def _plain(text: str) -> str:
    """Return a text in small letters and with single spaces; empty for one so long that it can't mean a date."""
    return " ".join(text.split()).casefold() if len(text) <= _LONGEST else ""


def _months_of(plain: str) -> tuple[int, int, int] | None:
    """Return the year and the first and last month of a part of a year; None for anything else."""
    for pattern, months in _PARTS_OF_YEAR:
        if match := re.fullmatch(pattern, plain):
            return int(match["year"]), *months(match)
    return None


def _nth(match: re.Match[str], *, size: int) -> tuple[int, int]:
    """Return the months of a quarter or half; of the last one for a number that no year has."""
    count = min(int(match["number"]) if match["number"] else _ORDINALS[match["word"]], 12 // size)
    return size * (count - 1) + 1, size * count


def _patterns() -> Iterator[tuple[str, Callable[[re.Match[str]], tuple[int, int]]]]:
    """Yield patterns of parts of a year, with what finds their months."""
    season, part, ordinal = ("|".join(words) for words in (_SEASONS, _PARTS, _ORDINALS))
    yield rf"(?:in )?(?:the )?(?P<part>{season}){_SPACE}{_YEAR}", lambda match: _SEASONS[match["part"]]
    yield rf"(?:the )?(?P<part>{part})[\s-]*{_YEAR}", lambda match: _PARTS[match["part"]]
    yield rf"{_YEAR}-(?P<part>{'|'.join(_CODES)})", lambda match: _CODES[match["part"]]
    for letter, unit, size in (("q", "quarter", 3), ("h", "half", 6)):
        name = rf"(?:{letter}(?P<number>[1-4])|(?P<word>{ordinal}) {unit})"
        for pattern in (rf"(?:the )?{name}{_SPACE}{_YEAR}", rf"{_YEAR}[\s/-]*{name}"):
            yield pattern, partial(_nth, size=size)


_PARTS_OF_YEAR = tuple(_patterns())


def _middle_of(year: int, first: int, last: int) -> str:
    """Return the date that is about the middle of some months; the year if they are more than three."""
    return f"{year:04d}-{first + 1:02d}~" if last - first < _MONTHS_OF_QUARTER else f"{year:04d}"


def _read(text: str, order: str = "") -> str:
    """Return a date in numbers or with the name of its month; empty if there is none, or two readings."""
    day = re.sub(r"[t ][0-9]{2}:[0-9]{2}[^/]*$|(?:-(?:xx|uu|\?\?).*)$", "", text)
    try:
        found = read_date(day, order)
        PartialDate.parse_notation(found)
    except ValueError:
        return ""
    return found


def _stepped(date: str, units: int) -> str:
    """Return the date one unit of its precision earlier or later; empty for none."""
    if not date:
        return ""
    named = PartialDate.parse_notation(date)
    day = named.first_day if units < 0 else named.last_day
    return move_day(day, timedelta(units)).isoformat()[: len(date)]


def _range(plain: str) -> str:
    """Return the period of two dates; empty for none."""
    for match in re.finditer(_DASH, plain):
        start, end = re.sub(_FROM, "", plain[: match.start()]), plain[match.end() :]
        for first, order in product(_with_what_it_leaves_out(start, end), _ORDERS):
            if period := _between(_read(first, order), _read(end, order)):
                return period
    return ""


def _with_what_it_leaves_out(start: str, end: str) -> Iterator[str]:
    """Yield the readings of the first of two dates: as it is, or with the month and year, or the year, of the second."""
    for place in (place for place, letter in enumerate(end) if letter in " ."):
        yield start.rstrip(".") + end[place:]
    yield start


def _between(start: str, end: str) -> str:
    """Return the period of two dates of the same precision; empty if there is none."""
    return f"{start}/{end}" if start and len(start) == len(end) and start < end else ""


def _latest(start: str, end: str) -> str:
    """Return the period of a state that was over by a date; empty unless both are dates."""
    return f"{start}/..{end}" if start and end else ""


def _joined(before: str, date: str, after: str = "") -> str:
    """Return a date with what stands before and after it; empty for no date."""
    return f"{before}{date}{after}" if date else ""


_FORMS: tuple[tuple[str, Callable[[re.Match[str]], str]], ...] = (
    (rf"{_BY}(.+)", lambda match: _joined("../", suggest_date(match[1]))),
    (rf"{_UNTIL}(.+)", lambda match: _joined("/", suggest_date(match[1]))),
    (rf"{_BEFORE}(.+)", lambda match: _joined("../", _stepped(_read(match[1]), -1))),
    (rf"{_SINCE}([^-–—/]+)", lambda match: _joined("", _read(match[1]), "/")),
    (rf"{_AFTER}(.+)", lambda match: _joined("", _stepped(_read(match[1]), 1), "/")),
    (rf"(.+?){_DASH}{_STILL}", lambda match: _joined("", _read(re.sub(_SINCE, "", match[1])), "/")),
    (r"(?:the )?([12][0-9]{2})0['’]?s", lambda match: f"{match[1]}0/{match[1]}9"),
    (r"(?:the )?(1[0-9]|2[01])(?:st|nd|rd|th) century", lambda match: f"{int(match[1]) - 1}01/{match[1]}00"),
    (rf"(?:ended|over) {_BY}(.+)", lambda match: _joined("/..", suggest_date(match[1]))),
    (
        rf"(.+?){_DASH}(.+) at the latest",
        lambda match: _latest(_read(re.sub(_SINCE, "", match[1])), suggest_date(match[2])),
    ),
    (_UNKNOWN, lambda _match: "/"),
)
"""Forms of periods, each with what writes it; empty if a part of it is not a date."""
