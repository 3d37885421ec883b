"""Lists in texts that say how many things they list: "five key areas of cooperation: one; two; …"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from briefings.checks.text.numbers import parse_number
from briefings.checks.text.vocabulary import WordPattern, word_set

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["CountedList", "find_counted_lists"]

# The text before a colon in its sentence, and the list after it.
_SEMICOLON_LIST = re.compile(r"([^.:;]+?)[ \u00a0\u202f]?: ?([^.:]*;[^.:]*)(?:\.|$)")
# Items separated by commas are a list only if the sentence names what it lists: after a colon, clauses have commas too.
_COMMA_LIST = re.compile(r"([^.:;]+?)[ \u00a0\u202f]?: ?([^.:;]+)(?:\.|$)")
_LISTED_THINGS = WordPattern("{listed_things}")
_AND = WordPattern(r"(?<=\w)\s+{and_or}\s+", re.NOFLAG)
_LEADING_AND = WordPattern(r"^\s*{and_or}\s+", re.NOFLAG)
_WORD = re.compile(r"[\w-]+")
_MAX_WORDS_BEFORE = 7


class CountedList(NamedTuple):
    """A list with the number of its items as the text gives it.

    Attributes:
        stated: the number as written.
        number: its value.
        least: the least number of items that the list may have.
        most: the greatest number of items that it may have.
    """

    stated: str
    number: int
    least: int
    most: int


def find_counted_lists(text: str, language: str) -> Iterator[CountedList]:
    """Yield the lists of a text that follow a number.

    Commas may also occur within an item, so a list of commas can only be proved too short: its `least` is 0.
    """
    if ":" not in text:
        return  # no list; this test is faster than the patterns
    for match in _SEMICOLON_LIST.finditer(text) if ";" in text else ():
        count = match[2].count(";") + 1
        if number := _find_last_number(match[1], language):
            yield CountedList(*number, count, count)
    for match in _COMMA_LIST.finditer(text):
        items = match[2].split(",")
        extra_items = sum(len(_AND.findall(_LEADING_AND.sub("", item))) for item in items)
        if _LISTED_THINGS.search(match[1]) and (number := _find_last_number(match[1], language)):
            yield CountedList(*number, 0, len(items) + extra_items)


def _find_last_number(text: str, language: str) -> tuple[str, int] | None:
    """Return the last number before a list, as written and as a value, or None."""
    words = _WORD.findall(text)[-_MAX_WORDS_BEFORE:]
    for index in range(len(words) - 1, -1, -1):
        word, next_word = words[index], words[index + 1] if index + 1 < len(words) else ""
        # The number of the parties that agree on a list is not the number of its items, unless they are the items.
        is_of_authors = next_word.lower() in word_set("list_authors") and index + 2 < len(words)
        if next_word.lower() in word_set("time_units") or is_of_authors:
            continue
        # Digits before a month are a day. Only English capitalises months, so only there does a lowercase word show that
        # the digits are not a day.
        is_plain_number = (
            word.isdecimal() and len(word) < len("100") and next_word.islower() and language.startswith("en")
        )
        if word.isdecimal() and not is_plain_number:
            continue
        if number := parse_number(word, language):
            return word, number
    return None
