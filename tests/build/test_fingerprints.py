"""Two things have one digest if, and only if, they say the same."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from briefings.build import fingerprints
from briefings.build.workspace import Workshop
from briefings.project import Project
from tests.support.builds import DAY, swap
from tests.support.notes import draft_of

if TYPE_CHECKING:
    from pathlib import Path

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(alphabet="ab[{:1", max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3).map(tuple) | st.dictionaries(st.text("ab", max_size=2), inner, max_size=2)
    ),
    max_leaves=6,
)


def told(value: object) -> object:
    """A value with its types, so that 1 and True differ."""
    if isinstance(value, tuple):
        return ("tuple", *map(told, value))
    if isinstance(value, dict):
        return ("dict", *((key, told(item)) for key, item in value.items()))
    return type(value).__name__, value


@given(VALUES, VALUES)
def test_a_digest_tells_values_apart(one: object, other: object) -> None:
    """Different values differ, the same ones do not."""
    assert (fingerprints.of(one) == fingerprints.of(other)) == (told(one) == told(other))


def named(project: Path) -> dict[str, str]:
    """The digests of what is in the folder of the fictional partner."""
    return fingerprints.facts_of(Workshop(Project(project, project)).entries("zubrowka"))


def test_where_a_fact_stands_plays_no_part(project: Path) -> None:
    """Lines and columns are not part of what a fact says; its words are."""
    before = named(project)
    swap(project / "facts/zubrowka/zubrowka.yaml", "statements:\n", "\n# later in the file\nstatements:\n")
    moved = named(project)
    swap(project / "facts/zubrowka/zubrowka.yaml", "share lamp oil", "share much lamp oil")
    changed = named(project)
    assert moved == before
    assert [name for name in before if before[name] != changed[name]] == ["fact zubrowka/oil"]


def test_what_a_note_says_and_what_is_on_paper(project: Path) -> None:
    """The day that a note bears is on paper and is not what it says."""
    workshop = Workshop(Project(project, project))
    one, other = (draft_of(workshop, "zubrowka", day).brief for day in (DAY, DAY.replace(day=2)))
    assert fingerprints.content_of(one) == fingerprints.content_of(other)
    assert fingerprints.paper_of(one) != fingerprints.paper_of(other)
    assert fingerprints.paper_of(one) != fingerprints.paper_of(replace(one, subject="Otherwise"))


def test_the_tools() -> None:
    """The version of Briefings and of each library that shapes a note is among the tools."""
    tools = fingerprints.tools()
    assert {"library briefings", "library jinja2", "library markdown", "library weasyprint"} <= tools.keys()
    assert "none" not in {tools[f"library {name}"] for name in fingerprints.LIBRARIES}
