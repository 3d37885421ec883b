"""Statements of texts about who followed whom in an office."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from briefings.checks.text.references import unify_characters
from briefings.checks.text.vocabulary import WordPattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefings.checks.text.people import NamedPeople, PeopleIndex
    from briefings.checks.text.titles import Title

__all__ = ["IS_BODILY", "Replacement", "find_replacements"]

# "NAME thanked her predecessor, NAME".
_OWN_FOLLOWER = WordPattern(
    r"(?<!\w)(?:{possessive_pronouns})\s+(?:[\w-]+\s+)?(?:(?P<later>{successors})|(?P<earlier>{predecessors}))(?:\s+{as_title}\s+[^.;:,()]{3,40})?,?\s+"
)
_REPLACEMENT = WordPattern(
    r"\s*,?\s+(?:{relative_pronouns}\s+)?(?:(?P<passive>{replaced_by}|{hands_over})|(?P<active>{replaced}))(?:\s+|(?<='))"
)
IS_BODILY = WordPattern(
    r"\s+(?:{place_prepositions}|{date_prepositions})\s+(?:{definite_articles}\s+)?(?:{bodily_places})(?!\w)"
)
"""Behind who is said to follow another: "made way for NAME at the door" is about no office."""
# "NAME's successor as Keeper, NAME", "NAME's predecessor was NAME".
_FOLLOWER = WordPattern(
    r"'s?\s+(?:immediate\s+)?(?:(?P<later>{successors})|(?P<earlier>{predecessors}))(?!\w)"
)
_FOLLOWER_NAME = WordPattern(r"[^.;:,]{0,60}?(?:,|\s(?:{is_now}|{was_then}))\s+", re.NOFLAG)


class Replacement(NamedTuple):
    """A statement that one person followed another in an office.

    Attributes:
        title: the title, with the posts that it may mean; None if the sentence has none.
        earlier: the people who may have held it first.
        later: the people who may have followed.
    """

    title: Title | None
    earlier: NamedPeople
    later: NamedPeople


def find_replacements(text: str, titles: Sequence[Title], people: PeopleIndex) -> Iterator[Replacement]:
    """Yield the statements of a sentence about who followed whom in an office."""
    plain = unify_characters(text)
    for verb in _REPLACEMENT.finditer(plain):
        left, right = people.read_before(plain, verb.start()), people.read_after(plain, verb.end())
        if left and right and not IS_BODILY.match(plain, right.end):
            earlier, later = (left, right) if verb["passive"] else (right, left)
            yield Replacement(_nearest(titles, verb.start()), earlier, later)
    for noun in _FOLLOWER.finditer(plain):
        left, link = people.read_before(plain, noun.start()), _FOLLOWER_NAME.match(plain, noun.end())
        right = people.read_after(plain, link.end()) if link else None
        if left and right:
            earlier, later = (left, right) if noun["later"] else (right, left)
            yield Replacement(_nearest(titles, noun.start()), earlier, later)
    for own in _OWN_FOLLOWER.finditer(plain):
        right = people.read_after(plain, own.end())
        left = people.only_named(plain, own.start())
        if left and right and left.people != right.people:
            earlier, later = (left, right) if own["later"] else (right, left)
            yield Replacement(_nearest(titles, own.start()), earlier, later)


def _nearest(titles: Sequence[Title], position: int) -> Title | None:
    """Return the title that is nearest to a position; None if there are none."""
    return min(titles, key=lambda title: abs(title.start - position), default=None)
