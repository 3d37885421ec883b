"""Tests of the list of partners."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from briefings.authoring.partners.overview import list_partners
from briefings.authoring.review.due import due_facts
from briefings.authoring.review.records import record_review
from briefings.factbase.load import load
from briefings.project import Project
from tests.support.builds import build, replace_once
from tests.support.notes import DAY_BEFORE_FACTS, FICTIONAL

if TYPE_CHECKING:
    from pathlib import Path


FICTION = Project(FICTIONAL, FICTIONAL)
DAY = date(2020, 6, 1)
OWN = "facts/zubrowka/zubrowka.yaml"


def test_a_listing_counts_as_reviews_do(project: Path) -> None:
    """What a review has confirmed is overdue in neither count."""
    own = Project(project, project)
    day = date(2020, 6, 1)
    due = due_facts(load(project), day, ["zubrowka"])
    assert f"{len(due)} overdue for review" in next(list_partners(own, day))
    record_review(own, "Ida Wick", [due[0].fact.key], day)
    assert f"{len(due) - 1} overdue for review" in next(list_partners(own, day))


def test_a_listing_counts_what_stands() -> None:
    """A line a partner: id, name, facts that stand and are overdue on the day, and the last contact by then."""
    assert list(list_partners(FICTION, DAY)) == [
        "zubrowka  Zubrowka: 8 current facts, 2 overdue for review, last contact 2019-02-03; note not built"
    ]
    assert list(list_partners(FICTION, date(2016, 1, 1))) == [
        "zubrowka  Zubrowka: 7 current facts, 0 overdue for review, last contact 2014-05-01; note not built"
    ]


def test_a_listing_of_early_days_says_so() -> None:
    """Before the first contact none is on record."""
    (line,) = list_partners(FICTION, DAY_BEFORE_FACTS)
    assert line.endswith("last contact not on record; note not built")


def listed_state(project: Path, day: date, *, dated: bool = False) -> str:
    """Return what a listing reports on the note of the one partner."""
    (line,) = list_partners(Project.find(project), day, is_dated=dated)
    return line.partition("; note ")[2]


def test_a_listing_says_whether_a_note_still_holds(project: Path) -> None:
    """Made on one day it holds until something turns, or its facts change; then that is said, and nothing is written."""
    build(project, day=DAY)
    assert listed_state(project, DAY) == "as at 2020-06-01 is up to date"
    assert listed_state(project, DAY + timedelta(days=9)) == "as at 2020-06-01 is up to date"
    later = listed_state(project, date(2024, 6, 1))
    assert later.startswith("as at 2020-06-01 is out of date: a fact began, ended or fell due on 202")
    replace_once(project / OWN, "share lamp oil", "share much lamp oil")
    before = build_files(project)
    assert listed_state(project, DAY) == "as at 2020-06-01 is out of date: fact zubrowka/oil changed"
    assert build_files(project) == before


def test_a_listing_of_a_day_looks_at_the_notes_of_that_day(project: Path) -> None:
    """With a day given, it is the note made for that day that is told of, not today's."""
    build(project, day=DAY)
    assert listed_state(project, DAY, dated=True) == "not built"
    build(project, day=DAY, dated=True)
    assert listed_state(project, DAY, dated=True) == "as at 2020-06-01 is up to date"


def build_files(project: Path) -> dict[Path, bytes]:
    """Return the content of all files in the build folder, by path."""
    return {path: path.read_bytes() for path in (project / "build").rglob("*") if path.is_file()}


def test_names_stand_in_a_column(project: Path) -> None:
    """Ids of different length leave the names in line."""
    folder = project / "facts" / "ov"
    folder.mkdir()
    (folder / "partner.yaml").write_text(
        "partner:\n  id: ov\n  names: [{text: Ov, lang: en}]\n", encoding="utf-8"
    )
    lines = [line.partition(":")[0] for line in list_partners(Project.find(project), DAY)]
    assert lines == ["ov        Ov", "zubrowka  Zubrowka"]
