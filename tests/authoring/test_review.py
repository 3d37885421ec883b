"""Tests of reviews: due facts, their order, and the stamp that is valid until the fact changes."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from briefings.authoring import review
from briefings.factbase.load import load
from briefings.model.hashing import short_hash
from briefings.project import Project
from tests.support.builds import replace_once

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import CommandResult

DAY = date(2020, 2, 3)
CASE = "facts/zubrowka/case.yaml"
TEXT = """\
marking: PUBLIC
statements:
# An old page says so.
- id: lobby
  valid: 2004/
  text: The lobby is open.
  evidence: [{source: undated-page, attests: 2012-05-01}]    # and no other
- {id: bar, valid: 2004/, text: The bar is open., evidence: [{source: undated-page, attests: 2011-05-01}]}
- {id: cellar, valid: 2004/, text: The cellar is dry., evidence: [{source: undated-page, attests: 2019-12-01}]}
- {id: fire, on: 2004-05-01, review: 2020-01-31, text: The roof burned., evidence: [league-charter]}
lines:
- {id: ask, use: point, to: foreign-minister, valid: 2019/, text: Ask for the lobby., rests: [zubrowka/lobby]}
"""


@pytest.fixture
def review_project(project: Path) -> Project:
    """Return the fictional project with facts that are due for review."""
    (project / CASE).write_text(TEXT, "utf-8")
    return Project(project, project)


def due_facts(review_project: Project, day: date = DAY, *, all_states: bool = False) -> list[tuple[str, str]]:
    """Return the facts of the file that are due, with their state."""
    found = review.list_due_facts(review_project, day, all_states=all_states)
    return [(each.fact.id, each.state) for each in found if each.fact.location.path == CASE]


def test_what_is_overdue_is_listed_the_oldest_first(review_project: Project) -> None:
    assert [id_ for id_, state in due_facts(review_project) if state == "overdue"] == ["bar", "lobby", "fire"]


def test_what_nobody_has_reviewed_is_listed_on_request(review_project: Project) -> None:
    assert ("cellar", "unreviewed") not in due_facts(review_project)
    assert due_facts(review_project, all_states=True)[-1] == ("cellar", "unreviewed")


def test_it_is_said_what_depends_on_a_fact(review_project: Project) -> None:
    (lobby,) = [each for each in review.list_due_facts(review_project, DAY) if each.fact.id == "lobby"]
    assert (lobby.talking_points, lobby.partner_ids) == (("zubrowka/ask",), ("zubrowka",))


def test_a_stamp_holds_until_the_fact_says_something_else(review_project: Project) -> None:
    """What is stamped is not due; what is changed after that is, and says so."""
    review.record_review(review_project, "A. Baker", ["zubrowka/cellar", "zubrowka/bar"], DAY)
    text = (review_project.root / CASE).read_text("utf-8")
    assert "# An old page says so.\n" in text
    assert "bar" not in dict(due_facts(review_project, all_states=True))
    assert "cellar" not in dict(due_facts(review_project, all_states=True))
    replace_once(review_project.root / CASE, "The cellar is dry.", "The cellar is wet.")
    assert dict(due_facts(review_project, all_states=True))["cellar"] == "changed"


def test_a_stamp_lasts_for_a_review_period(review_project: Project) -> None:
    review.record_review(review_project, "A. Baker", ["zubrowka/bar"], DAY)
    assert "bar" not in dict(due_facts(review_project, date(2020, 6, 1)))
    assert dict(due_facts(review_project, date(2040, 1, 1)))["bar"] == "overdue"


def test_a_review_date_that_has_come_is_met_by_the_stamp(review_project: Project) -> None:
    """The date is taken out, and the mark is that of the fact without it."""
    review.record_review(review_project, "A. Baker", ["zubrowka/fire"], DAY)
    fact = load(review_project.root).facts_by_key["zubrowka/fire"]
    assert fact.review_due is None
    assert fact.last_review
    assert (fact.last_review.reviewer, str(fact.last_review.reviewed_on), fact.last_review.fact_hash) == (
        "A. Baker",
        "2020-02-03",
        short_hash(fact),
    )
    assert "fire" not in dict(due_facts(review_project, all_states=True))


def test_the_command_stamps_and_lists(
    review_project: Project, briefings: Callable[..., CommandResult]
) -> None:
    """All facts or none: a name that is wrong stops the rest."""
    before = (review_project.root / CASE).read_text("utf-8")
    where = ("--project", review_project.root, "--as-of", DAY)
    run = briefings("review", *where, "--by", "A. Baker", "zubrowka/lobby", "zubrowka/loby")
    assert (run.code, "did you mean zubrowka/lobby?" in run.err) == (1, True)
    assert (review_project.root / CASE).read_text("utf-8") == before
    run = briefings("review", *where, "--by", "A. Baker", "zubrowka/lobby")
    assert (run.code, run.out.endswith("case.yaml\n")) == (0, True)
    stamped = load(review_project.root).facts_by_key["zubrowka/lobby"]
    line = f"  reviewed: {{by: A. Baker, on: 2020-02-03, of: {short_hash(stamped)}}}\n"
    after = (review_project.root / CASE).read_text("utf-8")
    assert after.replace(line, "") == before
    run = briefings("review", "zubrowka", *where, "--format", "json")
    assert "zubrowka/bar" in {each["fact"] for each in json.loads(run.out)}
    assert "zubrowka/lobby" not in {each["fact"] for each in json.loads(run.out)}
    run = briefings("review", "zubrovka", *where)
    assert (run.code, "did you mean zubrowka?" in run.err) == (1, True)


def test_who_has_looked_is_asked_for(
    review_project: Project, briefings: Callable[..., CommandResult]
) -> None:
    run = briefings("review", "--project", review_project.root, "--by", "A. Baker")
    assert (run.code, "and the facts" in run.err) == (2, True)


def test_what_is_listed_is_counted_by_its_state(project: Path) -> None:
    """What nobody has reviewed is not said to be due."""
    found = review.list_due_facts(Project(project, project), date(2020, 6, 1), all_states=True)
    overdue = [each for each in found if each.state == "overdue"]
    never = [each for each in found if each.state == "unreviewed"]
    assert review.count_summary(found) == f"{len(overdue)} due for review, {len(never)} never reviewed"
    assert review.count_summary(never) == f"Nothing is due for review; {len(never)} never reviewed"
    assert review.count_summary([]) == "Nothing is due for review."
    assert review.count_summary([replace(never[0], state="changed")]) == (
        "Nothing is due for review; 1 changed since somebody looked"
    )
