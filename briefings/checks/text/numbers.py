"""Numbers in texts, in digits and in words."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from briefings.checks.text import vocabulary
from briefings.checks.text.dates import find_years
from briefings.checks.text.references import blank_references
from briefings.checks.text.spelling import stem
from briefings.checks.text.times import find_times
from briefings.checks.text.vocabulary import WordPattern, word_set
from briefings.model import locales

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "counts_in",
    "number_value",
    "numbers_by_word",
    "numbers_in_digits",
    "ordinal_value",
    "parse_number",
    "spelled_numbers",
    "years_in_digits",
]

_WORD = re.compile(r"[\w-]+")
_COUNTED_WORD = re.compile(r"(?<![\w.,])(\w+)\s+([a-zà-ÿа-я]{4,})")
_DIGITS = re.compile(r"(?<!\d)\d{1,3}(?:[.,\u00a0\u202f ]\d{3})+(?!\d)|\d+(?:[.,]\d+)?")
_COUNT = re.compile(
    r"(?<![\w.,])(\d{1,3}(?: \d{3})+(?!\d)|\d[\d.,\u00a0\u202f]*|[^\W\d_][\w-]+)\s+(?=([^\W\d_]{3,}))"
)
_TIME_OF_DAY = WordPattern(r"\d\s?{times_of_day}\b|\d:\d\d", re.NOFLAG)


def parse_number(text: str, language: str) -> int | None:
    """Return the value of a number in digits or in words, or None if it is not one."""
    if text.isdecimal():
        return int(text)
    return vocabulary.numbers("numbers", locales.primary_language(language)).get(text.lower())


def number_value(word: str) -> int:
    """Return the number that a word says in digits, or in words of any language; 0 for another word."""
    return int(word) if word.isdecimal() else vocabulary.numbers("numbers").get(word.lower(), 0)


@lru_cache(maxsize=50_000)
def ordinal_value(word: str) -> int:
    """Return the number of an ordinal in words, in any case; 0 for another word."""
    return _ordinals().get(stem(word), 0)


@cache
def _ordinals() -> Mapping[str, int]:
    """Return the values of ordinals, by their stems."""
    return {stem(word): value for word, value in vocabulary.numbers("ordinal_values").items()}


def years_in_digits(text: str) -> dict[str, str]:
    """Return the years in a text, as keys and as written."""
    return {str(year): str(year) for year in sorted(find_years(text))}


def numbers_in_digits(text: str) -> dict[str, str]:
    """Return the numbers in digits other than years, as written, by their digits without trailing zeros.

    The key is the same in all languages ("400,000", "400 тыс."). A text with times of day gives none.
    """
    written_numbers = [] if _TIME_OF_DAY.search(text) else _DIGITS.findall(blank_references(text))
    years = years_in_digits(text)
    numbers = ((str(int(re.sub(r"\D", "", written))), written) for written in written_numbers)
    return {number.rstrip("0"): written for number, written in numbers if number not in years}


def spelled_numbers(text: str, language: str) -> set[str]:
    """Return the numbers of a text that are spelled out, as keys of `numbers_in_digits`."""
    values = (parse_number(word, language) for word in _WORD.findall(text))
    return {str(value).rstrip("0") for value in values if value}


def numbers_by_word(text: str, language: str) -> dict[str, set[int]]:
    """Return the numbers before each word of a text."""
    numbers: dict[str, set[int]] = defaultdict(set)
    if locales.is_known_language(language):
        for number, word in _COUNTED_WORD.findall(blank_references(text)):
            value = parse_number(number, language)
            if value and not find_years(number) and word not in _uncounted_words(language):
                numbers[word].add(value)
    return numbers


def counts_in(text: str) -> dict[str, str]:
    """Return the numbers of a text in digits or words, without dates, by the word behind them as words are compared.

    >>> counts_in("In 2009 it trained 30 keepers and twelve guards in 2 days.")
    {'keepers': '30', 'guards': '12'}
    """
    for time in reversed(find_times(text)):
        text = f"{text[: time.start]} {text[time.end :]}"
    counts = {}
    for match in _COUNT.finditer(text):
        value = vocabulary.numbers("numbers").get(match[1].lower())
        number = str(value) if value else re.sub(r"\D", "", match[1])
        if number and match[2].lower() not in word_set("time_units"):
            counts[stem(match[2])] = number
    return counts


@cache
def _uncounted_words(language: str) -> frozenset[str]:
    """Return the words that any text may count, and that say little: days, times, millions."""
    months = {locales.month_name(number, language, standalone=False).casefold() for number in range(1, 13)}
    return word_set("time_units") | word_set("magnitudes") | months
