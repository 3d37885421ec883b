"""Partial dates, periods and durations.

A partial date is a range of days; a period has a range of days for each of its ends.
All ends are inclusive: a period `2004-09/2010-11` may hold on 30 November 2010.
The notation is a subset of EDTF (Extended Date/Time Format, Library of Congress; ISO 8601-2).
"""

from __future__ import annotations

import calendar
import contextlib
import enum
import re
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache, total_ordering

from briefings.model.days import add_months, other_notations
from briefings.model.unread_dates import UnreadDateError

__all__ = ["ANY_TIME", "LATEST", "Certainty", "Duration", "PartialDate", "Period", "Span", "parse_day"]

_DATE_PATTERN = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?(?P<qualifier>[~?]?)", re.ASCII
)
_DURATION_PATTERN = re.compile(
    r"P(?=\d)(?:(?P<years>\d{1,3})Y)?(?:(?P<months>\d{1,3})M)?(?:(?P<days>\d{1,4})D)?", re.ASCII
)
_MONTHS_PER_YEAR = 12
_MOST_SHARED = 8192
"""How many dates and periods are kept: a project writes the same ones often, so that they are parsed and stored once."""


@total_ordering
class Certainty(enum.Enum):
    """The degree of certainty that a fact holds on a day, from no to certain.

    >>> Certainty.POSSIBLE < Certainty.CERTAIN
    True
    """

    NO = 0
    POSSIBLE = 1
    PRESUMED = 2
    CERTAIN = 3

    def __lt__(self, other: Certainty) -> bool:
        return self.value < other.value


LATEST = ".."
"""The mark before an end by which a state was over, on a day that is not known."""


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day, a month or a year, with an optional qualifier.

    Attributes:
        year: 1 to 9999.
        month: 1 to 12, or None where only the year is known.
        day: day of the month, or None where only the month is known.
        qualifier: `~` for approximate, `?` for uncertain, or empty. Either one widens the date by one unit
            of its precision to both sides: "about June 2004" may be May or July. `..` is only for the end of a
            period that was over by then; on which day it ended is not known.
        earliest: of such an end, the first day on which it can have been.
        nominal_first_day: the earliest day named, ignoring the qualifier.
        first_day: the earliest possible day, widened by the qualifier.
        last_day: the latest possible day, widened by the qualifier.

    >>> print(PartialDate.parse("2004-06").last_day)
    2004-06-30
    >>> print(PartialDate.parse("2004-06~").first_day)
    2004-05-01
    >>> PartialDate.parse("30.11.2010")
    Traceback (most recent call last):
    briefings.model.unread_dates.UnreadDateError: '30.11.2010' is not a date; write 2010-11-30
    """

    year: int
    month: int | None = None
    day: int | None = None
    qualifier: str = ""
    earliest: date | None = field(default=None, compare=False)
    # Worked out once: a note asks for the days of the same few dates some thousand times.
    nominal_first_day: date = field(init=False, repr=False, compare=False)
    first_day: date = field(init=False, repr=False, compare=False)
    last_day: date = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        month = self.month or _MONTHS_PER_YEAR
        named = date(self.year, self.month or 1, self.day or 1)
        last = date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])
        first = (self.earliest or date.min) if self.is_limit else named
        if self.qualifier and not self.is_limit:
            first, last = self._shift(named, -1), self._shift(last, +1)
        object.__setattr__(self, "nominal_first_day", named)
        object.__setattr__(self, "first_day", first)
        object.__setattr__(self, "last_day", last)

    @classmethod
    @lru_cache(maxsize=_MOST_SHARED)
    def parse(cls, text: str) -> PartialDate:
        """Parse `2002`, `2002-02` or `2002-02-20`, optionally followed by `~` or `?`.

        Raises:
            ValueError: if the text is not such a date or the day does not exist; the message is for the user, and
                says what to write if another notation, or words, have one meaning.
        """
        try:
            return cls.parse_notation(text)
        except ValueError:
            if meant := _find_meaning(text):
                raise UnreadDateError(text, meant) from None
            raise

    @classmethod
    def parse_notation(cls, text: str) -> PartialDate:
        """Parse the same, and advise nothing.

        Raises:
            UnreadDateError: if the text is not such a date.
            ValueError: if the day does not exist.
        """
        match = _DATE_PATTERN.fullmatch(text)
        if not match:
            raise UnreadDateError(text, "2002, 2002-02 or 2002-02-20")
        year = int(match["year"])
        month = int(match["month"]) if match["month"] else None
        day = int(match["day"]) if match["day"] else None
        if year == 0:
            message = f"{text!r} is not a date: years start at 0001"
            raise ValueError(message)
        if month is not None and not 1 <= month <= _MONTHS_PER_YEAR:
            message = f"{text!r} is not a date: months run from 01 to 12"
            raise ValueError(message)
        if month is not None and day is not None:
            day_count = calendar.monthrange(year, month)[1]
            if not 1 <= day <= day_count:
                name = f"{calendar.month_name[month]} {year}"
                message = f"{text!r} is not a date: {name} has {day_count} days"
                raise ValueError(message)
        return cls(year, month, day, match["qualifier"])

    @classmethod
    def from_day(cls, day: date) -> PartialDate:
        """Return the partial date for exactly this day."""
        return cls(day.year, day.month, day.day)

    @property
    def span(self) -> Span:
        """Return the possible days."""
        return Span(self.first_day, self.last_day)

    @property
    def is_limit(self) -> bool:
        """Return whether it only says by when something was over."""
        return self.qualifier == LATEST

    def _shift(self, day: date, units: int) -> date:
        """Shift a day by a number of units of this date's precision, staying within the supported dates."""
        if self.day is not None:
            ordinal = day.toordinal() + units
            return date.fromordinal(min(max(ordinal, 1), date.max.toordinal()))
        months = units if self.month is not None else units * _MONTHS_PER_YEAR
        shifted = add_months(day.replace(day=1), months)
        at_end = day.day != 1
        return shifted.replace(day=calendar.monthrange(shifted.year, shifted.month)[1]) if at_end else shifted

    def __str__(self) -> str:
        parts = [f"{self.year:04d}"]
        if self.month is not None:
            parts.append(f"{self.month:02d}")
        if self.day is not None:
            parts.append(f"{self.day:02d}")
        text = "-".join(parts)
        return f"{LATEST}{text}" if self.is_limit else text + self.qualifier


