"""Arabic words as they are compared: without the article and the words that join them, and names by their consonants."""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["consonants", "is_arabic", "stem_arabic"]

_ARABIC = re.compile(r"[\u0620-\u06ff]")
# "And", "so", "in", "like" and "for" are written together with the word; "for the" loses the alif of the article.
_JOINED = re.compile(r"^(?:[وف]?(?:[بك]?ال|لل))(?=\w{2})")
_LETTERS = {
    "ب": "b", "پ": "b", "ت": "t", "ط": "t", "ث": "t", "ج": "g", "چ": "c", "ح": "h", "ه": "h", "خ": "h", "د": "d",
    "ض": "d", "ذ": "d", "ر": "r", "ز": "z", "ظ": "z", "ژ": "g", "س": "s", "ص": "s", "ش": "x", "غ": "g", "گ": "g",
    "ف": "f", "ڤ": "f", "ق": "k", "ك": "k", "ک": "k", "ل": "l", "م": "m", "ن": "n",
}  # fmt: skip
# Ways to write one consonant in Latin letters, in the order in which they are replaced.
_LATIN = (
    ("sch", "x"), ("sh", "x"), ("ch", "ç"), ("gh", "g"), ("th", "t"), ("p", "b"), ("v", "f"), ("j", "g"),
)  # fmt: skip
_HARD_C = re.compile(r"c(?=[aouk])|q")
_VOWEL = re.compile(r"[^bcdfghklmnrstxz]")
_FINAL_H = re.compile(r"(?<=\w)[هة]$")


def is_arabic(word: str) -> bool:
    """Return whether a word is in the Arabic script."""
    return _ARABIC.search(word) is not None


def stem_arabic(word: str) -> str:
    """Return a folded Arabic word without its article and what is joined to it."""
    return _JOINED.sub("", word)


@lru_cache(maxsize=50_000)
def consonants(word: str) -> str:
    """Return the consonants of a folded word in Arabic or Latin letters; consonants that sound alike are one.

    Arabic leaves out most vowels of foreign names, so that nothing else of two spellings can be compared.
    """
    if is_arabic(word):
        plain = _FINAL_H.sub("", word).replace(" ال", "").replace("تش", "چ")
        return "".join(_LETTERS.get(letter, "") for letter in plain)
    for written, sound in _LATIN:
        word = word.replace(written, sound)
    word = _HARD_C.sub("k", word).replace("ç", "c")
    return _VOWEL.sub("", word.removesuffix("h"))
