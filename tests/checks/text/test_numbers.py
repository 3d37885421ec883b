"""Tests of numbers in texts."""

from __future__ import annotations

import pytest

from briefings.checks.text.numbers import (
    numbers_by_word,
    numbers_in_digits,
    parse_number,
    spelled_numbers,
    years_in_digits,
)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [("41", "en", 41), ("Three", "en-GB", 3), ("две", "ru", 2), ("trois", "en", None), ("many", "en", None)],
)
def test_parse_number(text: str, language: str, expected: int | None) -> None:
    """Digits are numbers in all languages, words only in their own."""
    assert parse_number(text, language) == expected


def test_digits_and_years() -> None:
    """Years are apart; numbers lose their zeros at the end, so that thousands compare; times of day are none."""
    text = "In 2010, 400,000 lamps and 41 wicks."
    assert years_in_digits(text) == {"2010": "2010"}
    assert numbers_in_digits(text) == {"4": "400,000", "41": "41"}
    assert numbers_in_digits("400 тыс. ламп") == {"4": "400"}
    assert numbers_in_digits("at 10:30 in room 41") == numbers_in_digits("à 10 h, salle 41") == {}


def test_spelled_numbers() -> None:
    """Numbers in words have the keys of numbers in digits."""
    assert spelled_numbers("Three lamps and ten wicks", "en") == {"3", "1"}


def test_numbers_by_word() -> None:
    """A number counts the word after it, unless that word says little."""
    assert numbers_by_word("It has 30 keepers, 2019 lamps, 3 years and 5 million oil.", "en") == {
        "keepers": {30}
    }
    assert numbers_by_word("It has 30 keepers.", "xx") == {}
