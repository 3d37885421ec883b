"""Tests of what a build says of a brief that left something out to fit its pages."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from briefings.build.report import BuildReport, SetResult, summary_lines
from briefings.build.request import SetName
from briefings.project import package_data_folder
from tests.support.notes import note_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.commands import CommandResult

DAY = date(2019, 6, 1)
TOLD = {
    "one item": ({"meetings": 1}, None, "left out 1 contact, to fit the pages; `briefings build a --product desk` shows all"),
    "several": (
        {"news": 2, "work": 4, "story": 1},
        None,
        "left out 2 changes, 4 sentences on joint work and 1 sentence of background, to fit the pages; `briefings build a --product desk` shows all",
    ),
    "of a past day": (
        {"ahead": 1, "outstanding": 2},
        DAY,
        "left out 1 date ahead and 2 commitments, to fit the pages; `briefings build a --product desk --as-of 2019-06-01` shows all",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TOLD)
def test_a_build_says_what_did_not_fit(name: str) -> None:
    """One line for a set names what is missing and the command for the copy that has it."""
    left_out, day, told = TOLD[name]
    report = BuildReport(sets=[SetResult(SetName("a", day), (), left_out=left_out)])
    assert f"{SetName('a', day)}: {told}" in list(summary_lines(report, dry_run=False))


def test_of_many_briefs_one_line_is_said() -> None:
    """A build of a whole house has no line for each of them, and names its audience in the command."""
    sets = [SetResult(SetName(letter), (), left_out={"story": 1}) for letter in "abcd"]
    lines = list(summary_lines(BuildReport("public", sets), dry_run=False))
    command = "`briefings build --product desk --audience public`"
    told = f"public: 4 briefs leave something out to fit their pages; {command} makes copies with everything"
    assert [line for line in lines if "to fit" in line] == [told]


def test_fitting_counts_what_it_takes_away() -> None:
    """What a brief lacks is counted by section, for a principal's copy with a page limit and no other note."""
    left_out = dict(note_of("armenia", product="brief").brief.left_out)
    assert left_out.keys() <= {"news", "work", "meetings", "outstanding", "ahead", "story"}
    assert left_out["meetings"] > 0
    assert all(count > 0 for count in left_out.values())
    assert note_of("armenia", product="desk").brief.left_out == ()


def test_only_a_brief_that_was_built_is_told_about(
    tmp_path: Path, briefings: Callable[..., CommandResult]
) -> None:
    """A second build, which changes nothing, repeats nothing."""
    words = ("build", "armenia", "--as-of", "2026-11-29", "--format", "md", "--output", tmp_path)
    first, second = (briefings(*words, "--project", package_data_folder()) for _ in range(2))
    assert "armenia@2026-11-29: left out " in first.err
    assert "left out" not in second.err
