"""Words as tokens: their roots, with one token for words that mean the same, in any language of the word lists."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from briefings.checks.text.numbers import ordinal_value
from briefings.checks.text.spelling import stem
from briefings.checks.text.vocabulary import (
    PhraseTable,
    may_contain,
    numbers,
    translations,
    word_set,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["token", "tokens_of", "unify_phrases"]

_SUFFIXES = ("ations", "ation", "ments", "ment", "ings", "ing", "ies", "ied", "ed", "ers", "er", "es", "s", "ion", "ions", "ly", "e")  # fmt: skip
_LEAST_ROOT = 4
_ROOT = 7
_LEAST_WORD = 3
_ELISION = re.compile(r"^(?:[ldsnjc]|qu)[’'](?=\w)", re.IGNORECASE)


@lru_cache(maxsize=50_000)
def token(word: str) -> str:
    """Return a word as it is compared: its root, or that of another word for the same; empty for a small word."""
    word = _ELISION.sub("", word)
    plain = word.lower()
    if plain in _same_matter():
        return _same_matter()[plain]
    if (
        len(word) < _LEAST_WORD
        or plain in _small_words()
        or numbers("numbers").get(plain)
        or ordinal_value(word)
    ):
        return ""
    root = _root(word)
    return _same_roots().get(root, root)


@cache
def tokens_of(key: str) -> frozenset[str]:
    """Return the words of a list as they are compared."""
    return frozenset(token(word) or word for word in word_set(key))


@lru_cache(maxsize=50_000)
def _root(word: str) -> str:
    """Return a word without its ending."""
    plain = stem(word)
    if plain.isascii():
        for suffix in _SUFFIXES:
            if plain.endswith(suffix) and len(plain) - len(suffix) >= _LEAST_ROOT:
                plain = plain[: -len(suffix)]
                break
    elif plain.endswith(("ов", "ев")) and len(plain) > _LEAST_ROOT:
        plain = plain[:-2]
    return plain[:_ROOT]


def _standard(word: str) -> str:
    """Return the token for a word that others count as; that word may count as another one itself."""
    further = _written_same().get(word.lower(), word)
    return word if word.startswith("@") else _root(further)


@cache
def _written_same() -> Mapping[str, str]:
    return {word.lower(): same for word, same in translations("same_matter")}


@cache
def _same_matter() -> Mapping[str, str]:
    return {word.lower(): _standard(same) for word, same in translations("same_matter")}


@cache
def _same_roots() -> Mapping[str, str]:
    return {_root(word): _standard(same) for word, same in translations("same_matter")}


@cache
def _small_words() -> frozenset[str]:
    keys = (
        "stop_words", "auxiliaries", "pronouns", "possessives", "date_prepositions", "relative_pronouns", "small_words",
        "definite_articles", "and_or", "words_after_body", "since",
    )  # fmt: skip
    return frozenset(
        word for key in (*keys, "about_numbers", "least_numbers", "most_numbers") for word in word_set(key)
    )


def unify_phrases(text: str) -> str:
    """Return a text with one word in place of each phrase that means it, so that all positions stay the same."""
    return _phrases().translate(text) if may_contain(text, "same_phrases") else text


@cache
def _phrases() -> PhraseTable:
    return PhraseTable(translations("same_phrases"))
