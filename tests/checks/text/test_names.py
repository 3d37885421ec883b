"""Tests of names in texts."""

from __future__ import annotations

import pytest

from briefings.checks.text.names import SUCCESSION, NameIndex, is_eponym, strip_possessive
from briefings.factbase.load import load
from briefings.project import package_data_folder


@pytest.fixture(scope="module")
def names() -> NameIndex:
    """Return the index of the names of the shipped facts."""
    return NameIndex(load(package_data_folder()))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("James Appathurai’s visit to NATO.", ["James Appathurai", "NATO"]),
        ("He met {person:james-appathurai}.", []),
        ("He taught at James Appathurai University.", []),
        ("Partnership for Peace Planning", ["Partnership for Peace"]),
        ("La Moldavie et l’OTAN.", ["OTAN"]),
        ("Le chef qu’Emomali Rahmon vit.", ["Emomali Rahmon"]),
    ],
)
def test_mentions(names: NameIndex, text: str, expected: list[str]) -> None:
    """Names are found without their possessive, but not in references or in things named after a person."""
    assert [text[mention.start : mention.end] for mention in names.find(text)] == expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", " International Airport", True),
        ("rue ", "", True),
        ("avenue nationale de ", "", True),
        ("Order of ", "", True),
        ("By order of ", "", False),
        ("named in honour of ", "", True),
        ("улица ", "", True),
        ("", " spoke in the street", False),
        ("", "", False),
    ],
)
def test_eponyms(before: str, after: str, expected: bool) -> None:
    """A street or a prize may have the name of a person."""
    name = "Agatha Baker"
    assert is_eponym(f"{before}{name}{after}", len(before), len(before + name)) is expected


def test_words_of_succession() -> None:
    """A sentence may say how one body followed another."""
    assert SUCCESSION.search("It was later\nrenamed.")
    assert not SUCCESSION.search("It was founded.")


def test_possessives() -> None:
    """A word loses its possessive ending."""
    assert [strip_possessive(word) for word in ("Baker’s", "Lutz'", "Baker")] == ["Baker", "Lutz", "Baker"]
