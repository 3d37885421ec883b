"""New people and posts whose names are much like those of others: probably one of them, entered twice."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from briefings.authoring.entries.ids import id_from_name
from briefings.model.entities import Person, Post

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from briefings.factbase.store import FactStore

__all__ = ["similar_people", "similar_posts"]

_LIKE = 0.8
"""The share of letters that two spellings of one word have in common."""
_SMALL_WORDS = frozenset({"of", "the", "for", "and", "to", "de", "du", "des", "la", "le", "les", "et", "i"})
"""Words of titles that lists leave out or confuse, as `id_from_name` writes them."""


def similar_people(store: FactStore, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the id of each new person whose name is like that of another one, with a line about it.

    Accents, the order of the names and the script do not count. One word of a name may be spelt in another way, or be
    an initial.

    Args:
        store: the facts, with the people who are known.
        names: the new names, each with its id; of two that are alike, the later one is in doubt.
    """
    known = {name: person.id for person in store.entities_of(Person) for name in person.known_as()}
    words = {name: _words(name) for name in (*known, *names)}
    for name, other in _pairs(names, known, words, _are_names_alike):
        yield _alike("", name, other, known | dict(names))


def similar_posts(store: FactStore, partner: str, titles: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the id of each new post whose title is like that of another one of the partner, with a line about it.

    One word may be spelt in another way; what a title has more, such as `Deputy`, makes it another one.

    Args:
        store: the facts, with the posts that are known.
        partner: id of the partner.
        titles: the new titles, each with its id; of two that are alike, the later one is in doubt.
    """
    known = {
        title: post.id
        for post in store.entities_of(Post)
        if post.partner == partner
        for title in post.known_as()
    }
    words = {
        title: [word for word in _words(title) if word not in _SMALL_WORDS] for title in (*known, *titles)
    }
    for title, other in _pairs(titles, known, words, _are_titles_alike):
        yield _alike("the post ", title, other, known | dict(titles))


def _alike(what: str, name: str, other: str, ids: Mapping[str, str]) -> tuple[str, str]:
    """Return the id of a new name, and a line about another one that it is like."""
    return ids[name], f"{what}{name!r} is new ({ids[name]}), and much like {other!r} ({ids[other]})"


def _words(name: str) -> list[str]:
    """Return the words of a name in Latin letters, in order."""
    return sorted(filter(None, id_from_name(name).split("-")))


def _pairs(
    names: Mapping[str, str],
    known: Mapping[str, str],
    words: Mapping[str, list[str]],
    are_alike: Callable[[list[str], list[str]], bool],
) -> Iterator[tuple[str, str]]:
    """Yield each new name with each other one that is like it; of two new names, the later one is first."""
    ids = {**known, **names}
    by_part: dict[tuple[str, ...], list[str]] = {}
    for name, parts in words.items():
        for part in _all_but_one(parts):
            by_part.setdefault(part, []).append(name)
    earlier = set(known) - set(names)
    for name, id_ in names.items():
        for other in dict.fromkeys(other for part in _all_but_one(words[name]) for other in by_part[part]):
            if other in earlier and ids[other] != id_ and are_alike(words[name], words[other]):
                yield name, other
        earlier.add(name)


def _all_but_one(words: list[str]) -> set[tuple[str, ...]]:
    """Return the words of a name, and those without each one of them: names that are alike share one of these."""
    shorter = (tuple(words[:index] + words[index + 1 :]) for index in range(len(words)))
    return {tuple(words), *shorter} - {()}


def _are_names_alike(one: list[str], other: list[str]) -> bool:
    """Return whether two names have the same words, apart from one that is alike, an initial or left out."""
    left, right = _different(one, other)
    if not left and not right:
        return True
    if len(left) == len(right) == 1:
        shorter, longer = sorted((left[0], right[0]), key=len)
        is_initial = len(shorter) == 1 and longer.startswith(shorter)
        return is_initial or _is_spelt_alike(shorter, longer)
    return len(left) + len(right) == 1 and min(len(one), len(other)) > 1


def _are_titles_alike(one: list[str], other: list[str]) -> bool:
    """Return whether two titles have the same words, apart from one that is spelt alike."""
    left, right = _different(one, other)
    return (not left and not right) or (
        len(left) == len(right) == 1 and _is_spelt_alike(*sorted((left[0], right[0]), key=len))
    )


def _different(one: list[str], other: list[str]) -> tuple[list[str], list[str]]:
    """Return the words that only one of two names has."""
    left, right = list(one), list(other)
    for word in one:
        if word in right:
            left.remove(word)
            right.remove(word)
    return left, right


def _is_spelt_alike(one: str, other: str) -> bool:
    """Return whether two words have most letters in common, in their order."""
    # A word that is too long, or has too few of the letters, is ruled out before the slow comparison.
    letters = len(one) + len(other)
    if min(2 * min(len(one), len(other)), letters - len(set(one) ^ set(other))) < _LIKE * letters:
        return False
    return difflib.SequenceMatcher(None, one, other).ratio() >= _LIKE
