"""Tests of facts as desks write them first: what notes say of figures, stages, names, places and sources."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from briefings.model.dates import parse_day
from briefings.outputs import markdown
from tests.support.case_facts import open_with_facts, unsaid_on_paper, unsaid_on_screen, words_of
from tests.support.notes import make_draft, render_html, render_pdf

if TYPE_CHECKING:
    from briefings.build.workspace import Workspace
    from briefings.compose.brief import Brief

CASES = yaml.safe_load((Path(__file__).parent.parent / "cases" / "outside.yaml").read_text("utf-8"))
DAY = "2026-06-01"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Return the fictional project with the facts."""
    return open_with_facts(tmp_path_factory.mktemp("outside"), CASES["facts"])


NOTES = [pytest.param(note, id=note["name"]) for note in CASES["notes"]]


def draft_of(workspace: Workspace, note: dict[str, Any]) -> Brief:
    """Return the note of a case."""
    day = parse_day(str(note.get("day", DAY)))
    asked: dict[str, Any] = {"products": (note["product"],), "languages": (note.get("language", "en"),)}
    if "about" in note:
        asked["about"] = note["about"]
    return make_draft(workspace, "zubrowka", day, **asked).brief


@pytest.mark.parametrize("note", NOTES)
def test_a_note_says_what_a_desk_meant(workspace: Workspace, note: dict[str, Any]) -> None:
    """A note of its day, in its language, says what the facts say, and nothing that is over or not yet known."""
    brief = draft_of(workspace, note)
    text = words_of(markdown.render(brief).decode())
    assert [words for words in note["says"] if words_of(words) not in text] == []
    assert [words for words in note.get("silent", ()) if words_of(words) in text] == []
    assert unsaid_on_screen(render_html(brief), note["says"]) == []


@pytest.mark.thorough
@pytest.mark.parametrize("note", NOTES)
def test_paper_says_the_same(workspace: Workspace, note: dict[str, Any], tmp_path: Path) -> None:
    """The PDF of each note says all of it."""
    path = tmp_path / "note.pdf"
    path.write_bytes(render_pdf(draft_of(workspace, note)))
    assert unsaid_on_paper(path, note["says"]) == []


def test_a_desk_copy_on_paper_says_what_several_cases_mean(workspace: Workspace, tmp_path: Path) -> None:
    """One PDF for all cases of one desk copy; what they don't say is missed."""
    path = tmp_path / "note.pdf"
    notes = [
        note for note in CASES["notes"] if note["product"] == "desk" and not {"day", "language"} & {*note}
    ]
    path.write_bytes(render_pdf(draft_of(workspace, notes[0])))
    says = [words for note in notes for words in note["says"]]
    assert len(says) > 20
    assert unsaid_on_paper(path, says) == []
    assert unsaid_on_paper(path, ["Growth | 7%"]) == ["7%"]
