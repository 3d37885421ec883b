"""A sieve for texts: their single words tell which lists of phrases they have nothing of.

Checks ask each text for the phrases of many lists, and most texts have none of them. So each word of all texts is looked
up once, and each text keeps one number with a bit for each list of which it may have a phrase.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["Sieve", "literals_of"]

# In a phrase, all that is not certain to occur letter by letter: groups, classes, escapes and what may be repeated.
_CHARACTER = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]")
_UNCERTAIN = re.compile(r".(?:[?*+]|\{[^}]*\})|\.|\0")
_LEAST_LETTERS = 4
_PLAIN = re.compile(r"\w[\w ’'-]*\w|\w")
# What may match white space.
_SPACE = re.compile(r" |\\[sWSD]|\[\^|(?<!\\)\.|\\u00a0")
_WORD = re.compile(r"\w+")
# A word between spaces, or at an end of a phrase.
_FREE_WORD = re.compile(r"(?:^|(?<= ))\w+(?= |$)")
_COMMON = frozenset({"the", "in", "of", "a", "la", "le", "les", "de", "du", "des", "в", "на", "и"})
_MOST_WORDS = 100_000


class Sieve:
    """A sieve for some lists of phrases, each phrase a regular expression in which a space is any white space."""

    def __init__(self, lists: Mapping[str, Sequence[str]]) -> None:
        """Give each list its bits: for letters that it must have, and for short phrases as whole words."""
        self._always = 0
        self._by_letters: dict[str, int] = defaultdict(int)
        self._by_whole_word: dict[str, int] = defaultdict(int)
        self._masks: dict[tuple[str, bool], int] = {}
        self._by_pattern: list[tuple[int, re.Pattern[str], int]] = []
        self._marks: dict[str, int] = {}
        bit = 1
        for name, phrases in lists.items():
            are_short = any(_is_short(phrase) for phrase in phrases)
            long, short, whole = (bit, bit << 1, bit << 2) if are_short else (bit, 0, 0)
            bit <<= 3 if are_short else 1
            self._masks[name, False], self._masks[name, True] = long | short, long | whole
            for phrase in phrases:
                self._add(phrase, long, short, whole)
        self._lengths = sorted({len(letters) for letters in self._by_letters})

    def _add(self, phrase: str, long: int, short: int, whole: int) -> None:
        """Note which words of a text may be of a phrase."""
        is_short = _is_short(phrase)
        if is_short and _PLAIN.fullmatch(phrase):
            self._by_whole_word[_rarest_word(phrase)] |= whole
        elif is_short and not _SPACE.search(phrase):
            pattern = re.compile(rf"(?<!\w)(?:{phrase})(?!\w)", re.IGNORECASE)
            self._by_pattern.append((short, pattern, whole))
        elif is_short and (word := _certain_word(phrase)):
            self._by_whole_word[word] |= whole
        elif is_short:
            short |= whole
        for each in literals_of(phrase):
            bits = short if is_short else long
            if each:
                self._by_letters[each] |= bits
            else:
                self._always |= bits

    def mask(self, names: Iterable[str], *, are_whole_words: bool = False) -> int:
        """Return the bits of some lists, of which a text must have one if it has a phrase of these lists.

        Args:
            names: the lists.
            are_whole_words: whether only phrases count that are not part of longer words.
        """
        mask = 0
        for name in names:
            mask |= self._masks.get((name, are_whole_words), 0)
        return mask

    def marks(self, text: str) -> int:
        """Return the bits of all lists of which a text may have a phrase."""
        marks, known = self._always, self._marks
        for word in text.lower().split():
            marks |= known[word] if word in known else self._read(word)
        return marks

    def _read(self, word: str) -> int:
        """Return the bits of the lists whose phrases a word may be part of, and keep them."""
        marks = 0
        for part in _WORD.findall(word):
            marks |= self._by_whole_word.get(part, 0)
        for length in self._lengths:
            for start in range(len(word) - length + 1):
                marks |= self._by_letters.get(word[start : start + length], 0)
        for short, pattern, whole in self._by_pattern:
            if (marks | self._always) & short and pattern.search(word):
                marks |= whole
        if len(self._marks) >= _MOST_WORDS:
            self._marks.clear()
        self._marks[word] = marks
        return marks


def _is_short(phrase: str) -> bool:
    """Return whether letters of a phrase are so few that many other words have them."""
    return min(map(len, literals_of(phrase))) < _LEAST_LETTERS


def _rarest_word(phrase: str) -> str:
    """Return the word of a plain phrase that fewest texts have: of words as long, the last one, as in "at the age"."""
    words: list[str] = _WORD.findall(phrase.lower())
    return max(reversed(words), key=lambda word: (word not in _COMMON, len(word)))


def _certain_word(phrase: str) -> str:
    """Return the longest word between spaces that every match of a phrase has; empty if there is none."""
    outside, _ = _take_groups(_CHARACTER.sub("\0", phrase).lower())
    words: list[str] = _FREE_WORD.findall(outside)
    return max(words, key=len, default="")


@cache
def literals_of(phrase: str) -> tuple[str, ...]:
    """Return sequences of letters, one of which every match of a phrase contains, in lower case."""
    return _literals_of(_CHARACTER.sub("\0", phrase).lower())


def _literals_of(phrase: str) -> tuple[str, ...]:
    """Return the same for a phrase without classes and escapes."""
    outside, groups = _take_groups(phrase)
    own = max((part for run in _UNCERTAIN.split(outside) for part in run.split()), key=len, default="")
    if len(own) >= _LEAST_LETTERS:
        return (own,)
    choices = [tuple(one for choice in group for one in _literals_of(choice)) for group in groups]
    return max([(own,), *choices], key=lambda literals: min(map(len, literals)))


def _take_groups(phrase: str) -> tuple[str, list[list[str]]]:
    """Return what is outside of all groups, and the alternatives of each group that can't be left out."""
    outside, groups, depth, start = "", [], 0, 0
    for index, letter in enumerate(phrase):
        if letter == "(":
            depth += 1
            if depth == 1:
                outside, start, cuts = outside + "\0", index, [index + 2]
        elif letter == "|" and depth == 1:
            cuts.append(index)
        elif letter == ")":
            depth -= 1
            if (
                depth == 0
                and phrase.startswith("(?:", start)
                and not phrase.startswith(("?", "*", "{"), index + 1)
            ):
                groups.append([phrase[left + 1 : right] for left, right in pairwise([*cuts, index])])
        elif depth == 0:
            outside += letter
    return outside, groups
