"""The places that facts and posts name by id: `place: edelweiss` means the same as `place: "{place:edelweiss}"`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from briefings.loading.parsers import is_id
from briefings.model.contacts import Contact, Visit
from briefings.model.diagnostics import Diagnostic
from briefings.model.entities import Place, Post
from briefings.model.lives import Life
from briefings.model.prospects import DateAhead
from briefings.model.suggest import nearest_match

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from briefings.model.entities import Entity
    from briefings.model.evidence import Text
    from briefings.model.facts import Fact

__all__ = ["bind_places", "misspelt_places"]

_LEAST_SIMILARITY = 0.8

_Placed: TypeAlias = Contact | DateAhead | Life | Post
"""The entries that have a place."""


def bind_places(entries: Sequence[Entity | Fact]) -> Sequence[Entity | Fact]:
    """Return entries in which each place that is the id of a known one is a reference to it."""
    ids = {entry.id for entry in entries if isinstance(entry, Place)}
    return (
        [_bind(entry, ids) if isinstance(entry, _Placed) else entry for entry in entries] if ids else entries
    )


def misspelt_places(entries: Sequence[Entity | Fact]) -> Iterator[tuple[str, Diagnostic]]:
    """Yield a problem, with its folder, for each place in words that is nearly the id of a known one."""
    ids = {entry.id for entry in entries if isinstance(entry, Place)}
    for entry in entries if ids else ():
        for text in _places_of(entry) if isinstance(entry, _Placed) else ():
            for words in text.by_language.values():
                if (
                    is_id(words)
                    and words not in ids
                    and (match := nearest_match(words, ids, _LEAST_SIMILARITY))
                ):
                    message = f"unknown place {words!r}"
                    yield (
                        entry.folder,
                        Diagnostic(
                            "unknown-place",
                            message,
                            text.location,
                            suggestion=match,
                            value=words,
                            wanted=Place.kind,
                        ),
                    )


def _places_of(entry: _Placed) -> Iterator[Text]:
    """Yield the place of an entry, and those of the programme of a visit."""
    items = entry.programme if isinstance(entry, Visit) else ()
    place = entry.resident if isinstance(entry, Post) else entry.place
    yield from filter(None, (place, *(item.place for item in items)))


def _bind(entry: _Placed, ids: AbstractSet[str]) -> _Placed:
    """Return an entry whose places are references where they are ids."""
    if isinstance(entry, Post):
        resident = _as_reference(entry.resident, ids)
        return entry if resident is entry.resident else replace(entry, resident=resident)
    bound = replace(entry, place=_as_reference(entry.place, ids))
    if not isinstance(bound, Visit):
        return bound
    items = tuple(replace(item, place=_as_reference(item.place, ids)) for item in bound.programme)
    return replace(bound, programme=items)


def _as_reference(text: Text | None, ids: AbstractSet[str]) -> Text | None:
    """Return a text that is the id of a place as a reference to it; any other text as it is."""
    if text is None or ids.isdisjoint(text.by_language.values()):
        return text
    words = {
        language: f"{{place:{word}}}" if word in ids else word for language, word in text.by_language.items()
    }
    return replace(text, by_language=words)
