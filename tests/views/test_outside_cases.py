"""Tests of facts as desks write them first: what notes say of figures, stages, names, places and sources."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from briefings.model.dates import parse_day
from briefings.outputs import markdown
from tests.support.case_facts import open_with_facts, words_of
from tests.support.notes import make_draft

if TYPE_CHECKING:
    from briefings.build.workspace import Workspace

CASES = yaml.safe_load((Path(__file__).parent.parent / "cases" / "outside.yaml").read_text("utf-8"))
DAY = "2026-06-01"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Return the fictional project with the facts."""
    return open_with_facts(tmp_path_factory.mktemp("outside"), CASES["facts"])


@pytest.mark.parametrize("note", [pytest.param(note, id=note["name"]) for note in CASES["notes"]])
def test_a_note_says_what_a_desk_meant(workspace: Workspace, note: dict[str, Any]) -> None:
    """A note of its day, in its language, says what the facts say, and nothing that is over or not yet known."""
    day = parse_day(str(note.get("day", DAY)))
    asked: dict[str, Any] = {"products": (note["product"],), "languages": (note.get("language", "en"),)}
    if "about" in note:
        asked["about"] = note["about"]
    text = words_of(markdown.render(make_draft(workspace, "zubrowka", day, **asked).brief).decode())
    assert [words for words in note["says"] if words_of(words) not in text] == []
    assert [words for words in note.get("silent", ()) if words_of(words) in text] == []
