"""Tests of findings about posts that cover other partners only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.lint.run import check_project
from briefings.project import Project
from tests.support.notes import TODAY

if TYPE_CHECKING:
    from pathlib import Path

OTHER = """\
marking: PUBLIC
partner:
  id: graustark
  names:
  - {text: Graustark, lang: en}
"""
SHARED = """\
marking: PUBLIC
posts:
- {id: graustark-liaison, role: liaison-officer, organisation: lantern-league, titles: [{text: Liaison Officer, lang: en}], covers: [graustark]}
tenures:
- {id: liaison, post: graustark-liaison, holder: gustave-h, valid: /, evidence: [{source: alpine-herald-2019, attests: 2019-02-03}]}
"""


def overdue_liaisons(project: Path, *partners: str) -> int:
    """Return how often the check of some partners says that the liaison officer is due for review."""
    found = check_project(Project(project, project), TODAY, partners)
    return sum(each.code == "overdue" and "shared/liaison" in each.message for each in found)


def test_the_check_of_a_partner_speaks_of_what_it_uses(project: Path) -> None:
    """A shared post of another partner is reported by the check of that partner and of the whole, in any order."""
    (project / "build").mkdir()
    (project / "facts" / "graustark").mkdir()
    (project / "facts" / "graustark" / "graustark.yaml").write_text(OTHER, "utf-8")
    (project / "facts" / "shared" / "liaison.yaml").write_text(SHARED, "utf-8")
    assert overdue_liaisons(project, "zubrowka") == 0
    assert overdue_liaisons(project, "graustark") == 1
    assert overdue_liaisons(project) == 1
