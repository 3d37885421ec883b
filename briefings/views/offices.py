"""Offices: the titles of posts as their holders have them, and the names of holders as firm as they are known."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from briefings.factbase.standing import current_holders, standing_of
from briefings.model.dates import Certainty
from briefings.model.entities import NamedEntity, Person, Post
from briefings.model.lives import Life
from briefings.model.phrases import EMPTY, Phrase, ShortDate
from briefings.views.names import name_at, short_name_at, term_at, text_for
from briefings.views.phrases import date_phrase, join_phrases, label, language_phrase
from briefings.views.references import resolve_references

if TYPE_CHECKING:
    from datetime import date

    from briefings.factbase.standing import Standing
    from briefings.model.facts import Tenure
    from briefings.model.phrases import Part
    from briefings.views.context import NoteContext

__all__ = [
    "birth_phrase",
    "holder_in_capacity",
    "holder_name",
    "in_capacity",
    "office_part",
    "office_phrase",
    "people_phrase",
    "with_residence",
]


# --- titles -------------------------------------------------------------------------------------------


def office_part(context: NoteContext, post: Post, day: date, holder: str | None = None) -> Part:
    """Return the title of a post on a day, in the short form if it has one, and in the form for its holder's gender.

    Args:
        context: the note.
        post: the post.
        day: the day of the title.
        holder: id of the person with the title, or None.
    """
    person = context.store.entities.get(holder or "")
    gender = person.gender if isinstance(person, Person) else ""
    return short_name_at(post, context.language, day, gender)


def with_residence(context: NoteContext, post: Post, title: Phrase) -> Phrase:
    """Return the title of a post with the place where its holder lives, if that is not with the partner."""
    if post.resident is None:
        return title
    string, language = text_for(post.resident, context.language, context.store.house.default_language)
    place = resolve_references(string, context.store, language, context.day, partial(people_phrase, context))
    if place is None:
        return title
    words = language_phrase(place.parts, language, context.language)
    return label("office.resident", {"title": title, "place": words})


def office_phrase(context: NoteContext, tenure: Tenure, day: date) -> Phrase:
    """Return the title of the holder of a tenure on a day: "acting Foreign Minister"."""
    post = context.store.entity(Post, tenure.post)
    return in_capacity(tenure, Phrase((office_part(context, post, day, tenure.holder),)))


def in_capacity(tenure: Tenure, title: Phrase) -> Phrase:
    """Return the title of a post in the capacity of a tenure."""
    return label(f"capacity.title.{tenure.capacity}", {"title": title}) if tenure.capacity else title


# --- names --------------------------------------------------------------------------------------------


def holder_name(context: NoteContext, tenure: Tenure, day: date, language: str = "") -> Phrase:
    """Return the name of the holder, or a label that the post is vacant.

    Args:
        context: the note.
        tenure: the tenure.
        day: the day of the name.
        language: BCP 47 tag; by default the language of the note.
    """
    if tenure.holder is None:
        return label("holder.vacant", {})
    holder = context.store.entities[tenure.holder]
    assert isinstance(holder, NamedEntity)  # noqa: S101 - references were checked on loading
    return Phrase((term_at(holder, language or context.language, day),))


def holder_in_capacity(context: NoteContext, tenure: Tenure, day: date, language: str = "") -> Phrase:
    """Return the name of the holder with the capacity, where no title says it: "Bruno Falk (acting)"."""
    name = holder_name(context, tenure, day, language)
    if not tenure.capacity:
        return name
    capacity = label(f"capacity.word.{tenure.capacity}", {})
    return label("capacity.named", {"name": name, "capacity": capacity})


def people_phrase(context: NoteContext, named: Post | Person, day: date, language: str) -> Phrase | None:
    """Return a person, or the holders of a post, on a day in a language; None if no one can be named."""
    if isinstance(named, Post):
        return _holders_phrase(context, named, day, language)
    name = Phrase((name_at(named, language, day),))
    return _distinct_name(context, named, name, day)


def _distinct_name(context: NoteContext, person: Person, name: Phrase, day: date) -> Phrase:
    """Return the name of a person, with the office or the birth if another person has the same name."""
    if person.id not in context.namesakes:
        return name
    offices = (
        office_phrase(context, tenure, day).with_citations(context.citations(tenure))
        for tenure in context.store.tenures_by_holder.get(person.id, ())
        if standing_of(context.store, tenure, day).certainty > Certainty.POSSIBLE
    )
    distinction = next(offices, None) or birth_phrase(context, person)
    return label("participant", {"name": name, "office": distinction}) if distinction else name


def birth_phrase(context: NoteContext, person: Person) -> Phrase:
    """Return when a person was born, as a year; empty if that is not on file."""
    for fact in context.store.facts:
        if isinstance(fact, Life) and fact.person == person.id and fact.part == "born" and fact.period.start:
            year = date_phrase(replace(fact.period.start, month=None, day=None))
            return label("people.born", {"date": year}).with_citations(context.citations(fact))
    return EMPTY


def _holders_phrase(context: NoteContext, post: Post, day: date, language: str) -> Phrase | None:
    """Return the holders of a post on a day in a language, as firm as they are known.

    Args:
        context: the note.
        post: the post.
        day: the day of the names.
        language: BCP 47 tag of the text that names them.

    Returns:
        None if the post did not exist or was vacant: a sentence that has its holder do something is wrong then.
    """
    if post.period.certainty_on(day) is Certainty.NO:
        return None
    holders = current_holders(context.store, post.id, day)
    if not holders:
        return label("holder.unknown", {})
    named = [(tenure, standing) for tenure, standing in holders if tenure.holder is not None]
    if not named:
        return None
    names = [
        holder_in_capacity(context, tenure, day, language).with_citations(context.citations(tenure))
        for tenure, _ in named
    ]
    if any(standing.certainty > Certainty.POSSIBLE for _, standing in named):
        return join_phrases(names)
    joined, *others = names
    for name in others:
        joined = label("holder.or", {"first": joined, "second": name})
    return _doubted(context, joined, named[-1][1])


def _doubted(context: NoteContext, names: Phrase, standing: Standing) -> Phrase:
    """Return names with the remark that they are not sure; the public reads no tasks of the desk."""
    last = standing.last_attestation if standing.is_overdue else None
    if last is None:
        key = "holder.unconfirmed" if context.scope.is_public else "holder.to-confirm"
        return label(key, {"name": names})
    month = Phrase((ShortDate(replace(last, day=None, qualifier="")),))
    doubt = label("state.month" if context.scope.is_public else "state.confirm", {"date": month})
    return label("holder.doubted", {"name": names, "doubt": doubt})
