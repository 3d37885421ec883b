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
from tests.support.case_facts import open_with_facts, words_of
from tests.support.notes import make_draft

if TYPE_CHECKING:
    from briefings.build.workspace import Workspace

CASES = yaml.safe_load((Path(__file__).parent.parent / "cases" / "stages.yaml").read_text("utf-8"))


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Return the fictional project with the treaties, visits and memberships."""
    return open_with_facts(tmp_path_factory.mktemp("stages"), CASES["facts"])


def render(workspace: Workspace, note: dict[str, Any], language: str = "en") -> str:
    """Return a note as Markdown."""
    asked = {"products": (note["product"],), "about": note.get("about", ""), "languages": (language,)}
    return markdown.render(
        make_draft(workspace, "zubrowka", parse_day(str(note["day"])), **asked).brief
    ).decode()


@pytest.mark.parametrize("note", [pytest.param(note, id=note["name"]) for note in CASES["notes"]])
def test_a_note_says_the_stage_of_its_day(workspace: Workspace, note: dict[str, Any]) -> None:
    """A note says what each thing was on its day, and nothing of what came later."""
    text = words_of(render(workspace, note))
    assert [words for words in note["says"] if words_of(words) not in text] == []
    assert [words for words in note.get("silent", ()) if words in text] == []


@pytest.mark.parametrize("language", ["fr", "ru", "tg", "ar"])
def test_each_language_has_words_for_each_stage(workspace: Workspace, language: str) -> None:
    """A desk copy in each language has a line for each treaty and visit, in its own words."""
    text = render(workspace, {"product": "desk", "day": "2026-06-05"}, language)
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
