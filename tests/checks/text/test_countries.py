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


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Lutz", "Zinn", False),
        ("Lutz", "Moldova", True),
        ("Georgia", "Moldova", False),
        ("Georgia", "Belgium", False),
        ("Молдавия", "Moldova", True),
        ("Грузии", "Georgia", True),
        ("Lutz", "Belgique", True),
        ("Lutz", "United Kingdom", True),
        ("Moldova", "Azerbaijan, Moldova and Georgia", True),
        ("Mongolia", "Azerbaijan, Moldova and Georgia", False),
        ("Kazakhstan", "Central Asia", True),
        ("Lutz", "Europe", True),
        ("Кишинёве", "Chisinau", True),
        ("Душанбе", "Dushanbe", True),
        ("Кишинёве", "Dushanbe", False),
        ("Зубровке", "Dushanbe", True),  # as no name of it in Latin letters is known
    ],
)
def test_a_place_may_be_in_another(countries: CountryIndex, one: str, other: str, expected: bool) -> None:
    """A town may be in any country, and a country in a larger part of the world; two of a kind are two places."""
    assert countries.may_overlap(one, other) is countries.may_overlap(other, one) is expected
