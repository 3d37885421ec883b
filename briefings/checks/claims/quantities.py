"""Numbers and ordinal numbers of sentences, each with the words that it counts or ranks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from briefings.checks.claims.words import WORD
from briefings.checks.text.claim_times import RANGE_BETWEEN
from briefings.checks.text.numbers import number_value, ordinal_value
from briefings.checks.text.vocabulary import WordPattern, numbers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefings.checks.text.times import NamedTime

__all__ = ["Quantity", "quantities_in", "ranks_in", "things_after"]

_NUMBER = re.compile(
    r"(?<![\w.,/-])(?:(?P<digits>\d{1,3}(?:[,\u00a0\u202f ]\d{3})+(?!\d)|\d+(?:[.,]\d+)?)|(?P<word>[^\W\d_]+(?:-[^\W\d_]+)?))(?![\w/]|[.,]\d)"
)
_GROUPS = re.compile(r"[,\u00a0\u202f ](?=\d{3}(?!\d))")
_MAGNITUDE = WordPattern(r"\s+({magnitude_words})(?!\w)")
_CURRENCY = re.compile(r"(?<!\w)([A-Z]{3}|[€$£])\s?$")
_ORDINAL = WordPattern(r"(?P<digits>\d{1,3})(?:{ordinal_suffixes})(?!\w)")
_PHRASE_END = WordPattern(r"[.,;:()!?\d]|(?<!\w)(?:{phrase_ends})(?!\w)")
_ABOUT = WordPattern(r"(?<!\w)(?:{about_numbers})\s+(?:[A-Z]{3}\s+)?$")
_LEAST = WordPattern(r"(?<!\w)(?:{least_numbers})\s+(?:[A-Z]{3}\s+)?$")
_MOST = WordPattern(r"(?<!\w)(?:{most_numbers})\s+(?:[A-Z]{3}\s+)?$")
_FRACTION = WordPattern(r"(?<!\w)(?:{indefinite_articles}|{fraction_counts})\s+$")
_OF_THE = WordPattern(r"\s+(?:{parts_of})\s+(?:{all_of}\s+)?(?:{definite_articles}\s+)?")
_OPENING_GROUP = WordPattern(r"\W*(?:{parts_of})\s+(?:{all_of}\s+)?(?:{definite_articles}\s+)?[^,]{3,60},")
_MOST_WORDS_TO_NOUN = 4
# A word behind tens that is the rest of the number.
_TENS = re.compile(r"\s(?P<unit>[^\W\d_]+)")
_TEN, _ROUND = 10, frozenset(range(20, 100, 10))


class Quantity(NamedTuple):
    """A number of things.

    Attributes:
        value: the number.
        things: the words behind it, as tokens: what is counted is among them.
        start: position of the number.
        stated: the number, as written.
        is_about: whether it is rounded: "about", "nearly".
        bound: 1 if it is the least that it may be ("more than"), -1 if it is the most ("up to"), else 0.
    """

    value: float
    things: tuple[str, ...]
    start: int
    stated: str
    is_about: bool
    bound: int = 0


def quantities_in(
    text: str, words: Sequence[tuple[int, str]], times: Sequence[NamedTime]
) -> Iterator[Quantity]:
    """Yield the numbers of a text that are not dates, each with the words behind it."""
    tens, tens_end = 0.0, -1
    for match in _NUMBER.finditer(text):
        if any(time.start <= match.start() < time.end for time in times):
            continue
        if text[match.start() - 1 : match.start()] == "(" and text[match.end() : match.end() + 1] == ")":
            continue  # "men (250)": a part of the whole
        value = _value(match)
        if tens and 0 < value < _TEN and match.start() == tens_end + 1:  # "двадцать пять"
            value += tens
        elif value in _ROUND and match["word"] and _has_unit(text, match.end()):
            tens, tens_end = value, match.end()
            continue
        tens = 0.0
        if not value or any(RANGE_BETWEEN.fullmatch(text, match.end(), time.start) for time in times):
            continue
        if magnitude := _MAGNITUDE.match(text, match.end()):
            value *= numbers("number_magnitudes").get(magnitude[1].lower(), 1)
        things = things_after(text, match.end(), words)
        if currency := _CURRENCY.search(text, 0, match.start()):
            things = (currency[1].lower(), *things)
        is_about = _ABOUT.search(text, 0, match.start()) is not None
        yield Quantity(value, things, match.start(), match[0], is_about, _bound(text, match.start()))


def _bound(text: str, start: int) -> int:
    """Return whether the words before a number make it the least, or the most, that is meant; else 0."""
    if _LEAST.search(text, 0, start):
        return 1
    return -1 if _MOST.search(text, 0, start) else 0


def ranks_in(text: str, words: Sequence[tuple[int, str]], times: Sequence[NamedTime]) -> Iterator[Quantity]:
    """Yield the ordinal numbers of a text with what they rank; the last of its kind is -1."""
    found = [(match.start(), match.end(), int(match["digits"])) for match in _ORDINAL.finditer(text)]
    for match in WORD.finditer(text):
        value = ordinal_value(match[0])
        if value and not _FRACTION.search(text, 0, match.start()):
            found.append((match.start(), match.end(), value))
    for start, end, value in sorted(found):
        if not any(time.start <= start < time.end for time in times):
            things = things_after(text, end, words)
            if not things and (
                group := _OPENING_GROUP.match(text)
            ):  # "Of all its neighbours, Utopia was the first"
                things = tuple(key for place, key in words if place < group.end())
            yield Quantity(value, things, start, text[start:end], is_about=False)


def things_after(text: str, end: int, words: Sequence[tuple[int, str]]) -> tuple[str, ...]:
    """Return the words directly behind a number, up to the next mark, verb or number; "of the" may come first."""
    if group := _OF_THE.match(text, end):
        end = group.end()
    stop = _PHRASE_END.search(text, end)
    limit = stop.start() if stop else len(text)
    return tuple(key for start, key in words if end <= start < limit)[:_MOST_WORDS_TO_NOUN]


def _has_unit(text: str, end: int) -> bool:
    """Return whether a number of tens goes on with a word for its units."""
    following = _TENS.match(text, end)
    return bool(following and 0 < number_value(following["unit"]) < _TEN)


def _value(match: re.Match[str]) -> float:
    """Return the value of a number in digits or in words; 0 for another word."""
    if match["digits"]:
        return float(_GROUPS.sub("", match["digits"]).replace(",", "."))
    return number_value(match["word"])
