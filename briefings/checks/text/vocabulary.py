"""Word lists of the languages that texts may be in, and the patterns that are made of them.

The lists are data, in `words/LANGUAGE.yaml`. They are read at first use, because many commands need none.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from briefings.checks.text.alternatives import any_of
from briefings.checks.text.sieve import Sieve, literals_of
from briefings.checks.text.spelling import CAPITAL
from briefings.loading.yaml_nodes import Mapping, Scalar, Sequence, read_yaml
from briefings.model.diagnostics import BriefingsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Mapping as MappingOf

    from briefings.loading.yaml_nodes import Node

__all__ = [
    "LANGUAGES",
    "PhraseTable",
    "WordPattern",
    "language_pattern",
    "may_contain",
    "numbers",
    "phrases",
    "translations",
    "word_set",
]

_FOLDER = Path(__file__).with_name("words")

LANGUAGES = tuple(sorted(path.stem for path in _FOLDER.glob("*.yaml")))
"""The languages with word lists, in the order in which patterns try their words."""

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
# In a template: what matches one character, a group, a list, and a list that may be left out.
_CHARACTER = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]")
_GROUP = re.compile(
    r"\((?:\?:|\?P<\w+>|\?-i:|(?P<look>\?<?[=!]))?(?P<inner>[^()]*)\)(?P<optional>[?*]|\{0?,\d*\})?"
)
_CERTAIN = re.compile(r"\{([a-z_ ]+)\}")
_OPTIONAL = re.compile(r"\{[a-z_ ]+\}(?:[?*]|\{0?,\d*\})")
# What a template opens with: lists whose phrases begin and end where a word does.
_WHOLE_WORDS = re.compile(
    r"(?:\(\?<!\\w\)|\\b)(?P<lists>\{[a-z_]+\}|\(\?:(?:\(\?P<\w+>(?:\{[a-z_]+\}|\|)+\)|\{[a-z_]+\}|\|)+\))(?:\(\?!\\w\)|\\b|(?:\\\.\?)?\\s\+|\[\\s-\]\+)"
)
_MOST_TEXTS = 32_768


class _WordLists(NamedTuple):
    """The lists of one language by their keys: phrases, and pairs of words."""

    phrases: MappingOf[str, tuple[str, ...]]
    pairs: MappingOf[str, MappingOf[str, str]]


@cache
def phrases(key: str, language: str = "") -> tuple[str, ...]:
    """Return a list of phrases, each a regular expression.

    Args:
        key: the name of the list.
        language: the language of the list, without script and region; all languages if empty.

    Returns:
        The phrases in the order of the files; empty if the language has no such list.

    Raises:
        KeyError: if no language has such a list.
    """
    lists = [_read_lists(known).phrases for known in LANGUAGES]
    if not any(key in words for words in lists):
        raise KeyError(key)
    chosen = [words for known, words in zip(LANGUAGES, lists, strict=True) if language in ("", known)]
    return tuple(phrase for words in chosen for phrase in words.get(key, ()))


@cache
def word_set(key: str) -> frozenset[str]:
    """Return the words of a list of plain words, in all languages."""
    return frozenset(phrases(key))


@cache
def numbers(key: str, language: str = "") -> MappingOf[str, int]:
    """Return the words for numbers under a key, with their values; in all languages if `language` is empty."""
    chosen = [known for known in LANGUAGES if language in ("", known)]
    return {
        word: int(value) for known in chosen for word, value in _read_lists(known).pairs.get(key, {}).items()
    }


@cache
def translations(key: str, language: str = "") -> tuple[tuple[str, str], ...]:
    """Return the pairs of words under a key: a word, and the one that it means; in all languages if `language` is empty."""
    chosen = [known for known in LANGUAGES if language in ("", known)]
    return tuple(pair for known in chosen for pair in _read_lists(known).pairs.get(key, {}).items())


def may_contain(text: str, *keys: str, language: str = "", are_whole_words: bool = False) -> bool:
    """Return False only if a text certainly contains no phrase of these lists, in a language or in all.

    Most texts contain none, and this test is much faster than a pattern.
    """
    return _marks(text) & _mask(keys, language, are_whole_words=are_whole_words) != 0


@cache
def language_pattern(key: str, language: str) -> LanguagePattern | None:
    """Return a pattern that matches the phrases of one language as whole words, in any case; None if it has none."""
    return LanguagePattern(key, language) if phrases(key, language) else None


class LanguagePattern:
    """A pattern for the phrases of a list in one language, as whole words, in any case."""

    def __init__(self, key: str, language: str) -> None:
        """Compile the list of a language."""
        self._pattern = re.compile(rf"(?<!\w){any_of(phrases(key, language))}(?!\w)", re.IGNORECASE)
        self._mask = _sieve().mask([f"{key}.{language}"], are_whole_words=True)

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first match in a text, or None; its words rule out most texts before the pattern reads them."""
        return self._pattern.search(text) if _marks(text) & self._mask else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Yield the matches in a text, in order."""
        return self._pattern.finditer(text)


class PhraseTable:
    """Phrases as whole words, in any case, each with what it means; the words of a text rule out most of them."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Keep the phrases in their order; each is compiled for the first text that may have it."""
        listed = tuple(pairs)
        self._sieve = Sieve({phrase: (phrase,) for phrase, _ in listed})
        self._rows = tuple(
            (self._sieve.mask([phrase], are_whole_words=True), phrase, meaning) for phrase, meaning in listed
        )
        self._rows_by_bit: dict[int, list[int]] = defaultdict(list)
        for number, (mask, _, _) in enumerate(self._rows):
            for bit in _bits(mask):
                self._rows_by_bit[bit].append(number)
        self._found: tuple[str, list[tuple[re.Match[str], str]]] = ("", [])

    def find(self, text: str) -> list[tuple[re.Match[str], str]]:
        """Return the first match of each phrase that a text has, with what the phrase means."""
        if self._found[0] != text:  # a rule asks whether there is any, and then for all
            by_bit = self._rows_by_bit
            numbers = {number for bit in _bits(self._sieve.marks(text)) for number in by_bit.get(bit, ())}
            rows = [self._rows[number] for number in sorted(numbers)]
            tried = [(_whole_words(phrase).search(text), meaning) for _, phrase, meaning in rows]
            self._found = text, [(match, meaning) for match, meaning in tried if match]
        return self._found[1]

    def translate(self, text: str) -> str:
        """Return a text with its meaning in place of each phrase, filled with spaces so that all positions stay the same."""
        marks = self._sieve.marks(text)
        for mask, phrase, meaning in self._rows:
            if marks & mask:
                text = _whole_words(phrase).sub(lambda match, word=meaning: word.ljust(len(match[0])), text)  # type: ignore[misc]
                marks = self._sieve.marks(text)
        return text


