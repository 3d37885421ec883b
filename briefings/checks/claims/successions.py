"""Who followed whom, by the words of sentences about people of whom the facts have no tenure."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from briefings.checks.text.assertion import is_unasserted
from briefings.checks.text.vocabulary import WordPattern, may_contain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.claims.subjects import Subject
    from briefings.checks.context import CheckContext
    from briefings.model.facts import Fact

__all__ = ["Succession", "SuccessionBook", "may_tell_succession"]

_VERB = WordPattern(
    r"\s*,?\s+(?:{relative_pronouns}\s+)?(?:(?P<passive>{replaced_by}|{hands_over})|(?P<active>{replaced}))\s+(?:(?:{definite_articles}|{honorifics}\.?|[^\W\d_A-ZА-Я][\w-]*)\s+){0,3}$"
)


class Succession(NamedTuple):
    """A statement that one person followed another, and the fact that says the opposite."""

    start: int
    stated: str
    fact: Fact | None


def may_tell_succession(text: str) -> bool:
    """Return False only if a text certainly tells no succession."""
    return may_contain(text, "replaced_by", "replaced", "hands_over")


class SuccessionBook:
    """Who followed whom, in the order in which sentences are read."""

    def __init__(self, context: CheckContext) -> None:
        self._context = context
        self._known: list[tuple[Subject, Subject, Fact | None]] = []

    def read(self, text: str, own: Fact | None) -> Iterator[Succession]:
        """Yield the statements of a sentence about who followed whom that an earlier one turns around."""
        if not may_tell_succession(text):
            return
        people = self._context.people_in(text)
        for left, right in pairwise(people):
            verb = _VERB.fullmatch(text, left.end, right.start)
            if not verb or is_unasserted(text, left.start):
                continue
            earlier, later = (left, right) if verb["passive"] else (right, left)
            for first, second, fact in self._known:
                if first.is_same(later.subject) and second.is_same(earlier.subject):
                    yield Succession(verb.start(), verb["passive"] or verb["active"], fact)
                    break
            self._known.append((earlier.subject, later.subject, own))
