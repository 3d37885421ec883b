"""Statements of texts about the foundation of bodies."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from briefings.checks.text.times import find_times
from briefings.checks.text.vocabulary import WordPattern, may_contain
from briefings.model.dates import Span
from briefings.model.entities import Framework, Organisation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefings.checks.text.names import Mention
    from briefings.checks.text.times import NamedTime

__all__ = ["FoundingConflict", "find_founding_conflicts"]

# "The council, founded in 1991", "the council was set up in 1991". Without a comma or an auxiliary, as in "the office that
# the council founded in 1991", it is the foundation of something else.
_FOUNDED = WordPattern(
    r"\s*(?:\([^()]{2,20}\))?\s*(?:(?:{programme_words})\b)?\s*(?:,|,?(?:\s+{relative_pronouns})?\s+{was})\s+(?:{adverbs_before_verb}\s+)?{founded}"
    r"\s+(?:{date_prepositions}\s+)?(?:{definite_articles}\s+)?"
)
_PART_OF = WordPattern(
    r"(?<!\w)(?:{owner_links}|under|by|with|within)\s+(?:{definite_articles}\s+)?$|{elisions}$"
)
_FAR = 30


class FoundingConflict(NamedTuple):
    """A statement that a body was founded at another time than the one on record."""

    mention: Mention
    body: Framework | Organisation
    time: NamedTime


def find_founding_conflicts(text: str, mentions: Sequence[Mention]) -> Iterator[FoundingConflict]:
    """Yield the statements of a text about the foundation of bodies that their periods rule out."""
    if not mentions or not may_contain(text, "founded"):
        return
    times = find_times(text)
    for mention in mentions:
        body = mention.entity
        start = body.period.start if isinstance(body, Framework | Organisation) else None
        # "The centre of the Council was founded" is about the centre.
        is_subject = not _PART_OF.search(text, max(0, mention.start - _FAR), mention.start)
        found = _FOUNDED.match(text, mention.end) if start and is_subject else None
        time = next((time for time in times if found and time.start == found.end()), None)
        if start and time and time.span and not time.span.overlap(Span(start.first_day, start.last_day)):
            assert isinstance(body, Framework | Organisation)  # noqa: S101 - it has a period
            yield FoundingConflict(mention, body, time)
