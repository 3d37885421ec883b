"""Tests of comparisons: changes of facts and of lines between two states of a note."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefings.build.comparison import Comparison, FactChange, LineChange, compare_snapshots
from tests.support.snapshots import make_fact_state, make_line, make_snapshot

if TYPE_CHECKING:
    from briefings.build.snapshot import FactState, Snapshot


def differences(before: Snapshot, after: Snapshot) -> Comparison:
    """Return the differences in the standard note on Zubrowka."""
    return compare_snapshots("zubrowka", "zubrowka", before, after)


@pytest.mark.parametrize(
    ("before", "after", "what"),
    [
        (None, make_fact_state(), "added"),
        (None, make_fact_state(starts="2019-06-05"), "began"),
        (None, make_fact_state(starts="2019-06-01"), "added"),
        (make_fact_state(), None, "no longer stated"),
        (make_fact_state(ends="2019-06-05"), None, "ended"),
        (make_fact_state(ends="2019-06-10"), None, "no longer stated"),
        (make_fact_state(digest="1"), make_fact_state(digest="2"), "changed"),
        (make_fact_state("presumed"), make_fact_state("overdue"), "overdue"),
        (make_fact_state("certain"), make_fact_state("ended"), "ended"),
        (make_fact_state("overdue"), make_fact_state("certain"), "confirmed"),
        (make_fact_state("possible"), make_fact_state("presumed"), "confirmed"),
        (make_fact_state("certain"), make_fact_state("possible"), "in doubt"),
        (make_fact_state("certain"), make_fact_state("presumed"), None),
        (make_fact_state(), make_fact_state(), None),
    ],
)
def test_what_became_of_a_fact(before: FactState | None, after: FactState | None, what: str | None) -> None:
    """Each way in which a fact of a note can change has its word; what is no news has none."""
    found = differences(
        make_snapshot("2019-06-01", {"zubrowka/lamps": before} if before else {}),
        make_snapshot("2019-06-10", {"zubrowka/lamps": after} if after else {}),
    )
    assert found.facts == ((FactChange(what, "zubrowka/lamps", "statement: Lamps."),) if what else ())
    assert bool(found) == bool(what)


@pytest.mark.parametrize(
    ("before", "after", "rewrites"),
    [
        (["The lamps are lit."], ["The lamps are out."], [("The lamps are lit.", "The lamps are out.")]),
        ([], ["New."], [(None, "New.")]),
        (["Old."], [], [("Old.", None)]),
        (["A.", "B."], ["B.", "A."], [("B.", None), (None, "B.")]),
        (
            ["Snow fell in May."],
            ["A king was crowned."],
            [("Snow fell in May.", None), (None, "A king was crowned.")],
        ),
        (["Same."], ["Same."], []),
    ],
)
def test_lines_find_the_lines_whose_place_they_took(
    before: list[str], after: list[str], rewrites: list[tuple[str | None, str | None]]
) -> None:
    """A line that reads much as before is shown beside what it was; others are new, or gone."""
    found = differences(
        make_snapshot("2019-06-01", lines=tuple(map(make_line, before))),
        make_snapshot("2019-06-01", lines=tuple(map(make_line, after))),
    )
    assert found.lines == tuple(LineChange("section.background", "Background", *pair) for pair in rewrites)


def test_lines_on_the_same_fact_belong_together() -> None:
    """A line is paired by the facts it rests on, also where another one looks more alike."""
    before = (
        make_line("Envoy: Ann Lee, since May", "x/ann"),
        make_line("Keeper: Bo Ek, since June", "x/bo"),
    )
    after = (
        make_line("Keeper: Bo Ek, since July", "x/bo"),
        make_line("Envoy: Cy Ash, since May", "x/ann"),
    )
    found = differences(make_snapshot("2019-06-01", lines=before), make_snapshot("2019-06-01", lines=after))
    assert [
        (rewrite.before, rewrite.after) for rewrite in found.lines if rewrite.before and rewrite.after
    ] == [
        ("Keeper: Bo Ek, since June", "Keeper: Bo Ek, since July"),
    ] or {(rewrite.before, rewrite.after) for rewrite in found.lines} == {
        ("Keeper: Bo Ek, since June", "Keeper: Bo Ek, since July"),
        ("Envoy: Ann Lee, since May", "Envoy: Cy Ash, since May"),
    }


def test_the_head_of_a_note_is_no_news() -> None:
    """That the day of a note is another one is not reported as a line that differs."""
    before, after = (
        make_snapshot(day, lines=(make_line(f"As at {day}", section=""),))
        for day in ("2019-06-01", "2019-06-02")
    )
    assert not differences(before, after)
