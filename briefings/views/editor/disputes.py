"""Disputes that matter: what another source says instead, in a few words where a principal reads the fact."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.model.entities import NamedEntity
from briefings.model.figures import Figure
from briefings.model.phrases import EMPTY, Citation, LabelRef, Phrase
from briefings.views.amounts import said_phrase
from briefings.views.editor.words import without_full_stop
from briefings.views.names import short_name_at
from briefings.views.phrases import date_phrase, label, period_phrase
from briefings.views.publishers import short_publishers
from briefings.views.texts import resolve_text

if TYPE_CHECKING:
    from briefings.model.evidence import Disagreement
    from briefings.model.facts import Fact
    from briefings.views.context import NoteContext

__all__ = ["dispute_remark", "with_dispute", "with_dispute_in_sentence"]

_SENTENCE = "dispute.says-text"
"""The label of a claim that is a sentence of its own."""


def dispute_remark(context: NoteContext, fact: Fact) -> Phrase:
    """Return who says what instead of a fact, without a full stop; empty if no open dispute about it matters.

    The public reads no doubts, so it gets none.
    """
    disputes = [item for item in context.open_disputes(fact) if item.matters]
    if not disputes or context.scope.is_public:
        return EMPTY
    item = disputes[0]
    claim = item.disagreement
    assert claim is not None  # noqa: S101 - evidence that disputes a fact has a claim
    publisher = context.sources[item.source].publisher
    values = {
        "publisher": Phrase((short_publishers(context).get(publisher, publisher),)),
        "claim": _claim_phrase(context, claim, fact),
    }
    is_sentence = claim.text and values["claim"].parts and not _is_short(claim)
    return label(_SENTENCE if is_sentence else "dispute.says", values).with_citations(
        [Citation(fact.key, item.source)]
    )


def _is_short(claim: Disagreement) -> bool:
    """Return whether a claim is a date, a name or a number, not a sentence."""
    return bool(claim.holder or claim.period or claim.value or claim.name)


def _claim_phrase(context: NoteContext, claim: Disagreement, fact: Fact) -> Phrase:
    """Return what a source claims instead: a name, a date, a number, or a sentence without its full stop."""
    if claim.holder:
        holder = context.store.entity(NamedEntity, claim.holder)
        return Phrase((short_name_at(holder, context.language, context.day),))
    if claim.period:
        start, end = claim.period.start, claim.period.end
        return date_phrase(start) if start and not end else period_phrase(claim.period)
    if claim.value and isinstance(fact, Figure):
        return said_phrase(context, fact, claim.value)
    if claim.value or claim.name:
        return Phrase((claim.value or claim.name or "",))
    return without_full_stop(Phrase((resolve_text(context, claim.text, fact) or EMPTY).parts))


def with_dispute(context: NoteContext, fact: Fact, text: Phrase) -> Phrase:
    """Return the words of a row about a fact, with the dispute about it that matters."""
    remark = dispute_remark(context, fact)
    if not remark or not text:
        return remark or text
    return label("dispute.row", {"text": text, "remark": remark})


def with_dispute_in_sentence(context: NoteContext, fact: Fact, text: Phrase) -> Phrase:
    """Return a sentence that states a fact, with the dispute about it that matters before its full stop."""
    remark = dispute_remark(context, fact)
    if not remark or not text:
        return text
    shortened = without_full_stop(text)
    if shortened == text or any(
        isinstance(part, LabelRef) and part.key == _SENTENCE for part in remark.parts
    ):
        return label("dispute.sentence-after", {"text": text, "remark": remark})
    return label("dispute.sentence", {"text": shortened, "remark": remark})
