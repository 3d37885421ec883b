"""Lengths of time in a sentence, compared with the two days that the same sentence names."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from briefings.checks.claims.conflicts import Conflict, text_says
from briefings.checks.periods import YEAR
from briefings.checks.text.assertion import is_unasserted
from briefings.checks.text.claim_times import SINCE_BEFORE
from briefings.checks.text.numbers import number_value, ordinal_value
from briefings.checks.text.times import NamedTime, find_times, has_digit
from briefings.checks.text.vocabulary import WordPattern, may_contain, numbers
from briefings.model.dates import PartialDate, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefings.checks.claims.sentences import Statement


__all__ = [
    "LengthOfTime",
    "counted_span",
    "counted_times",
    "find_length",
    "find_lengths",
    "find_wrong_distances",
    "find_wrong_lengths",
    "is_ruled_out",
    "may_have_distance",
]

_LENGTH = WordPattern(
    r"(?<![\w.,-])(?P<number>\d{1,3}|[^\W\d_]+(?:-[^\W\d_]+)?)[\s\u00a0-]+(?:(?:{vague_lengths}|{more_time})\s+)?"
    r"(?:(?P<years>{year_units})|(?P<months>{month_units})|(?P<weeks>{week_units})|(?P<days>{day_units})|(?P<decades>{decade_units}))(?!\w)"
)
# Before a length that says nothing of the two days: "after", "every", "aged".
_OTHER_LENGTH = WordPattern(r"(?<!\w)(?:{other_lengths})\s+(?:{definite_articles}\s+|{vague_lengths}\s+)?$")
_AGE_AFTER = WordPattern(r"[\s-]*(?:{not_lengths_after})(?!\w)")
_RANGE = WordPattern(r"\s*(?:[-–—]|{range_ends}|{until_when})\s*(?:{definite_articles}\s+)?$")
_RANGE_START = WordPattern(r"(?<!\w)(?:{range_starts}|{since_when})\s+(?:{definite_articles}\s+)?$|[(,:]\s*$")
_DISTANCE = WordPattern(r"\s*(?:{distance_words})(?!\w)")
_FOR = WordPattern(r"(?<!\w)(?:{for_years}|{since_when})\s+(?:{vague_lengths}\s+|[^\W\d_]{2,6}\s+){0,4}$")
_CLAUSE_END = re.compile(r"[|.;:]")
_ANNIVERSARY = WordPattern(
    r"(?<!\w)(?:(?P<digits>\d{1,3})-?(?:{ordinal_suffixes})|(?P<word>[^\W\d_]+(?:-[^\W\d_]+)?))\s+{anniversaries}(?!\w)"
)
_ON_THIS_DAY = WordPattern(r"(?<!\w)(?:{on_this_day}|{this_year})(?!\w)")
_LASTING = WordPattern(r"(?<!\w)(?:{for_years}|{lasting})\s+(?:{vague_lengths}\s+)?$")
_AGO = WordPattern(r"\s*(?:{ago_words})(?!\w)")
_FOLLOWING = WordPattern(r"(?<!\w)(?:(?P<later>{following_years})|(?P<earlier>{previous_years}))(?!\w)")
_MORE = WordPattern(r"\s+{more_time}(?!\w)")
_AFTER_TIME = WordPattern(r"(?<!\w){after_time}\s+$")
_WAY = WordPattern(r"\s+(?:(?P<later>{later_words})|{ago_words}|{earlier_words})(?!\w)")
_DAYS = {"years": 365.25, "months": 30.44, "weeks": 7.0, "days": 1.0, "decades": 3652.5}
_TWO = 2
_FAR = 90


class LengthOfTime(NamedTuple):
    """A length of time.

    Attributes:
        number: how many units.
        unit: the unit: `years`, `months`, `weeks` or `days`.
    """

    number: int
    unit: str

    @classmethod
    def read(cls, length: re.Match[str]) -> LengthOfTime:
        """Return the length that `find_length` found."""
        return cls(number_value(length["number"]) or 1, next(name for name in _DAYS if length[name]))

    @property
    def days(self) -> float:
        """Return it in days."""
        return self.number * _DAYS[self.unit]

    def may_be(self, other: LengthOfTime) -> bool:
        """Return whether two lengths may be the same, one of them rounded to its unit."""
        slack = 0.0 if self.unit == other.unit else 0.6 * max(_DAYS[self.unit], _DAYS[other.unit])
        return abs(self.days - other.days) <= slack

    def nearly_fits(self, first: Span, last: Span) -> bool:
        """Return the same as `fits`, but with a year for "in his sixth year"."""
        slack = max(_DAYS["years"] if self.unit == "years" else 0.0, 0.6 * _DAYS[self.unit], 1.0)
        least, most = max(0, (last.first - first.last).days), (last.last - first.first).days + 1
        return least - slack <= self.days <= most + slack

    def fits(self, first: Span, last: Span) -> bool:
        """Return whether something that began in one span and ended in another may have lasted so long."""
        slack = 0.0 if self.unit == "days" else 0.6 * _DAYS[self.unit]
        least, most = max(0, (last.first - first.last).days), (last.last - first.first).days + 1
        return least - slack <= self.days <= most + slack


class StatedLength(NamedTuple):
    """A length of time in a text, with its place and its words."""

    length: LengthOfTime
    start: int
    end: int
    stated: str


def find_wrong_lengths(statement: Statement) -> Iterator[Conflict]:
    """Yield the lengths of time in a sentence that its days rule out: "for five years, from 2005 to 2007".

    A time since a day is counted up to the days of the text.
    """
    text, own = statement.text, statement.span
    times = [time for time in find_times(text) if time.span]
    if not times:
        return
    yield from _find_wrong_anniversaries(text, times, own)
    lengths = _find_lengths(text)
    if len(lengths) != 1 or is_unasserted(text, lengths[0].start()):
        return
    length = lengths[0]
    if _AGE_AFTER.match(text, length.end()):
        return
    if len(times) == 1 and own and own.first == own.last and SINCE_BEFORE.search(text, 0, times[0].start):
        begin, finish = sorted((times[0].start, length.start()))
        is_one_clause = not _CLAUSE_END.search(text, begin, finish)
        if (
            is_one_clause
            and _FOR.search(text, 0, length.start())
            and is_ruled_out(length, times[0].span, own)
        ):
            yield _conflict(length, times[0].text, str(own.last))
        return
    for first, last in pairwise(times):
        is_range = _is_range(text, first, last) and not _OTHER_LENGTH.search(text, 0, length.start())
        is_distance = len(times) == _TWO and _DISTANCE.match(text, length.end()) is not None
        near = min(abs(length.start() - last.end), abs(first.start - length.end())) < _FAR
        if near and (is_range or is_distance) and is_ruled_out(length, first.span, last.span):
            yield _conflict(length, first.text, last.text)
            return


def may_have_distance(text: str) -> bool:
    """Return whether a sentence with a date may say how far it is from another one."""
    return has_digit(text) and may_contain(
        text, "distance_words", "ago_words", "following_years", "previous_years"
    )


def find_wrong_distances(statement: Statement, anchor: Span | None) -> Iterator[Conflict]:
    """Yield the distances in a sentence that its only day rules out: "the office opened the following year, in 2018".

    Args:
        statement: the sentence; "ago" counts from its days.
        anchor: the time of the sentence before it, from which "later" counts; None if it is not known.
    """
    text, own = statement.text, statement.span
    times = [time for time in find_times(text) if time.span]
    if len(times) != 1 or times[0].span is None or is_unasserted(text, len(text)):
        return
    time = times[0].span
    for length in _LENGTH.finditer(text) if may_contain(text, "distance_words", "ago_words") else ():
        since = (
            anchor
            if _DISTANCE.match(text, length.end())
            else (own if _AGO.match(text, length.end()) else None)
        )
        if since and number_value(length["number"]) and is_ruled_out(length, since, time):
            yield _conflict(length, str(since.first), times[0].text)
            return
    following = _FOLLOWING.search(text) if anchor else None
    if following and anchor and anchor.first.year == anchor.last.year and time.first.year == time.last.year:
        step = 1 if following["later"] else -1
        if time.first.year != anchor.first.year + step:
            yield _conflict(following, str(anchor.first.year), times[0].text)


def _is_range(text: str, first: NamedTime, last: NamedTime) -> bool:
    """Return whether two times are the ends of a range: "from 2005 to 2007"."""
    return bool(
        _RANGE.fullmatch(text, first.end, last.start)
        and (_RANGE_START.search(text, 0, first.start) or first.start == 0)
    )


def _find_wrong_anniversaries(text: str, times: Sequence[NamedTime], own: Span | None) -> Iterator[Conflict]:
    """Yield the anniversaries that are not so many years after the year that the sentence names."""
    spans = [time.span for time in times if time.span]
    if own and len(spans) == 1 and _ON_THIS_DAY.search(text) and not own.overlap(spans[0]):
        spans.append(own)
    if len(spans) != _TWO or not may_contain(text, "anniversaries"):
        return
    years = sorted(span.first.year for span in spans)
    for match in _ANNIVERSARY.finditer(text):
        number = int(match["digits"]) if match["digits"] else ordinal_value(match["word"])
        before = sum(time.end <= match.start() for time in times)
        if (
            number > 0
            and before == len(times) - 1
            and years[0] + number != years[1]
            and not is_unasserted(text, match.start())
        ):
            yield _conflict(match, str(years[0]), str(years[1]))


def _conflict(length: re.Match[str], first: str, last: str) -> Conflict:
    """Return that a length is not the time between two days, as these are written."""
    message = text_says(length[0], f"that is not the time from {first} to {last}")
    return Conflict(length.start(), message)


@lru_cache(maxsize=8192)  # several rules ask for the same sentences
def find_length(text: str) -> re.Match[str] | None:
    """Return the only length of time in a sentence of which it says that something lasted so long; None without one."""
    lengths = _find_lengths(text) if _LASTING.may_match(text) else ()
    if len(lengths) != 1 or _OTHER_LENGTH.search(text, 0, lengths[0].start()):
        return None
    before = _LASTING.search(text, 0, lengths[0].start())
    return lengths[0] if before and not _AGE_AFTER.match(text, lengths[0].end()) else None


def _find_lengths(text: str) -> list[re.Match[str]]:
    """Return all lengths of time in a text."""
    return [
        length for length in _LENGTH.finditer(text) if number_value(length["number"]) or _is_one(text, length)
    ]


def _is_one(text: str, length: re.Match[str]) -> bool:
    """Return whether a length has an article in place of a number: "for a decade", "a year later"; "twice a year" has none."""
    return length["number"].lower() in numbers("number_ones") and bool(
        _LASTING.search(text, 0, length.start())
        or _WAY.match(text, length.end())
        or _DISTANCE.match(text, length.end())
    )


def find_lengths(text: str) -> list[StatedLength]:
    """Return all lengths of time in a text, each with its place."""
    return [
        StatedLength(LengthOfTime.read(length), length.start("number"), length.end(), length[0])
        for length in _find_lengths(text)
    ]


def is_ruled_out(length: re.Match[str], first: Span | None, last: Span | None) -> bool:
    """Return whether so many units can't lie between two times, counted with or without both ends."""
    spans = sorted((span for span in (first, last) if span), key=lambda span: span.first)
    unit = next(name for name in _DAYS if length[name])
    days, number = _DAYS[unit], number_value(length["number"]) or 1
    least = max(0, (spans[-1].first - spans[0].last).days)
    most = (spans[-1].last - spans[0].first).days + 1
    if len(spans) == 1:  # the first and the last day of one span
        least = most - 1
    slack = 0.0 if unit == "days" else 0.6 * days
    return not least - slack <= number * days <= most + slack


