"""Statements of texts about the foundation of bodies."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from briefings.checks.text.arabic import is_arabic
from briefings.checks.text.assertion import is_unasserted
from briefings.checks.text.sentences import clause_around
from briefings.checks.text.spelling import is_cyrillic
from briefings.checks.text.times import find_times
from briefings.checks.text.vocabulary import WordPattern, may_contain
from briefings.model.entities import Framework, Organisation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefings.checks.text.names import Mention
    from briefings.checks.text.times import NamedTime

__all__ = ["FoundingConflict", "find_founding_conflicts", "speaks_of_foundation"]

# "The council, founded in 1991", "the council was set up in 1991". Without a comma or an auxiliary, as in "the office that
# the council founded in 1991", it is the foundation of something else.
_FOUNDED = WordPattern(
    r"[»”\"“]?\s*(?:\([^()]{2,20}\))?\s*[»”\"“]?\s*(?:(?:{programme_words})\b)?(?:,\s(?:{relative_clauses})\s[^,;]{3,60}(?=,\s))?\s*(?:,\s|\(|,?(?:\s+{relative_pronouns})?\s+{was}\s)\s*(?:{adverbs_before_verb}\s+)?{founded}"
    r"(?:\s+(?:{place_prepositions}|by|during|following)(?:\s+[^\W\d]+){1,5}?)?\s+(?:{date_prepositions}\s+)?(?:{definite_articles}\s+)?"
)
# "The council, a forum founded in 1991", "the council is a forum of states, founded in 1991"; in Russian the case shows
# what the participle speaks, "совет - орган союза, основанный".
_APPOSED = WordPattern(
    r"[»”\"“]?\s*(?:\([^()]{2,20}\))?\s*(?:[,:]|[-–—]|(?:{is_now}|{was_then})\s)\s*(?P<noun>[^,;:()]{3,80}?)(?P<comma>,)?\s+(?:{adverbs_before_verb}\s+)?"
    r"(?!\w+(?:ого|ой|ым|ом|ых|ому|ыми|ую)(?!\w)){founded}\s+(?:{date_prepositions}\s+)?(?:{definite_articles}\s+)?"
)
_ARTICLE = WordPattern(r"\W*(?:{definite_articles}\s+|{elisions})?\W*")
_FIRST_OF_NOUN = WordPattern(r"(?:{indefinite_articles}|{words_before_title})\s")
_OTHER_HEAD = WordPattern(
    r"(?<!\w)(?:{owner_links}|{relative_pronouns}|under|by|with|within)(?!\w)|{elisions}"
)
# "The council came into being in 1991", "has existed since 1991".
_CAME_TO_BE = WordPattern(
    r"[»”\"“]?\s*(?:\([^()]{2,20}\))?\s*(?:,?\s+{relative_pronouns})?\s+(?:{adverbs_before_verb}\s+)?(?:{came_to_be})\s+(?:{date_prepositions}\s+)?(?:{definite_articles}\s+)?"
)
# "Created in 1991, the council", "the foundation of the council in 1991".
_FOUNDED_FIRST = WordPattern(
    r"\W*(?:{adverbs_before_verb}\s+)?{founded}\s+(?:(?:{place_prepositions})\s+(?-i:{capital})[\w-]+,?\s+)?(?:{date_prepositions}\s+)?(?:{definite_articles}\s+)?$"
)
_THEN_SUBJECT = WordPattern(
    r"\s*(?:,|(?:года|г\.)(?=\s))\s*(?:(?:{definite_articles}|{programme_words}|{joining_filler})\s+|{elisions})*[«“\"„]?$"
)
_FOUNDATION = WordPattern(
    r"(?<!\w){foundation}\s+(?:{owner_links}\s+(?:{definite_articles}\s+)?|{elisions})?[«“\"„]?$"
)
_FOUNDATION_DATE = WordPattern(
    r"[»”\"“]?\s*(?:\([^()]{2,20}\))?\s*,?\s*(?:{date_prepositions}|(?:{was_then}|{is_now}|{begin_links})(?:\s+{date_prepositions})?)\s+(?:{definite_articles}\s+)?$"
)
_PART_OF = WordPattern(
    r"(?<!\w)(?:{owner_links}|under|by|with|within)\s+(?:{definite_articles}\s+)?$|{elisions}$"
)
# In Arabic: "was founded the council in 1991".
_VERB_FIRST = WordPattern(r"(?<!\w){founded}\s+$")
_FAR = 30


class FoundingConflict(NamedTuple):
    """A statement that a body was founded at another time than the one on record."""

    mention: Mention
    body: Framework | Organisation
    time: NamedTime


def speaks_of_foundation(text: str) -> bool:
    """Return False only if a text certainly does not tell when something was founded."""
    return may_contain(text, "founded", "foundation", "came_to_be")


def find_founding_conflicts(text: str, mentions: Sequence[Mention]) -> Iterator[FoundingConflict]:
    """Yield the statements of a text about the foundation of bodies that their periods rule out."""
    if not mentions or not speaks_of_foundation(text):
        return
    times = find_times(text)
    for mention in mentions:
        body = mention.entity
        if not isinstance(body, Framework | Organisation) or not body.period.start:
            continue
        time = _founding_time(text, mention, mentions, times)
        if time and time.span and not time.span.overlap(body.period.start.span):
            yield FoundingConflict(mention, body, time)


def _founding_time(
    text: str, mention: Mention, mentions: Sequence[Mention], times: Sequence[NamedTime]
) -> NamedTime | None:
    """Return the time at which a text says that a body was founded, or None."""
    if is_unasserted(text, mention.start):
        return None
    opening = text[max(0, mention.start - _FAR) : mention.start]
    if _FOUNDATION.search(opening):
        return next((t for t in times if _FOUNDATION_DATE.fullmatch(text, mention.end, t.start)), None)
    for time in times:
        if _FOUNDED_FIRST.fullmatch(text, 0, time.start) and _THEN_SUBJECT.fullmatch(
            text, time.end, mention.start
        ):
            return time
    if _VERB_FIRST.search(opening) and is_arabic(opening[-2:]):
        after = [time for time in times if 0 <= time.start - mention.end < _FAR * 2]
        return after[0] if len(after) == len(times) == 1 else None
    # "The centre of the Council was founded" is about the centre.
    if _PART_OF.search(opening):
        return None
    return next(
        (
            time
            for time in times
            if _FOUNDED.fullmatch(text, mention.end, time.start)
            or _CAME_TO_BE.fullmatch(text, mention.end, time.start)
            or _is_apposed(text, mention, mentions, time)
        ),
        None,
    )


def _is_apposed(text: str, mention: Mention, mentions: Sequence[Mention], time: NamedTime) -> bool:
    """Return whether a noun beside a body, which can only mean that body, is said to be founded at a time."""
    found = _APPOSED.fullmatch(text, mention.end, time.start)
    if not found:
        return False
    if is_cyrillic(found["noun"]):  # the case of the participle tells
        return True
    start, _ = clause_around(text, mention.start)
    if not _ARTICLE.fullmatch(text, start, mention.start) or not _FIRST_OF_NOUN.match(found["noun"]):
        return False  # "Besides the council, a fund founded in 1991"
    first, last = found.span("noun")
    has_other = any(first <= other.start < last for other in mentions)
    return not has_other and (found["comma"] is not None or not _OTHER_HEAD.search(found["noun"]))
