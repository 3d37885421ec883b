"""Tests of the facts that are due for review: which, in which order, and their count."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from briefings.authoring import review
from briefings.authoring.review import ReviewState
from briefings.project import Project
from tests.support.authoring import CASE_FILE, REVIEW_DAY

if TYPE_CHECKING:
    from pathlib import Path


def due_facts(
    review_project: Project, day: date = REVIEW_DAY, *, all_states: bool = False
) -> list[tuple[str, str]]:
    """Return the facts of the file that are due, with their state."""
    found = review.list_due_facts(review_project, day, all_states=all_states)
    return [(each.fact.id, each.state.value) for each in found if each.fact.location.path == CASE_FILE]


def test_what_is_overdue_is_listed_the_oldest_first(review_project: Project) -> None:
    assert [id_ for id_, state in due_facts(review_project) if state == "overdue"] == ["bar", "lobby", "fire"]


def test_what_nobody_has_reviewed_is_listed_on_request(review_project: Project) -> None:
    assert ("cellar", "unreviewed") not in due_facts(review_project)
    assert due_facts(review_project, all_states=True)[-1] == ("cellar", "unreviewed")


def test_it_is_said_what_depends_on_a_fact(review_project: Project) -> None:
    (lobby,) = [each for each in review.list_due_facts(review_project, REVIEW_DAY) if each.fact.id == "lobby"]
    assert (lobby.talking_points, lobby.partner_ids) == (("zubrowka/ask",), ("zubrowka",))


def test_what_is_listed_is_counted_by_its_state(project: Path) -> None:
    """What nobody has reviewed is not said to be due."""
    found = review.list_due_facts(Project(project, project), date(2020, 6, 1), all_states=True)
    overdue = [each for each in found if each.state is ReviewState.OVERDUE]
    never = [each for each in found if each.state is ReviewState.UNREVIEWED]
    assert review.count_summary(found) == f"{len(overdue)} due for review, {len(never)} never reviewed"
    assert review.count_summary(never) == f"No facts are due for review; {len(never)} never reviewed"
    assert review.count_summary([]) == "No facts are due for review."
    assert review.count_summary([replace(never[0], state=ReviewState.CHANGED)]) == (
        "No facts are due for review; 1 changed since the last review"
    )
