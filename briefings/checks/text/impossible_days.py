"""Days that a text names and that were not: 31 June, or a Monday that was a Tuesday."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from briefings.checks.text.spelling import stem
from briefings.checks.text.times import find_times
from briefings.checks.text.vocabulary import LANGUAGES, WordPattern
from briefings.model import locales

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["ImpossibleDay", "find_impossible_days"]

_WORD_BEFORE = WordPattern(r"([^\W\d_]{4,}),?\s+(?:(?:{definite_articles}|{date_prepositions})\s+)?$")
_WORD_AFTER = WordPattern(
    r"(?:\s+(?:года|г\.|соли))?\s*[(,]\s*(?:{date_prepositions}\s+)?([^\W\d_]{4,})[),.]"
)
_LOOKBEHIND = 30


class ImpossibleDay(NamedTuple):
    """A day that a text names and that was not.

    Attributes:
        start: position of the date.
        text: as written, with the day of the week.
        reason: why it is impossible.
    """

    start: int
    text: str
    reason: str


def find_impossible_days(text: str) -> Iterator[ImpossibleDay]:
    """Yield the days of a text that do not exist, and those with the name of another day of the week."""
    for time in find_times(text):
        if time.when is None:
            yield ImpossibleDay(time.start, time.text, "there was no such day")
        elif time.when.day:
            before = _WORD_BEFORE.search(text[max(0, time.start - _LOOKBEHIND) : time.start])
            after = _WORD_AFTER.match(text, time.end)
            for match in filter(None, (before, after)):
                if match[1][0] > "z" and match[1][0].isupper():
                    continue  # Dushanbe is a city, and a Monday in small letters
                named, weekday = _weekdays().get(stem(match[1])), time.when.first_day.weekday()
                if named is not None and named != weekday:
                    day = locales.weekday_name(weekday, "en")
                    start = max(0, time.start - _LOOKBEHIND)
                    written = (
                        text[start + before.start() : time.end] if before else text[time.start : match.end(1)]
                    )
                    yield ImpossibleDay(time.start, written, f"that day was a {day}")


@cache
def _weekdays() -> Mapping[str, int]:
    """Return the numbers of the days of the week by name, in the languages of the word lists; Monday is 0."""
    return {
        stem(locales.weekday_name(number, language)): number for language in LANGUAGES for number in range(7)
    }
