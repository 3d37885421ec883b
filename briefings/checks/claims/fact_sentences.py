"""The sentences of the texts of facts."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from briefings.checks.periods import known_span
from briefings.checks.text.references import blank_citations, blank_quotations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.context import CheckContext
    from briefings.model.dates import Span
    from briefings.model.diagnostics import Location
    from briefings.model.facts import Fact

__all__ = ["FactSentence", "fact_sentences"]


class FactSentence(NamedTuple):
    """A sentence of a text of a fact.

    Attributes:
        text: the sentence in the first language of its text, with names in place of references.
        span: the days of the fact; None if they are not known.
        fact: the fact.
        location: of the text in its file.
    """

    text: str
    span: Span | None
    fact: Fact
    location: Location

    @property
    def bare_text(self) -> str:
        """Return the sentence with spaces in place of quotations and citations."""
        return blank_citations(blank_quotations(self.text, but_names=True))


def fact_sentences(context: CheckContext) -> Iterator[FactSentence]:
    """Yield the sentences of all facts in their order, but for judgements and for what only a disagreeing source says."""
    known: Fact | None = None
    for passage in context.passages:
        fact = passage.fact
        if passage.is_translation or fact.is_judgement or passage.is_disagreement:
            continue
        if fact is not known:
            known, span = fact, known_span(fact)
        for text in context.sentences_in(passage.text):
            yield FactSentence(text, span, fact, passage.location)
