"""Tests of the life of things in notes: what they say of treaties, visits and memberships on a day."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from briefings.model.dates import parse_day
from briefings.outputs import markdown
from briefings.views.builder import build_view
from briefings.views.context import NoteContext
from briefings.views.expiry import next_change
from briefings.views.records import Scope
from briefings.views.release import release
from tests.support.case_facts import open_with_facts, unsaid_on_paper, unsaid_on_screen, words_of
from tests.support.notes import make_draft, render_html, render_pdf

if TYPE_CHECKING:
    from briefings.build.workspace import Workspace
    from briefings.compose.brief import Brief

CASES = yaml.safe_load((Path(__file__).parent.parent / "cases" / "stages.yaml").read_text("utf-8"))


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Return the fictional project with the treaties, visits and memberships."""
    return open_with_facts(tmp_path_factory.mktemp("stages"), CASES["facts"])


NOTES = [pytest.param(note, id=note["name"]) for note in CASES["notes"]]


def draft_of(workspace: Workspace, note: dict[str, Any], language: str = "en") -> Brief:
    """Return the note of a case."""
    asked = {"products": (note["product"],), "about": note.get("about", ""), "languages": (language,)}
    return make_draft(workspace, "zubrowka", parse_day(str(note["day"])), **asked).brief


@pytest.mark.parametrize("note", NOTES)
def test_a_note_says_the_stage_of_its_day(workspace: Workspace, note: dict[str, Any]) -> None:
    """A note says what each thing was on its day, and nothing of what came later."""
    brief = draft_of(workspace, note)
    text = words_of(markdown.render(brief).decode())
    assert [words for words in note["says"] if words_of(words) not in text] == []
    assert [words for words in note.get("silent", ()) if words in text] == []
    assert unsaid_on_screen(render_html(brief), note["says"]) == []


@pytest.mark.thorough
@pytest.mark.parametrize("note", NOTES)
def test_paper_says_the_same(workspace: Workspace, note: dict[str, Any], tmp_path: Path) -> None:
    """The PDF of each note says all of it."""
    path = tmp_path / "note.pdf"
    path.write_bytes(render_pdf(draft_of(workspace, note)))
    assert unsaid_on_paper(path, note["says"]) == []


@pytest.mark.parametrize("language", ["fr", "ru", "tg", "ar"])
def test_each_language_has_words_for_each_stage(workspace: Workspace, language: str) -> None:
    """A desk copy in each language has a line for each treaty and visit, in its own words."""
    brief = draft_of(workspace, {"product": "desk", "day": "2026-06-05"}, language)
    text = markdown.render(brief).decode()
    assert not re.search(r"Signed \d|cancelled|postponed|Suspended since|ahead", text)


def test_a_stage_changes_a_note_on_its_day(workspace: Workspace) -> None:
    """The day of a stage, new days and the effect of a withdrawal are days on which a note may change."""
    store = workspace.store_for("zubrowka")
    for day, expected in (
        ("2026-05-01", "2026-05-02"),
        ("2026-05-30", "2026-06-01"),
        ("2026-06-29", "2026-06-30"),
    ):
        scope = Scope("zubrowka", parse_day(day), "internal", "en")
        context = NoteContext(release(store, scope.audience, scope.as_of), scope)
        assert next_change(context) == parse_day(expected)


def test_what_was_called_off_is_no_contact(workspace: Workspace) -> None:
    """A visit that was cancelled, or put off to days unknown, is not among the contacts, and not the last one."""
    view = build_view(
        workspace.store_for("zubrowka"), Scope("zubrowka", parse_day("2026-05-20"), "internal", "en")
    )
    dates = [contact.date.parts[0] for group in view.contacts for contact in group.contacts]
    assert not [date for date in dates if str(date).startswith("2026-05")]
