"""Tests of the times of contacts and milestones: the whole span, and "by" where only a last day is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefings.build.workspace import Workspace
from briefings.outputs import markdown
from briefings.project import Project
from tests.support.builds import append_text
from tests.support.notes import TODAY, make_draft

if TYPE_CHECKING:
    from pathlib import Path

CONTACT = """- id: talks
  on: {on}
  form: meeting
  with: lantern-league
  place: Lutz
  headline: First talks
  topics: [Ferries]
  evidence: [alpine-herald-2019]
"""


@pytest.mark.parametrize(
    ("on", "time"),
    [
        ("../2018-11", "by November 2018"),
        ("2018-11-05/2018-11-07", "5 to 7 November 2018"),
        ("2018-11-30/2018-12-02", "30 November 2018 to 2 December 2018"),
        ("2018-11-05", "5 November 2018"),
    ],
)
def test_contacts_and_milestones_have_the_whole_time(project: Path, on: str, time: str) -> None:
    """Both tables give the span of a contact, and not its last day alone or an end without a beginning."""
    append_text(project / "facts/zubrowka/zubrowka.yaml", CONTACT.format(on=on))
    brief = make_draft(Workspace(Project(project, project), ["zubrowka"]), "zubrowka", TODAY).brief
    text = markdown.render(brief).decode().replace("\u00a0", " ")
    assert f"| {time} | Meeting, Lutz |" in text
    assert f"| {time} | First talks[" in text
    assert "until November" not in text
