"""Tests of builds without PDF, whose sets the processor cores share."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import pytest

from briefings.build import set_updates
from briefings.build.renderer import Renderer
from briefings.build.report import summary_lines
from briefings.build.request import SetName
from briefings.build.state import BuildState
from briefings.build.store import OutputStore
from briefings.model import processes
from tests.support.builds import add_second_partner, build, set_files

if TYPE_CHECKING:
    from pathlib import Path

    from briefings.build.plan import SetTask

HERE = os.getpid()
PARTNERS = [f"partner-{letter}" for letter in "abcdefghij"]
TEXTS = ("md", "html")


@pytest.fixture
def large_project(project: Path) -> Path:
    """Return a project with so many partners that the cores share their notes."""
    for name in PARTNERS:
        add_second_partner(project, name)
    assert len(PARTNERS) > set_updates._FEWEST_SHARED
    return project


@pytest.fixture(autouse=True)
def two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have one copy of the process, though the tests run in threads of a library."""
    monkeypatch.setattr(processes, "core_count", lambda: 2)
    monkeypatch.setattr(processes, "can_fork", lambda: True)


def result_of_build(project: Path, output: Path) -> tuple[object, ...]:
    """Build the notes into a new folder, and return all that this leaves and says, without the times of files."""
    report = build(project, output=output, formats=TEXTS)
    state = BuildState.load(output)
    return (
        {path.relative_to(output): path.read_bytes() for path in output.glob("internal/[!.]*/*")},
        {name: (each.next_change, each.input_hashes, each.notes) for name, each in state.sets.items()},
        [state.parts_of(hash_) for each in state.sets.values() for hash_ in each.input_hashes.values()],
        state.cleared_sets,
        [*summary_lines(report, dry_run=False)],
    )


def test_cores_share_many_sets(large_project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two processes make the sets, and leave and say what one does."""
    finish = Renderer.finish_set

    def finish_and_sign(renderer: Renderer, task: SetTask) -> None:
        """Finish a set, and note the process that did."""
        (tmp_path / f"{task.name}.pid").write_text(str(os.getpid()), encoding="ascii")
        finish(renderer, task)

    monkeypatch.setattr(Renderer, "finish_set", finish_and_sign)
    report = build(large_project, formats=TEXTS)
    makers = {path.read_text(encoding="ascii") for path in tmp_path.glob("*.pid")}
    assert str(HERE) in makers
    assert len(makers) == 2
    assert [str(result.name) for result in report.sets] == [*PARTNERS, "zubrowka"]
    assert build(large_project, formats=TEXTS).sets[0].files[0].reasons == ()
    shared = result_of_build(large_project, tmp_path / "shared")
    monkeypatch.setattr(processes, "core_count", lambda: 1)
    assert shared == result_of_build(large_project, tmp_path / "alone")


def test_a_set_that_fails_elsewhere(large_project: Path) -> None:
    """The problems of sets are reported in their order, whatever process finds them; the others are published."""
    for name in ("partner-c", "partner-i"):
        (large_project / "build/internal" / name).mkdir(parents=True)
    report = build(large_project, formats=TEXTS)
    assert [problem.code for problem in report.problems] == ["not-ours", "not-ours"]
    assert ["partner-c" in report.problems[0].message, "partner-i" in report.problems[1].message] == [
        True,
        True,
    ]
    assert [str(result.name) for result in report.sets if result.failed] == ["partner-c", "partner-i"]
    assert "partner-j.en.md" in set_files(large_project, "partner-j")


def test_a_process_that_is_killed(large_project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a copy leaves undone is done here, and nothing is reported of it."""
    finish = Renderer.finish_set

    def be_killed(renderer: Renderer, task: SetTask) -> None:
        """Finish a set, and end the process if it is a copy."""
        finish(renderer, task)
        if os.getpid() != HERE:
            os.kill(os.getpid(), signal.SIGKILL)

    monkeypatch.setattr(Renderer, "finish_set", be_killed)
    report = build(large_project, formats=TEXTS)
    assert report.problems == []
    assert BuildState.load(large_project / "build").sets.keys() == {
        SetName(name) for name in ("zubrowka", *PARTNERS)
    }


def test_a_dry_run_shares_and_writes_nothing(large_project: Path) -> None:
    """What would be built is found by all cores."""
    report = build(large_project, formats=TEXTS, dry_run=True)
    assert len(report.sets) == 1 + len(PARTNERS)
    assert not (large_project / "build/internal").exists()


def test_plain_folders_are_not_shared(tmp_path: Path) -> None:
    """Where the current set can't be a link, its switch needs the journal, of which there is one."""
    name = SetName("zubrowka")
    assert OutputStore(tmp_path / "internal").can_share([name])
    assert not OutputStore(tmp_path / "internal", can_link=False).can_share([name])
    (tmp_path / "internal" / "zubrowka").mkdir()
    assert not OutputStore(tmp_path / "internal").can_share([name])
