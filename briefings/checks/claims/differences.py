"""Differences between a sentence and other statements about the same matter."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from briefings.checks.claims.lengths import counted_span

if TYPE_CHECKING:
    from briefings.checks.claims.fact_index import Entry
    from briefings.checks.claims.parsed_sentences import ParsedSentence
    from briefings.checks.text.countries import CountryIndex
    from briefings.model.dates import Span
    from briefings.model.facts import Fact

__all__ = ["NEARLY", "STRONG", "Told", "is_same_time"]

STRONG, NEARLY = 0.7, 0.6
"""The share of the words of a sentence that another tells, from which on both tell one matter."""


@dataclass(frozen=True)
class Told:
    """A sentence to compare with the facts.

    Attributes:
        parsed: what it tells.
        span: the days that it is about, if it names none; None if they are not known.
        countries: the words that name countries.
        own: the fact that it is part of; None for a finished text.
    """

    parsed: ParsedSentence
    span: Span | None
    countries: CountryIndex
    own: Fact | None = None

    @cached_property
    def spans(self) -> list[Span]:
        """Return the times that it is about: the one that it counts from another, if it does."""
        parsed = self.parsed
        if counted := counted_span(parsed.text, parsed.times):
            return [counted]
        named = [time.span for time in parsed.times if time.span]
        return named or ([self.span] if self.span else [])


def is_same_time(told: Told, entry: Entry) -> bool:
    """Return whether a sentence and a fact may be about one time."""
    spans, known = told.spans, entry.spans
    if not spans or not known:
        return True
    return any(span.first <= other.last and other.first <= span.last for span in spans for other in known)
