"""Tests of talking points: shown where they apply, no firmer than their basis, and questioned when it lapses."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.build.workspace import Workspace
from briefings.factbase.load import load
from briefings.factbase.standing import holders_named, standing_of
from briefings.model.dates import Certainty, parse_day
from briefings.model.talking_points import TalkingPoint
from briefings.outputs import markdown
from briefings.project import Project
from tests.support.notes import FICTIONAL, make_draft
from tests.support.views import make_view
from tests.support.words import phrase_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefings.compose.brief import Brief
    from briefings.factbase.store import FactStore
    from briefings.views.records import QuestionView, View
    from tests.support.commands import CommandResult
    from tests.support.golden import Golden

LINES = Path(__file__).parent.parent / "cases" / "lines.yaml"
CASE = "facts/zubrowka/case.yaml"


@pytest.fixture
def judging_project(project: Path) -> Path:
    """Return the fictional project with talking points of its desk."""
    shutil.copy(LINES, project / "facts" / "zubrowka" / "lines.yaml")
    return project


def make_brief(project: Path, day: str) -> Brief:
    """Return the standard note of a day."""
    return make_draft(Workspace(Project(project, project)), "zubrowka", parse_day(day)).brief


def test_a_note_with_lines_reads_as_it_should(judging_project: Path, golden: Golden) -> None:
    """Objectives, points, answers and sensitivities stand before the background, each cited by what it rests on."""
    golden.check(markdown.render(make_brief(judging_project, "2019-02-10")).decode(), ".md")


def test_what_is_answered_comes_by_how_surely_it_is_raised(judging_project: Path) -> None:
    """The answers to what will certainly be raised stand first, whatever their order in the file."""
    assert [
        line.likelihood for line in make_view(judging_project, "2019-02-10").talking_points.if_raised
    ] == ["certain", "unlikely"]


def test_a_note_without_lines_has_no_place_for_them(project: Path) -> None:
    """Where nothing was written, no heading and no remark says so."""
    sections = {sentence.section_key for sentence in make_brief(project, "2019-02-10").sentences}
    assert not sections & {f"section.{use}" for use in ("objectives", "points", "if-raised", "sensitivities")}


def test_a_line_is_told_only_while_what_it_rests_on_can_be(judging_project: Path) -> None:
    """A line comes with its basis, not before it, and a line on another one with that one's basis."""
    path = judging_project / "facts" / "zubrowka" / "lines.yaml"
    path.write_text(path.read_text("utf-8").replace("2019-01-15/\n", "2001/..\n"), "utf-8")
    assert make_view(judging_project, "2009-06-01").talking_points.objectives == ()
    assert [
        phrase_text(line.text) for line in make_view(judging_project, "2019-02-10").talking_points.objectives
    ] == ["Keep the lamp oil flowing."]


FALLEN = """\
marking: PUBLIC
lines:
- {id: a, use: point, to: All, valid: 2011/.., text: The programme works., rests: [zubrowka/programme]}
- {id: b, use: objective, valid: 2011/.., text: Extend it., rests: [zubrowka/a]}
- {id: c, use: objective, valid: 2011/2012, text: Praise it., rests: [zubrowka/programme]}
- {id: d, use: objective, valid: 2011/.., text: Wait for snow., rests: [zubrowka/storm]}
statements:
- {id: storm, valid: 2018/, text: A storm rages., evidence: [league-charter]}
"""


def lapsed_questions(found: View) -> list[QuestionView]:
    """Return the questions about talking points whose basis no longer holds."""
    return [question for question in found.questions if question.kind == "lapsed"]


def test_a_line_whose_basis_has_ended_becomes_a_question(project: Path) -> None:
    """It is no longer stated, and the question names it and what has ended; not when its own time is over, or not come."""
    (project / CASE).write_text(FALLEN, "utf-8")
    before = make_view(project, "2011-06-01")
    assert [
        phrase_text(line.text) for line in (*before.talking_points.points, *before.talking_points.objectives)
    ] == [
        "The programme works.",
        "Extend it.",
        "Praise it.",
    ]
    assert lapsed_questions(before) == []
    after = make_view(project, "2015-06-01")
    assert after.talking_points == type(after.talking_points)((), (), (), (), ())
    assert [(phrase_text(question.text), [phrase_text(basis) for basis in question.basis]) for question in lapsed_questions(after)] == [
        ("The programme works.", ["<question.membership-dated name=Wick Programme partner=Zubrowka time=<period.years start=2010 end=2012>>"]),
        ("Extend it.", ["<question.membership-dated name=Wick Programme partner=Zubrowka time=<period.years start=2010 end=2012>>"]),
    ]  # fmt: skip


