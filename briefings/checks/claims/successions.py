"""Statements about successions between people of whom the facts have no tenure."""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from briefings.checks.claims.conflicts import Conflict
from briefings.checks.text.assertion import is_unasserted
from briefings.checks.text.vocabulary import WordPattern, may_contain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.claims.sentences import Statement
    from briefings.checks.claims.subjects import Subject
    from briefings.checks.context import CheckContext
    from briefings.model.facts import Fact

__all__ = ["SuccessionMemory", "may_tell_succession"]

_VERB = WordPattern(
    r"\s*,?\s+(?:{relative_pronouns}\s+)?(?:(?P<passive>{replaced_by}|{hands_over})|(?P<active>{replaced}))\s+(?:(?:{definite_articles}|{honorifics}\.?|[^\W\d_A-ZА-Я][\w-]*)\s+){0,3}$"
)


def may_tell_succession(text: str) -> bool:
    """Return False only if a text certainly tells no succession."""
    return may_contain(text, "replaced_by", "replaced", "hands_over")


class _Told(NamedTuple):
    """A statement that one person came before another in an office, with the place and the words of its verb."""

    earlier: Subject
    later: Subject
    start: int
    stated: str
    fact: Fact | None


class SuccessionMemory:
    """Who followed whom, by the texts of all facts, and by the sentences of a finished text so far."""

    def __init__(self, context: CheckContext) -> None:
        self._context = context

    @cached_property
    def _known(self) -> list[_Told]:
        return [
            statement
            for told in self._context.fact_sentences
            if may_tell_succession(told.text)
            for statement in self._statements_in(told.bare_text, told.fact)
        ]

    def prepare(self) -> None:
        """Read the facts, so that no copy of this process has to."""
        _ = self._known

    def read(self, statement: Statement) -> Iterator[Conflict]:
        """Yield the statements of a sentence about who followed whom that another one turns around."""
        if not may_tell_succession(statement.text):
            return
        for told in self._statements_in(statement.text, statement.own):
            for known in self._known:
                if known.earlier.is_same(told.later) and known.later.is_same(told.earlier):
                    message = f"the text says {told.stated!r}, and another sentence the opposite"
                    yield Conflict(told.start, message, known.fact)
                    break
            if statement.own is None:
                self._known.append(told)

    def _statements_in(self, text: str, own: Fact | None) -> Iterator[_Told]:
        """Yield what a sentence says of who followed whom."""
        for left, right in pairwise(self._context.people_in(text)):
            verb = _VERB.fullmatch(text, left.end, right.start)
            if verb and not is_unasserted(text, left.start):
                earlier, later = (left, right) if verb["passive"] else (right, left)
                stated = verb["passive"] or verb["active"]
                yield _Told(earlier.subject, later.subject, verb.start(), stated, own)
