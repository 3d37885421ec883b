"""Visits and other contacts that have not taken place: planned, confirmed, put off, called off, or unconfirmed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.factbase.plans import has_taken_place, is_called_off, kind_of_move
from briefings.model.contacts import Contact, Visit
from briefings.model.entities import Person
from briefings.model.phrases import EMPTY, Phrase
from briefings.views.contacts import end_day, first_plan
from briefings.views.phrases import date_phrase, event_phrase, label
from briefings.views.records import PlanView
from briefings.views.records.extension import extend_record
from briefings.views.texts import resolve_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from briefings.model.facts import Fact
    from briefings.views.contacts import ContactBuilder
    from briefings.views.context import NoteContext

__all__ = ["has_changed", "is_plan", "plan_notice", "plan_state", "plan_views"]

_NOTICE = "stage.notice"
"""Where the labels for warnings stand; they also give the new days."""


def is_plan(context: NoteContext, contact: Contact) -> bool:
    """Return whether a contact was planned and, as far as the day's sources show, has not taken place."""
    return bool(contact.may_be_planned or contact.stages) and not has_taken_place(
        context.store, contact, context.day
    )


def plan_views(context: NoteContext, contacts: ContactBuilder) -> Iterator[PlanView]:
    """Yield the contacts that have not taken place, those to come first, each with what happened to it."""
    subject_id = context.scope.subject_id
    is_about_person = isinstance(context.store.entities.get(subject_id), Person)
    plans = [
        contact
        for contact in context.facts(Contact)
        if is_plan(context, contact) and (not is_about_person or subject_id in contact.actor_ids)
    ]
    for contact in sorted(plans, key=lambda contact: _order(context, contact)):
        yield extend_record(
            PlanView,
            contacts.contact_view(contact),
            state=plan_state(context, contact),
            purpose=_purpose(context, contact),
        )


def _purpose(context: NoteContext, contact: Contact) -> Phrase:
    """Return the purpose of a visit that has topics too; empty if the purpose is given in their place."""
    if not isinstance(contact, Visit) or not contact.topics:
        return EMPTY
    return resolve_text(context, contact.purpose, contact) or EMPTY


def _order(context: NoteContext, contact: Contact) -> tuple[bool, int]:
    """Return the place of a plan among others: those to come by their days, then the past ones, newest first."""
    last: date = end_day(contact)
    is_past = last < context.day
    return is_past, -last.toordinal() if is_past else last.toordinal()


def plan_state(context: NoteContext, event: Fact) -> Phrase:
    """Return how a plan stands on the day: "planned", "cancelled on 2 May 2026"."""
    return _state_label(context, event, "stage.contact").with_citations(context.citations(event))


def has_changed(context: NoteContext, event: Fact) -> bool:
    """Return whether a plan was moved or called off by the day."""
    return is_called_off(event, context.day) or bool(first_plan(context, event))


def plan_notice(context: NoteContext, contact: Contact) -> Phrase:
    """Return the sentence that warns of a plan that was put off or called off; empty if it stands."""
    if not has_changed(context, contact):
        return EMPTY
    return _state_label(context, contact, _NOTICE).with_citations(context.citations(contact))


def _state_label(context: NoteContext, event: Fact, key: str) -> Phrase:
    """Return the label for the state of a plan, from one of the two lists that have a label for each."""
    stage = event.stage_on(context.day)
    if stage and is_called_off(event, context.day):
        return label(f"{key}.{stage.word}", {"date": date_phrase(stage.on)})
    is_past = end_day(event) < context.day
    if first := first_plan(context, event):
        moved = next(
            stage for stage in reversed(event.stages) if stage.moved_to and stage.on.last_day <= context.day
        )
        values = {"date": date_phrase(moved.on), "first": first}
        if key == _NOTICE:
            values["new"] = event_phrase(event.period)
        planned = context.released.facts_by_key[event.key].period
        moved_phrase = label(f"{key}.{kind_of_move(planned, event.period)}", values)
        if is_past and key != _NOTICE:
            return label(f"{key}.still-unconfirmed", {"state": moved_phrase})
        return moved_phrase
    if is_past:
        return label(f"{key}.unconfirmed", {})
    return label(f"{key}.{'confirmed' if stage and stage.word == 'confirmed' else 'planned'}", {})
