"""Tests of countries by code and name."""

from __future__ import annotations

import doctest

import pytest

from briefings.authoring import countries
from briefings.authoring.countries import country_ids, find_country_code, is_country, slugify


def test_examples() -> None:
    assert doctest.testmod(countries).failed == 0


@pytest.mark.parametrize(
    ("query", "languages", "code"),
    [
        ("UZ", ["en"], "UZ"),
        ("uzbekistan", ["en"], "UZ"),
        ("Ouzbékistan", ["fr"], "UZ"),
        ("Ouzbékistan", ["en"], None),
        ("Узбекистан", ["ru"], "UZ"),
        ("uz", ["en"], None),
        ("", ["en"], None),
        ("Ruritania", ["en"], None),
    ],
)
def test_a_country_is_found_by_code_and_name(query: str, languages: list[str], code: str | None) -> None:
    """English names are always known, others only in the languages of the house."""
    assert find_country_code(query, languages) == code
    assert is_country(query, languages) is (code is not None)


def test_ids_are_names_in_latin_letters() -> None:
    ids = country_ids(["fr", "ru"])
    assert {"uzbekistan", "ouzbekistan", "cote-d-ivoire"} <= ids
    assert "" not in ids
    assert all(id_ == slugify(id_) for id_ in ids)
