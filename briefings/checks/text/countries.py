"""Words that name partners: their names in the languages of the word lists, in any case, and their adjectives.

Also which names of places are those of countries and larger parts of the world, of which another place may be a part.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from briefings.checks.text.spelling import WORD_START, consonant_key, fold, sound_keys, stem
from briefings.checks.text.towns import may_be_same_town
from briefings.checks.text.vocabulary import LANGUAGES, translations, word_set
from briefings.model.entities import Partner
from briefings.model.locales import area_names, country_name, country_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from briefings.factbase.store import FactStore

__all__ = ["CountryIndex"]

_WORD = re.compile(rf"{WORD_START}[^\W\d_][\w’'-]*")
# An adjective begins like the name: "moldave" for Moldavie, "таджикский" for Таджикистан.
_LEAST_SOUND = 5
_SHARED_LETTERS, _SHARED_LATIN_LETTERS = 5, 6


class CountryIndex:
    """An index of partners by single words that name them."""

    def __init__(self, store: FactStore) -> None:
        self._by_word: dict[str, str] = {}
        self._by_start: dict[str, str] = {}
        self._by_sound: dict[str, str] = {}
        usual = {stem(word): name for word, name in translations("country_forms")}
        for partner in store.entities_of(Partner):
            names = [name.text for name in partner.names]
            names += [country_name(partner.code, language) for language in LANGUAGES if partner.code]
            for text in names:
                words = [
                    word for word in _WORD.findall(text) if word.lower() not in word_set("country_words")
                ]
                self._by_word |= {stem(word): partner.id for word in words}
                self._by_sound |= {key: partner.id for word in words for key in _sounds(word)}
                if len(words) == 1:
                    self._add_start(stem(words[0]), partner.id)
        for form, name in usual.items():
            if partner_id := self._by_word.get(stem(name)):
                self._by_word[form] = partner_id

    def _add_start(self, word: str, partner: str) -> None:
        """Keep how a name begins, unless another one begins so: then it tells neither."""
        if start := _start_of(word):
            known = self._by_start.setdefault(start, partner)
            self._by_start[start] = partner if known == partner else ""

    def find(self, word: str) -> str:
        """Return the id of the partner that a word names, or of which it is an adjective; empty if it is no such word.

        A name in another script than those on record counts if it sounds like one of them.
        """
        if (found := self.find_stem(stem(word))) or word.isascii() or fold(word).isascii():
            return found
        return next(
            (self._by_sound[key] for key in map(_plain_sound, sound_keys(word)) if key in self._by_sound), ""
        )

    def find_stem(self, word: str) -> str:
        """Return the same for a word in the form in which words are compared."""
        return self._by_word.get(word) or self._by_start.get(_start_of(word), "")

    def names_stranger(self, text: str) -> bool:
        """Return whether a text names a country that is not a partner."""
        return any(
            word[0].isupper() and stem(word) in _all_countries() and not self.find(word)
            for word in _WORD.findall(text)
        )

    def regions_in(self, text: str) -> frozenset[str]:
        """Return the codes of the larger parts of the world that a text names by two words."""
        return frozenset(code for code, _ in self.find_regions(text))

    def find_regions(self, text: str, start: int = 0, end: int | None = None) -> list[tuple[str, int]]:
        """Return the same with where each name ends, in order, of a part of the text."""
        words = list(_WORD.finditer(text, start, len(text) if end is None else end))
        pairs = ((f"{stem(one[0])} {stem(other[0])}", other.end()) for one, other in pairwise(words))
        codes = ((_areas_of_world().get(pair, ""), last) for pair, last in pairs)
        return [(code, last) for code, last in codes if code.isdigit()]

    def names_area(self, text: str) -> bool:
        """Return whether the name of a place is that of a country, several ones, or a larger part of the world."""
        return bool(self._areas(text))

    def may_overlap(self, one: str, other: str) -> bool:
        """Return whether one of two places that are named differently may be in the other.

        A town may be in any country, and a country in any part of the world; two towns are two places, and so are
        two countries.
        """
        left, right = self._areas(one), self._areas(other)
        if not left and not right:
            return may_be_same_town(one, other)
        if not left or not right:
            return True
        return bool(left & right) or any(code.isdigit() for code in left ^ right)

    def _areas(self, text: str) -> frozenset[str]:
        """Return the partners, countries and parts of the world that the name of a place names, as ids and codes."""
        words = _WORD.findall(text)
        partners = map(self.find, words)
        codes = map(_areas_of_world().get, (_area_key(text), *map(stem, words)))
        return frozenset(filter(None, (*partners, *codes)))


def _sounds(word: str) -> Iterator[str]:
    """Return how a name sounds without its last vowels, or its consonants in Arabic; nothing if it is short."""
    keys = map(_plain_sound, (*sound_keys(word), consonant_key(fold(word))))
    return (key for key in keys if len(key) >= _LEAST_SOUND)


def _plain_sound(key: str) -> str:
    return key.rstrip("aeiou")


def _start_of(word: str) -> str:
    """Return the first letters of a word that its adjective shares; empty if it is too short to tell."""
    least = _SHARED_LATIN_LETTERS if word[:1].isascii() else _SHARED_LETTERS
    return word[:least] if len(word) >= least else ""


@cache
def _all_countries() -> frozenset[str]:
    """Return the names of one word of all countries, in the languages of the word lists."""
    names = (name for language in LANGUAGES for name in country_names(language).values())
    return frozenset(stem(name) for name in names if " " not in name)


@cache
def _areas_of_world() -> Mapping[str, str]:
    """Return the codes of countries and larger parts of the world by their names."""
    return {_area_key(name): code for language in LANGUAGES for code, name in area_names(language).items()}


def _area_key(name: str) -> str:
    """Return the name of an area as it is compared, in any case of its words."""
    return " ".join(map(stem, _WORD.findall(name)))
