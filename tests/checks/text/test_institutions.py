"""Tests of institutions whose leaders have an office on record."""

from __future__ import annotations

import pytest

from briefings.checks.text.institutions import Institutions
from briefings.factbase.load import load
from briefings.project import package_data_folder


@pytest.fixture(scope="module")
def institutions() -> Institutions:
    """Return the institutions of the shipped facts."""
    return Institutions(load(package_data_folder()))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("He has headed the foreign ministry since 2018.", "He was Minister of Foreign Affairs since 2018."),
        ("He left the Lutz defence ministry in 2018.", "He ceased to be Lutz Minister of Defence in 2018."),
        (
            "He led the Alliance in 2018.",
            "He was Secretary General of North Atlantic Treaty Organization in 2018.",
        ),
        (
            "He was put in charge of NATO in May 2018.",
            "He became Secretary General of North Atlantic Treaty Organization in May 2018.",
        ),
        ("He led the NATO delegation in 2018.", None),
        ("He led the Alliance’s talks in 2018.", None),
        (
            "In 2018 the foreign ministry was led by Otto Kralik.",
            "In 2018 Minister of Foreign Affairs was Otto Kralik.",
        ),
        ("Le gouvernement, dirigé par Otto Kralik, dort.", "Premier ministre, Otto Kralik, dort."),
        ("Правительство Лутца возглавил Отто Кралик.", "премьер-министр Лутца стал Отто Кралик."),
        ("The delegation of the foreign ministry was led by Otto Kralik.", None),
        ("The foreign ministry said so.", None),
        ("The Alliance said so.", None),
    ],
)
def test_institutions(institutions: Institutions, written: str, expected: str | None) -> None:
    """Whoever leads an institution has its office; other words about it say nothing of an office."""
    found = institutions.name_offices(written)
    assert (found.text if found else None) == expected
    assert found is None or institutions.may_name(written)
