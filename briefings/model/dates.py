"""When something holds in the world, from dates that are often known in part only.

A partial date is a range of days; a period has a range of days for each of its ends.
All ends are inclusive: a period `2004-09/2010-11` may hold on 30 November 2010.
The notation is a subset of EDTF (Extended Date/Time Format, Library of Congress; ISO 8601-2).
"""

from __future__ import annotations

import calendar
import contextlib
import enum
import re
from dataclasses import dataclass
from datetime import date
from functools import total_ordering

__all__ = ["ANY_TIME", "Duration", "PartialDate", "Period", "Truth", "parse_day"]

_DATE = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?(?P<mark>[~?]?)", re.ASCII)
# Dates as people write them elsewhere, each with the orders in which its parts may be meant.
_ELSEWHERE = {
    re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", re.ASCII): ((0, 1, 2),),
    re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", re.ASCII): ((2, 1, 0), (2, 0, 1)),
    re.compile(r"(\d{4})[-/.](\d{1,2})", re.ASCII): ((0, 1),),
    re.compile(r"(\d{1,2})[-/.](\d{4})", re.ASCII): ((1, 0),),
}
_DURATION = re.compile(
    r"P(?=\d)(?:(?P<years>\d{1,3})Y)?(?:(?P<months>\d{1,3})M)?(?:(?P<days>\d{1,4})D)?", re.ASCII
)
_MONTHS = 12


@total_ordering
class Truth(enum.Enum):
    """Whether a fact holds on a day, from no to certain."""

    NO = 0
    POSSIBLE = 1
    PRESUMED = 2
    CERTAIN = 3

    def __lt__(self, other: Truth) -> bool:
        return self.value < other.value


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day, a month or a year, as written.

    Attributes:
        year: 1 to 9999.
        month: 1 to 12, or None where only the year is known.
        day: day of the month, or None where only the month is known.
        mark: `~` for approximate, `?` for uncertain, or empty. Either widens the date by one unit
            of its precision to both sides: "about June 2004" may be May or July.
    """

    year: int
    month: int | None = None
    day: int | None = None
    mark: str = ""

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read `2002`, `2002-02` or `2002-02-20`, with `~` or `?` behind.

        Raises:
            ValueError: with a sentence for the user, if it is no such date or the day never was.
        """
        match = _DATE.fullmatch(text)
        if not match:
            message = f"{text!r} is not a date; write {_meant(text) or '2002, 2002-02 or 2002-02-20'}"
            raise ValueError(message)
        year = int(match["year"])
        month = int(match["month"]) if match["month"] else None
        day = int(match["day"]) if match["day"] else None
        if year == 0:
            message = f"{text!r} is not a date: there is no year 0"
            raise ValueError(message)
        if month is not None and not 1 <= month <= _MONTHS:
            message = f"{text!r} is not a date: there is no month {match['month']}"
            raise ValueError(message)
        if month is not None and day is not None:
            last = calendar.monthrange(year, month)[1]
            if not 1 <= day <= last:
                name = f"{calendar.month_name[month]} {year}"
                message = f"{text!r} is not a date: {name} has {last} days"
                raise ValueError(message)
        return cls(year, month, day, match["mark"])

    @classmethod
    def of(cls, day: date) -> PartialDate:
        """The partial date that is exactly this day."""
        return cls(day.year, day.month, day.day)

    @property
    def first(self) -> date:
        """The earliest day it may be."""
        return self._moved(self.written, -1) if self.mark else self.written

    @property
    def written(self) -> date:
        """The earliest day that it names, whatever the mark says."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The latest day it may be."""
        month = self.month or _MONTHS
        day = self.day or calendar.monthrange(self.year, month)[1]
        end = date(self.year, month, day)
        return self._moved(end, +1) if self.mark else end

    def _moved(self, day: date, units: int) -> date:
        if self.day is not None:
            ordinal = day.toordinal() + units
            return date.fromordinal(min(max(ordinal, 1), date.max.toordinal()))
        months = units if self.month is not None else units * _MONTHS
        whole = day.replace(day=1)
        moved = _add_months(whole, months)
        at_end = day.day != 1
        return moved.replace(day=calendar.monthrange(moved.year, moved.month)[1]) if at_end else moved

    def __str__(self) -> str:
        parts = [f"{self.year:04d}"]
        if self.month is not None:
            parts.append(f"{self.month:02d}")
        if self.day is not None:
            parts.append(f"{self.day:02d}")
        return "-".join(parts) + self.mark


