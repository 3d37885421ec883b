"""Tests of commitments: outstanding until they are kept, dropped or overtaken, and never forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefings.authoring.gaps.missing import find_gaps
from briefings.authoring.review.due import list_due_facts
from briefings.factbase.load import load
from briefings.model.dates import parse_day
from briefings.project import Project
from briefings.views.builder import build_view
from briefings.views.records import Scope
from tests.support.words import phrase_text

if TYPE_CHECKING:
    from pathlib import Path

    from briefings.views.records import View

FACTS = """
marking: PUBLIC
contacts:
- {id: talk, on: 2019-02-03, form: meeting, with: lantern-league, theirs: [zero-moustafa], evidence: [league-charter]}
commitments:
- {id: barrel, on: 2019-02-03, by: ours, to: theirs, text: A barrel of oil., due: 2019-06-01, contact: talk, evidence: [league-charter]}
- {id: less-snow, on: 2019-02-03, by: zero-moustafa, text: "Less snow for {person:agatha-baker}.", evidence: [league-charter]}
- id: lamp
  on: 2019-02-03
  by: theirs
  text: A lamp.
  due: 2019-04
  stages: [{stage: kept, on: 2019-05-01, evidence: [alpine-herald-2019]}]
  evidence: [league-charter]
lines:
- {id: ask, use: point, to: "{holder:zubrowka-minister}", valid: 2019-02-10/, text: Where is the lamp?, rests: [zubrowka/lamp]}
"""


def make_view(project: Path, day: str) -> View:
    """Return the view of the fictional project with commitments."""
    (project / "facts" / "zubrowka" / "promises.yaml").write_text(FACTS, "utf-8")
    return build_view(load(project), Scope("zubrowka", parse_day(day), "internal", "en"))


@pytest.mark.parametrize(
    ("day", "outstanding", "settled"),
    [
        ("2019-02-02", [], []),
        ("2019-03-01", ["A lamp.: open", "A barrel of oil.: open", "Less snow for Agatha Baker.: open"], []),
        ("2019-05-01", ["A barrel of oil.: open", "Less snow for Agatha Baker.: open"], ["A lamp.: kept"]),
        ("2019-06-01", ["A barrel of oil.: open", "Less snow for Agatha Baker.: open"], ["A lamp.: kept"]),
        ("2019-06-02", ["A barrel of oil.: overdue", "Less snow for Agatha Baker.: open"], ["A lamp.: kept"]),
    ],
)
def test_a_commitment_is_outstanding_until_something_became_of_it(
    day: str, outstanding: list[str], settled: list[str], project: Path
) -> None:
    """What was due first comes first; what is settled is told with its day."""
    view = make_view(project, day)
    assert [f"{phrase_text(item.text)}: {item.state}" for item in view.outstanding] == outstanding
    assert [f"{phrase_text(item.text)}: {item.state}" for item in view.settled] == settled
    assert view.edited
    assert view.edited.outstanding == view.outstanding


def test_a_commitment_names_its_parties(project: Path) -> None:
    """The two sides have their short names, and the contact its date."""
    (oil, *_), (lamp,) = (
        make_view(project, "2019-06-02").outstanding,
        make_view(project, "2019-06-02").settled,
    )
    names = [phrase_text(phrase) for phrase in (oil.by, oil.to, oil.made, oil.due, oil.contact)]
    assert names == ["LLK", "Zubrowka", "2019-02-03", "2019-06-01", "2019-02-03"]
    assert phrase_text(lamp.settled) == "2019-05-01"


def test_a_point_falls_with_its_commitment(project: Path) -> None:
    """What was given is no longer asked for."""
    assert "Where is the lamp?" in [
        phrase_text(item.text) for item in make_view(project, "2019-04-01").talking_points.points
    ]
    assert make_view(project, "2019-06-01").talking_points.points == ()


def test_a_commitment_comes_up_when_it_is_due(project: Path) -> None:
    """The desk reads of it in the review and among the gaps, and no longer once it is kept."""
    make_view(project, "2019-06-02")
    found = Project(project, project)
    for day, expected in (("2019-05-31", False), ("2019-06-02", True)):
        due = [item.fact.id for item in list_due_facts(found, parse_day(day))]
        gaps = [gap.code for gap in find_gaps(found, "zubrowka", parse_day(day))]
        assert ("barrel" in due, "commitment-overdue" in gaps) == (expected, expected)
        assert "lamp" not in due


def test_what_is_due_in_a_month_comes_up_when_the_month_is_over(project: Path) -> None:
    """A promise for a month or year may be kept until its last day; one that was deferred is due on the new day."""
    (project / "facts" / "zubrowka" / "promises.yaml").write_text(
        """
marking: PUBLIC
commitments:
- {id: map, on: 2019-05-10, by: theirs, text: A map., due: 2019-05, evidence: [league-charter]}
- {id: bell, on: 2019-05-10, by: theirs, text: A bell., due: 2019, evidence: [league-charter]}
- {id: rope, on: 2019-02-03, by: ours, text: A rope., due: 2019-04-01, stages: [{stage: deferred, on: 2019-03-01, due: 2019-09-01}], evidence: [league-charter]}
""",
        "utf-8",
    )
    found = Project(project, project)
    for day, due, over in (
        ("2019-05-30", set(), 0),
        ("2019-05-31", {"map"}, 0),
        ("2019-06-01", {"map"}, 1),
        ("2019-09-01", {"map", "rope"}, 1),
        ("2020-01-01", {"map", "rope", "bell"}, 3),
    ):
        ids = {"map", "bell", "rope"}
        assert {item.fact.id for item in list_due_facts(found, parse_day(day))} & ids == due
        codes = [gap.code for gap in find_gaps(found, "zubrowka", parse_day(day))]
        assert codes.count("commitment-overdue") == over
