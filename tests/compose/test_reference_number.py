"""Tests of the reference number of a note."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from briefings.compose.brief import SlotText
from briefings.compose.labels import Labels
from briefings.project import package_data_folder
from briefings.views.records import Scope
from tests.support.notes import FICTIONAL, LABELS, TODAY, compose_note, load_store, render_html, skeleton_text

if TYPE_CHECKING:
    from pathlib import Path

HOUSE = load_store(FICTIONAL).house


@pytest.mark.parametrize(
    ("pattern", "number", "printed"),
    [
        ("LLK({year}) {number}", "13", "LLK(2026) 13"),
        ("{partner}/{product}/{date}-{number}", "13 bis", "ZUBROWKA/brief/2026-11-23-13 bis"),
        ("{number}/{year}", "", "……/2026"),
        ("LLK", "13", "LLK"),
        ("", "13", ""),
    ],
)
def test_a_reference(tmp_path: Path, pattern: str, number: str, printed: str) -> None:
    """A reference is the pattern of the house, its places filled in; a number not yet given is a blank."""
    brief = compose_note(
        tmp_path, "{{ note.reference }}", number=number, house=replace(HOUSE, reference_pattern=pattern)
    )
    assert (skeleton_text(brief), brief.reference) == (printed, printed)


def test_the_day_in_a_reference_may_pass(tmp_path: Path) -> None:
    """A reference that names the day bears it, so that another day alone makes no other note."""
    house = replace(HOUSE, reference_pattern="{date}")
    brief = compose_note(tmp_path, "{{ note.reference }}", house=house)
    assert [slot.contains_day for slot in brief.slots if isinstance(slot, SlotText)] == [True]


@pytest.mark.parametrize("number", ["13", ""])
@pytest.mark.parametrize("language", ["ar", "en", "fr", "ru", "tg"])
def test_a_reference_is_the_same_in_every_language(tmp_path: Path, language: str, number: str) -> None:
    """A register knows one number: no language adds words to it, or puts its beginning at its end."""
    path = package_data_folder() / "templates/labels" / f"{language}.yaml"
    brief = compose_note(
        tmp_path,
        "{{ note.reference }}",
        number=number,
        house=replace(HOUSE, reference_pattern="LLK/{year}/{number}"),
        labels=Labels.load(language, [(path, path.name), (LABELS, LABELS.name)]),
        scope=Scope("zubrowka", TODAY, "internal", language),
    )
    printed = f"LLK/2026/{number or '……………………………………'}"
    assert (skeleton_text(brief), brief.reference) == (printed, printed)
    alone = f'<span lang="zxx" dir="ltr">{printed}</span>'
    assert f"<p>{alone if language == 'ar' else printed}</p>" in render_html(brief)
