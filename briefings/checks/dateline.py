"""The day of a finished text: of its dateline, of a heading, or of its metadata."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from briefings.checks.text.times import find_times
from briefings.checks.text.vocabulary import WordPattern

if TYPE_CHECKING:
    from briefings.checks.text.documents import Document, Sentence
    from briefings.checks.text.times import NamedTime

__all__ = ["DayOfText", "find_day", "is_dateline"]

_HEAD_SENTENCES = 10
_MOST_HEADING_WORDS = 14
# "DUSHANBE, June 23, 2011", "Brussels (15 May 2019)", "Last updated: 3 May 2019", "On 23 June 2011" is none.
_BEFORE_DATE = WordPattern(
    r"\W*(?:(?:[^\W\d_a-zа-я][\w.’'-]*|{definite_articles}|of|de|du|la|le)[\s,()/|–—-]*){0,5}"
    r"|.{0,40}?\b(?:{dated_words})\b\W*(?:on\s+)?",
    re.NOFLAG,
)
# "Background note as at 1 June 2025 · latest information on these relations: August 2024", "As at: 1 June 2025".
_BEFORE_STATUS_DAY = WordPattern(r"\W*(?:[^\W\d_][\w’'-]*[\s,،]+){0,6}?(?:{as_at})\s*:?\s+")
_AFTER_STATUS_DAY = re.compile(r"(?:\s*г\.)?\s*(?:$|·)")
_WORD = re.compile(r"[^\W\d_]+")
_ENDS_AS_SENTENCE = re.compile(r"[.!?…][”’»\"')\]]*$")


class DayOfText(NamedTuple):
    """The day of a text, and why it is that one.

    Attributes:
        day: the day.
        reason: where it comes from, in words.
    """

    day: date
    reason: str


def find_day(document: Document) -> DayOfText | None:
    """Return the day that a document gives for itself, or None if it gives none.

    A date within a sentence is not that of the text: "It joined on 20 February 2002". A line that says of what day
    the text is comes before a title with a date: that of a visit.
    """
    for day_in in (_status_day, _dateline):
        for sentence in document.sentences[:_HEAD_SENTENCES]:
            if time := day_in(sentence):
                assert time.when is not None  # noqa: S101 - a dateline exists
                line, _ = sentence.place(time.start)
                return DayOfText(time.when.first_day, f"the date at its head, line {line}")
    try:
        return DayOfText(date.fromisoformat(document.saved_on), "its metadata")
    except ValueError:
        return None


def is_dateline(text: str) -> bool:
    """Return whether a sentence is no more than a place and a date: "LUTZ, 23 June 2011."."""
    times = find_times(text)
    rest = "".join(
        text[start:end]
        for start, end in zip(
            [0, *(time.end for time in times)], [*(time.start for time in times), len(text)], strict=True
        )
    )
    return bool(times) and not any(word.islower() for word in _WORD.findall(rest))


def _status_day(sentence: Sentence) -> NamedTime | None:
    """Return the day of a line that says what a text is, and of what day: "Card as at 1 June 2025"; else None."""
    text = sentence.text
    for time in find_times(text)[:1]:
        is_day = time.when is not None and time.when.day is not None
        if (
            is_day
            and _BEFORE_STATUS_DAY.fullmatch(text, 0, time.start)
            and _AFTER_STATUS_DAY.match(text, time.end)
        ):
            return time
    return None


def _dateline(sentence: Sentence) -> NamedTime | None:
    """Return the day of a dateline or heading, or None if a sentence is neither."""
    days = [time for time in find_times(sentence.text) if time.when and time.when.day]
    if not days:
        return None
    first, text = days[0], sentence.text
    is_heading = (
        len(days) == 1 and len(text.split()) <= _MOST_HEADING_WORDS and not _ENDS_AS_SENTENCE.search(text)
    )
    return first if is_heading or _BEFORE_DATE.fullmatch(text, 0, first.start) else None