def test_a_lapsed_point_reads_so_on_paper(project: Path) -> None:
    """The open questions name the line, and below it what has ended, each with its sources."""
    (project / CASE).write_text(FALLEN, "utf-8")
    text = markdown.render(make_brief(project, "2015-06-01")).decode()
    assert (
        "- **Rests on what no longer holds:** The programme works.[^2]\n    - Wick Programme: Zubrowka takes part (2010 to 2012).[^2]\n"
        in text
    )
    assert "## Points to make" not in text


def test_a_weak_basis_marks_the_line(judging_project: Path) -> None:
    """What rests on something overdue says so where it stands; the question is about that, not about the line."""
    path = judging_project / "facts" / "zubrowka" / "lines.yaml"
    path.write_text(path.read_text("utf-8").replace("2019-01-15/\n", "2019-01-15/..\n"), "utf-8")
    found = make_view(judging_project, "2020-03-01")
    assert [(phrase_text(line.text), line.status) for line in found.talking_points.points] == [
        ("Grateful for the lamp oil that the two sides share.", "overdue"),
        ("Where will the Lamp Forum (LF) meet next?", "presumed"),
    ]
    assert {phrase_text(question.text) for question in found.questions if question.kind == "overdue"} == {
        "<question.tenure post=Keeper of the League holder=Agatha Baker>",
    }


def test_a_line_is_no_firmer_than_whom_it_names(judging_project: Path) -> None:
    """To whom a point is made counts as well: one to somebody who may have left office is not said flatly."""
    path = judging_project / "facts" / "zubrowka" / "lines.yaml"
    path.write_text(path.read_text("utf-8").replace("2019-01-15/\n", "2019-01-15/..\n"), "utf-8")
    path.write_text(
        path.read_text("utf-8").replace("[zubrowka/oil, zubrowka/minister-zero]", "[zubrowka/oil]"), "utf-8"
    )
    point, _ = make_view(judging_project, "2019-03-01").talking_points.points
    assert (phrase_text(point.addressee), point.status) == ("Zero Moustafa", "presumed")
    point, _ = make_view(judging_project, "2020-03-01").talking_points.points
    assert "<holder.doubted name=Zero Moustafa doubt=" in (phrase_text(point.addressee) or "")
    assert (point.status, phrase_text(point.due)) == (
        "overdue",
        "2020-02-03",
    )
    # What will be raised about the holder of a shared post, and a line that rests on that one.
    lines = make_view(judging_project, "2020-03-01").talking_points
    told = {phrase_text(line.trigger) or "": line.status for line in lines.if_raised}
    (raised,) = [words for words in told if words.startswith("A second visit of ")]
    assert "name=Agatha Baker doubt=" in raised
    assert told[raised] == "overdue"


def test_a_line_is_no_firmer_than_whom_its_basis_names(judging_project: Path) -> None:
    """A line on another one counts whom that one names."""
    path = judging_project / "facts" / "zubrowka" / "lines.yaml"
    text = path.read_text("utf-8").replace("[zubrowka/oil, zubrowka/minister-zero]", "[zubrowka/oil]")
    text = text.replace("rests: [zubrowka/no-wicks]", "rests: [zubrowka/thank-for-oil]")
    path.write_text(text.replace("2019-01-15/\n", "2019-01-15/..\n"), "utf-8")
    [asked] = make_view(judging_project, "2020-03-01").talking_points.their_asks
    assert asked.status == "overdue"


DISPUTED = """\
marking: PUBLIC
lines:
- id: thanks
  use: point
  to: All
  valid: 2011-01-01/..
  text: The lamps burn.
  evidence:
  - {source: league-charter, attests: 2018-05-01}
  - {source: alpine-herald-2019, says: {text: The lamps are out.}}
"""