def counted_times(text: str, times: Sequence[NamedTime], own: Span | None) -> list[NamedTime]:
    """Return the years that a sentence counts from its only time, or from its own day: "twenty years earlier"."""
    if not may_contain(text, "ago_words", "earlier_words", "later_words", "more_time", "after_time"):
        return []
    spans = [time.span for time in times if time.span]
    counted = []
    for length in find_lengths(text):
        if length.length.number == 1:
            continue  # "a year later" counts from an earlier sentence, and its own year is the one arrived at
        way = _WAY.match(text, length.end)
        anchor = spans[0] if len(spans) == 1 else (None if spans else own)
        is_later = bool(way and way["later"]) or _is_counted_on(text, length, times)
        if (
            (way or is_later)
            and anchor
            and anchor.first.year == anchor.last.year
            and length.length.unit == "years"
        ):
            years = length.length.number * (1 if is_later else -1)
            when = PartialDate.parse(str(anchor.first.year + years))
            end = way.end() if way else length.end
            counted.append(NamedTime(length.start, end, text[length.start : end], when))
    return counted


def counted_span(text: str, times: Sequence[NamedTime]) -> Span | None:
    """Return the days at which a sentence arrives that counts years from its only time; None if it does not.

    "Six years later" may be a year less or more, by the days of the two.
    """
    counted = counted_times(text, times, None)
    span = counted[0].span if len(counted) == 1 else None
    return Span(span.first - YEAR, span.last + YEAR) if span else None


def _is_counted_on(text: str, length: StatedLength, times: Sequence[NamedTime]) -> bool:
    """Return whether a length begins at a time named before it: "six more years", "six years more", "через шесть лет"."""
    if not times or length.start < times[0].end:
        return False
    return bool(
        _MORE.search(text, length.start, length.end)
        or _MORE.match(text, length.end)
        or _AFTER_TIME.search(text, 0, length.start)
    )
