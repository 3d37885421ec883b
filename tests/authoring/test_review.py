"""Reviews: what is due, in which order, and the stamp that lasts as long as the fact says the same."""

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
from tests.support.builds import swap

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Run

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
def case(project: Path) -> Project:
    """The fictional project with facts that are due."""
    (project / CASE).write_text(TEXT, "utf-8")
    return Project(project, project)


def listed(case: Project, day: date = DAY, *, everything: bool = False) -> list[tuple[str, str]]:
    """What is due of the file, with its state."""
    found = review.review(case, day, everything=everything)
    return [(each.fact.id, each.state) for each in found if each.fact.location.path == CASE]


def test_what_is_overdue_is_listed_the_oldest_first(case: Project) -> None:
    assert [id_ for id_, state in listed(case) if state == "overdue"] == ["bar", "lobby", "fire"]


def test_what_nobody_has_reviewed_is_listed_on_request(case: Project) -> None:
    assert ("cellar", "unreviewed") not in listed(case)
    assert listed(case, everything=True)[-1] == ("cellar", "unreviewed")


def test_it_is_said_what_depends_on_a_fact(case: Project) -> None:
    (lobby,) = [each for each in review.review(case, DAY) if each.fact.id == "lobby"]
    assert (lobby.lines, lobby.partners) == (("zubrowka/ask",), ("zubrowka",))


def test_a_stamp_holds_until_the_fact_says_something_else(case: Project) -> None:
    """What is stamped is not due; what is changed after that is, and says so."""
    review.stamp(case, "A. Baker", ["zubrowka/cellar", "zubrowka/bar"], DAY)
    text = (case.root / CASE).read_text("utf-8")
    assert "# An old page says so.\n" in text
    assert "bar" not in dict(listed(case, everything=True))
    assert "cellar" not in dict(listed(case, everything=True))
    swap(case.root / CASE, "The cellar is dry.", "The cellar is wet.")
    assert dict(listed(case, everything=True))["cellar"] == "changed"


def test_a_stamp_lasts_for_a_review_period(case: Project) -> None:
    review.stamp(case, "A. Baker", ["zubrowka/bar"], DAY)
    assert "bar" not in dict(listed(case, date(2020, 6, 1)))
    assert dict(listed(case, date(2040, 1, 1)))["bar"] == "overdue"


def test_a_review_date_that_has_come_is_met_by_the_stamp(case: Project) -> None:
    """The date is taken out, and the mark is that of the fact without it."""
    review.stamp(case, "A. Baker", ["zubrowka/fire"], DAY)
    fact = load(case.root).by_key["zubrowka/fire"]
    assert fact.review is None
    assert fact.reviewed
    assert (fact.reviewed.by, str(fact.reviewed.on), fact.reviewed.of) == (
        "A. Baker",
        "2020-02-03",
        short_hash(fact),
    )
    assert "fire" not in dict(listed(case, everything=True))


def test_the_command_stamps_and_lists(case: Project, briefings: Callable[..., Run]) -> None:
    """All facts or none: a name that is wrong stops the rest."""
    before = (case.root / CASE).read_text("utf-8")
    where = ("--project", case.root, "--as-of", DAY)
    run = briefings("review", *where, "--by", "A. Baker", "zubrowka/lobby", "zubrowka/loby")
    assert (run.code, "did you mean zubrowka/lobby?" in run.err) == (1, True)
    assert (case.root / CASE).read_text("utf-8") == before
    run = briefings("review", *where, "--by", "A. Baker", "zubrowka/lobby")
    assert (run.code, run.out.endswith("case.yaml\n")) == (0, True)
    stamped = load(case.root).by_key["zubrowka/lobby"]
    line = f"  reviewed: {{by: A. Baker, on: 2020-02-03, of: {short_hash(stamped)}}}\n"
    after = (case.root / CASE).read_text("utf-8")
    assert after.replace(line, "") == before
    run = briefings("review", "zubrowka", *where, "--format", "json")
    assert "zubrowka/bar" in {each["fact"] for each in json.loads(run.out)}
    assert "zubrowka/lobby" not in {each["fact"] for each in json.loads(run.out)}
    run = briefings("review", "zubrovka", *where)
    assert (run.code, "did you mean zubrowka?" in run.err) == (1, True)


def test_who_has_looked_is_asked_for(case: Project, briefings: Callable[..., Run]) -> None:
    run = briefings("review", "--project", case.root, "--by", "A. Baker")
    assert (run.code, "and the facts" in run.err) == (2, True)


def test_what_is_listed_is_counted_by_its_state(project: Path) -> None:
    """What nobody has reviewed is not said to be due."""
    found = review.review(Project(project, project), date(2020, 6, 1), everything=True)
    overdue = [each for each in found if each.state == "overdue"]
    never = [each for each in found if each.state == "unreviewed"]
    assert review.counted(found) == f"{len(overdue)} due for review, {len(never)} never reviewed"
    assert review.counted(never) == f"Nothing is due for review; {len(never)} never reviewed"
    assert review.counted([]) == "Nothing is due for review."
    assert review.counted([replace(never[0], state="changed")]) == (
        "Nothing is due for review; 1 changed since somebody looked"
    )
