"""Whole words that a phrase is certain to have, whichever of its forms a text has."""

from __future__ import annotations

import re
from functools import cache
from itertools import product

__all__ = ["certain_words", "is_common"]

_PLAIN = re.compile(r"\w[\w ’'-]*")
# Letters that nothing repeats.
_RUN = re.compile(r"(?:[\w ’'-](?![?*+{]))+")
_PIECE = re.compile(r"[\w\0]+")
_ZERO_WIDTH = re.compile(r"\(\?<?[=!]|[\^$]|\\[bBAZ]")
_GROUP_START = re.compile(r"\((?:\?P<\w+>|\?[a-z-]*:)?")
_FEW_LETTERS = re.compile(r"\[([^\]\\^-]{1,4}|[^\]\\^]{1,3}-)\]")
_CLASS = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]")
_ESCAPE = re.compile(r"\\(?:u[0-9a-fA-F]{4}|.)")
_REPEAT = re.compile(r"(?P<none>[?*]|\{0?,\d*\})|\+|\{[\d,]+\}")
_ANY = "\0"
"""In a form, what a text may have any letters in place of."""
_MOST_FORMS = 120
# Words that most texts have, the commonest first.
_COMMON = (
    "the", "of", "and", "to", "in", "a", "de", "la", "в", "le", "и", "les", "des", "et", "на", "is", "for", "was",
    "on", "that", "as", "by", "it", "with", "from", "at", "en", "à", "du", "un", "une", "est", "que", "qui", "dans",
    "pour", "sur", "par", "au", "aux", "с", "по", "из", "от", "за", "о", "не", "что", "an", "be", "his", "its", "are",
    "were", "has", "had", "have", "not", "or", "been",
)  # fmt: skip
_RANKS = {word: rank for rank, word in enumerate(_COMMON)}


@cache
def certain_words(phrase: str) -> frozenset[str]:
    """Return words, one of which every text has that has a phrase as whole words; none if that is not certain.

    Args:
        phrase: a regular expression in which a space is any white space.
    """
    if phrase.isalpha():
        return frozenset([phrase.lower()])
    if _PLAIN.fullmatch(phrase):
        forms: tuple[str, ...] = (phrase,)
    else:
        forms, _ = _FormReader(phrase).read(0)
    words = set()
    for form in forms or ("",):
        pieces: list[str] = [piece for piece in _PIECE.findall(form.lower()) if _ANY not in piece]
        if not pieces:
            return frozenset()
        words.add(max(reversed(pieces), key=_rarity) if len(pieces) > 1 else pieces[0])
    return frozenset(words)


def is_common(word: str) -> bool:
    """Return whether most texts have a word."""
    return word in _RANKS


def _rarity(word: str) -> tuple[int, int]:
    """Return a key by which the word that fewest texts have is the last; of rare words the longest."""
    return _RANKS.get(word, len(_RANKS)), len(word)


class _FormReader:
    """A reader of the forms that a phrase may have in a text; none if there are too many."""

    def __init__(self, phrase: str) -> None:
        self._phrase = phrase

    def read(self, start: int) -> tuple[tuple[str, ...], int]:
        """Return the forms of some alternatives, and where they end: at a closing bracket, or with the phrase."""
        phrase = self._phrase
        forms: list[str] = []
        sequence: tuple[str, ...] = ("",)
        position, is_small = start, True
        while position < len(phrase) and phrase[position] != ")":
            if phrase[position] == "|":
                forms += sequence
                sequence = ("",)
                position += 1
                continue
            if run := _RUN.match(phrase, position):
                sequence = tuple([form + run[0] for form in sequence])
                position = run.end()
                continue
            items, position = self._read_item(position)
            is_small = is_small and 0 < len(items) * len(sequence) <= _MOST_FORMS
            sequence = tuple(map("".join, product(sequence, items))) if is_small else ()
        forms += sequence
        return (tuple(dict.fromkeys(forms)) if is_small and len(forms) <= _MOST_FORMS else ()), position

    def _read_item(self, position: int) -> tuple[tuple[str, ...], int]:
        """Return the forms of a letter, a class or a group with what repeats it, and where that ends."""
        phrase = self._phrase
        items: tuple[str, ...]
        if nothing := _ZERO_WIDTH.match(phrase, position):
            position = nothing.end()
            if nothing[0][0] == "(":
                position = self.read(position)[1] + 1
            return ("",), position
        if group := _GROUP_START.match(phrase, position):
            items, position = self.read(group.end())
            position += 1
        elif few := _FEW_LETTERS.match(phrase, position):
            items, position = tuple(few[1]), few.end()
        elif some := _CLASS.match(phrase, position):
            items, position = (_ANY,), some.end()
        elif escape := _ESCAPE.match(phrase, position):
            letter = escape[0][1]
            items, position = (" " if letter == "s" else _ANY if letter.isalnum() else letter,), escape.end()
        else:
            items, position = (_ANY if phrase[position] == "." else phrase[position],), position + 1
        if repeat := _REPEAT.match(phrase, position):
            position = repeat.end() + phrase.startswith("?", repeat.end())
            if repeat[0] != "?" and not all(item.endswith(" ") for item in items):
                items = (_ANY,)
            if repeat["none"] and items:
                items = (*items, "")
        return items, position
