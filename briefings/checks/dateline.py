"""The day of a finished text: of its dateline, of a heading, or of its metadata."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from briefings.checks.text.times import find_times
from briefings.checks.text.vocabulary import WordPattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefings.checks.text.documents import Document, Sentence
    from briefings.checks.text.times import NamedTime

__all__ = ["DayOfText", "blank_dateline", "find_day", "is_dateline"]

_HEAD_SENTENCES = 10
_MOST_HEADING_WORDS = 14
# "DUSHANBE, June 23, 2011", "Brussels (15 May 2019)", "Last updated: 3 May 2019", "On 23 June 2011" is none.
_BEFORE_DATE = WordPattern(
    r"\W*(?:(?:{capital}[\w.’'-]*|{definite_articles}|of|de|du|la|le)[\s,()/|–—-]*){0,5}"
    r"|.{0,40}?\b(?:{dated_words})\b\W*(?:on\s+)?",
    re.NOFLAG,
)
# "Background note as at 1 June 2025 · latest information on these relations: August 2024", "As at: 1 June 2025".
# "President NAME (since 18 June 2009)".
_OF_A_TERM = WordPattern(r"(?<!\w)(?:{since_when}|{until_when})\s+(?:{definite_articles}\s+)?$")
_BEFORE_CELL = WordPattern(r".{0,40}?\b(?:{dated_words})\b\W*(?:on\s+)?", re.NOFLAG)
_BEFORE_STATUS_DAY = WordPattern(r"\W*(?:[^\W\d_][\w’'-]*[\s,،]+){0,6}?(?:{as_at})\s*:?\s+")
_AFTER_STATUS_DAY = re.compile(r"(?:\s*г\.)?\s*(?:$|·)")
_AFTER_DATELINE = re.compile(r"\s*(?:\([^()]{2,40}\))?\s*(?:[-–—]\s|[.:]\s)")
_WORD = re.compile(r"[^\W\d_]+")
_LETTER = re.compile(r"[^\W\d_]")
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
        found = [(sentence, day_in(sentence)) for sentence in document.sentences[:_HEAD_SENTENCES]]
        if _is_chronology([(sentence, time) for sentence, time in found if time]):
            continue
        for sentence, time in found:
            if time and time.when:
                line, _ = sentence.place(time.start)
                return DayOfText(time.when.first_day, f"the date at its head, line {line}")
    try:
        return DayOfText(date.fromisoformat(document.saved_on), "its metadata")
    except ValueError:
        return None


def _is_chronology(dated: Sequence[tuple[Sentence, NamedTime]]) -> bool:
    """Return whether several pieces begin with a day each, as those of a list of events do."""
    days = {time.when for sentence, time in dated if not _LETTER.search(sentence.text, 0, time.start)}
    return len(days) > 1


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


def blank_dateline(text: str, day: date) -> str:
    """Return a sentence with spaces in place of the place and the day that open it, if that is the day of the text."""
    first = next(iter(find_times(text)), None)
    if first is None or first.when is None or first.when.day is None or first.when.first_day != day:
        return text
    end = _AFTER_DATELINE.match(text, first.end)
    if not end or not _BEFORE_DATE.fullmatch(text, 0, first.start):
        return text
    return " " * end.end() + text[end.end() :]


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
    if _OF_A_TERM.search(text, 0, first.start):
        return None
    if "|" in text.strip(" |"):  # a row of a table is of its own day
        return first if _BEFORE_CELL.fullmatch(text, 0, first.start) else None
    is_heading = (
        len(days) == 1 and len(text.split()) <= _MOST_HEADING_WORDS and not _ENDS_AS_SENTENCE.search(text)
    )
    return first if is_heading or _BEFORE_DATE.fullmatch(text, 0, first.start) else None
