"""Tests of the roles of posts; `cases/fittings.yaml` has the findings about the roles of a house."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefings.factbase.load import load
from briefings.lint.cache import ResultCache
from briefings.lint.incremental import check_facts
from briefings.lint.roles import PostRoles, check_post_roles
from briefings.model.diagnostics import Severity
from briefings.project import Project
from tests.support.builds import append_text
from tests.support.notes import TODAY

if TYPE_CHECKING:
    from pathlib import Path


def read_roles(project: Path) -> PostRoles:
    """Return the roles that a check of the facts of a project finds."""
    own = Project(project, project)
    return check_facts(own, TODAY, ["zubrowka"], ResultCache(own), TODAY).roles


def test_roles_are_complete_if_the_facts_load(project: Path) -> None:
    roles = read_roles(project)
    assert roles.are_complete
    assert "foreign-minister" in roles.names


def test_a_post_whose_role_the_house_does_not_list_is_named(project: Path) -> None:
    """A slip gets the nearest role of the list, a role of its own the place where to add it."""
    house = project / "facts/house.yaml"
    listed = "roles: {theirs: [foreign-minister, head-of-state], ours: [secretary-general]}\n"
    house.write_text(re.sub(r"(?ms)^roles:.*?(?=^\S|\Z)", "", house.read_text("utf-8")) + listed, "utf-8")
    facts = project / "facts/zubrowka/zubrowka.yaml"
    facts.write_text(
        facts.read_text("utf-8").replace("role: foreign-minister", "role: foreing-minister"), "utf-8"
    )
    found = {each.message: each for each in check_post_roles(load(project))}
    slip = found[
        "`roles:` of facts/house.yaml does not list 'foreing-minister', so a brief leaves zubrowka-minister out"
    ]
    assert (slip.suggestion, slip.severity) == ("foreign-minister", Severity.WARNING)
    own = found[
        "`roles:` of facts/house.yaml does not list 'special-representative', so a brief leaves league-envoy out"
    ]
    assert own.hint == "add it under `roles:`, `ours:`, or leave the post to the desk copy"


def test_roles_are_unknown_if_the_facts_have_errors(project: Path) -> None:
    append_text(project / "facts/zubrowka/zubrowka.yaml", "nonsense: []\n")
    assert read_roles(project) == PostRoles(frozenset(), are_complete=False)
