"""Tests of the expiry of a note: the next day on which its text may change."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from briefings.build.brief_hashes import brief_content_hash
from briefings.build.workspace import Workspace
from briefings.factbase.load import load
from briefings.model.dates import PartialDate
from briefings.model.resolutions import Resolution
from briefings.project import Project
from briefings.views import expiry
from briefings.views.builder import build_view
from briefings.views.records import Scope
from tests.support.builds import append_text
from tests.support.notes import make_draft
from tests.support.turns import in_turn

if TYPE_CHECKING:
    from pathlib import Path

DAYS = [
    date(1990, 1, 1),
    *(date(year, month, 7) for year in range(2006, 2024) for month in (1 + 4 * (year % 3),)),
    date(2030, 1, 1),
]


@pytest.mark.parametrize("day", in_turn(DAYS, 3))
def test_nothing_turns_before_the_day_that_is_recorded(project: Path, day: date) -> None:
    """Until the next turn that a note has recorded, it says the same on every day."""
    workspace = Workspace(Project(project, project))
    until = workspace.next_change(workspace.catalog.subjects["zubrowka"], day) or day + timedelta(days=400)
    days = {day + timedelta(days=n) for n in range(0, (until - day).days, max(1, (until - day).days // 12))}
    said = {
        brief_content_hash(make_draft(workspace, "zubrowka", each).brief)
        for each in {*days, until - timedelta(days=1)}
    }
    assert said == {brief_content_hash(make_draft(workspace, "zubrowka", day).brief)}


def next_change(project: Path, day: date) -> date | None:
    """Return the next day on which the note on Zubrowka may change."""
    workspace = Workspace(Project(project, project))
    return workspace.next_change(workspace.catalog.subjects["zubrowka"], day)


@pytest.mark.parametrize(
    ("fact", "day"),
    [
        ("valid: 2019-06-05/..", date(2019, 6, 5)),
        ("valid: 2010/2019-06-05", date(2019, 6, 5)),
        ("on: 2019-06-05", date(2019, 6, 5)),
        ("valid: 2010/, review: 2019-06-05", date(2019, 6, 5)),
        ("valid: /, evidence: [{source: league-charter, attests: 2016-06-05}]", date(2019, 6, 5)),
    ],
)
def test_what_turns(project: Path, fact: str, day: date) -> None:
    """A fact that begins, ends, happens or falls due sets the day, also where no note prints it."""
    evidence = "" if "evidence" in fact else ", evidence: [league-charter]"
    path = project / "facts/zubrowka/more.yaml"
    path.write_text("marking: PUBLIC\nstatements:\n", encoding="utf-8")
    append_text(path, f"- {{id: fog, {fact}, text: There is fog.{evidence}}}\n")
    assert next_change(project, date(2019, 6, 1)) == day


def test_a_turn_in_a_biography_counts(project: Path) -> None:
    """What only the biography of a person prints begins and ends too, and the partner's notes are built together."""
    path = project / "facts/zubrowka/more.yaml"
    life = "{id: club, person: zero-moustafa, what: office, valid: 2010/2019-06-05, text: Bellboy, evidence: [league-charter]}"
    path.write_text(f"marking: PUBLIC\nlives: [{life}]\n", encoding="utf-8")
    assert next_change(project, date(2019, 6, 1)) == date(2019, 6, 5)


def test_every_edge_of_a_partial_date_counts() -> None:
    """Of a month its first day and its last one, and the days after them."""
    days = set(expiry._days_of_dates([PartialDate.parse("2019-06")]))
    assert {date(2019, 6, 1), date(2019, 6, 30), date(2019, 7, 1)} <= days


RESOLUTION = """\
marking: PUBLIC
resolutions:
- id: which-minister
  settles: [zubrowka/minister-zero]
  how: prefer
  prefers: zubrowka/minister-zero
  by: Agatha Baker
  on: 2019-02
  because: The page is an old one.
  of: {hash}
"""


def test_the_day_of_a_resolution_counts(project: Path) -> None:
    """A resolution of some day in February settles a question on the last of February, so the note expires then."""
    path = project / "facts/zubrowka/resolutions.yaml"
    path.write_text(RESOLUTION.format(hash="00000000"), "utf-8")
    store = load(project)
    settled = store.settled_facts_hash(store.entity(Resolution, "which-minister"))
    path.write_text(RESOLUTION.format(hash=settled), "utf-8")
    asked = {
        day.day: len(build_view(load(project), Scope("zubrowka", day, "internal", "en")).questions)
        for day in (date(2019, 2, 27), date(2019, 2, 28))
    }
    assert asked == {27: 1, 28: 0}
    assert next_change(project, date(2019, 2, 27)) == date(2019, 2, 28)
