"""The words of a search, and the texts that have them, in any case, script or spelling of names."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING
from weakref import WeakSet

from briefings.checks.text.arabic import is_arabic
from briefings.checks.text.references import unify_characters
from briefings.checks.text.spelling import consonant_key, fold, sound_keys, stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["AlikeWords", "KeptTexts", "Query", "plain_words"]

_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_LEAST_SOUND = 3


def plain_words(text: str) -> str:
    """Return a text as it is compared: without case and accents, with plain signs and single spaces.

    >>> plain_words("Été · «Ærø» ")
    'ete "aero"'
    """
    return " ".join(fold(unify_characters(text)).replace("·", " ").split())


class KeptTexts:
    """Texts that are searched many times, as they are compared.

    Attributes:
        whole: all of them, plain, a line for each: one text takes less room than many.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self.whole = "\n".join(map(plain_words, texts))


class AlikeWords:
    """The words of kept texts by their forms, so that other spellings of a word are found at once."""

    def __init__(self) -> None:
        self._words: set[str] = set()
        self._texts: WeakSet[KeptTexts] = WeakSet()
        self._by_form: dict[str, tuple[str, ...]] = {}

    def learn(self, texts: KeptTexts) -> None:
        """Take in the words of texts."""
        if texts in self._texts:
            return
        self._texts.add(texts)
        for word in {*_WORD.findall(texts.whole)} - self._words:
            self._words.add(word)
            if word.isascii() and not word.isalpha():
                continue  # numbers and ids have one spelling
            for form in _forms.__wrapped__(word, True):  # each word is looked at once
                self._by_form[form] = (*self._by_form.get(form, ()), word)

    def find(self, word: str) -> frozenset[str]:
        """Return the known words that may be another form of a word."""
        forms = _forms(word, True)
        return frozenset(each for form in forms for each in self._by_form.get(form, ()))


class Query:
    """The words to look for."""

    def __init__(self, text: str) -> None:
        self.words = tuple(plain_words(text).split())

    def __bool__(self) -> bool:
        return bool(self.words)

    def matches(self, text: str) -> bool:
        """Return whether a text has all the words, in any case or script."""
        plain = plain_words(text)
        missing = [word for word in self.words if word not in plain]
        if not missing:
            return True
        # Of Arabic names only the consonants can be compared; elsewhere that would find too much.
        by_consonants = is_arabic(plain) or any(map(is_arabic, missing))
        forms = {form for word in _WORD.findall(plain) for form in _forms(word, by_consonants)}
        return all(not forms.isdisjoint(_forms(word, by_consonants)) for word in missing)

    def find_in(self, texts: KeptTexts, alike: AlikeWords) -> Iterator[int]:
        """Yield the numbers of the texts that have all the words, as `matches` does.

        Args:
            texts: where to look.
            alike: has learnt the words of these texts.
        """
        spellings = {word: alike.find(word) for word in self.words}
        if not all(
            word in texts.whole or _has_any(texts.whole, others) for word, others in spellings.items()
        ):
            return
        for number, plain in enumerate(texts.whole.split("\n")):
            missing = [word for word in self.words if word not in plain]
            if not missing or (
                all(_has_any(plain, spellings[word]) for word in missing) and self.matches(plain)
            ):
                yield number


def _has_any(text: str, words: frozenset[str]) -> bool:
    """Return whether a text has one of some words."""
    return any(word in text for word in words)


@lru_cache(maxsize=100_000)
def _forms(word: str, by_consonants: bool) -> frozenset[str]:
    """Return the forms in which a word is compared: without its ending, by its sounds, and maybe by its consonants."""
    sounds = [sound for sound in sound_keys(word) if len(sound) >= _LEAST_SOUND]
    keys = (consonant_key(sound.removeprefix("~")) for sound in sounds if by_consonants)
    return frozenset({stem(word), *sounds, *(key for key in keys if len(key) > _LEAST_SOUND)})
