"""Tests of the names of countries on a day."""

from __future__ import annotations

import doctest
from datetime import date, timedelta

import pytest

from briefings.model import renamings
from briefings.model.locales import country_name
from briefings.model.renamings import country_name_on, former_name

RENAMED = ("BF", "BJ", "BY", "CD", "CZ", "LK", "MK", "MM", "SZ", "TL", "TR", "WS")


def test_examples() -> None:
    assert doctest.testmod(renamings).failed == 0


@pytest.mark.parametrize("code", RENAMED)
def test_a_name_changes_on_its_day(code: str) -> None:
    """Up to its last day a country has the earlier name, and from the next day that of CLDR, in each language."""
    changed = []
    for tag in ("en", "fr", "ru", "tg", "ar"):
        if former := former_name(code, tag):
            changed.append(tag)
            assert country_name_on(code, tag, former.last_day) == former.text != country_name(code, tag)
            assert country_name_on(code, tag, former.last_day + timedelta(days=1)) == country_name(code, tag)
    assert "en" in changed


@pytest.mark.parametrize(
    ("code", "tag", "day", "name"),
    [
        ("TR", "fr", date(2020, 1, 1), "Turquie"),
        ("TR", "en", date(2020, 1, 1), "Turkey"),
        ("TR", "en", date(2022, 6, 1), "Türkiye"),
        ("MK", "ru", date(2018, 12, 31), "Македония"),
        ("UZ", "en", date(1995, 1, 1), "Uzbekistan"),
        ("143", "en", date(1995, 1, 1), "Central Asia"),
    ],
)
def test_the_name_on_a_day(code: str, tag: str, day: date, name: str) -> None:
    assert country_name_on(code, tag, day) == name
