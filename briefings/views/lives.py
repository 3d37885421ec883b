"""The views of the lives of people: what their biographies tell besides the posts on file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefings.factbase.spans import first_known_date
from briefings.factbase.standing import has_begun, standing_of
from briefings.model.dates import Certainty
from briefings.model.facts import Statement
from briefings.model.lives import LIFE_PARTS, Life
from briefings.model.locales import language_name
from briefings.model.phrases import EMPTY, Phrase
from briefings.views.facts import fact_view
from briefings.views.names import name_at
from briefings.views.phrases import in_a_row, join_phrases, time_phrase
from briefings.views.records.lives import LifeView, PortraitView
from briefings.views.texts import resolve_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.model.entities import Person
    from briefings.views.context import NoteContext
    from briefings.views.records import FactView

__all__ = ["life_phrase", "life_views", "personal_statements", "portrait"]


def life_views(context: NoteContext, person: str) -> tuple[LifeView, ...]:
    """Return the parts of the life of a person that are known by the day, in the order of a biography."""
    lives = [fact for fact in context.biographies.get(person, ()) if isinstance(fact, Life)]
    parts = (
        LifeView(part, tuple(_life_facts(context, [life for life in lives if life.part == part])))
        for part in LIFE_PARTS
    )
    return tuple(part for part in parts if part.facts)


def portrait(context: NoteContext, person: Person) -> PortraitView | None:
    """Return the newest photo of a person by the day; None if there is none."""
    photos = [
        fact
        for fact in context.biographies.get(person.id, ())
        if isinstance(fact, Life) and fact.photo and has_begun(context.store, fact, context.day)
    ]
    newest = max(photos, key=first_known_date, default=None)
    credit = life_phrase(context, newest) if newest else None
    if newest is None or newest.photo is None or credit is None:
        return None
    return PortraitView(newest.photo, Phrase((name_at(person, context.language, context.day),)), credit)


def personal_statements(context: NoteContext, person: str) -> tuple[FactView, ...]:
    """Return the statements about a person that hold on the day, or report an event before it."""
    return tuple(
        fact_view(context, fact, text, standing)
        for fact in context.biographies.get(person, ())
        if isinstance(fact, Statement)
        and (standing := standing_of(context.store, fact, context.day)).certainty is not Certainty.NO
        and (text := resolve_text(context, fact.text, fact))
    )


def life_phrase(context: NoteContext, life: Life) -> Phrase | None:
    """Return what a life says in a few words with its time; None if a reference in it can't be resolved."""
    text, place = (resolve_text(context, words, life) for words in (life.text, life.place))
    if text is None or place is None:
        return None
    names = [_language_phrase(context, tag) for tag in life.languages]
    said = text or join_phrases(names)
    is_dated = life.part in ("born", "died") or life.stays_when_over
    time = time_phrase(context, life) if is_dated else EMPTY
    words = [
        phrase for phrase in ((time, place) if life.is_event and not text else (said, place, time)) if phrase
    ]
    return in_a_row(words).with_citations(context.citations(life)) if words else EMPTY


def _life_facts(context: NoteContext, lives: list[Life]) -> Iterator[FactView]:
    """Yield the lives of one part that are known by the day, the earliest first."""
    for life in sorted(lives, key=first_known_date):
        standing = standing_of(context.store, life, context.day)
        is_over = standing.certainty is Certainty.NO
        if is_over and not (
            life.stays_when_over and not life.is_event and has_begun(context.store, life, context.day)
        ):
            continue
        if text := life_phrase(context, life):
            view = fact_view(context, life, text, None if is_over else standing)
            # The text gives the time, an end too, and no one forgets a language within the time of a review.
            status = "certain" if view.status in ("presumed", "ended") else view.status
            yield replace(view, status=status, time=EMPTY)


def _language_phrase(context: NoteContext, tag: str) -> Phrase:
    """Return the name of a language in the language of the note, else its tag."""
    return Phrase((language_name(tag, context.language) or tag,))
