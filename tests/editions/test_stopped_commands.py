"""Tests of commands that are stopped: what they keep is whole or not there, and the same command once more completes it."""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from briefings.authoring.orders.drop import drop_notes
from briefings.authoring.proposals.edits import propose_edits
from briefings.build.plan import BuildOptions
from briefings.diff.edition_addendum import AddendumRequest, issue_addendum
from briefings.diff.returned import Change
from briefings.editions.clear import ClearRequest, clear_note
from briefings.editions.issue import IssueRequest, issue_note
from briefings.editions.register import read_register
from briefings.factbase.load import load
from briefings.loading.clearances import read_clearances
from briefings.model.diagnostics import BriefingsError
from briefings.model.hashing import file_hash
from briefings.project import Project
from tests.support.builds import DAY, OWN, REPOSITORY, InlineExecutor, append_text, build, replace_once
from tests.support.faults import ProcessKilled, fail_nth_call

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

KILLS = int(os.environ.get("BRIEFINGS_KILLS", "6"))
OIL, WICKS = "The two sides share lamp oil.", "The two sides share wicks."
ORDER = "notes:\n- {partner: zubrowka, products: [card], formats: [md]}\n"

pytestmark = [pytest.mark.slow, pytest.mark.thorough]


@pytest.fixture
def start(project: Path, tmp_path: Path) -> Path:
    """Return a project with a note that was ordered, an edition and a change since, and keep a copy of it."""
    (project / "facts/notes.yaml").write_text(ORDER, "utf-8")
    append_text(project / "facts/house.yaml", 'reference: "LL/{number}"\n')
    request = IssueRequest("zubrowka.brief", ("The Minister",), DAY, "internal", ("md",))
    issue_note(Project(project, project), request, BuildOptions(workers=InlineExecutor()))
    replace_once(project / OWN, "share lamp oil", "share much lamp oil")
    build(project)
    shutil.copytree(project, tmp_path / "start", symlinks=True)
    return project


def whole_editions(project: Path) -> list[str]:
    """Return the numbers in the register, each of which must be of a whole folder."""
    editions, problems = read_register(project)
    assert problems == ()
    for edition in editions or ():
        folder = project / "editions" / edition.folder
        manifest = (folder / "manifest.json").read_bytes()
        assert file_hash(manifest) == edition.manifest
        for name, entry in json.loads(manifest)["files"].items():
            assert file_hash((folder / name).read_bytes()) == entry["sha256"]
    return [edition.reference for edition in editions or ()]


def clear(project: Path) -> object:
    """Clear the brief."""
    request = ClearRequest("zubrowka.brief", "A. Lutz", "Director", DAY, "internal")
    return clear_note(Project(project, project), request)


def whole_clearances(project: Path, *, is_done: bool) -> None:
    """Check that each clearance has the content that it is of, and that there is one if the command went through."""
    clearances, problems = read_clearances(project)
    assert problems == ()
    for clearance in clearances or ():
        kept = project / "editions/cleared"
        assert clearance.content in {file_hash(path.read_bytes()) for path in kept.iterdir()}
    assert bool(clearances) >= is_done


def add(project: Path) -> object:
    """Issue an addendum."""
    return issue_addendum(Project(project, project), AddendumRequest("LL/1", DAY, ("md",)))


def whole_addenda(project: Path, *, is_done: bool) -> None:
    """Check that the addendum is whole with its line, or not there."""
    numbers = whole_editions(project)
    assert numbers in (["LL/1"], ["LL/1", "LL/1 Addendum 1"])
    assert len(numbers) > is_done


def drop(project: Path) -> object:
    """Drop the card."""
    return drop_notes(Project(project, project), project / "build", "zubrowka.card", "internal")


def whole_order(project: Path, *, is_done: bool) -> None:
    """Check that the order is there or has ended, and that no file of another note went."""
    text = (project / "facts/notes.yaml").read_text("utf-8")
    card, brief = (project / f"build/internal/zubrowka/zubrowka.{name}.md" for name in ("card.en", "en"))
    assert brief.exists()
    assert card.exists() or "card" not in text
    assert not (is_done and ("card" in text or card.exists()))


def propose(project: Path) -> object:
    """Propose an edit of a review copy."""
    change = Change("changed", OIL.replace("lamp", "much lamp"), WICKS, "Background", ("zubrowka/oil",))
    return propose_edits(Project(project, project), [change])


def whole_proposals(project: Path, *, is_done: bool) -> None:
    """Check that the facts can be read, with the proposal or without."""
    proposals = list(load(project).proposals)
    assert proposals in ([], ["zubrowka/oil-returned"])
    assert len(proposals) >= is_done


STOPPED = {
    "clear": (clear, whole_clearances),
    "addendum": (add, whole_addenda),
    "drop": (drop, whole_order),
    "returned": (propose, whole_proposals),
}


@pytest.mark.parametrize("fault", [OSError("disk full"), ProcessKilled()], ids=["fault", "killed"])
@pytest.mark.parametrize("name", STOPPED)
def test_a_command_that_fails_at_any_step(
    name: str, fault: BaseException, start: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever call fails, or is the last one, what is kept is whole; the same command then goes through."""
    run, check = STOPPED[name]
    for step in range(1, 200):
        shutil.rmtree(start)
        shutil.copytree(tmp_path / "start", start, symlinks=True)
        with (
            fail_nth_call(monkeypatch, step, fault) as calls,
            contextlib.suppress(OSError, BriefingsError, ProcessKilled),
        ):
            run(start)
        is_through = len(calls) < step
        check(start, is_done=is_through)
        if is_through:
            break
        with contextlib.suppress(BriefingsError):  # the last step may have completed it
            run(start)
        check(start, is_done=True)
    assert step > 2


@pytest.mark.parametrize("words", [
    ("clear", "zubrowka.brief", "--by", "A. Lutz", "--as", "Director"),
    ("addendum", "LL/1", "--format", "md"),
    ("drop", "zubrowka.card"),
], ids=lambda words: words[0])  # fmt: skip
def test_a_command_that_is_killed(words: tuple[str, ...], start: Path, tmp_path: Path) -> None:
    """`kill -9` at any moment leaves what is whole."""
    dice = random.Random(words[0])
    check: Callable[..., None] = STOPPED[words[0]][1]
    command = [sys.executable, "-m", "briefings", *words, "--project", str(start)]
    today = tmp_path / "today"
    subprocess.run([*command[:3], "build", "--format", "md", *command[-2:]], cwd=REPOSITORY, check=True)
    shutil.copytree(start, today, symlinks=True)
    begun = time.monotonic()
    subprocess.run(command, cwd=REPOSITORY, capture_output=True, check=False)
    length = time.monotonic() - begun
    check(start, is_done=True)
    for _ in range(KILLS):
        shutil.rmtree(start)
        shutil.copytree(today, start, symlinks=True)
        with subprocess.Popen(
            command, cwd=REPOSITORY, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as process:
            time.sleep(dice.uniform(0.3, 1) * length)
            process.kill()
        check(start, is_done=False)
        subprocess.run(command, cwd=REPOSITORY, capture_output=True, check=False)
        check(start, is_done=True)
