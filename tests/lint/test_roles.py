"""Tests of the roles of posts; `cases/fittings.yaml` has the findings about the roles of a house."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.lint.cache import ResultCache
from briefings.lint.incremental import check_facts
from briefings.lint.roles import PostRoles
from briefings.project import Project
from tests.support.builds import append_text
from tests.support.notes import TODAY

if TYPE_CHECKING:
    from pathlib import Path


def read_roles(project: Path) -> PostRoles:
    """Return the roles that a check of the facts of a project finds."""
    own = Project(project, project)
    return check_facts(own, TODAY, ["zubrowka"], ResultCache(own)).roles


def test_roles_are_complete_if_the_facts_load(project: Path) -> None:
    roles = read_roles(project)
    assert roles.are_complete
    assert "foreign-minister" in roles.names


def test_roles_are_unknown_if_the_facts_have_errors(project: Path) -> None:
    append_text(project / "facts/zubrowka/zubrowka.yaml", "nonsense: []\n")
    assert read_roles(project) == PostRoles(frozenset(), are_complete=False)
