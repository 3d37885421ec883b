"""Statements about the order of two accessions, of two partners or to two bodies, compared with the memberships."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.checks.claims.conflicts import Conflict, text_says
from briefings.checks.periods import period_in_words
from briefings.checks.text.assertion import is_unasserted
from briefings.checks.text.vocabulary import WordPattern, may_contain
from briefings.model.entities import SHARED_FOLDER, Framework

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.claims.sentences import Statement
    from briefings.checks.context import CheckContext
    from briefings.model.facts import Membership

__all__ = ["find_wrong_joining_orders", "may_order_joinings"]

_WORD = WordPattern(
    r"(?<!\w)(?:(?P<before>{order_before}|{compared_before})|{order_after}|{compared_after})(?!\w)"
)
_JOINS = WordPattern(r"(?<!\w)(?:{joining}|{joining_after})(?!\w)")
_DENIED = WordPattern(r"(?<!\w)(?:{negations}|{unreal_verbs}|{talk_of})(?!\w)")


def may_order_joinings(statement: Statement) -> bool:
    """Return False only if a sentence certainly says nothing of who, or what, was joined first."""
    return _WORD.may_match(statement.text) and may_contain(statement.text, "joining", "joining_after")


def find_wrong_joining_orders(context: CheckContext, statement: Statement) -> Iterator[Conflict]:
    """Yield what a sentence says of the order of two memberships that their starts rule out."""
    text = statement.text
    words = list(_WORD.finditer(text))
    if len(words) != 1 or statement.parsed.times or not _JOINS.search(text):
        return
    (word,) = words
    names = [(each.start, each.end) for each in statement.parsed.mentions]
    doubts = [
        doubt
        for doubt in _DENIED.finditer(text)
        if not any(start <= doubt.start() < end for start, end in names)
    ]
    if doubts or is_unasserted(text, word.start()):
        return
    left, right = _named(statement, 0, word.start()), _named(statement, word.end(), len(text))
    pairs = _pairs(left, right, statement)
    known = [context.memberships.get(pair, ()) for pair in pairs]
    if len(known) != 2 or any(len(each) != 1 for each in known):  # noqa: PLR2004 - one of each side
        return
    first, second = (known[0][0], known[1][0]) if word["before"] else (known[1][0], known[0][0])
    if _begins_after(first, second):
        periods = period_in_words(first.period), period_in_words(second.period)
        message = text_says(word[0], f"{first.key} has {periods[0]}, {second.key} {periods[1]}")
        yield Conflict(word.start(), message, first if first is not statement.own else second)


def _named(statement: Statement, start: int, end: int) -> tuple[set[str], set[str]]:
    """Return the partners, and the bodies, that a part of a sentence names."""
    parsed = statement.parsed
    partners = {
        key.removeprefix("@")
        for place, key in parsed.words
        if start <= place < end and key in statement.partners
    }
    bodies = {
        each.entity.id
        for each in parsed.mentions
        if start <= each.start < end and isinstance(each.entity, Framework)
    }
    return partners, bodies


def _pairs(
    left: tuple[set[str], set[str]], right: tuple[set[str], set[str]], statement: Statement
) -> list[tuple[str, str]]:
    """Return the partner and the body of each side; none if a side may mean several."""
    own = {statement.own.folder} - {SHARED_FOLDER} if statement.own else set()
    (partners, bodies), (other_partners, other_bodies) = left, right
    if bodies and not other_bodies and other_partners:  # "Utopia joined the Council before Ruritania"
        other_bodies, partners = bodies, partners or own
    elif bodies and other_bodies and not other_partners:  # "Utopia joined the Council before the Forum"
        partners = other_partners = partners or own
    found = [partners, bodies, other_partners, other_bodies]
    if any(len(each) != 1 for each in found) or (partners == other_partners) == (bodies == other_bodies):
        return []
    return [
        (next(iter(partners)), next(iter(bodies))),
        (next(iter(other_partners)), next(iter(other_bodies))),
    ]


def _begins_after(first: Membership, second: Membership) -> bool:
    """Return whether the one membership surely began later than the other."""
    start, other = first.period.start, second.period.start
    return bool(start and other and start.first_day > other.last_day)
