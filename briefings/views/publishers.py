"""The short names of publishers, for places without room for the full ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.model.entities import Publisher
from briefings.views.names import name_at

if TYPE_CHECKING:
    from briefings.views.context import NoteContext

__all__ = ["short_publishers"]


def short_publishers(context: NoteContext) -> dict[str, str]:
    """Return the short names of publishers by their full ones, in the language of the note or else of the house."""
    names: dict[str, str] = {}
    for publisher in context.store.entities_of(Publisher):
        languages = (context.language, context.store.house.default_language)
        shorts = (name_at(publisher, language, context.day, "short") for language in languages)
        if short := next((short for short in shorts if isinstance(short, str) and short), None):
            names |= {name.text: short for name in publisher.names if name.form == "full"}
    return names
