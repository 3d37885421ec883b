"""The names of publishers in the language of a note, and the short ones for places without room for the full ones."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefings.model.entities import Publisher, Source
from briefings.views.names import name_at

if TYPE_CHECKING:
    from datetime import date

    from briefings.views.context import NoteContext
    from briefings.views.release import ReleasedStore

__all__ = ["official_publishers", "short_publishers", "sources_of"]


def sources_of(store: ReleasedStore, language: str, day: date) -> dict[str, Source]:
    """Return the sources by id, with the names of their publishers in a language, where the facts give them.

    Args:
        store: what the audience may see.
        language: BCP 47 tag.
        day: the day of the names.
    """
    names = _names_in(store, language, day)
    sources: dict[str, Source] = {}
    for source in store.entities_of(Source):
        publisher = names.get(source.publisher, source.publisher)
        repeated_by = names.get(source.repeated_by, source.repeated_by)
        is_renamed = (publisher, repeated_by) != (source.publisher, source.repeated_by)
        sources[source.id] = (
            replace(source, publisher=publisher, repeated_by=repeated_by) if is_renamed else source
        )
    return sources


def _names_in(store: ReleasedStore, language: str, day: date) -> dict[str, str]:
    """Return the full names of publishers in a language by those in other languages."""
    names: dict[str, str] = {}
    for publisher in store.entities_of(Publisher):
        if isinstance(known := name_at(publisher, language, day), str):
            others = (name.text for name in publisher.names if name.form == "full")
            names |= {text: known for text in others if text != known}
    return names


def official_publishers(store: ReleasedStore) -> frozenset[str]:
    """Return the full names, in all languages, of the publishers that speak for themselves."""
    return frozenset(
        name.text
        for publisher in store.entities_of(Publisher)
        if publisher.is_official
        for name in publisher.names
        if name.form == "full"
    )


def short_publishers(context: NoteContext) -> dict[str, str]:
    """Return the short names of publishers by their full ones, in the language of the note or else of the house."""
    names: dict[str, str] = {}
    for publisher in context.store.entities_of(Publisher):
        languages = (context.language, context.store.house.default_language)
        shorts = (name_at(publisher, language, context.day, "short") for language in languages)
        if short := next((short for short in shorts if isinstance(short, str) and short), None):
            names |= {name.text: short for name in publisher.names if name.form == "full"}
    return names
