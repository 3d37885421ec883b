"""Words of a text as they are compared: without case, accents, punctuation and invisible signs."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["fold_words"]

_WORD = re.compile(r"[^\W_]+")
_HYPHENATED = re.compile(r"(?<=\w)[-‐\u00ad]\n\s*(?=\w)")
_INVISIBLE = ("Cf", "Mn", "Me")


def fold_words(text: str) -> list[str]:
    r"""Return the words of a text in order, in small letters and without accents; a word split between lines is one.

    >>> fold_words("Señor  SMITH-Jones, at 9:05; a\u00adgreed to-\nday")
    ['senor', 'smith', 'jones', 'at', '9', '05', 'agreed', 'today']
    """
    joined = _HYPHENATED.sub("", text).casefold()
    if joined.isascii():
        return _WORD.findall(joined)
    decomposed = unicodedata.normalize("NFKD", joined)
    invisible = {ord(sign): None for sign in set(decomposed) if unicodedata.category(sign) in _INVISIBLE}
    return _WORD.findall(decomposed.translate(invisible))
