"""The views of disagreements that a resolution settled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.model.facts import Fact
from briefings.model.phrases import Phrase
from briefings.views.disagreements import disagreement_phrase
from briefings.views.phrases import date_phrase
from briefings.views.records import ResolutionView
from briefings.views.sentences import sentence_phrase
from briefings.views.texts import resolve_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.views.context import NoteContext

__all__ = ["resolution_views"]


def resolution_views(context: NoteContext) -> Iterator[ResolutionView]:
    """Yield each resolution made by the day of a disagreement on facts that hold, without repeats."""
    facts = {fact.key: fact for fact in context.facts(Fact)}
    for resolution in dict.fromkeys(context.resolutions.values()):
        if resolution.settled_on.last_day > context.day or not facts.keys() >= set(resolution.settled_keys):
            continue
        settled = [facts[key] for key in resolution.settled_keys]
        first = next((fact for fact in settled if fact.key == resolution.preferred_key), settled[0])
        subject = sentence_phrase(context, first)
        reason = resolve_text(context, resolution.reason, first)
        if subject and reason and first.key in context.standings:
            cited = context.citations(first)
            yield ResolutionView(
                subject=subject.with_citations(cited),
                method=resolution.method,
                reason=reason.with_citations(cited),
                author=Phrase((resolution.author,), cited),
                date=date_phrase(resolution.settled_on, cited),
                disagreements=tuple(
                    disagreement_phrase(context, item, fact)
                    for fact in settled
                    for item in fact.all_evidence
                    if context.disagreement_date(item)
                ),
            )
