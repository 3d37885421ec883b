"""Words of a text as they are compared: without case, accents, punctuation and invisible signs."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["fold_words", "word_runs"]

_WORD = re.compile(r"[^\W_]+")
_HYPHENATED = re.compile(r"(?<=\w)[-‐\u00ad]\n\s*(?=\w)")
_INVISIBLE = ("Cf", "Mn", "Me")


def fold_words(text: str) -> list[str]:
    r"""Return the words of a text in order, in small letters and without accents; a word split between lines is one.

    >>> fold_words("Señor  SMITH-Jones, at 9:05; a\u00adgreed to-\nday")
    ['senor', 'smith', 'jones', 'at', '9', '05', 'agreed', 'today']
    """
    decomposed = unicodedata.normalize("NFKD", _HYPHENATED.sub("", text).casefold())
    visible = "".join(sign for sign in decomposed if unicodedata.category(sign) not in _INVISIBLE)
    return _WORD.findall(visible)


def word_runs(words: Sequence[str], longest: int) -> Iterator[str]:
    """Yield each run of consecutive words, of one word up to `longest`, joined with spaces.

    >>> list(word_runs(["a", "b", "c"], 2))
    ['a', 'b', 'c', 'a b', 'b c']
    """
    yield from words
    for length in range(2, longest + 1):
        for start in range(len(words) - length + 1):
            yield " ".join(words[start : start + length])
