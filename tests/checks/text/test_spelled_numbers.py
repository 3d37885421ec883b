"""Tests of numbers that are spelled in several words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.checks.text.spelled_numbers import spell_in_digits

NUMBERS = {
    "two hundred and forty-five thousand": "245 thousand",
    "one thousand two hundred and fifty": "1,250",
    "a hundred": "100",
    "one million two hundred thousand": "1,200,000",
    "quatre cents": "400",
    "six cent quatre-vingts": "680",
    "quatre-vingt-dix-sept mille": "97 mille",
    "cent soixante-quinze": "175",
    "mille deux cents": "1,200",
    "deux cent vingt et un": "221",
    "сто тридцать пять": "135",
    "триста сорок тысяч": "340 тысяч",
    "две тысячи пятьсот": "2,500",
    "саду бист": "120",
}
OTHERS = [
    "one hundred and two hundred",
    "nineteen ninety-five",
    "two million",
    "hundred thousand",
    "forty-five",
    "five cents",
    "hundreds of lamps",
    "two hundred five hundred",
]


@pytest.mark.parametrize("words", NUMBERS)
def test_a_number_in_words_is_written_in_digits(words: str) -> None:
    """The digits stand where the number begins, and every later word stays in its place."""
    text = f"In 2011 it lit {words} lamps, at last."
    found = spell_in_digits(text)
    assert " ".join(found.split()) == f"In 2011 it lit {NUMBERS[words]} lamps, at last."
    assert found.index("lamps") == text.index("lamps")


@pytest.mark.parametrize("words", OTHERS)
def test_what_is_no_number_as_a_whole_stays(words: str) -> None:
    """Two numbers, a year in words, and a number that its magnitude alone follows are read elsewhere."""
    assert spell_in_digits(words) == words


@given(
    st.lists(st.sampled_from([*NUMBERS, *OTHERS, "and", "lamps,", "2011", "cent", "сто"]), max_size=5).map(
        " ".join
    )
)
def test_no_place_moves(text: str) -> None:
    """Whatever a text says, it keeps its length, and its other words their places."""
    found = spell_in_digits(text)
    assert len(found) == len(text)
    assert [found.find("lamps"), found.find("2011")] == [text.find("lamps"), text.find("2011")]
