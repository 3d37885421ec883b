"""Tests of the facts that are due for review: which, in which order, and their count."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from briefings.authoring.review import due
from briefings.authoring.review.due import ReviewState
from briefings.project import Project
from tests.support.authoring import CASE_FILE, REVIEW_DAY

if TYPE_CHECKING:
    from pathlib import Path


def due_facts(
    review_project: Project, day: date = REVIEW_DAY, *, all_states: bool = False
) -> list[tuple[str, str]]:
    """Return the facts of the file that are due, with their state."""
    found = due.list_due_facts(review_project, day, all_states=all_states)
    return [(each.fact.id, each.state.value) for each in found if each.fact.location.path == CASE_FILE]


def test_what_is_overdue_is_listed_the_oldest_first(review_project: Project) -> None:
    assert [id_ for id_, state in due_facts(review_project) if state == "overdue"] == ["bar", "lobby", "fire"]


def test_what_nobody_has_reviewed_is_listed_on_request(review_project: Project) -> None:
    assert ("cellar", "unreviewed") not in due_facts(review_project)
    assert due_facts(review_project, all_states=True)[-1] == ("cellar", "unreviewed")


def test_it_is_said_what_depends_on_a_fact(review_project: Project) -> None:
    (lobby,) = [each for each in due.list_due_facts(review_project, REVIEW_DAY) if each.fact.id == "lobby"]
    assert (lobby.talking_points, lobby.partner_ids) == (("zubrowka/ask",), ("zubrowka",))


def test_what_is_listed_is_counted_by_its_state(project: Path) -> None:
    """What nobody has reviewed is not said to be due."""
    found = due.list_due_facts(Project(project, project), date(2020, 6, 1), all_states=True)
    overdue = [each for each in found if each.state is ReviewState.OVERDUE]
    never = [each for each in found if each.state is ReviewState.UNREVIEWED]
    assert due.count_summary(found) == f"{len(overdue)} due for review, {len(never)} never reviewed"
    assert due.count_summary(never) == f"No facts are due for review; {len(never)} never reviewed"
    assert due.count_summary([]) == "No facts are due for review."
    assert due.count_summary([replace(never[0], state=ReviewState.CHANGED)]) == (
        "No facts are due for review; 1 changed since the last review"
    )


STAGED = """
marking: PUBLIC
agreements:
- {id: air, title: Air Accord, evidence: [league-charter], stages: [{stage: signed, on: 2010-05-02}, {stage: in-force, on: 2011}]}
- {id: tar, title: Tar Accord, status: proposed, evidence: [league-charter], stages: [{stage: signed, on: 2010-05-02}, {stage: denounced, on: 2011-02, effective: 2012-02-01}]}
visits:
- {id: tour, on: 2019-05-01, with: lantern-league, status: proposed, evidence: [league-charter], stages: [{stage: postponed, on: 2019-04-01, to: 2019-06-01/2019-06-03}]}
"""


def test_the_stages_of_a_fact_are_said_in_words(project: Path) -> None:
    """A reviewer reads what happened when, of an overdue fact and of a proposal alike."""
    (project / "facts" / "zubrowka" / "staged.yaml").write_text(STAGED, "utf-8")
    found = due.list_due_facts(Project(project, project), date(2020, 6, 1))
    lines = [line.strip() for line in due.due_fact_lines(found)]
    assert "signed 2 May 2010; in force 2011" in lines
    assert "signed 2 May 2010; denounced February 2011, takes effect 1 February 2012" in lines
    assert "postponed 1 April 2019, now 1 to 3 June 2019" in lines
