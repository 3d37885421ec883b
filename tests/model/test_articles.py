"""Tests of the usual articles of names."""

from __future__ import annotations

import pytest

from briefings.model.articles import usual_article
from briefings.model.locales import country_names

ENGLISH_WITH_ARTICLE = (
    "Kyrgyz Republic",
    "Republic of Moldova",
    "Netherlands",
    "Bahamas",
    "United Arab Emirates",
    "Isle of Man",
    "Grand Duchy of Fenwick",
    "Partnership for Peace",
    "Planning and Review Process",
    "North Atlantic Treaty Organization",
    "Embassy of Grand Fenwick",
    "Lantern League",
)
ENGLISH_WITHOUT_ARTICLE = (
    "Tajikistan",
    "South Africa",
    "Vatican City",
    "St. Vincent & Grenadines",
    "Antigua & Barbuda",
    "NATO",
    "The Borderlands",
    "Amnesty International",
    "",
)


def test_english() -> None:
    """A name built on a common noun takes "the"; a proper name, an abbreviation and a name with "The" do not."""
    assert [name for name in ENGLISH_WITH_ARTICLE if usual_article(name, "en") != "the"] == []
    assert [name for name in ENGLISH_WITHOUT_ARTICLE if usual_article(name, "en")] == []


@pytest.mark.parametrize(
    ("name", "code", "article"),
    [
        ("Tadjikistan", "TJ", "le"),
        ("Mongolie", "MN", "la"),
        ("Arménie", "AM", "l"),
        ("Pays-Bas", "NL", "les"),
        ("Cuba", "CU", ""),
        ("Graustark", "", ""),
        ("République kirghize", "KG", "la"),
        ("Partenariat pour la paix", "", "le"),
        ("Assemblée des Lampes", "", "l"),
        ("Nations Unies", "", "les"),
    ],
)
def test_french(name: str, code: str, article: str) -> None:
    """A country by its code, as long as it has its usual name; any other name by its first noun."""
    assert usual_article(name, "fr", code) == article


def test_every_country_in_french() -> None:
    """Each country that begins with a vowel and takes an article takes an elided one or the plural."""
    vowels = tuple("AEIOUÉÎÂ")
    for code, name in country_names("fr").items():
        article = usual_article(name, "fr", code)
        assert article in ("", "le", "la", "l", "les")
        assert not (name.startswith(vowels) and article in ("le", "la")), name


@pytest.mark.parametrize("language", ["ru", "tg", "ar", "sv"])
def test_other_languages(language: str) -> None:
    """A language without articles has none, and neither has one that Briefings does not know."""
    assert usual_article("Republic", language) == ""
