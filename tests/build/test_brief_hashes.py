"""Tests of the hashes of a note: what it says, and what is on paper."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefings.build.brief_hashes import brief_content_hash, paper_hash
from briefings.build.workspace import Workspace
from briefings.project import Project
from tests.support.builds import DAY
from tests.support.notes import make_draft

if TYPE_CHECKING:
    from pathlib import Path


def test_what_a_note_says_and_what_is_on_paper(project: Path) -> None:
    """The day that a note bears is on paper and is not what it says."""
    workspace = Workspace(Project(project, project))
    one, other = (make_draft(workspace, "zubrowka", day).brief for day in (DAY, DAY.replace(day=2)))
    assert brief_content_hash(one) == brief_content_hash(other)
    assert paper_hash(one) != paper_hash(other)
    assert paper_hash(one) != paper_hash(replace(one, subject="Otherwise"))
