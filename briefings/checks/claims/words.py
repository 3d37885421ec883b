"""The words of texts, each taken apart once: how it is compared, and what kinds of values it may belong to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from briefings.checks.claims.tokens import token
from briefings.checks.text.numbers import ordinal_value
from briefings.checks.text.spelling import WORD_START, to_latin
from briefings.checks.text.towns import english_town
from briefings.checks.text.vocabulary import numbers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefings.checks.context import CheckContext

__all__ = ["NAME", "NUMBER", "PLACE", "RANK", "TIME", "WORD", "Word", "WordReader"]

NUMBER, RANK, NAME, PLACE, TIME = 1, 2, 4, 8, 16
"""The kinds of values that texts give; a word alone may be one of the first three."""

_LEAST_ADJECTIVE = 6
_ACRONYM = re.compile(r"[А-ЯЁ]{3,8}$")
WORD = re.compile(rf"{WORD_START}[^\W\d_]+(?:[’'-][^\W\d_]+)*")
"""A word of a text."""
_PART = re.compile(r"[^\W\d_]+")


class Word(NamedTuple):
    """A word as it is compared.

    Attributes:
        key: its root, or the entry on record that it names; empty for a small word.
        kinds: which values it may be; a name is a word with a capital, but not that of a partner.
    """

    key: str
    kinds: int


class _Run(NamedTuple):
    """Letters and marks without a space, as most words are in a text.

    Attributes:
        keys: the keys of its words.
        kinds: what its words may be.
        opening_kinds: the same at the start of a sentence, where each word has a capital.
    """

    keys: frozenset[str]
    kinds: int
    opening_kinds: int


class WordReader:
    """The words of the texts of a project."""

    def __init__(self, context: CheckContext) -> None:
        self._context = context
        self._known: dict[str, Word] = {}
        self._runs: dict[str, _Run] = {}

    def gist(self, text: str) -> tuple[frozenset[str], int]:
        """Return the keys of the words of a text, and what they may be."""
        runs = self._runs
        keys: set[str] = set()
        kinds = 0
        written = text.split()
        for run in written:
            known = runs[run] if run in runs else self._read_run(run)
            keys |= known.keys
            kinds |= known.kinds
        if written and kinds & NAME:
            kinds = runs[written[0]].opening_kinds
            for run in written[1:]:
                kinds |= runs[run].kinds
        return frozenset(keys), kinds

    def _read_run(self, run: str) -> _Run:
        """Return the words of a run as they are compared, and keep them."""
        first, *others = self.read(WORD.findall(run)) or (Word("", 0),)
        kinds = 0
        for word in others:
            kinds |= word.kinds
        keys = frozenset(word.key for word in (first, *others) if word.key)
        return self._runs.setdefault(run, _Run(keys, kinds | first.kinds, kinds | first.kinds & ~NAME))

    def read(self, words: Iterable[str]) -> list[Word]:
        """Return some words as they are compared."""
        known = self._known
        return [known[word] if word in known else self._read(word) for word in words]

    def _read(self, word: str) -> Word:
        """Return a word as it is compared, and keep it."""
        is_partner = word[0].isupper() or len(word) >= _LEAST_ADJECTIVE
        partner = self._context.countries.find(word) if is_partner else ""
        key = f"@{partner}" if partner else token(english_town(word) or word)
        if _ACRONYM.match(word) and (named := self._context.names.find(to_latin(word).upper())):
            key = f"@{named[0].entity.id}"
        values = numbers("numbers")
        kinds = NUMBER if any(values.get(part.lower()) for part in (word, *_PART.findall(word))) else 0
        if ordinal_value(word):
            kinds |= RANK
        if word[0].isupper() and not key.startswith("@"):
            kinds |= NAME
        return self._known.setdefault(word, Word(key, kinds))
