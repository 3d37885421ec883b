"""Numbers of several words, such as "two hundred and forty-five thousand", as digits."""

from __future__ import annotations

import re
from functools import cache

from briefings.checks.text.alternatives import any_of
from briefings.checks.text.vocabulary import LANGUAGES, may_contain, numbers, phrases

__all__ = ["spell_in_digits"]

_TEN, _HUNDRED, _THOUSAND = 10, 100, 1000
# "Quatre-vingts"; to 60 and 80 the French add more than nine.
_FOUR, _TWENTY, _SCORES = 4, 20, (60, 80)
_WORD = re.compile(r"[^\W\d_]+")


def spell_in_digits(text: str) -> str:
    """Return a text with digits in place of each number that has a word for hundreds or thousands.

    Spaces fill what the words took, so that all positions stay the same. A magnitude at the end of a number stays a
    word, as behind digits: "245 thousand". Words that do not make one number stay: "one hundred and two hundred".

    >>> spell_in_digits("It paid two hundred and forty-five thousand crowns.")
    'It paid 245                        thousand crowns.'
    """
    if not may_contain(text, "hundreds", "number_magnitudes"):
        return text
    for language in LANGUAGES:
        if pattern := _pattern(language):
            text = pattern.sub(lambda match, known=language: _digits(match, known), text)  # type: ignore[misc]
    return text


def _digits(match: re.Match[str], language: str) -> str:
    """Return the digits of a number; its words if they do not make one, or are one word before a magnitude."""
    known = _values(language)
    words = [word.lower() for word in _WORD.findall(match[0])]
    values = [known[word] for word in words if word in known]
    end = len(match[0])
    if values[-1] >= _THOUSAND > max(values[:-1]):
        values.pop()
        end = match[0].lower().rindex(words[-1])
    value = _value(values)
    if not value or len(values) == 1:
        return match[0]
    return f"{value:,}".ljust(end) + match[0][end:]


def _value(values: list[int]) -> int:
    """Return the number that some words make together, each with its value; 0 if they make none."""
    total = current = 0
    least = _THOUSAND**4
    for value in values:
        if value >= _THOUSAND:
            if value >= least:
                return 0
            total, current, least = total + (current or 1) * value, 0, value
        elif value == _HUNDRED and current < _TEN:
            current = (current or 1) * _HUNDRED
        elif value == _TWENTY and current % _HUNDRED == _FOUR:
            current += _FOUR * _TWENTY - _FOUR
        elif _may_add(current, value):
            current += value
        else:
            return 0
    return total + current


def _may_add(current: int, value: int) -> bool:
    """Return whether a word may add to the ones before: units to tens, tens to hundreds; "soixante-quinze" too."""
    place = _THOUSAND if value >= _HUNDRED else _HUNDRED if value >= _TEN else _TEN
    return current % place == 0 or (current % _HUNDRED in _SCORES and value < 2 * _TEN)


@cache
def _values(language: str) -> dict[str, int]:
    """Return the words of numbers of a language with their values, without those of several parts."""
    keys = ("numbers", "number_ones", "hundreds", "number_magnitudes")
    return {
        word.lower(): value
        for key in keys
        for word, value in numbers(key, language).items()
        if _WORD.fullmatch(word)
    }


@cache
def _pattern(language: str) -> re.Pattern[str] | None:
    """Return a pattern for several words of numbers; None for a language without hundreds."""
    if not numbers("hundreds", language):
        return None
    word = any_of(sorted(map(re.escape, _values(language)), key=len, reverse=True))
    joint = "|".join(phrases("number_joints", language))
    link = rf"(?:\s+|-|(?:\s+|-)(?:{joint})(?:\s+|-))"
    return re.compile(rf"(?<![\w-]){word}(?:{link}{word})+(?![\w-])", re.IGNORECASE)
