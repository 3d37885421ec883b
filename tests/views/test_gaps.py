"""Tests of gaps: what readers learn about a fact that is withheld from them, if its house says why."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from briefings.build.workspace import Workspace
from briefings.model.dates import parse_day
from briefings.outputs import markdown
from briefings.project import Project
from tests.support.builds import build
from tests.support.notes import make_draft
from tests.support.withheld import add_second_level

if TYPE_CHECKING:
    from pathlib import Path

DAY = parse_day("2019-02-10")
GAP = "[withheld: relations with another state]"
WITHHOLD = "withhold: {ground: relations with another state}"
SECRETS = {
    "a marking": f"- {{id: sunken-boat, on: 2018-03-01, marking: LANTERN-SECRET, {WITHHOLD}, text: Nine boats sank off Quorndon., evidence: [league-charter]}}",
    "no disclosure": f"- {{id: sunken-boat, on: 2018-03-01, disclosure: no, {WITHHOLD}, text: Nine boats sank off Quorndon., evidence: [league-charter]}}",
    "an embargo": f"- {{id: sunken-boat, on: 2018-03-01, not_before: 2030-01-01, {WITHHOLD}, text: Nine boats sank off Quorndon., evidence: [league-charter]}}",
}
TRACES = ("sunken-boat", "boats", "Quorndon", "2018-03-01", "LANTERN", "gap")


@pytest.fixture
def two_level_project(project: Path) -> Path:
    """Return the fictional house with an audience of its own for PUBLIC, which sees a part."""
    add_second_level(project)
    house = project / "facts" / "house.yaml"
    house.write_text(
        house.read_text("utf-8").replace(
            "internal: PUBLIC, keepers: LANTERN-SECRET", "internal: LANTERN-SECRET, guests: PUBLIC"
        )
    )
    return project


def plant(project: Path, line: str) -> None:
    """Write a statement into the fictional partner's files."""
    (project / "facts" / "zubrowka" / "planted.yaml").write_text(
        f"marking: PUBLIC\nstatements:\n{line}\n", "utf-8"
    )


def note_text(project: Path, audience: str, product: str = "desk", language: str = "en") -> str:
    """Return the text of a note."""
    workspace = Workspace(Project(project, project))
    options = {"products": (product,), "audience": audience, "languages": (language,)}
    return markdown.render(make_draft(workspace, "zubrowka", DAY, **options).brief).decode().replace("\\", "")


@pytest.mark.parametrize("reason", SECRETS)
@pytest.mark.parametrize("product", ["brief", "desk", "background"])
def test_readers_learn_the_ground_and_no_more(reason: str, product: str, two_level_project: Path) -> None:
    """Whatever withholds a fact, its gap stands in the background; those who see the fact see no gap."""
    plant(two_level_project, SECRETS[reason])
    seen, gap = (note_text(two_level_project, audience, product) for audience in ("internal", "guests"))
    assert (GAP in gap, GAP in seen) == (True, False)
    assert not [trace for trace in TRACES if trace in gap]


def test_without_a_ground_there_is_nothing(two_level_project: Path) -> None:
    """Unless the house says why, nothing shows that something is withheld."""
    before = note_text(two_level_project, "guests")
    plant(two_level_project, SECRETS["a marking"].replace(f" {WITHHOLD},", ""))
    assert note_text(two_level_project, "guests") == before


def test_gaps_are_in_an_order_that_tells_nothing(two_level_project: Path) -> None:
    """Gaps are sorted by their grounds, whatever the dates and places of the facts."""
    lines = [
        f"- {{id: s{number}, on: {year}, marking: LANTERN-SECRET, withhold: {{ground: {ground}}}, text: It sank., evidence: [league-charter]}}"
        for number, (year, ground) in enumerate([(2001, "trade"), (2010, "defence"), (2005, "health")])
    ]
    notes = []
    for order in (lines, lines[::-1]):
        plant(two_level_project, "\n".join(order))
        notes.append(note_text(two_level_project, "guests"))
    assert notes[0] == notes[1]
    places = [notes[0].index(f"[withheld: {ground}]") for ground in ("defence", "health", "trade")]
    assert places == sorted(places)


def test_a_gap_reaches_files_and_manifest_with_its_ground_alone(two_level_project: Path) -> None:
    """The gate lets the ground out, and the manifest has no more of the fact than the note."""
    plant(two_level_project, SECRETS["a marking"])
    report = build(two_level_project, DAY, audience="guests", formats=("md", "html"), products=("desk",))
    assert report.problems == []
    folder = two_level_project / "build" / "guests" / "zubrowka"
    assert GAP in (folder / "zubrowka.desk.en.html").read_text("utf-8")
    manifest = (folder / "manifest.json").read_text("utf-8")
    assert GAP in json.dumps(json.loads(manifest)["notes"], ensure_ascii=False)
    assert not [trace for trace in TRACES if trace in manifest]


def test_a_ground_that_names_the_secret_is_stopped(two_level_project: Path) -> None:
    """A ground that has telling words of its fact is withheld words on paper: the gate stops the release."""
    plant(
        two_level_project, SECRETS["a marking"].replace("relations with another state", "boats off Quorndon")
    )
    report = build(two_level_project, DAY, audience="guests", formats=("md",), products=("desk",))
    assert {problem.code for problem in report.problems} == {"withheld-words"}
