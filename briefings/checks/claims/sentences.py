"""A sentence with all that the readers of claims ask of it, and what they report."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from briefings.checks.claims.lengths import counted_span, counted_times
from briefings.checks.claims.things import Thing, thing_between
from briefings.checks.text.claim_times import is_in_past

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from briefings.checks.claims.conflicts import Conflict
    from briefings.checks.claims.parsed_sentences import ParsedSentence
    from briefings.checks.text.times import NamedTime
    from briefings.model.dates import Span
    from briefings.model.facts import Fact

__all__ = ["Memory", "Statement", "is_term"]


@dataclass(frozen=True)
class Statement:
    """A sentence of a fact or of a finished text.

    Attributes:
        text: the sentence, with names in place of references.
        parsed: the sentence, taken apart.
        span: the days of the fact, or of the finished text; None if they are not known.
        own: the fact that has it; None for a finished text.
        partners: the tokens of the countries that the facts are about; they tell no thing from another.
        folders: the folders of the facts that it may be about.
        is_of_record: whether it is what fields of an entry say, and not a text.
    """

    text: str
    parsed: ParsedSentence
    span: Span | None
    own: Fact | None
    partners: frozenset[str]
    folders: frozenset[str]
    is_of_record: bool = False

    @property
    def has_term(self) -> bool:
        """Return whether its fact is a term; see `is_term`."""
        return is_term(self.own)

    def belongs_to(self, fact: Fact | None) -> bool:
        """Return whether it is a sentence of a fact, or of the one that follows or precedes it."""
        own = self.own
        if own is None or fact is None:
            return False
        return fact is own or fact.earlier_key == own.key or own.earlier_key == fact.key

    @cached_property
    def core(self) -> Thing:
        """Return the matter of the sentence: its words without verbs, times and countries."""
        return thing_between(self.parsed, 0, len(self.text), self.partners)

    @cached_property
    def times(self) -> tuple[NamedTime, ...]:
        """Return the times that the sentence names, or counts from such a time or from its own day."""
        return (
            *self.parsed.times,
            *counted_times(self.text, self.parsed.times, self.span if self.own else None),
        )

    @cached_property
    def told_at(self) -> Span | None:
        """Return the time of the fact, or that of the finished text if the sentence is not about the past."""
        return self.span if self.own or self.is_of_record or not is_in_past(self.text) else None

    @cached_property
    def at(self) -> Span | None:
        """Return the only time that the sentence names, or counts from it; if it names none, that of the fact."""
        if counted := counted_span(self.text, self.parsed.times):
            return counted
        spans = [time.span for time in self.parsed.times if time.span]
        if not spans:
            return self.told_at if self.own else None
        return spans[0] if len(spans) == 1 else None


def is_term(fact: Fact | None) -> bool:
    """Return whether a fact is a state with a start and an end, and so has a length."""
    return bool(fact and not fact.is_event and fact.period.start and fact.period.end)


class Memory(Protocol):
    """What sentences say of one kind of thing, in the order in which they are read.

    Attributes:
        may_read: returns False only if a sentence certainly says nothing of such things. The answer may depend on the
            words of the sentence, and on whether its fact is a term; see `is_term`.
    """

    @property
    def may_read(self) -> Callable[[Statement], bool]:
        """Return the function that rules out most sentences by their words."""

    def read(self, statement: Statement) -> Iterator[Conflict]:
        """Yield what a sentence says that an earlier one rules out, and remember it."""
