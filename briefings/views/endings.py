"""The end of a partner: what a note of a later day says at its head, and in its lead."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from briefings.model.dates import Certainty
from briefings.model.phrases import EMPTY, Citation, Phrase
from briefings.views.names import short_name_at, text_for
from briefings.views.offices import people_phrase
from briefings.views.phrases import date_phrase, label, language_phrase
from briefings.views.references import resolve_references

if TYPE_CHECKING:
    from briefings.model.entities import Partner
    from briefings.views.context import NoteContext

__all__ = ["ending_sentence"]


def ending_sentence(context: NoteContext, partner: Partner) -> Phrase:
    """Return when a partner ended and what came after it; empty if it has not certainly ended by the day."""
    end = partner.period.end
    if (
        end is None
        or end.last_day >= context.day
        or partner.period.certainty_on(context.day) is not Certainty.NO
    ):
        return EMPTY
    values = {
        "partner": Phrase((short_name_at(partner, context.language, context.day),)),
        "date": date_phrase(end),
    }
    if successor := _successor(context, partner):
        values["successor"] = successor
        key = "ending.on-succeeded" if end.day else "ending.in-succeeded"
    else:
        key = "ending.on" if end.day else "ending.in"
    cited = [Citation(partner.id, item.source) for item in partner.evidence if item.disagreement is None]
    return label(key, values).with_citations(cited)


def _successor(context: NoteContext, partner: Partner) -> Phrase | None:
    """Return what came after a partner; None if that is not on file, or can't be printed."""
    if partner.successor_name is None:
        return None
    string, language = text_for(
        partner.successor_name, context.language, context.store.house.default_language
    )
    named = resolve_references(string, context.store, language, context.day, partial(people_phrase, context))
    return language_phrase(named.parts, language, context.language) if named else None
