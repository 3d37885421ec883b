"""Numbers and their parts in texts: "24 students: 13 from the army and 12 from the border guard"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from briefings.checks.text.numbers import number_value
from briefings.checks.text.vocabulary import WordPattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["WrongSum", "find_wrong_sums", "is_part_of_whole", "may_have_parts", "speaks_of_part"]

# A number of things, a colon, a dash or a bracket, and at least two parts that each begin with a number.
_WHOLE = re.compile(
    r"(?<![\w.,-])(?P<whole>\d{1,3}(?:[,\u00a0\u202f ]\d{3})*|\d+|[^\W\d_]+(?:-[^\W\d_]+)?)\s+(?P<things>[^\W\d_][^.;:()\d]{1,60}?)\s*(?::|\(| [-–—])\s*(?P<parts>[^.;:()]+)"
)
_PART = WordPattern(
    r"\s*(?:(?P<number>\d{1,3}(?:[,\u00a0\u202f ]\d{3})+|\d+|{counting_words})(?![\d.,:%-]*\d)\s+(?P<what>[^\W\d_][^\d]*?))\s*(?:,\s*(?:{and_or}\s+)?|\s+{and_or}\s+|$)"
)
_LEAST_PARTS = 2
_NOT_A_COUNT = WordPattern(r"(?<!\w)(?:{time_units}|{magnitudes}|per cent|%)(?!\w)")


# "70 of the boats", "among the boats", "of the boats, 70".
_PART_OF = WordPattern(
    r"(?<![\w.,])(?:\d[\d.,\u00a0\u202f]*|{counting_words})\s+(?:{parts_of})\s+(?:{all_of}\s+)?{definite_articles}\s"
    r"|(?<!\w){among_words}\s+(?:{all_of}\s+)?(?:{definite_articles}|{possessives}|\w{4,})"
    r"|(?:^|[,;:]\s+){part_openings}\s+(?:{all_of}\s|{definite_articles}\s|{possessives}\s|(?-i:[а-яё]{4,}))"
)
_IN_ALL = WordPattern(r"(?<!\w){whole_words}(?!\w)")
_BESIDE = WordPattern(r"(?<!\w){beside_words}(?!\w)")


class WrongSum(NamedTuple):
    """A number whose parts add up to another one.

    Attributes:
        stated: the number with what it counts, as written.
        total: the sum of the parts.
    """

    stated: str
    total: int


def may_have_parts(text: str) -> bool:
    """Return False only if a text certainly has no number with parts."""
    return ":" in text or "(" in text or "–" in text


def speaks_of_part(text: str) -> bool:
    """Return whether a number of a text counts some of a group: "70 of the boats", "among the boats, 70"."""
    return _PART_OF.search(text) is not None


def is_part_of_whole(few: Sequence[str], few_text: str, many: Sequence[str], many_text: str) -> bool:
    """Return whether the smaller of two numbers counts a kind of what the larger counts: "forty in all", "ten naval ones".

    Args:
        few: the words behind the smaller number, as tokens.
        few_text: its sentence.
        many: the words behind the larger number.
        many_text: its sentence.
    """
    is_kind = bool(many) and many[0] in few[1:]
    return is_kind and (_IN_ALL.search(many_text) is not None or _BESIDE.search(few_text) is not None)


def find_wrong_sums(text: str) -> Iterator[WrongSum]:
    """Yield the numbers of a text whose parts add up to another number; every part must have a number."""
    if not may_have_parts(text):
        return
    for match in _WHOLE.finditer(text):
        numbers = _read_parts(match["parts"].rstrip())
        whole = _value(match["whole"])
        is_count = whole > 0 and not _NOT_A_COUNT.search(match["things"])
        if is_count and len(numbers) >= _LEAST_PARTS and sum(numbers) != whole:
            yield WrongSum(f"{match['whole']} {match['things']}".strip(), sum(numbers))


def _read_parts(text: str) -> list[int]:
    """Return the numbers of the parts; none if a part has no number, or is not a count."""
    numbers, position = [], 0
    while position < len(text):
        part = _PART.match(text, position)
        if not part or _NOT_A_COUNT.search(part["what"]):
            return []
        numbers.append(_value(part["number"]))
        position = part.end()
    return numbers


def _value(number: str) -> int:
    """Return the value of a number in digits or in words; 0 for another word."""
    digits = re.sub(r"\D", "", number)
    return number_value(digits or number)
