"""New people whose names are much like those of others: probably one person, entered twice."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from briefings.authoring.entry_ids import id_from_name
from briefings.model.entities import Person

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from briefings.factbase.store import FactStore

__all__ = ["similar_people"]

_LIKE = 0.8
"""The share of letters that two spellings of one word have in common."""


def similar_people(store: FactStore, names: Mapping[str, str]) -> Iterator[str]:
    """Yield each new name that is like that of another person, in a line.

    Accents, the order of the names and the script do not count. One word of a name may be spelt in another way, or be
    an initial.

    Args:
        store: the facts, with the people who are known.
        names: the new names, each with its id.
    """
    known = {name: person.id for person in store.entities_of(Person) for name in person.known_as()} | dict(
        names
    )
    words = {name: sorted(filter(None, id_from_name(name).split("-"))) for name in known}
    by_word: dict[str, list[str]] = {}
    for name, parts in words.items():
        for part in dict.fromkeys(parts):
            by_word.setdefault(part, []).append(name)
    later = dict(names)
    for name, id_ in names.items():
        del later[name]  # of two new names, the later one is reported
        for other in dict.fromkeys(other for part in words[name] for other in by_word[part]):
            if other not in later and known[other] != id_ and _are_like(words[name], words[other]):
                yield f"{name!r} is new ({id_}), and much like {other!r} ({known[other]})"


def _are_like(one: list[str], other: list[str]) -> bool:
    """Return whether two names have the same words, apart from one that is alike, an initial or left out."""
    left, right = list(one), list(other)
    for word in one:
        if word in right:
            left.remove(word)
            right.remove(word)
    if not left and not right:
        return True
    if len(left) == len(right) == 1:
        shorter, longer = sorted((left[0], right[0]), key=len)
        is_initial = len(shorter) == 1 and longer.startswith(shorter)
        return is_initial or difflib.SequenceMatcher(None, shorter, longer).ratio() >= _LIKE
    return len(left) + len(right) == 1 and min(len(one), len(other)) > 1
