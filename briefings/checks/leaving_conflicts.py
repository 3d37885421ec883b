"""Statements that a partner left a body at a time after which it was certainly still a member."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.checks.joining_conflicts import partner_meant
from briefings.checks.text.assertion import is_unasserted
from briefings.checks.text.times import find_times
from briefings.checks.text.vocabulary import WordPattern, may_contain
from briefings.factbase.spans import certain_span
from briefings.model.entities import Framework

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.context import CheckContext
    from briefings.checks.text.names import Mention
    from briefings.checks.text.times import NamedTime
    from briefings.model.facts import Membership

__all__ = ["Leaving", "find_leavings"]

_LEFT = WordPattern(
    r"(?<!\w)(?:{leaving})\s+(?:(?:{definite_articles}|{possessives})\s+|{elisions})*[«“\"„]?$"
)
_DATE_LINK = WordPattern(
    r"[»”\"“]?\s*(?:\([^()]{2,20}\)\s*)?,?\s*(?:{date_prepositions})\s+(?:{definite_articles}\s+)?$"
)
_FAR = 60


@dataclass(frozen=True, slots=True)
class Leaving:
    """A statement that a partner left a body, although it was a member after that.

    Attributes:
        body: the name of the body.
        time: when, by the text.
        memberships: the memberships on record.
    """

    body: Mention
    time: NamedTime
    memberships: tuple[Membership, ...]


def find_leavings(context: CheckContext, sentence: str, folders: frozenset[str]) -> Iterator[Leaving]:
    """Yield the statements of a sentence about leaving a body that the facts rule out.

    Args:
        context: the facts.
        sentence: the sentence.
        folders: the partners that may be meant where the sentence names none.
    """
    if not may_contain(sentence, "leaving"):
        return
    times = find_times(sentence)
    for body in context.names.find(sentence):
        start = max(0, body.start - _FAR)
        verb = _LEFT.search(sentence[start : body.start])
        if not isinstance(body.entity, Framework) or not verb or is_unasserted(sentence, body.start):
            continue
        time = next((time for time in times if time.start >= body.end), None)
        if time is None or not time.span or not _DATE_LINK.fullmatch(sentence, body.end, time.start):
            continue
        folder = partner_meant(context, sentence[: start + verb.start()], folders)
        memberships = tuple(context.memberships.get((folder, body.entity.id), ()))
        if any((held := certain_span(item)) and held.last > time.span.last for item in memberships):
            yield Leaving(body, time, memberships)
