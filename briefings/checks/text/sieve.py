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

from briefings.checks.text.phrase_words import certain_words, is_common

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["Sieve", "literals_of"]

# In a phrase, all that is not certain to occur letter by letter: groups, classes, escapes and what may be repeated.
_CHARACTER = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]")
_UNCERTAIN = re.compile(r".(?:[?*+]|\{[^}]*\})|\.|\0")
_LEAST_LETTERS = 4
# What may match white space.
_SPACE = re.compile(r" |\\[sWSD]|\[\^|(?<!\\)\.|\\u00a0")
_WORD = re.compile(r"\w+")
_MOST_WORDS = 100_000


class Sieve:
    """A sieve for some lists of phrases, each phrase a regular expression in which a space is any white space."""

    def __init__(self, lists: Mapping[str, Sequence[str]]) -> None:
        """Give each list two bits: for letters that its phrases must have, and for phrases as whole words."""
        self._always = 0
        self._by_letters: dict[str, int] = defaultdict(int)
        self._by_whole_word: dict[str, int] = defaultdict(int)
        self._masks: dict[tuple[str, bool], int] = {}
        self._by_pattern: list[tuple[int, re.Pattern[str], int]] = []
        self._marks: dict[str, int] = {}
        letters = 1
        for name, phrases in lists.items():
            words = letters << 1
            self._masks[name, False], self._masks[name, True] = letters, words
            for phrase in phrases:
                self._add(phrase, letters, words)
            letters <<= 2
        self._lengths = sorted({len(each) for each in self._by_letters})

    def _add(self, phrase: str, letters: int, words: int) -> None:
        """Note which words of a text may be of a phrase."""
        certain, literals = certain_words(phrase), literals_of(phrase)
        has_long_literals = min(map(len, literals)) >= _LEAST_LETTERS
        if has_long_literals and any(map(is_common, certain)):
            certain = frozenset()
        for word in certain:
            self._by_whole_word[word] |= words
        if not certain and not has_long_literals and not _SPACE.search(phrase):
            pattern = re.compile(rf"(?<!\w)(?:{phrase})(?!\w)", re.IGNORECASE)
            self._by_pattern.append((letters, pattern, words))
        elif not certain:
            letters |= words
        for each in literals:
            if each:
                self._by_letters[each] |= letters
            else:
                self._always |= letters

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
        for letters, pattern, words in self._by_pattern:
            if (marks | self._always) & letters and pattern.search(word):
                marks |= words
        if len(self._marks) >= _MOST_WORDS:
            self._marks.clear()
        self._marks[word] = marks
        return marks


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
