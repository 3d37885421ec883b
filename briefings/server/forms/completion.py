"""Offers for a field while someone types: entries by any of their names, in any script, and facts by their words."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from briefings.authoring.explanation.query import plain_words
from briefings.authoring.wording.titles import dated_title
from briefings.model.entities import NamedEntity, Source
from briefings.server.forms.entry_names import id_namer, known_roles
from briefings.server.forms.fields import FACTS, ROLE
from briefings.views.romanize import romanize

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.model.entities import Entity
    from briefings.server.reading import Reading

__all__ = ["complete"]

_MOST_OFFERED = 12
_Offer: TypeAlias = tuple[str, str, str, str, str]
"""Its name, the word to write, its folder, its plain words, and the day of a source, on which it shows what lasts."""


def complete(reading: Reading, kinds: str, text: str, folder: str = "") -> list[dict[str, str]]:
    """Return the entries that have all words of a text, those first whose name begins with it; a source with its day.

    Args:
        reading: the request.
        kinds: of the entries, separated by spaces; `fact` for facts.
        text: what was typed.
        folder: id of the partner that the form is about, whose entries come first.
    """
    wanted = plain_words(text).split()
    found = [
        (kind, name, word, home, day)
        for kind in dict.fromkeys(kinds.split())
        for name, word, home, words, day in _index(reading, kind)
        if all(part in words for part in wanted)
    ]
    start = wanted[0] if wanted else ""
    found.sort(key=lambda item: (not plain_words(item[1]).startswith(start), item[3] != folder, item[1]))
    return [
        {"word": word, "name": name, "kind": kind, "day": day}
        for kind, name, word, _, day in found[:_MOST_OFFERED]
    ]


def _index(reading: Reading, kind: str) -> list[_Offer]:
    """Return each entry of a kind that can be offered."""
    key = ("complete", reading.access.audience, reading.day, kind)
    return reading.warm.recall(key, lambda: list(_entries(reading, kind)))


def _entries(reading: Reading, kind: str) -> Iterator[_Offer]:
    """Yield what can be offered of a kind."""
    name_of = id_namer(reading)
    if kind == ROLE:
        for id_ in known_roles(reading):
            name = name_of(id_, ROLE)
            yield name, name, "", plain_words(f"{id_} {name}"), ""
    elif kind == FACTS:
        for fact in reading.store.facts:
            word = name_of(fact.key, FACTS)
            title = dated_title(reading.store, fact, reading.day) if word == fact.key else word
            yield title, word, fact.folder, plain_words(f"{fact.key} {title}"), ""
    else:
        for entity in reading.store.entities.values():
            if entity.kind == kind and isinstance(entity, NamedEntity | Source):
                words = plain_words(" ".join((entity.id, *_names_of(entity))))
                day = str((isinstance(entity, Source) and entity.effective_date) or "")
                word = name_of(entity.id, kind)
                yield reading.name(entity) if word == entity.id else word, word, entity.folder, words, day


def _names_of(entity: Entity) -> Iterator[str]:
    """Yield the names of an entry as written, and in Latin letters."""
    if isinstance(entity, NamedEntity):
        for name in entity.names:
            yield name.text
            yield romanize(name.text, name.language)
    elif isinstance(entity, Source):
        yield from (entity.title, entity.publisher)
