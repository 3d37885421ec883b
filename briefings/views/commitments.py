"""The views of commitments: what is outstanding on a day, and what became of the others."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, cast

from briefings.model.contacts import Contact
from briefings.model.entities import NamedEntity
from briefings.model.phrases import EMPTY, Phrase
from briefings.model.prospects import Commitment
from briefings.views.names import short_name_at
from briefings.views.phrases import date_phrase, period_phrase
from briefings.views.records import CommitmentView
from briefings.views.texts import resolve_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.views.context import NoteContext
    from briefings.views.records.prospects import CommitmentState

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
    made = context.store.facts_by_key[fact.key].period.start
    yield CommitmentView(
        by=_party(context, fact.promiser).with_citations(cited),
        to=_party(context, fact.promisee) if fact.promisee else EMPTY,
        text=text,
        made=date_phrase(made, cited),
        due=date_phrase(fact.due, cited),
        state=state,
        settled=date_phrase(stage.on, cited) if stage else EMPTY,
        contact=period_phrase(contact.period) if isinstance(contact, Contact) else EMPTY,
    )


def _party(context: NoteContext, party: str) -> Phrase:
    """Return the short name of a party on the day."""
    sides = {"ours": context.store.house.side, "theirs": context.scope.partner}
    entity = context.store.entities[sides.get(party, party)]
    assert isinstance(entity, NamedEntity)  # noqa: S101 - references were checked on loading
    return Phrase((short_name_at(entity, context.language, context.day),))
