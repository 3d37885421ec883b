"""Tests of notes on facts in files of cases: what a note of a day says of treaties, visits, figures, names and promises."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from briefings.model.dates import parse_day
from briefings.outputs import markdown
from briefings.views.builder import build_view
from briefings.views.context import NoteContext
from briefings.views.expiry import next_change
from briefings.views.records import Scope
from briefings.views.release import release
from tests.support.case_facts import open_with_facts, unsaid_on_paper, unsaid_on_screen, words_of
from tests.support.cases import read_data
from tests.support.notes import make_draft, render_html, render_pdf

if TYPE_CHECKING:
    from briefings.build.workspace import Workspace
    from briefings.compose.brief import Brief

FILES = {
    name: read_data(Path(__file__).parent.parent / "cases" / f"{name}.yaml")
    for name in ("stages", "outside", "situations", "trade")
}
NOTES = [
    pytest.param(name, note, id=f"{name}: {note['name']}")
    for name, cases in FILES.items()
    for note in cases["notes"]
]
DAY = "2026-06-01"


class Projects:
    """The fictional project with the facts of each file of cases, opened when a test first asks for it."""

    def __init__(self, folders: pytest.TempPathFactory) -> None:
        self._folders = folders
        self._opened: dict[str, Workspace] = {}

    def workspace_of(self, name: str) -> Workspace:
        """Return the project with the facts of a file."""
        if name not in self._opened:
            self._opened[name] = open_with_facts(self._folders.mktemp(name), FILES[name]["facts"])
        return self._opened[name]

    def draft_of(self, name: str, note: dict[str, Any]) -> Brief:
        """Return the note of a case."""
        asked: dict[str, Any] = {"products": (note["product"],), "languages": (note.get("language", "en"),)}
        if "about" in note:
            asked["about"] = note["about"]
        day = parse_day(str(note.get("day", DAY)))
        return make_draft(self.workspace_of(name), "zubrowka", day, **asked).brief


@pytest.fixture(scope="module")
def projects(tmp_path_factory: pytest.TempPathFactory) -> Projects:
    """Return the projects."""
    return Projects(tmp_path_factory)


@pytest.mark.parametrize(("name", "note"), NOTES)
def test_a_note_says_what_a_desk_meant(projects: Projects, name: str, note: dict[str, Any]) -> None:
    """A note of its day, in its language, says what the facts say, and nothing that is over or not yet known."""
    brief = projects.draft_of(name, note)
    text = words_of(markdown.render(brief).decode())
    assert [words for words in note["says"] if words_of(words) not in text] == []
    assert [words for words in note.get("silent", ()) if words_of(words) in text] == []
    assert unsaid_on_screen(render_html(brief), note["says"]) == []


@pytest.mark.thorough
@pytest.mark.parametrize(("name", "note"), NOTES)
def test_paper_says_the_same(projects: Projects, name: str, note: dict[str, Any], tmp_path: Path) -> None:
    """The PDF of each note says all of it."""
    path = tmp_path / "note.pdf"
    path.write_bytes(render_pdf(projects.draft_of(name, note)))
    assert unsaid_on_paper(path, note["says"]) == []


def test_a_desk_copy_on_paper_says_what_several_cases_mean(projects: Projects, tmp_path: Path) -> None:
    """One PDF for all cases of one desk copy; what they don't say is missed."""
    path = tmp_path / "note.pdf"
    notes = [
        note
        for note in FILES["outside"]["notes"]
        if note["product"] == "desk" and not {"day", "language"} & {*note}
    ]
    path.write_bytes(render_pdf(projects.draft_of("outside", notes[0])))
    says = [words for note in notes for words in note["says"]]
    assert len(says) > 20
    assert unsaid_on_paper(path, says) == []
    assert unsaid_on_paper(path, ["Growth | 7%"]) == ["7%"]


# --- the life of things -------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["fr", "ru", "tg", "ar"])
def test_each_language_has_words_for_each_stage(projects: Projects, language: str) -> None:
    """A desk copy in each language has a line for each treaty, visit, promise and date, in its own words."""
    for name, day in (("stages", "2026-06-05"), ("trade", DAY)):
        brief = projects.draft_of(name, {"product": "desk", "day": day, "language": language})
        text = markdown.render(brief).decode()
        assert not re.search(
            r"Signed \d|cancelled|postponed|Suspended since|ahead|until|first (due|promised|planned)|Since then|brought",
            text,
        )


def test_a_stage_changes_a_note_on_its_day(projects: Projects) -> None:
    """The day of a stage, new days and the effect of a withdrawal are days on which a note may change."""
    store = projects.workspace_of("stages").store_for("zubrowka")
    for day, expected in (
        ("2026-05-01", "2026-05-02"),
        ("2026-05-30", "2026-06-01"),
        ("2026-06-29", "2026-06-30"),
    ):
        scope = Scope("zubrowka", parse_day(day), "internal", "en")
        context = NoteContext(release(store, scope.audience, scope.as_of), scope)
        assert next_change(context) == parse_day(expected)


def test_what_was_called_off_is_no_contact(projects: Projects) -> None:
    """A visit that was cancelled, or put off to days unknown, is not among the contacts, and not the last one."""
    view = build_view(
        projects.workspace_of("stages").store_for("zubrowka"),
        Scope("zubrowka", parse_day("2026-05-20"), "internal", "en"),
    )
    dates = [contact.date.parts[0] for group in view.contacts for contact in group.contacts]
    assert not [date for date in dates if str(date).startswith("2026-05")]
