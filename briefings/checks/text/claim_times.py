"""The time for which a sentence states something: the dates that it names, else the day of the text."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from briefings.checks.text.times import most_exact
from briefings.checks.text.vocabulary import LANGUAGES, WordPattern, language_pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefings.checks.text.times import NamedTime
    from briefings.model.dates import Span

__all__ = [
    "RANGE_BETWEEN",
    "SINCE_BEFORE",
    "TermDates",
    "is_in_past",
    "named_spans",
    "opens_with_past",
    "speaks_of_other_time",
    "term_dates",
    "without_then",
]

# Before the first date of a sentence that begins with it: "On 12 May 2012, …", "In 2009 …".
_OPENING = WordPattern(r"\W*(?:(?:{date_prepositions}|{since_when})\s+)?")
_OTHER_TIME = WordPattern(r"(?<!\w)(?:{other_time})(?!\w)")
# "The then Keeper", "the Keeper of the day", "NAME, then Keeper"; "the visit of the then Keeper" may be of another time.
_THEN = WordPattern(
    r"(?<!\w)(?:(?<=[,(]\s){adverbs_of_time}(?=\s+[^\W\d_])|(?<!of )(?P<article>{definite_articles}\s+){adverbs_of_time}(?=[\s-]+[^\W\d_])|(?:{of_that_day})(?=\s*[,(]))"
)
_SUBORDINATE = WordPattern(r"(?<!\w)(?:{relative_pronouns}|{question_words})\s[^.;:,]*$")
_THAT_TIME = WordPattern(r"(?<!\w)(?:{that_time})(?!\w)")
_SINCE = WordPattern(r"\s*[,(]?\s*(?:{since_when})\s+(?:{definite_articles}\s+)?$")
_UNTIL = WordPattern(r"\s*[,(]?\s*(?:{until_when})\s+(?:{definite_articles}\s+)?$")
_RANGE_START = WordPattern(r"\s*[,(]?\s*(?:{range_starts}|[(,])\s*(?:{definite_articles}\s+)?$")
_RANGE_OPENING = WordPattern(r"\W*{range_starts}\s+(?:{definite_articles}\s+)?")
_FAR = 25
SINCE_BEFORE = WordPattern(r"(?<!\w)(?:{since_when})\s+(?:{definite_articles}\s+)?$")
"""The words before a time since which something holds: "since the"."""
RANGE_BETWEEN = WordPattern(r"\s*(?:[-–—]|{range_ends})\s*$")
"""The word or the sign between the two times of a range: "to", a dash."""


class TermDates(NamedTuple):
    """The dates that a text gives for a term of office directly beside it: "(since 2009)", "until 2014".

    Attributes:
        since: when it is said to have begun; None if the text does not say.
        until: when it is said to have ended; None if the text does not say.
    """

    since: NamedTime | None
    until: NamedTime | None


def named_spans(text: str, times: Sequence[NamedTime]) -> list[Span]:
    """Return the days of which a sentence speaks: those of the date that it opens with, else of any date in it."""
    known = [time for time in times if time.span]
    if known and _OPENING.fullmatch(text, 0, known[0].start):
        known = known[:1]
    return [time.span for time in (known if len(known) == 1 else _most_or_all(known)) if time.span]


def _most_or_all(times: Sequence[NamedTime]) -> Sequence[NamedTime]:
    """Return the most exact times if they are of one year with the others, else all."""
    years = {time.when.year for time in times if time.when}
    return most_exact(times) if len(years) == 1 else times


def speaks_of_other_time(text: str, *, is_of_fact: bool = False) -> bool:
    """Return whether a sentence speaks of a time other than that of the text, without a date: "last year", "had".

    Args:
        text: the sentence.
        is_of_fact: whether it is that of a fact with a date; "at that time" then means that date.
    """
    return _OTHER_TIME.search(text) is not None or (not is_of_fact and _THAT_TIME.search(text) is not None)


def is_in_past(text: str) -> bool:
    """Return whether a sentence has a verb in the past, in any language."""
    return any(
        (pattern := language_pattern("past", language)) and pattern.search(text) for language in LANGUAGES
    )


def opens_with_past(text: str, times: Sequence[NamedTime]) -> bool:
    """Return whether a sentence in the past opens with its only date, so that all of it is of that time."""
    known = [time for time in times if time.span]
    return len(known) == 1 and _OPENING.fullmatch(text, 0, known[0].start) is not None and is_in_past(text)


def without_then(sentence: str, times: Sequence[NamedTime], earlier: Sequence[Span] = ()) -> str:
    """Return a sentence without "then" beside a title, if the time is known that this means; of the same length.

    Args:
        sentence: the sentence.
        times: the times that it names.
        earlier: the times that the sentences before it name, of which it may speak if it names none.
    """
    spans = [time.span for time in times if time.span] or earlier
    if len(spans) != 1 or _OTHER_TIME.search(sentence):
        return sentence
    for found in list(_THEN.finditer(sentence)):
        if _SUBORDINATE.search(sentence, 0, found.start()):
            continue  # "in 2019 a film showed how the then Keeper came"
        start = found.end("article") if found["article"] else found.start()
        sentence = sentence[:start] + " " * (found.end() - start) + sentence[found.end() :]
    return sentence


def term_dates(text: str, end: int, times: Sequence[NamedTime]) -> TermDates:
    """Return the dates for a term of office that follow a name or title directly.

    Args:
        text: the sentence.
        end: position after the name and the title.
        times: the times that the sentence names.
    """
    opening = _opening_range(text, end, times)
    if opening:
        return opening
    since = until = None
    position = end
    times = [time for time in times if time.start >= end]
    for index, time in enumerate(times):
        if time.start > position + _FAR:
            break
        between = text[position : time.start]
        following = times[index + 1] if index + 1 < len(times) else None
        if _SINCE.fullmatch(between):
            since = time
        elif _UNTIL.fullmatch(between) or (since and RANGE_BETWEEN.fullmatch(between)):
            until = time
        elif (
            (_RANGE_START.fullmatch(between) or not between.strip())
            and following
            and RANGE_BETWEEN.fullmatch(text[time.end : following.start])
        ):
            since = time
        else:
            break
        position = time.end
    return TermDates(since, until)


def _opening_range(text: str, end: int, times: Sequence[NamedTime]) -> TermDates | None:
    """Return the range of times with which a sentence opens: "From 2001 until 2016"; None if it does not."""
    if len(times) < 2 or times[1].end > end:  # noqa: PLR2004 - both ends
        return None
    first, last = times[:2]
    is_range = _RANGE_OPENING.fullmatch(text, 0, first.start) and RANGE_BETWEEN.fullmatch(
        text, first.end, last.start
    )
    return TermDates(first, last) if is_range else None
