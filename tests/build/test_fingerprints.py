"""Tests of fingerprints: two things have the same hash if, and only if, they are equal."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from briefings.build import fingerprints
from briefings.build.workspace import Workspace
from briefings.project import Project
from tests.support.builds import DAY, replace_once
from tests.support.notes import make_draft

if TYPE_CHECKING:
    from pathlib import Path

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(alphabet="ab[{:1", max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3).map(tuple) | st.dictionaries(st.text("ab", max_size=2), inner, max_size=2)
    ),
    max_leaves=6,
)


def typed_repr(value: object) -> object:
    """Return a value with its types, so that 1 and True differ."""
    if isinstance(value, tuple):
        return ("tuple", *map(typed_repr, value))
    if isinstance(value, dict):
        return ("dict", *((key, typed_repr(item)) for key, item in value.items()))
    return type(value).__name__, value


@given(VALUES, VALUES)
def test_a_digest_tells_values_apart(one: object, other: object) -> None:
    """Different values differ, the same ones do not."""
    assert (fingerprints.content_hash(one) == fingerprints.content_hash(other)) == (
        typed_repr(one) == typed_repr(other)
    )


def content_hashes(project: Path) -> dict[str, str]:
    """Return the hashes of the files in the folder of the fictional partner."""
    return fingerprints.fact_hashes(Workspace(Project(project, project)).entries_in("zubrowka"))


def test_where_a_fact_stands_plays_no_part(project: Path) -> None:
    """Lines and columns are not part of what a fact says; its words are."""
    before = content_hashes(project)
    replace_once(
        project / "facts/zubrowka/zubrowka.yaml", "statements:\n", "\n# later in the file\nstatements:\n"
    )
    moved = content_hashes(project)
    replace_once(project / "facts/zubrowka/zubrowka.yaml", "share lamp oil", "share much lamp oil")
    changed = content_hashes(project)
    assert moved == before
    assert [name for name in before if before[name] != changed[name]] == ["fact zubrowka/oil"]


def test_what_a_note_says_and_what_is_on_paper(project: Path) -> None:
    """The day that a note bears is on paper and is not what it says."""
    workspace = Workspace(Project(project, project))
    one, other = (make_draft(workspace, "zubrowka", day).brief for day in (DAY, DAY.replace(day=2)))
    assert fingerprints.brief_content_hash(one) == fingerprints.brief_content_hash(other)
    assert fingerprints.paper_hash(one) != fingerprints.paper_hash(other)
    assert fingerprints.paper_hash(one) != fingerprints.paper_hash(replace(one, subject="Otherwise"))


def test_the_tools() -> None:
    """The version of Briefings and of each library that shapes a note is among the tools."""
    tools = fingerprints.tool_versions()
    assert {"library briefings", "library jinja2", "library markdown", "library weasyprint"} <= tools.keys()
    assert "none" not in {tools[f"library {name}"] for name in fingerprints.LIBRARIES}
