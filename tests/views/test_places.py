"""Tests of places: their names follow the day of the contact and the language of the note."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefings.factbase.load import load
from briefings.model.dates import parse_day
from briefings.views.builder import build_view
from briefings.views.records import Scope
from tests.support.words import phrase_text

if TYPE_CHECKING:
    from pathlib import Path

FACTS = """
marking: PUBLIC
places:
- id: nebelsbad
  names:
  - {text: Nebelsbad, lang: en}
  - {text: Fogville, lang: en, valid: 2017-03-23/2018-09-17}
  - {text: Небельсбад, lang: ru}
contacts:
- {id: c1, on: %s, form: meeting, with: lantern-league, place: %s, evidence: [league-charter]}
"""


@pytest.mark.parametrize("place", ["nebelsbad", '"{place:nebelsbad}"', "{en: nebelsbad}"])
@pytest.mark.parametrize(
    ("day", "language", "expected"),
    [
        ("2016-05-02", "en", "Nebelsbad"),
        ("2018-05-02", "en", "Fogville"),
        ("2018-12-02", "en", "Nebelsbad"),
        ("2018-05-02", "fr", "Fogville"),
        ("2018-05-02", "ru", "Небельсбад"),
    ],
)
def test_a_place_has_the_name_of_its_day(
    place: str, day: str, language: str, expected: str, project: Path
) -> None:
    """A place is named by id or by reference, and a language without a name takes one of its own script."""
    (project / "facts" / "zubrowka" / "place.yaml").write_text(FACTS % (day, place), "utf-8")
    view = build_view(load(project), Scope("zubrowka", parse_day("2019-02-10"), "internal", language))
    printed = [phrase_text(contact.place) for contact in view.contacts[0].contacts]
    assert f"{expected}" in [(text or "").removesuffix(" [en]") for text in printed]


def test_a_place_in_words_stays_as_it_is(project: Path) -> None:
    """A text that is no id of a place is a place in words."""
    (project / "facts" / "zubrowka" / "place.yaml").write_text(FACTS % ("2018-05-02", "on board"), "utf-8")
    view = build_view(load(project), Scope("zubrowka", parse_day("2019-02-10"), "internal", "en"))
    assert "on board" in [phrase_text(contact.place) for contact in view.contacts[0].contacts]
