"""Cyrillic forms of names in the Latin alphabets of Uzbek, Turkmen and Azerbaijani.

Each of these languages has been written in two alphabets, with an official table from one to the other. So the Cyrillic
form of a name is a matter of spelling, and not a guess at its sound, as it would be for other Latin names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from briefings.model.locales import primary_language

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["cyrillize"]

_VOWELS = frozenset("aeiouäöüəı")
_APOSTROPHES = re.compile("[‘`´’ʻ']")


@dataclass(frozen=True)
class _Table:
    """The Cyrillic spelling of a Latin alphabet.

    Attributes:
        groups: the spelling of each letter, and of letters that have one sign together.
        initial_e: the letter for e at the head of a word and after a vowel; empty for the usual one.
        refused: letters together that have more than one spelling.
        is_dotless: whether the small letter of I is ı.
    """

    groups: Mapping[str, str]
    initial_e: str = ""
    refused: str = ""
    is_dotless: bool = False

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Return a pattern for the next group, the longest first."""
        return re.compile("|".join(sorted(map(re.escape, self.groups), key=len, reverse=True)))

    def in_small_letters(self, word: str) -> str:
        """Return a word in small letters, with one form of the apostrophe."""
        dotted = word.replace("İ", "i").replace("I", "ı" if self.is_dotless else "i")
        return _APOSTROPHES.sub("ʼ", dotted.lower())

    def spelling(self, group: str, before: str) -> str:
        """Return the spelling of a group, given the letter before it."""
        starts = not before.isalpha() or before in _VOWELS
        return self.initial_e if group == "e" and self.initial_e and starts else self.groups[group]


def cyrillize(name: str, language: str) -> str:
    """Return a name in the Cyrillic alphabet of its own language.

    The result is empty if the language has no official table, or a part of the name is not certain by it.

    Args:
        name: the name in the Latin script.
        language: BCP 47 tag of the name.
    """
    table = _TABLES.get(primary_language(language))
    if table is None:
        return ""
    words = [_spell_word(word, table) for word in name.split(" ")]
    return " ".join(words) if all(words) else ""


def _spell_word(word: str, table: _Table) -> str:
    """Return a word in Cyrillic, with its capitals; empty if the table does not have all its letters."""
    lower = table.in_small_letters(word)
    if len(lower) != len(word) or (table.refused and table.refused in lower):
        return ""
    is_all_capitals = word.isupper() and sum(map(str.isalpha, word)) > 1
    spelled, position = "", 0
    while position < len(lower):
        match = table.pattern.match(lower, position)
        if match is None and lower[position].isalpha():
            return ""
        if match is None:
            spelled, position = spelled + word[position], position + 1
            continue
        other = table.spelling(match[0], lower[position - 1 : position] or " ")
        if word[position].isupper():
            other = other.upper() if is_all_capitals else other[:1].upper() + other[1:]
        spelled, position = spelled + other, match.end()
    return spelled


def _groups(latin: str, cyrillic: str) -> dict[str, str]:
    """Return the Cyrillic spelling of each Latin letter or group, both separated by spaces; `-` for none."""
    pairs = zip(latin.split(), cyrillic.split(), strict=True)
    return {group: spelled.replace("-", "") for group, spelled in pairs}


_TABLES = {
    "az": _Table(
        _groups(
            "a b c ç d e ə f g ğ h x ı i j k q l m n o ö p r s ş t u ü v y z ʼ",
            "а б ҹ ч д е ә ф ҝ ғ һ х ы и ж к г л м н о ө п р с ш т у ү в ј з ’",
        ),
        is_dotless=True,
    ),
    "tk": _Table(
        _groups(
            "ýa ýe ýo ýu a b ç d e ä f g h i j ž k l m n ň o ö p r s ş t u ü w y ý z",
            "я е ё ю а б ч д е ә ф г х и җ ж к л м н ң о ө п р с ш т у ү в ы й з",
        ),
        initial_e="э",
    ),
    "uz": _Table(
        _groups(
            "sʼh yoʼ ya ye yo yu oʼ gʼ sh ch a b d e f g h i j k l m n o p q r s t u v x y z ʼ",
            "сҳ йў я е ё ю ў ғ ш ч а б д е ф г ҳ и ж к л м н о п қ р с т у в х й з ъ",
        ),
        initial_e="э",
        refused="ts",  # ц, or т and с
    ),
}
"""The table of each language, by its code; the apostrophe has one form in it."""
