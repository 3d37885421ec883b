"""The words of texts, each taken apart once: how it is compared, and what kinds of values it may belong to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from briefings.checks.claims.tokens import ordinal_value, token
from briefings.checks.text.spelling import to_latin
from briefings.checks.text.vocabulary import numbers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefings.checks.context import CheckContext

__all__ = ["NAME", "NUMBER", "PLACE", "RANK", "TIME", "WORD", "Word", "WordBook"]

NUMBER, RANK, NAME, PLACE, TIME = 1, 2, 4, 8, 16
"""The kinds of values that texts give; a word alone may be one of the first three."""

_LEAST_ADJECTIVE = 6
_ACRONYM = re.compile(r"[А-ЯЁ]{3,8}$")
WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
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


class WordBook:
    """The words of the texts of a project."""

    def __init__(self, context: CheckContext) -> None:
        self._context = context
        self._known: dict[str, Word] = {}

    def read(self, words: Iterable[str]) -> list[Word]:
        """Return some words as they are compared."""
        known = self._known
        return [known[word] if word in known else self._read(word) for word in words]

    def _read(self, word: str) -> Word:
        """Return a word as it is compared, and keep it."""
        is_partner = word[0].isupper() or len(word) >= _LEAST_ADJECTIVE
        partner = self._context.countries.find(word) if is_partner else ""
        key = f"@{partner}" if partner else token(word)
        if _ACRONYM.match(word) and (named := self._context.names.find(to_latin(word).upper())):
            key = f"@{named[0].entity.id}"
        values = numbers("numbers")
        kinds = NUMBER if any(values.get(part.lower()) for part in (word, *_PART.findall(word))) else 0
        if ordinal_value(word):
            kinds |= RANK
        if word[0].isupper() and not key.startswith("@"):
            kinds |= NAME
        return self._known.setdefault(word, Word(key, kinds))