def test_a_disputed_point_says_so(project: Path) -> None:
    """A talking point keeps the remark that a source disagrees with it, and whether it was attested after its start."""
    (project / CASE).write_text(DISPUTED, "utf-8")
    (before,) = make_view(project, "2019-02-03").talking_points.points
    assert (before.disputed, before.attested_later) == (False, True)
    (point,) = make_view(project, "2019-02-10").talking_points.points
    assert (point.disputed, point.attested_later) == (True, True)
    assert (
        "The lamps burn. (Sources disagree.)" in markdown.render(make_brief(project, "2019-02-10")).decode()
    )


def test_a_line_counts_for_the_marking(project: Path) -> None:
    """A line that has no source of its own, on facts of a lower level, raises the marking of the note to its own."""
    levels = "scheme: public\nlevels:\n- {id: PUBLIC, name: PUBLIC}\n- {id: SECRET, name: LANTERN SECRET}\n"
    (project / "facts" / "markings" / "public.yaml").write_text(levels, "utf-8")
    house = project / "facts" / "house.yaml"
    house.write_text(house.read_text("utf-8").replace("internal: PUBLIC", "internal: SECRET"), "utf-8")
    assert make_brief(project, "2019-02-10").marking == "PUBLIC"
    (project / CASE).write_text(
        "lines:\n- {id: a, use: objective, marking: SECRET, valid: 2019/.., text: Win., rests: [zubrowka/oil]}\n",
        "utf-8",
    )
    assert make_brief(project, "2019-02-10").marking == "LANTERN SECRET"


def test_a_shared_line_is_told_where_its_basis_is(project: Path) -> None:
    """A line in `shared/` goes to the notes of the partners whom all that it rests on concerns."""
    shared = project / "facts" / "shared" / "lines.yaml"
    shared.write_text(
        "marking: PUBLIC\n"
        "lines:\n"
        "- {id: a, use: objective, valid: 2010/.., text: Meet the keeper., rests: [shared/keeper-agatha]}\n"
        "- {id: b, use: objective, valid: 2010/.., text: Meet the porter., rests: [shared/porter]}\n"
        "posts:\n"
        "- {id: gate, role: mission, titles: [{text: Gate, lang: en}], organisation: lantern-league}\n"
        "tenures:\n"
        "- {id: porter, post: gate, holder: gustave-h, valid: 2010/.., evidence: [league-charter]}\n",
        "utf-8",
    )
    assert [
        phrase_text(line.text) for line in make_view(project, "2019-02-10").talking_points.objectives
    ] == ["Meet the keeper."]


def test_why_tells_what_a_line_rests_on(
    judging_project: Path, briefings: Callable[..., CommandResult]
) -> None:
    """The explanation of a line names the facts under it and how they stand."""
    run = briefings("why", "zubrowka/thank-for-oil", "--project", judging_project, "--as-of", "2020-03-01")
    assert (
        "Rests on:\n  zubrowka/oil: presumed\n  zubrowka/minister-zero: overdue for review\nEvidence:\n"
        in run.out
    )
    assert "  zubrowka, Points to make: To Zero Moustafa (Feb\u00a02019, confirm): Grateful" in run.out


@cache
def judging_store() -> FactStore:
    """Return the fictional facts with the talking points, loaded once."""
    with TemporaryDirectory() as folder:
        project = Path(shutil.copytree(FICTIONAL, Path(folder) / "project"))
        shutil.copy(LINES, project / "facts" / "zubrowka" / "lines.yaml")
        return load(project)


days = st.dates(date(2005, 1, 1), date(2024, 1, 1))


@given(day=days, step=st.integers(1, 400))
def test_a_line_is_never_firmer_than_its_basis(day: date, step: int) -> None:
    """On every day a line is at most as true as each fact under it, and overdue when one of them is and it stands."""
    store = judging_store()
    for when in (day, day + timedelta(days=step)):
        for line in (fact for fact in store.facts if isinstance(fact, TalkingPoint)):
            own = standing_of(store, line, when)
            for other in store.basis(line).values():
                below = standing_of(store, other, when)
                assert own.certainty < below.certainty or own.certainty is below.certainty
                assert own.certainty is Certainty.NO or own.is_overdue or not below.is_overdue
            for tenure in holders_named(store, line, when):
                below = standing_of(store, tenure, when)
                assert own.certainty < below.certainty or own.certainty is below.certainty
