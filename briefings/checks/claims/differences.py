"""Differences between a sentence and other statements about the same matter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from briefings.checks.claims.lengths import counted_span
from briefings.model.days import move_day

if TYPE_CHECKING:
    from briefings.checks.claims.fact_index import Entry
    from briefings.checks.claims.parsed_sentences import ParsedSentence
    from briefings.checks.text.countries import CountryIndex
    from briefings.model.dates import Span
    from briefings.model.facts import Fact

__all__ = ["NEARLY", "STRONG", "Told", "is_same_time"]

_NEARBY = timedelta(days=7)
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
    """Return whether a sentence and a fact may be about one time; if neither names one, both may be of a day nearby."""
    spans, known = told.spans, entry.spans
    if not spans or not known:
        return True
    margin = timedelta() if told.parsed.times or entry.parsed.times else _NEARBY
    return any(
        span.first <= move_day(other.last, margin) and other.first <= move_day(span.last, margin)
        for span in spans
        for other in known
    )