@dataclass(frozen=True, slots=True)
class Period:
    """A time from a start to an end, both inclusive; either one may be unknown or open.

    Attributes:
        start: when it began; None if unknown or open.
        end: when it ended; None if unknown or open.
        open_start: whether it has no start.
        open_end: whether it has no end.
        text: the text as written.

    >>> from datetime import date
    >>> post = Period.parse("2004-09/2010-11")
    >>> post.certainty_on(date(2010, 11, 1)), post.certainty_on(date(2010, 11, 2))
    (<Certainty.CERTAIN: 3>, <Certainty.POSSIBLE: 1>)
    >>> Period.parse("2004/..").open_end, Period.parse("2004/").open_end
    (True, False)
    """

    start: PartialDate | None = None
    end: PartialDate | None = None
    open_start: bool = False
    open_end: bool = False
    text: str = "/"

    @classmethod
    @lru_cache(maxsize=_MOST_SHARED)
    def parse(cls, text: str) -> Period:
        """Parse a partial date (for a period that starts and ends within it) or `START/END`.

        Raises:
            ValueError: if the text is not a period or ends before it begins; the message is for the user.
        """
        # A date written with slashes gets the message for dates, not the one for periods.
        if "/" not in text or _suggest_notation(text):
            try:
                partial_date = PartialDate.parse(text)
            except ValueError:
                if meant := _find_meaning(text, is_period=True):
                    raise UnreadDateError(text, meant) from None
                raise
            return cls(partial_date, partial_date, text=text)
        start_text, _, end_text = text.partition("/")
        if "/" in end_text:
            raise UnreadDateError(text, "it as 2002/2004 or 2002-02-20/2002-02-27", "period")
        start = PartialDate.parse(start_text) if start_text not in ("", "..") else None
        end = _parse_end(end_text, start) if end_text not in ("", "..") else None
        if start and end and end.last_day < start.first_day:
            message = f"{text!r} ends before it begins"
            raise ValueError(message)
        return cls(start, end, start_text == "..", end_text == "..", text)

    def certainty_on(self, day: date) -> Certainty:
        """Return whether it holds on a day by its dates alone: CERTAIN, POSSIBLE or NO."""
        if (self.start and day < self.start.first_day) or (self.end and day > self.end.last_day):
            return Certainty.NO
        has_begun = self.open_start or (self.start is not None and self.start.last_day <= day)
        continues = self.open_end or (
            self.end is not None and not self.end.is_limit and day <= self.end.first_day
        )
        return Certainty.CERTAIN if has_begun and continues else Certainty.POSSIBLE

    def __str__(self) -> str:
        return self.text