class WordPattern:
    """A regular expression over word lists, compiled at its first use.

    `{key}` matches any phrase of that list, in any language, and `{capital}` a capital letter.
    """

    def __init__(self, template: str, flags: re.RegexFlag = re.IGNORECASE) -> None:
        """Keep a template, `{signed} in`, and the flags to compile it with."""
        self._template = template.replace("{capital}", CAPITAL)
        self._flags = flags

    @cached_property
    def source(self) -> str:
        """Return the regular expression, with the phrases in place of the keys."""
        return _PLACEHOLDER.sub(lambda match: any_of(phrases(match[1])), self._template)

    @cached_property
    def _mask(self) -> int:
        """Return the bits of which every text that matches has one; 0 if the words of the lists are not certain in it."""
        for key in _PLACEHOLDER.findall(self._template):
            phrases(key)  # an unknown one is an error, though no text may ever need it
        certain, opening = _certain_lists(self._template), _WHOLE_WORDS.match(self._template)
        are_whole_words = opening is not None and certain == tuple(_PLACEHOLDER.findall(opening["lists"]))
        return _mask(certain, are_whole_words=are_whole_words)

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self.source, self._flags)

    def may_match(self, text: str) -> bool:
        """Return False only if no part of a text certainly matches."""
        return not self._mask or _marks(text) & self._mask != 0

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Return the first match in a text, or None; its words rule out most texts before the pattern reads them."""
        mask = self._mask
        return self._compiled.search(text, start, end) if not mask or _marks(text) & mask else None

    def match(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Return the match at the start, or None."""
        return self._compiled.match(text, start, end)

    def fullmatch(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Return the match from start to end, or None."""
        return self._compiled.fullmatch(text, start, end)

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """Yield the matches in a text, in order."""
        return self._compiled.finditer(text, start, end) if self.may_match(text) else iter(())

    def findall(self, text: str) -> list[str]:
        """Return the matches, or their groups, as `re.findall` does."""
        return self._compiled.findall(text)

    def sub(self, replacement: str, text: str) -> str:
        """Return the text with the matches replaced."""
        return self._compiled.sub(replacement, text)

    def split(self, text: str, maxsplit: int = 0) -> list[str]:
        """Return the parts of a text between the matches."""
        return self._compiled.split(text, maxsplit)


def _bits(mask: int) -> Iterator[int]:
    """Yield the bits of a mask, the lowest first."""
    while mask:
        lowest = mask & -mask
        yield lowest
        mask ^= lowest


@cache
def _whole_words(phrase: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){any_of([phrase])}(?!\w)", re.IGNORECASE)


@cache
def _sieve() -> Sieve:
    """Return a sieve for all lists of all languages, each by its key and language."""
    lists = {language: _read_lists(language) for language in LANGUAGES}
    return Sieve(
        {
            f"{key}.{language}": tuple(words)
            for language, kinds in lists.items()
            for kind in (kinds.phrases, kinds.pairs)
            for key, words in kind.items()
        }
    )


@lru_cache(maxsize=_MOST_TEXTS)
def _marks(text: str) -> int:
    """Return the bits of the lists of which a text may have a phrase; many checks ask for the same texts."""
    return _sieve().marks(text)


@cache
def _mask(keys: tuple[str, ...], language: str = "", *, are_whole_words: bool = False) -> int:
    """Return the bits of some lists, in a language or in all."""
    names = [f"{key}.{known}" for key in keys for known in LANGUAGES if language in ("", known)]
    return _sieve().mask(names, are_whole_words=are_whole_words)


def _certain_lists(template: str) -> tuple[str, ...]:
    """Return lists of one of which every match of a template has a phrase; none if that is not certain."""
    previous, template = "", _CHARACTER.sub(" ", template)
    while template != previous:
        previous, template = template, _GROUP.sub(_lists_of_group, template)
    return tuple(_lists_of_choice(template).strip("{} ").split())


def _lists_of_group(match: re.Match[str]) -> str:
    """Return the lists of which every match of a group has a phrase, in braces; a space if that is not certain."""
    is_certain = match["optional"] is None and match["look"] is None
    return _lists_of_choice(match["inner"]) if is_certain else " "


def _lists_of_choice(template: str) -> str:
    """Return the best list of each alternative of a template, in braces; a space if an alternative has none."""
    choices = [_CERTAIN.findall(choice) for choice in _OPTIONAL.sub(" ", template).split("|")]
    best = [max(lists, key=_least_letters) for lists in choices if lists]
    return f"{{{' '.join(best)}}}" if len(best) == len(choices) else " "


def _least_letters(keys: str) -> int:
    """Return how many letters of a phrase of some lists are certain: the more, the fewer texts have them by chance."""
    return min(len(one) for key in keys.split() for phrase in phrases(key) for one in literals_of(phrase))


@cache
def _read_lists(language: str) -> _WordLists:
    """Read the word lists of a language.

    Raises:
        BriefingsError: if the file is not YAML.
        ValueError: if an entry is not a text.
    """
    name = f"{language}.yaml"
    root, problems = read_yaml(_FOLDER / name, name)
    if problems:
        raise BriefingsError(problems)
    lists = {key.text: node for key, node in root.entries} if isinstance(root, Mapping) else {}
    return _WordLists(
        {
            key: tuple(_text(item) for item in node.items)
            for key, node in lists.items()
            if isinstance(node, Sequence)
        },
        {
            key: {word.text: _text(value) for word, value in node.entries}
            for key, node in lists.items()
            if isinstance(node, Mapping)
        },
    )


def _text(node: Node) -> str:
    """Return the text of an entry of a list.

    Raises:
        ValueError: if it is not a text, because a colon in it makes it a key.
    """
    if isinstance(node, Scalar):
        return node.text
    message = f"{node.location}: put this entry in quotes: it has a colon before a space"
    raise ValueError(message)
