"""Times that count from the day of a text: "last year", "ten years ago", "yesterday"."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from briefings.checks.text.numbers import number_value
from briefings.checks.text.times import NamedTime
from briefings.checks.text.vocabulary import WordPattern, may_contain, translations
from briefings.model.dates import PartialDate, Span
from briefings.model.days import add_months, move_day

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["find_relative_times"]

# "Ten years ago", "il y a dix ans", "десять лет назад".
_AGO = WordPattern(
    r"(?<!\w)(?:(?P<before>{ago_before})\s+)?(?P<number>\d{1,2}|[^\W\d_]+(?:-[^\W\d_]+)?)\s+{year_units}(?:\s+(?P<after>{ago_words}))?(?!\w)"
)
_LONG_AGO = 5


def find_relative_times(text: str, day: date) -> Iterator[NamedTime]:
    """Yield the times in a text that count from its day."""
    if may_contain(text, "relative_times"):
        pattern, meanings = _patterns()
        for match in pattern.finditer(text):
            meaning = next(meaning for written, meaning in meanings if written.fullmatch(match[0]))
            yield _time(match, _span(meaning, day))
    for match in _AGO.finditer(text) if may_contain(text, "ago_words", "ago_before") else ():
        years = number_value(match["number"])
        if years and (match["before"] or match["after"]):
            slack = timedelta(days=190 if years < _LONG_AGO else 370)
            then = add_months(day, -12 * years)
            yield _time(match, Span(move_day(then, -slack), then + slack))


def _time(match: re.Match[str], span: Span) -> NamedTime:
    return NamedTime(match.start(), match.end(), match[0], PartialDate(span.first.year), span)


def _span(meaning: str, day: date) -> Span:
    """Return the days that a unit and a step from a day mean: "year -1", "month 0", "day -1"."""
    unit, step = meaning.split(maxsplit=1)[0], int(meaning.split()[1])
    if unit == "day":
        return Span(day + timedelta(days=step), day + timedelta(days=step))
    if unit == "week":
        first = day - timedelta(days=day.weekday()) + timedelta(weeks=step)
        return Span(first, first + timedelta(days=6))
    if unit == "month":
        month = day.year * 12 + day.month - 1 + step
        first = date(month // 12, month % 12 + 1, 1)
        return Span(first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))
    return Span(date(day.year + step, 1, 1), date(day.year + step, 12, 31))


@cache
def _patterns() -> tuple[re.Pattern[str], tuple[tuple[re.Pattern[str], str], ...]]:
    """Return a pattern for any phrase for such a time, and each phrase with what it means."""
    pairs = sorted(translations("relative_times"), key=lambda pair: -len(pair[0]))
    written = [(phrase.replace(" ", r"\s+"), meaning) for phrase, meaning in pairs]
    any_phrase = "|".join(f"(?:{phrase})" for phrase, _ in written)
    return re.compile(rf"(?<!\w)(?:{any_phrase})(?!\w)", re.IGNORECASE), tuple(
        (re.compile(phrase, re.IGNORECASE), meaning) for phrase, meaning in written
    )
