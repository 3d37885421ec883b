"""Tests of words that name partners."""

from __future__ import annotations

import pytest

from briefings.checks.text.countries import CountryIndex
from briefings.factbase.load import load
from briefings.project import package_data_folder


@pytest.fixture(scope="module")
def countries() -> CountryIndex:
    """Return the words of the shipped partners."""
    return CountryIndex(load(package_data_folder()))


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Moldova’s", "moldova"),
        ("Moldavie", "moldova"),
        ("moldave", "moldova"),
        ("молдавского", "moldova"),
        ("Таджикистану", "tajikistan"),
        ("таджикский", "tajikistan"),
        ("Тоҷикистон", "tajikistan"),
        ("طاجيكستان", "tajikistan"),
        ("الطاجيكي", "tajikistan"),
        ("Kirghizistan", "kyrgyz-republic"),
        ("Republic", ""),
        ("Tajfun", ""),
        ("Georgia", ""),
    ],
)
def test_a_word_names_a_partner(countries: CountryIndex, word: str, expected: str) -> None:
    """A name in any language, in any case, and an adjective that begins like it; no word that countries share."""
    assert countries.find(word) == expected
