"""The phrases that say which source disagrees with a fact, and what it claims."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.model.entities import NamedEntity
from briefings.model.figures import Figure
from briefings.model.phrases import EMPTY, Citation, Phrase
from briefings.views.amounts import said_phrase
from briefings.views.names import term_at
from briefings.views.phrases import date_phrase, label, language_phrase, period_phrase
from briefings.views.texts import resolve_text

if TYPE_CHECKING:
    from briefings.model.evidence import Disagreement, Evidence
    from briefings.model.facts import Fact
    from briefings.views.context import NoteContext

__all__ = ["disagreement_phrase"]


def disagreement_phrase(context: NoteContext, evidence: Evidence, fact: Fact) -> Phrase:
    """Return the claim of a source that disagrees with a fact, with its publisher, title and date.

    Args:
        context: the note.
        evidence: evidence for the fact that disagrees with it.
        fact: the fact.
    """
    source = context.sources[evidence.source]
    via = context.sources[evidence.via_source] if evidence.via_source else None
    home_language = context.store.house.default_language
    values = {
        "publisher": Phrase((source.publisher,)),
        "title": language_phrase((source.title,), home_language, context.language, show_language=False)
        if source.title
        else label("source.untitled", {}),
        "date": date_phrase(context.disagreement_date(evidence)),
        "words": _claim_phrase(context, evidence.disagreement, fact) if evidence.disagreement else EMPTY,
    }
    cited = [Citation(fact.key, source.id)]
    key = "question.says" if source.effective_date else "question.says-undated"
    if via:
        key = "question.says-via"
        values["via"] = Phrase((via.publisher,))
        cited.append(Citation(fact.key, via.id))
    return label(key, values).with_citations(cited)


def _claim_phrase(context: NoteContext, claim: Disagreement, fact: Fact) -> Phrase:
    """Return what a source claims instead of a fact: another holder, period, value or text."""
    if claim.holder:
        named = context.store.entities[claim.holder]
        assert isinstance(named, NamedEntity)  # noqa: S101 - references were checked on loading
        return label("said.holder", {"name": Phrase((term_at(named, context.language, context.day),))})
    if claim.period:
        return label("said.period", {"period": period_phrase(claim.period)})
    if claim.value:
        said = said_phrase(context, fact, claim.value) if isinstance(fact, Figure) else Phrase((claim.value,))
        return label("said.value", {"value": said})
    text = resolve_text(context, claim.text, fact) or EMPTY
    return label("said.text", {"text": Phrase(text.parts)})
