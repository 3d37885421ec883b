"""Tests of resolutions: how notes print a settled disagreement, and when a resolution lapses."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from briefings.build.workspace import Workspace
from briefings.factbase.load import load
from briefings.outputs import markdown
from briefings.project import Project
from tests.support.builds import replace_once
from tests.support.notes import make_draft

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2019, 3, 1)
RESOLUTION = """\
marking: PUBLIC
resolutions:
- id: which-minister
  settles: [zubrowka/minister-zero]
  how: {how}
  {prefers}
  by: Agatha Baker
  on: 2019-02-20
  because: The page is an old one.
  of: {mark}
"""
DISPUTED = "last attested 3 February 2019; sources disagree"
ASKED = "- **Disputed:** Zero Moustafa is Minister of Lobbies."


def write_resolution(project: Path, how: str = "prefer") -> None:
    """Write a resolution of who is minister, bound to the present state of the facts."""
    place = project / "facts/zubrowka/resolutions.yaml"
    prefers = "prefers: zubrowka/minister-zero" if how == "prefer" else "# open"
    place.write_text(RESOLUTION.format(how=how, prefers=prefers, mark="00000000"), "utf-8")
    store = load(project)
    (resolution,) = (each for each in store.entities.values() if each.id == "which-minister")
    text = RESOLUTION.format(how=how, prefers=prefers, mark=store.settled_facts_hash(resolution))  # type: ignore[arg-type]
    place.write_text(text, "utf-8")


def render_note(project: Path, day: date = DAY) -> str:
    """Return the note on Zubrowka, with a section on settled questions."""
    brief = make_draft(Workspace(Project(project, project)), "zubrowka", day).brief
    return markdown.render(brief).decode().replace("\u00a0", " ")


@pytest.fixture
def settled_section_project(project: Path) -> Path:
    """Return the fictional project with the section on settled questions: one more word in the product."""
    products = project / "templates/products"
    products.mkdir(parents=True, exist_ok=True)
    text = "title: product.desk.title\nabout: partner\nsections: [glance, questions, resolutions, annex-sources]\n"
    (products / "brief.yaml").write_text(text, "utf-8")
    return project


def test_what_nobody_has_settled_is_disputed(settled_section_project: Path) -> None:
    """The row says so briefly, and the open questions in full."""
    text = render_note(settled_section_project)
    assert DISPUTED in text
    assert ASKED in text
    assert "None is on record." in text


def test_what_is_settled_is_silent_unless_asked_for(settled_section_project: Path) -> None:
    """Neither the row nor the open questions speak of it; the section that asks for it does, with who and why."""
    write_resolution(settled_section_project)
    text = render_note(settled_section_project)
    assert DISPUTED not in text
    assert ASKED not in text
    assert "- **Settled:** Zero Moustafa is Minister of Lobbies." in text
    assert "    - The page is an old one. (Agatha Baker, 20 February 2019)" in text
    assert "names Gustave H." in text


def test_what_is_left_open_stays_a_question(settled_section_project: Path) -> None:
    """A resolution that leaves it open is told, and the question is as well."""
    write_resolution(settled_section_project, "open")
    text = render_note(settled_section_project)
    assert DISPUTED in text
    assert ASKED in text
    assert "- **Left open:** Zero Moustafa is Minister of Lobbies." in text


def test_before_it_was_settled_it_was_a_question(settled_section_project: Path) -> None:
    """A note of the day before the resolution does not know of it."""
    write_resolution(settled_section_project)
    text = render_note(settled_section_project, date(2019, 2, 19))
    assert ASKED in text
    assert "None is on record." in text


def test_a_resolution_falls_with_what_it_settled(settled_section_project: Path) -> None:
    """When the fact says something else, the question is open again."""
    write_resolution(settled_section_project)
    replace_once(settled_section_project / "facts/zubrowka/zubrowka.yaml", "2014-05-01}", "2014-05-02}")
    text = render_note(settled_section_project)
    assert ASKED in text
    assert "None is on record." in text


def test_the_colophon_counts(settled_section_project: Path) -> None:
    """Below the sources stands how much the note says, on what, and how old that is."""
    assert (
        "Statements: 6. Sources: 3. Publishers: 2. Oldest attestation: 1 May 2014; newest: 4 February 2019."
        in render_note(settled_section_project)
    )
