"""Tests of sentences in plainer words: pronouns, and rows of tables of data."""

from __future__ import annotations

import pytest

from briefings.checks.text.restatements import resolve_pronoun, row_sentence

NAME = "Otto Kralik"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("He left in 2012.", "Otto Kralik left in 2012."),
        ("The minister left in 2012.", "Otto Kralik left in 2012."),
        ("His term ended in 2012.", "Otto Kralik’s term ended in 2012."),
        ("The minister of Lutz left in 2012.", None),
        ("It ended in 2012.", None),
        ("He Zhang left in 2012.", None),
    ],
)
def test_pronouns(written: str, expected: str | None) -> None:
    """A sentence that opens with a word for a person has the name instead, unless it names another one."""
    found = resolve_pronoun(written, NAME)
    assert (found.text if found else None) == expected


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("In office: 2010-2012", "Otto Kralik was Keeper from 2010 to 2012."),
        ("Term | April 2021 – May 2022", "Otto Kralik was Keeper from April 2021 to May 2022."),
        ("Successor: Wilma Zagros", "Wilma Zagros succeeded Otto Kralik as Keeper."),
        ("Born: 4 May 1950", "Otto Kralik was born on 4 May 1950."),
        ("Founded: 1950", "Otto Kralik was founded in 1950."),
        ("Colour: red", None),
        ("He came in 2010.", None),
    ],
)
def test_rows(row: str, expected: str | None) -> None:
    """A row of a table of data says something of what the table is about; unknown labels say nothing."""
    found = row_sentence(row, NAME, "Keeper")
    assert (found.text if found else None) == expected


def test_a_term_without_an_office_says_nothing() -> None:
    """Without the office, a row with dates says nothing."""
    assert row_sentence("In office: 2010-2012", NAME, "") is None


def test_positions_are_those_of_the_sentence_as_written() -> None:
    """Words that stayed are found where they were, and new ones where the old ones began."""
    found = resolve_pronoun("He left in 2012.", NAME)
    assert found is not None
    assert found.position(found.text.index("2012")) == "He left in 2012.".index("2012")
    assert found.position(3) == 0
