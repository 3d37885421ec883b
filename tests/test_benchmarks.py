"""Tests of the benchmarks: they measure the right thing; no durations are tested here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from benchmarks.cases import CASES
from benchmarks.lab import Lab, Scale, Site
from benchmarks.report import render_page, terminal_line
from benchmarks.rows import Row
from benchmarks.timing import Measurement, MedianRange, run_interleaved, seconds_ratio, time_command
from briefings.factbase.load import load
from briefings.fastpath import RECORD_NAME

if TYPE_CHECKING:
    from pathlib import Path

TINY = Scale(few_partners=2, many_partners=3, most_partners=4, pdf_sample=2, rounds=1, quick_rounds=1)


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Lab:
    """Return a lab with very small projects."""
    return Lab(tmp_path_factory.mktemp("lab"), TINY)


@pytest.mark.parametrize("case", ["no-op", "start"])
def test_a_case_gives_rows_for_the_page(lab: Lab, case: str) -> None:
    """Each case that needs no typesetting runs to its end, and all it gives stands on the page."""
    rows = list(CASES[case](lab))
    page = render_page(rows, TINY, ["typst"], load=0.5)
    assert any(row.target for row in rows)
    assert all(f"| {row.case} | {row.peer} |" in page for row in rows)
    assert "Left out, because not installed: typst." in page
    assert "`--quick`" in page


def test_the_projects_are_of_the_size_they_claim(tmp_path: Path) -> None:
    """A fictional partner has about 150 facts, of every kind; making it again gives the same ones."""
    site, again = Site(tmp_path / "one", 2), Site(tmp_path / "other", 2)
    facts = [fact for fact in load(site.root).facts if fact.folder == site.ids[0]]
    assert 140 <= len(facts) <= 160
    assert len({fact.kind for fact in facts}) == 7
    files = [path.relative_to(site.root) for path in site.root.rglob("*.yaml")]
    assert all((again.root / file).read_bytes() == (site.root / file).read_bytes() for file in files)


def test_the_front_door_is_what_the_no_op_measures(lab: Lab) -> None:
    """A project made for measuring has a fastpath record, so that a build with nothing to do loads next to nothing."""
    assert (lab.site(2).root / "build" / RECORD_NAME).is_file()


def test_a_change_is_one_that_reaches_the_note(lab: Lab) -> None:
    """Each edit gives other words, and only once, so that every round has something to do."""
    site = lab.site(2)
    file = site.root / "facts" / site.ids[0] / "background.yaml"
    endings = [site.edit_fact(f"{site.ids[0]}/background.yaml", "In a year of plenty") for _ in range(2)]
    assert [file.read_text(encoding="utf-8").count(ending) for ending in endings] == [0, 1]


def test_the_page_for_others_is_complete(lab: Lab) -> None:
    """What WeasyPrint's own command gets is the published page, with its style for print and its fonts."""
    site = lab.site(2)
    text = lab.write_print_page(site, site.ids[0]).read_text(encoding="utf-8")
    assert "@page { margin: 22mm 22mm 20mm" in text
    assert "data:font/woff2" in text


@pytest.mark.parametrize(
    ("row", "verdict"),
    [
        (Row("a", "b", MedianRange(1, 1, 1), target=1), "yes"),
        (Row("a", "b", MedianRange(2, 2, 2), target=1), "no"),
        (Row("a", "b", MedianRange(2, 2, 2), MedianRange(1, 1, 1), target=1), "by processor time"),
        (Row("a", "b", MedianRange(1.9, 1, 2), target=1.85, at_least=True), "yes"),
        (Row("a", "b", MedianRange(1.8, 1, 2), target=1.85, at_least=True), "no"),
        (Row("a", "b", MedianRange(9, 9, 9)), ""),
    ],
)
def test_a_target_that_is_missed_is_said(row: Row, verdict: str) -> None:
    assert row.verdict == verdict
    assert terminal_line(row).endswith(f": {verdict}" if verdict else ")")


def test_rounds_are_divided_one_by_one() -> None:
    """What slows a whole round leaves its ratio as it is."""
    ours, theirs = (
        [Measurement(1, 3, 0), Measurement(10, 3, 0)],
        [Measurement(2, 1, 0), Measurement(20, 1, 0)],
    )
    assert seconds_ratio(ours, theirs) == MedianRange(0.5, 0.5, 0.5)
    assert seconds_ratio(ours, theirs, processor=True) == MedianRange(3, 3, 3)


def test_runs_take_turns() -> None:
    told: list[str] = []

    def record_run(name: str) -> Measurement:
        told.append(name)
        return Measurement(1, 1, 1)

    assert len(run_interleaved(2, {"a": lambda: record_run("a"), "b": lambda: record_run("b")})["a"]) == 2
    assert told == ["a", "b", "a", "b"]


def test_a_command_that_fails_is_no_measurement(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="exit code 1"):
        time_command(["false"], tmp_path, {"PATH": "/usr/bin:/bin"})
