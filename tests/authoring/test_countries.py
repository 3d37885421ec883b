"""Tests of countries by code and name."""

from __future__ import annotations

import doctest

import pytest

from briefings.authoring.partners import countries
from briefings.authoring.partners.countries import (
    country_ids,
    find_country_code,
    find_former_country,
    find_shared_name,
    is_country,
    slugify,
)
from briefings.model.locales import country_names


def test_examples() -> None:
    assert doctest.testmod(countries).failed == 0


@pytest.mark.parametrize(
    ("query", "languages", "code"),
    [
        ("UZ", ["en"], "UZ"),
        ("uzbekistan", ["en"], "UZ"),
        ("Ouzbékistan", ["fr"], "UZ"),
        ("Ouzbékistan", ["en"], "UZ"),
        ("UZB", ["en"], "UZ"),
        ("uzb", ["en"], None),
        ("Узбекистан", ["ru"], "UZ"),
        ("uz", ["en"], None),
        ("", ["en"], None),
        ("Ruritania", ["en"], None),
    ],
)
def test_a_country_is_found_by_code_and_name(query: str, languages: list[str], code: str | None) -> None:
    """Names in English and in the languages of the house come first; others find a country if they mean one only."""
    assert find_country_code(query, languages) == code
    assert is_country(query, languages) is (code is not None)


def test_ids_are_names_in_latin_letters() -> None:
    ids = country_ids(["fr", "ru"])
    assert {"uzbekistan", "ouzbekistan", "cote-d-ivoire"} <= ids
    assert "" not in ids
    assert all(id_ == slugify(id_) for id_ in ids)


USUAL_NAMES = {
    "AE": ["uae", "U.A.E."],
    "BY": ["Byelorussia", "Biélorussie"],
    "CD": ["dr congo", "DRC", "Congo, Democratic Republic of the", "Congo (Kinshasa)", "Zaire"],
    "CG": ["Republic of the Congo", "congo-brazzaville"],
    "CI": ["ivory coast", "cote divoire"],
    "CV": ["cape verde", "cabo-verde"],
    "CZ": ["Czech Republic", "czechia", "Česko"],
    "DE": ["Deutschland", "Allemagne"],
    "GB": ["uk", "UK", "Great Britain"],
    "GM": ["The Gambia", "Gambia, The"],
    "GN": ["Guinea"],
    "GQ": ["Equatorial Guinea"],
    "HK": ["hong kong", "Hongkong"],
    "IR": ["Iran, Islamic Republic of", "persia"],
    "KG": ["kyrgyz republic", "Kirghizia"],
    "KP": ["north korea", "DPRK", "Democratic People's Republic of Korea"],
    "KR": ["south korea", "Korea, Republic of"],
    "LA": ["laos", "Lao PDR"],
    "LC": ["saint lucia", "St Lucia", "St. Lucia"],
    "MK": ["macedonia", "fyrom"],
    "MM": ["myanmar", "burma", "Birmanie"],
    "MO": ["Macau", "macao"],
    "NE": ["Niger"],
    "NG": ["Nigeria"],
    "PS": ["palestine", "State of Palestine"],
    "RU": ["russia", "Russian Federation", "Россия"],
    "SZ": ["swaziland", "eswatini"],
    "TL": ["east timor", "Timor-Leste"],
    "TR": ["turkey", "Türkiye", "turkiye"],
    "TZ": ["Tanzania, United Republic of"],
    "US": ["usa", "USA", "U.S.", "America"],
    "VA": ["holy see", "vatican", "Vatican City State"],
    "VC": ["Saint Vincent and the Grenadines"],
    "VN": ["viet nam", "Vietnam"],
}


@pytest.mark.parametrize("code", USUAL_NAMES)
def test_usual_official_and_past_names_find_a_country(code: str) -> None:
    assert [find_country_code(name, ["en"]) for name in USUAL_NAMES[code]] == [code] * len(USUAL_NAMES[code])


def test_each_country_has_its_own_name() -> None:
    """No other name takes the name that CLDR gives a country, unless two countries share it."""
    for tag in ("en", "fr", "ru", "ar", "tg"):
        found = {code: find_country_code(name, [tag]) for code, name in country_names(tag).items()}
        wrong = {code: other for code, other in found.items() if other != code}
        assert wrong.keys() <= {"MF", "SX"}, tag


@pytest.mark.parametrize("name", ["Korea", "congo", "Конго", "Virgin Islands", "Saint Martin"])
def test_a_name_of_several_countries_is_no_match(name: str) -> None:
    assert len(find_shared_name(name)) == 2
    assert find_country_code(name, ["en"]) is None


@pytest.mark.parametrize(
    ("name", "successor"),
    [("soviet union", "UZ"), ("USSR", "RU"), ("yugoslavia", "RS"), ("Tchécoslovaquie", "CZ"), ("GDR", "DE")],
)
def test_a_country_that_is_no_more_is_no_match(name: str, successor: str) -> None:
    former = find_former_country(name)
    assert former is not None
    assert successor in former.successors
    assert find_country_code(name, ["en", "fr", "ru"]) is None


@pytest.mark.parametrize("name", ["England", "Scotland", "Timor", "uc", "Vereinigte", "Georgia (US)", " "])
def test_half_a_name_is_no_match(name: str) -> None:
    assert find_country_code(name, ["en"]) is None