@dataclass(frozen=True, slots=True)
class Period:
    """From a start to an end, both inclusive; either may be unknown or open.

    Attributes:
        start: when it began; None where that is unknown or open.
        end: when it ended; None where that is unknown or open.
        open_start: it has always been so, as far as anybody is concerned.
        open_end: it has no end.
        text: as written.
    """

    start: PartialDate | None = None
    end: PartialDate | None = None
    open_start: bool = False
    open_end: bool = False
    text: str = "/"

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read a partial date (a period within it, start and end) or `START/END`.

        Raises:
            ValueError: with a sentence for the user.
        """
        # A date with slashes is told as such, and not for the period that it is not.
        if "/" not in text or _meant(text):
            only = PartialDate.parse(text)
            return cls(only, only, text=text)
        start_text, _, end_text = text.partition("/")
        if "/" in end_text:
            message = f"{text!r} is not a period; write it as 2002/2004 or 2002-02-20/2002-02-27"
            raise ValueError(message)
        start = PartialDate.parse(start_text) if start_text not in ("", "..") else None
        end = PartialDate.parse(end_text) if end_text not in ("", "..") else None
        if start and end and end.last < start.first:
            message = f"{text!r} ends before it begins"
            raise ValueError(message)
        return cls(start, end, start_text == "..", end_text == "..", text)

    def on(self, day: date) -> Truth:
        """Whether it holds on a day by its dates alone: CERTAIN, POSSIBLE or NO."""
        if (self.start and day < self.start.first) or (self.end and day > self.end.last):
            return Truth.NO
        begun = self.open_start or (self.start is not None and self.start.last <= day)
        going_on = self.open_end or (self.end is not None and day <= self.end.first)
        return Truth.CERTAIN if begun and going_on else Truth.POSSIBLE

    def __str__(self) -> str:
        return self.text


ANY_TIME = Period(open_start=True, open_end=True, text="../..")


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time in calendar units, ISO 8601: `P1Y`, `P18M`, `P90D`."""

    months: int
    days: int
    text: str

    @classmethod
    def parse(cls, text: str) -> Duration:
        """Read years, months and days, each optional.

        Raises:
            ValueError: with a sentence for the user.
        """
        match = _DURATION.fullmatch(text)
        if not match:
            message = f"{text!r} is not a length of time; write P1Y, P18M or P90D"
            raise ValueError(message)
        years, months, days = (int(match[unit] or 0) for unit in ("years", "months", "days"))
        return cls(years * _MONTHS + months, days, text)

    def after(self, day: date) -> date:
        """The day this long after another; the last of the month where there is no such day."""
        ordinal = _add_months(day, self.months).toordinal() + self.days
        return date.fromordinal(min(ordinal, date.max.toordinal()))


def _meant(text: str) -> str:
    """A date that is written otherwise, as it is to be written; both, if it may be one of two; empty if it is none."""
    found: dict[str, None] = {}
    for form, orders in _ELSEWHERE.items():
        if match := form.fullmatch(text):
            for order in orders:
                written = "-".join(match[part + 1].zfill(2) for part in order)
                with contextlib.suppress(ValueError):
                    found[str(PartialDate.parse(written))] = None
    return " or ".join(found)


def parse_day(text: str) -> date:
    """Read a whole day, `2011-06-23`.

    Raises:
        ValueError: with a sentence for the user.
    """
    partial = PartialDate.parse(text)
    if partial.day is None or partial.mark:
        message = f"{text!r} is not a day; write it as 2011-06-23"
        raise ValueError(message)
    return partial.first


def _add_months(day: date, months: int) -> date:
    years, month = divmod(day.year * _MONTHS + day.month - 1 + months, _MONTHS)
    if not date.min.year <= years <= date.max.year:
        return date.max if months > 0 else date.min
    return date(years, month + 1, min(day.day, calendar.monthrange(years, month + 1)[1]))
