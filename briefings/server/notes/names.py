"""Names of notes for readers: "Desk copy on Tajikistan", where messages have "tajikistan desk"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.compose.products import product_in_words
from briefings.model.entities import NamedEntity
from briefings.model.locales import language_name
from briefings.views.names import plain_name

if TYPE_CHECKING:
    from datetime import date

    from briefings.authoring.explanation.printed_sentences import PrintedSentence
    from briefings.factbase.store import FactStore

__all__ = ["name_of_id", "note_name"]


def note_name(store: FactStore, sentence: PrintedSentence, day: date) -> str:
    """Return what people call the note that has a sentence."""
    audience, _, name = sentence.full_note.rpartition(": ")
    subject, *words = name.split()
    named = [name_of_id(store, subject, day)]
    named += [name_of_id(store, word, day) for word in words if word != sentence.product]
    title = f"{product_in_words(sentence.product or 'note')} on {', '.join(named)}"
    return f"{title[:1].upper()}{title[1:]}{f', for {audience}' if audience else ''}"


def name_of_id(store: FactStore, word: str, day: date) -> str:
    """Return the name of an entry by its id, or of a language by its tag; any other word as it is."""
    entity = store.entities.get(word)
    if isinstance(entity, NamedEntity):
        return plain_name(entity, store.house.default_language, day)
    return language_name(word, "en") or word
