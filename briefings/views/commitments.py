"""The views of commitments: what is outstanding on a day, and what happened to the others."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, cast

from briefings.model.contacts import Contact
from briefings.model.phrases import EMPTY, Phrase
from briefings.model.prospects import Commitment
from briefings.model.stages import COMMITMENT_STAGES
from briefings.views.facts import party_phrase
from briefings.views.phrases import date_phrase, in_a_row, label, period_phrase, stages_phrase
from briefings.views.records import CommitmentView
from briefings.views.texts import resolve_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.views.context import NoteContext
    from briefings.views.records.prospects import CommitmentState

_KEEPING = tuple(word for word, meant in COMMITMENT_STAGES.items() if meant.keeps)
"""The words for stages that do not settle a commitment."""

__all__ = ["outstanding_commitments", "settled_commitments"]


def outstanding_commitments(context: NoteContext) -> Iterator[CommitmentView]:
    """Yield the commitments that are open on the day: the overdue ones first, then the next due, then those without a day."""
    found = [
        fact
        for fact in context.facts(Commitment)
        if fact.key in context.standings and not fact.stage_on(context.day)
    ]
    for fact in sorted(found, key=_due_day):
        is_overdue = fact.due is not None and fact.due.last_day < context.day
        yield from _commitment_view(context, fact, "overdue" if is_overdue else "open")


def settled_commitments(context: NoteContext) -> Iterator[CommitmentView]:
    """Yield the commitments that were kept, dropped or overtaken by the day, the last one first."""
    settled = [(stage, fact) for fact in context.facts(Commitment) if (stage := fact.stage_on(context.day))]
    for stage, fact in sorted(settled, key=lambda pair: pair[0].on.last_day, reverse=True):
        yield from _commitment_view(context, fact, cast("CommitmentState", stage.word))


def _due_day(fact: Commitment) -> tuple[date, str]:
    return (fact.due.last_day if fact.due else date.max), fact.key


def _commitment_view(
    context: NoteContext, fact: Commitment, state: CommitmentState
) -> Iterator[CommitmentView]:
    """Yield a commitment; none if a reference in its text can't be resolved."""
    text = resolve_text(context, fact.text, fact)
    if not text:
        return
    cited = context.citations(fact)
    stage = fact.stage_on(context.day)
    contact = context.store.facts_by_key.get(f"{fact.folder}/{fact.contact_id}") if fact.contact_id else None
    written = context.released.facts_by_key[fact.key]
    assert isinstance(written, Commitment)  # noqa: S101 - the same fact, as it was written
    yield CommitmentView(
        by=party_phrase(context, fact.promiser).with_citations(cited),
        to=party_phrase(context, fact.promisee) if fact.promisee else EMPTY,
        text=text,
        made=date_phrase(written.period.start, cited),
        due=date_phrase(fact.due, cited),
        state=state,
        settled=date_phrase(stage.on, cited) if stage else EMPTY,
        contact=period_phrase(contact.period) if isinstance(contact, Contact) else EMPTY,
        since=_what_came_between(context, fact, written).with_citations(cited),
    )


def _what_came_between(context: NoteContext, fact: Commitment, written: Commitment) -> Phrase:
    """Return a sentence on what has happened to a commitment without settling it, with its first day and party.

    Return an empty phrase for nothing.

    Args:
        context: the note.
        fact: as a note of the day tells it.
        written: as the facts have it.
    """
    stages = [stage for stage in fact.stages if stage.on.last_day <= context.day and stage.word in _KEEPING]
    parts = [stages_phrase(fact, stages)] if stages else []
    if written.due and fact.due != written.due:
        parts.append(label("commitments.first-due", {"date": date_phrase(written.due)}))
    if fact.promiser != written.promiser:
        parts.append(label("commitments.first-by", {"by": party_phrase(context, written.promiser)}))
    key = "stage.earlier" if fact.stage_on(context.day) else "stage.later"
    return label(key, {"stages": in_a_row(parts)}) if parts else EMPTY
