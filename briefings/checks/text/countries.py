"""Words that name partners: their names in the languages of the word lists, in any case, and their adjectives."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefings.checks.text.spelling import consonant_key, fold, sound_keys, stem
from briefings.checks.text.vocabulary import LANGUAGES, translations, word_set
from briefings.model.entities import Partner
from briefings.model.locales import country_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.factbase.store import FactStore

__all__ = ["CountryIndex"]

_WORD = re.compile(r"[^\W\d_][\w’'-]*")
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
