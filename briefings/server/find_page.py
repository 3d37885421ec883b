"""Find: one box over names in all scripts, and the words of facts."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.authoring.fact_titles import fact_title
from briefings.model.entities import NamedEntity, Source
from briefings.views.romanize import romanize

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.model.entities import Entity
    from briefings.server.reading import Reading

__all__ = ["Found", "find_entries"]

_MOST_FOUND = 60
_MOST_WORDS = 12
# Letters that Unicode does not take apart into a letter and a mark.
_PLAIN_LETTERS = str.maketrans(
    {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ʼ": "", "'": "", "’": ""}
)


@dataclass(frozen=True, slots=True)
class Found:
    """Something to find.

    Attributes:
        title: what it is called.
        kind: what it is.
        address: of its page.
        words: by which it is found, folded.
        rank: names come before facts.
    """

    title: str
    kind: str
    address: str
    words: str
    rank: int


def find_entries(reading: Reading, text: str) -> list[Found]:
    """Return what has all words of a text, those whose name begins with it first; at most sixty.

    Case, accents and the script do not count: `Jumhurii` finds «Ҷумҳурии».
    """
    wanted = fold(text).split()[:_MOST_WORDS]
    if not wanted:
        return []
    index = reading.warm.recall(("find", reading.access.audience, reading.day), lambda: list(_index(reading)))
    found = [item for item in index if all(word in item.words for word in wanted)]
    found.sort(key=lambda item: (item.rank, not fold(item.title).startswith(wanted[0]), item.title))
    return found[:_MOST_FOUND]


def fold(text: str) -> str:
    """Return a text without case, accents and signs in words.

    >>> fold("Ærø d’Été")
    'aero dete'
    """
    parts = unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN_LETTERS))
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def _index(reading: Reading) -> Iterator[Found]:
    """Yield everything that the reader can find."""
    for entity in reading.store.entities.values():
        if isinstance(entity, NamedEntity | Source):
            words = fold(" ".join(_names_of(entity)))
            yield Found(reading.name(entity), entity.kind, f"/entry/{entity.id}", words, 0)
    for fact in (*reading.store.facts, *reading.store.proposals.values()):
        title = fact_title(reading.store, fact, reading.day)
        texts = [words for text in fact.texts() for words in text.by_language.values()]
        kind = f"proposed {fact.kind}" if fact.is_proposed else fact.kind
        yield Found(title, kind, f"/fact/{fact.key}", fold(" ".join((title, fact.key, *texts))), 1)


def _names_of(entity: Entity) -> Iterator[str]:
    """Yield the id of an entity, and its names as written and in Latin letters."""
    yield entity.id
    if isinstance(entity, Source):
        yield from filter(None, (entity.title, entity.publisher))
    elif isinstance(entity, NamedEntity):
        for name in entity.names:
            yield name.text
            yield romanize(name.text, name.language)
