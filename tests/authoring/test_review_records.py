"""Tests of the records of reviews: valid until the fact changes, all facts or none."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

from briefings.authoring.review import due, records
from briefings.factbase.load import load
from briefings.model.hashing import short_hash
from tests.support.authoring import CASE_FILE, REVIEW_DAY
from tests.support.builds import replace_once

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefings.project import Project
    from tests.support.commands import CommandResult


def due_facts(
    review_project: Project, day: date = REVIEW_DAY, *, all_states: bool = False
) -> list[tuple[str, str]]:
    """Return the facts of the file that are due, with their state."""
    found = due.list_due_facts(review_project, day, all_states=all_states)
    return [(each.fact.id, each.state.value) for each in found if each.fact.location.path == CASE_FILE]


def test_a_stamp_holds_until_the_fact_says_something_else(review_project: Project) -> None:
    """What is stamped is not due; what is changed after that is, and says so."""
    records.record_review(review_project, "A. Baker", ["zubrowka/cellar", "zubrowka/bar"], REVIEW_DAY)
    text = (review_project.root / CASE_FILE).read_text("utf-8")
    assert "# An old page says so.\n" in text
    assert "bar" not in dict(due_facts(review_project, all_states=True))
    assert "cellar" not in dict(due_facts(review_project, all_states=True))
    replace_once(review_project.root / CASE_FILE, "The cellar is dry.", "The cellar is wet.")
    assert dict(due_facts(review_project, all_states=True))["cellar"] == "changed"


def test_a_stamp_lasts_for_a_review_period(review_project: Project) -> None:
    records.record_review(review_project, "A. Baker", ["zubrowka/bar"], REVIEW_DAY)
    assert "bar" not in dict(due_facts(review_project, date(2020, 6, 1)))
    assert dict(due_facts(review_project, date(2040, 1, 1)))["bar"] == "overdue"


def test_a_review_date_that_has_come_is_met_by_the_stamp(review_project: Project) -> None:
    """The date is taken out, and the mark is that of the fact without it."""
    records.record_review(review_project, "A. Baker", ["zubrowka/fire"], REVIEW_DAY)
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
    before = (review_project.root / CASE_FILE).read_text("utf-8")
    where = ("--project", review_project.root, "--as-of", REVIEW_DAY)
    run = briefings("review", *where, "--by", "A. Baker", "zubrowka/lobby", "zubrowka/loby")
    assert (run.code, "did you mean zubrowka/lobby?" in run.err) == (1, True)
    assert (review_project.root / CASE_FILE).read_text("utf-8") == before
    run = briefings("review", *where, "--by", "A. Baker", "zubrowka/lobby")
    assert (run.code, run.out.endswith("case.yaml\n")) == (0, True)
    stamped = load(review_project.root).facts_by_key["zubrowka/lobby"]
    line = f"  reviewed: {{by: A. Baker, on: 2020-02-03, of: {short_hash(stamped)}}}\n"
    after = (review_project.root / CASE_FILE).read_text("utf-8")
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
    run = briefings("review", "--project", review_project.root, "--by", "A. Baker", "zubrowka")
    said = "with --by, name facts, not a partner: zubrowka/ID in place of zubrowka"
    assert (run.code, said in run.err) == (2, True)