def _parse_end(text: str, start: PartialDate | None) -> PartialDate:
    """Return the end of a period: a date, or `..2015` for one that is not known, but was over by then.

    Raises:
        ValueError: if the text is neither.
    """
    limit = text.removeprefix(LATEST)
    if limit == text or not limit[:1].isdecimal():
        return PartialDate.parse(text)
    end = PartialDate.parse(limit)
    if end.qualifier:
        message = f"{text!r} is not an end; write the latest day it can have been, without {end.qualifier}"
        raise ValueError(message)
    return replace(end, qualifier=LATEST, earliest=start.first_day if start else None)


@dataclass(frozen=True, slots=True)
class Span:
    """A range of days, both ends inclusive.

    >>> from datetime import date
    >>> print(Span(date(2004, 1, 1), date(2010, 1, 1)).overlap(Span(date(2010, 1, 1), date(2012, 1, 1))).first)
    2010-01-01
    """

    first: date
    last: date

    def overlap(self, span: Span) -> Span | None:
        """Return the days that both spans contain, or None if there are none."""
        first, last = max(self.first, span.first), min(self.last, span.last)
        return Span(first, last) if first <= last else None


ANY_TIME = Period(open_start=True, open_end=True, text="../..")


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time in calendar units (ISO 8601): `P1Y`, `P18M`, `P90D`.

    >>> from datetime import date
    >>> print(Duration.parse("P18M").add_to(date(2010, 8, 31)))
    2012-02-29
    """

    months: int
    days: int
    text: str

    @classmethod
    def parse(cls, text: str) -> Duration:
        """Parse years, months and days, each optional.

        Raises:
            ValueError: if the text is not such a duration; the message is for the user.
        """
        match = _DURATION_PATTERN.fullmatch(text)
        if not match:
            message = f"{text!r} is not a length of time; write P1Y, P18M or P90D"
            raise ValueError(message)
        years, months, days = (int(match[unit] or 0) for unit in ("years", "months", "days"))
        return cls(years * _MONTHS_PER_YEAR + months, days, text)

    def add_to(self, day: date) -> date:
        """Return the day this long after `day`, or the last day of the month if that day does not exist."""
        ordinal = add_months(day, self.months).toordinal() + self.days
        return date.fromordinal(min(ordinal, date.max.toordinal()))


def _suggest_notation(text: str) -> str:
    """Return the EDTF notation for a date in another notation: two if it is ambiguous, empty if it is not a date."""
    suggestions: dict[str, None] = {}
    for notation in other_notations(text):
        with contextlib.suppress(ValueError):
            suggestions[str(PartialDate.parse_notation(notation))] = None
    return " or ".join(suggestions)


def _find_meaning(text: str, *, is_period: bool = False) -> str:
    """Return what to write instead of a date in another notation, or in words; empty if nothing is sure."""
    from briefings.model.date_words import suggest_date, suggest_period  # noqa: PLC0415 - it rests on this module

    return _suggest_notation(text) or (suggest_period if is_period else suggest_date)(text)


def parse_day(text: str) -> date:
    """Parse a complete date.

    >>> parse_day("2011-06-23")
    datetime.date(2011, 6, 23)

    Raises:
        ValueError: if the text is not a single day; the message is for the user.
    """
    partial = PartialDate.parse(text)
    if partial.day is None or partial.qualifier:
        message = f"{text!r} is not a day; write it as 2011-06-23"
        raise ValueError(message)
    return partial.first_day
