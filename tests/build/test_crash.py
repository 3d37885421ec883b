"""Tests of interrupted and failing builds: sets stay complete, and the next build is correct."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefings.build import workspace
from briefings.build.request import SetName
from briefings.factbase.load import load
from briefings.model.diagnostics import BriefingsError
from tests.support.builds import (
    DAY,
    OWN,
    REPOSITORY,
    InlineExecutor,
    add_second_partner,
    age_files,
    append_text,
    build,
    clean_build,
    rebuild_reasons,
    rebuilt_files,
    replace_once,
    run_briefings,
    set_files,
)
from tests.support.faults import ProcessKilled, fail_nth_call

if TYPE_CHECKING:
    from briefings.factbase.store import FactStore

KILLS = int(os.environ.get("BRIEFINGS_KILLS", "12"))


def mixed_files(folder: Path) -> list[str]:
    """Return the files of a set that differ from its manifest, or that it does not list."""
    try:
        listed = json.loads((folder / "manifest.json").read_bytes())["files"]
        present = {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "manifest.json"}
    except OSError as error:
        return [str(error)]
    found = {name: hashlib.sha256(data).hexdigest() for name, data in present.items()}
    return sorted(name for name in {*found, *listed} if listed.get(name, {}).get("sha256") != found.get(name))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "step"),
    [
        pytest.param(errno.ENOSPC, 37, id="full"),
        pytest.param(None, 23, id="killed"),
        pytest.param(errno.ENOSPC, 11, id="full, step by step", marks=pytest.mark.thorough),
        pytest.param(errno.EACCES, 17, id="denied", marks=pytest.mark.thorough),
        pytest.param(None, 5, id="killed, step by step", marks=pytest.mark.thorough),
    ],
)
def test_a_fault_at_any_step_of_a_build(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: int | None, step: int
) -> None:
    """Whatever call fails, or is the last one, each set is wholly old or wholly new, with a message and no traceback."""
    add_second_partner(project)
    build(project, formats=("md", "pdf"))
    old = {name: set_files(project, name) for name in ("zubrowka", "freedonia")}
    replace_once(project / "facts/shared/shared.yaml", "text: Agatha Baker", "text: Agatha Bakewell")
    new = clean_build(project, formats=("md", "pdf"))
    shutil.copytree(project / "build", tmp_path / "kept", symlinks=True)
    states = set()
    for number in range(1, 300, step):
        shutil.rmtree(project / "build")
        shutil.copytree(tmp_path / "kept", project / "build", symlinks=True)
        fault = ProcessKilled() if kind is None else OSError(kind, os.strerror(kind), "a file")
        with fail_nth_call(monkeypatch, number, fault) as calls:
            try:
                report = build(project, formats=("md", "pdf"))
                codes = {problem.code for problem in report.problems}
            except BriefingsError as error:
                codes = {problem.code for problem in error.diagnostics}
            except ProcessKilled:
                codes = set()
        assert codes <= {"unreadable-file", "unwritable-file"}
        for name, before in old.items():
            assert set_files(project, name) in (before, new[name]), number
        states.add(tuple(set_files(project, name) == new[name] for name in sorted(old)))
        assert build(project, formats=("md", "pdf")).problems == []
        assert {name: set_files(project, name) for name in old} == new
        if len(calls) < number:
            break
    assert (True, True) in states
    assert len(states) > 1


@pytest.mark.slow
@pytest.mark.thorough
@pytest.mark.skipif(os.name != "posix", reason="there is no kill -9 here")
def test_kill_nine(project: Path) -> None:
    """A process group killed at a random instant leaves no mixed set, and the next build ends right."""
    add_second_partner(project)
    shared = project / "facts/shared/shared.yaml"
    names = ("Agatha Baker", "Agatha Bakewell")
    arguments = [sys.executable, "-m", "briefings", "build", "--as-of", str(DAY), "--jobs", "2"]
    env = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    whole = {}
    for name in names:
        replace_once(shared, f"text: {names[0]}", f"text: {name}")
        begun = time.monotonic()
        assert run_briefings(project, *arguments[3:]).returncode == 0
        took = time.monotonic() - begun
        whole[name] = files_by_set(project)
        replace_once(shared, f"text: {name}", f"text: {names[0]}")
    dice = random.Random(4)
    seen = set()
    for number in range(KILLS):
        name = names[number % 2]
        shared.write_text(shared.read_text(encoding="utf-8").replace(f"text: {names[0]}", "text: X").replace(
            f"text: {names[1]}", "text: X").replace("text: X", f"text: {name}"), encoding="utf-8")  # fmt: skip
        run = subprocess.Popen(
            arguments,
            cwd=project,
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        try:
            run.wait(dice.uniform(0.05, took * 1.1))
        except subprocess.TimeoutExpired:
            os.killpg(run.pid, signal.SIGKILL)
        said = run.communicate()[1].decode()
        assert "Traceback" not in said
        now = files_by_set(project)
        for each, files in now.items():
            assert mixed_files(project / "build/internal" / each) == []
            assert files in (whole[names[0]][each], whole[names[1]][each])
        seen.add(now == whole[name])
        if number % 8 == 7:
            assert run_briefings(project, *arguments[3:]).returncode == 0
            assert files_by_set(project) == whole[name]
    assert run_briefings(project, *arguments[3:]).returncode == 0
    assert files_by_set(project) == whole[name]
    left = [path.name for path in (project / "build").rglob(".making-*")]
    assert left == []
    sys.stdout.write(f"{KILLS} kills, outcomes {seen}, a build takes {took:.2f} s\n")


def files_by_set(project: Path) -> dict[str, dict[str, bytes]]:
    """Return the content of all files, by set and name."""
    return {
        path.name: set_files(project, path.name)
        for path in sorted((project / "build/internal").glob("[a-z]*"))
    }


@pytest.mark.slow
def test_readers_never_see_a_mixed_set(project: Path) -> None:
    """Who opens a set while it is built again and again finds every file as its manifest says."""
    build(project)
    place, stop, found, looks = project / "build/internal/zubrowka", threading.Event(), [], []

    def read() -> None:
        while not stop.is_set():
            folder = os.path.realpath(place)  # a reader that follows the link once
            wrong = mixed_files(Path(folder))
            looks.append(folder)
            if wrong and os.path.realpath(place) == folder:
                found.append(wrong)

    reader = threading.Thread(target=read)
    reader.start()
    try:
        for number in range(6):
            build(project, occasion=f"Visit {number}", formats=("md", "pdf"))
    finally:
        stop.set()
        reader.join()
    assert found == []
    assert len(set(looks)) > 3


def test_mixed_sets_would_be_found(project: Path) -> None:
    """Planted: a file of another state in a set is named."""
    build(project)
    place = project / "build/internal/zubrowka"
    append_text(place / "zubrowka.en.md", "x")
    (place / "left-over.pdf").write_bytes(b"")
    assert mixed_files(place) == ["left-over.pdf", "zubrowka.en.md"]


def test_a_folder_that_can_not_be_written(project: Path) -> None:
    """A build folder that can't be made is a message, not a traceback."""
    (project / "build").write_text("a file", encoding="utf-8")
    run = run_briefings(project, "build", "--format", "md")
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr.startswith("error[unwritable-file]: ")
    assert run.stderr.count("\n") == 1


def test_a_link_in_place_of_the_lock_is_not_written_through(project: Path, tmp_path: Path) -> None:
    """A lock file that is a link to something else is refused."""
    mine = tmp_path / "mine.txt"
    mine.write_text("mine", encoding="utf-8")
    (project / "build").mkdir()
    (project / "build/.lock").symlink_to(mine)
    with pytest.raises(BriefingsError, match="unwritable-file"):
        build(project)
    assert mine.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("name", [".state.jsonl", ".state.jsonl.new", ".fastpath", ".fastpath.new"])
def test_a_link_in_place_of_our_state_is_not_written_through(
    project: Path, tmp_path: Path, name: str
) -> None:
    """What a link in place of a state file leads to stays as it is."""
    mine = tmp_path / "mine.txt"
    mine.write_text("mine", encoding="utf-8")
    (project / "build").mkdir()
    (project / "build" / name).symlink_to(mine)
    build(project)
    build(project)
    assert mine.read_text(encoding="utf-8") == "mine"


def test_foreign_files_stay(project: Path) -> None:
    """What somebody keeps in the build folder is left alone, also when partners are pruned."""
    add_second_partner(project)
    build(project)
    mine = [
        project / "build/mine.txt",
        project / "build/internal/mine.txt",
        project / "build/internal/mine/note.md",
    ]
    for path in mine:
        path.parent.mkdir(exist_ok=True)
        path.write_text("mine", encoding="utf-8")
    shutil.rmtree(project / "facts/freedonia")
    report = build(project)
    assert report.removed_sets == [("internal", SetName("freedonia"))]
    assert [path.read_text(encoding="utf-8") for path in mine] == ["mine"] * 3
    assert sorted(path.name for path in (project / "build/internal/.sets").iterdir()) == ["zubrowka"]


def test_dated_sets_of_a_partner_that_is_gone_go_too(project: Path) -> None:
    """Outputs for a day of their own belong to their partner."""
    add_second_partner(project)
    build(project, dated=True)
    shutil.rmtree(project / "facts/freedonia")
    assert build(project).removed_sets == [("internal", SetName("freedonia", DAY))]
    assert sorted(path.name for path in (project / "build/internal").glob("[a-z]*")) == [
        "zubrowka",
        "zubrowka@2019-06-01",
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("partner:\n  id: freedonia", "partners:\n  id: freedonia"),
        ("statements:", "statements: ["),
        ("statements:", "nonsense: 1\nstatements:"),
        ("holder: zero-moustafa", "holder: nobody-known"),
    ],
)  # fmt: skip
def test_a_broken_partner_does_not_stop_the_others(project: Path, old: str, new: str) -> None:
    """Where the facts of one partner are at fault the others are made, its outputs stay, and all faults are told."""
    add_second_partner(project)
    build(project)
    before = set_files(project, "freedonia")
    path = project / "facts/freedonia/freedonia.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    replace_once(project / OWN, "share lamp oil", "share much lamp oil")
    report = build(project)
    assert rebuilt_files(report) == {"zubrowka": ["md", "html", "pdf"]}
    assert {problem.location.path for problem in report.problems if problem.location} <= {
        "facts/freedonia/freedonia.yaml",
        "facts/freedonia",
    }
    assert report.problems
    assert set_files(project, "freedonia") == before


def test_a_partner_without_its_entry_does_not_stop_the_others(project: Path) -> None:
    """An empty folder of a new partner is told, and the others are made."""
    (project / "facts/freedonia").mkdir()
    report = build(project)
    assert [problem.code for problem in report.problems] == ["no-partner-entry"]
    assert rebuilt_files(report) == {"zubrowka": ["md", "html", "pdf"]}


def test_a_note_that_can_not_be_typeset_stays_wholly_as_it_was(project: Path) -> None:
    """No new Markdown beside an old PDF: where one format fails the set stays."""
    build(project)
    before = set_files(project)
    replace_once(project / OWN, "share lamp oil", "share much lamp oil")
    report = build(project, workers=InlineExecutor(RuntimeError("the worker was stopped")))
    assert [problem.code for problem in report.problems] == ["lost-worker"]
    assert set_files(project) == before
    build(project)
    assert set_files(project) == clean_build(project)["zubrowka"]


def test_broken_facts_are_told_again_at_the_next_build(project: Path) -> None:
    """A build that fails leaves no stamp that says that all is current."""
    build(project)
    age_files(project)
    assert run_briefings(project, "build").returncode == 0
    append_text(project / OWN, "nonsense: 1\n")
    runs = [run_briefings(project, "build") for _ in range(3)]
    assert [run.returncode for run in runs] == [1, 1, 1]


def test_an_editor_that_saves_during_the_build(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Facts saved after they were looked at and before they are read are not taken for those that were there."""
    build(project)
    text = (project / OWN).read_text(encoding="utf-8")

    def load_after_edit(*where: object) -> FactStore:
        append_text(
            project / OWN,
            "- {id: call-2018, on: 2018-05-05, form: call, with: lantern-league, evidence: [league-charter]}\n",
        )
        return load(*where)  # type: ignore[arg-type]

    append_text(
        project / OWN,
        "- {id: call-2017, on: 2017-05-05, form: call, with: lantern-league, evidence: [league-charter]}\n",
    )
    between = (project / OWN).read_text(encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(workspace, "load", load_after_edit)
        build(project)
    made = set_files(project)
    assert made == clean_build(project)["zubrowka"]
    assert text != between
    (project / OWN).write_text(between, encoding="utf-8")
    build(project)
    assert set_files(project) == clean_build(project)["zubrowka"] != made


def test_facts_are_read_once(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All formats of a note come from one reading of the facts."""
    reads: list[object] = []

    def load_and_count(*where: object) -> FactStore:
        reads.append(where[0])
        store = load(*where)  # type: ignore[arg-type]
        replace_once(project / OWN, "share lamp oil", "share much lamp oil")
        return store

    with monkeypatch.context() as patch:
        patch.setattr(workspace, "load", load_and_count)
        build(project)
    assert len(reads) == 1
    assert not any(b"much lamp oil" in data for data in set_files(project).values())
    assert rebuild_reasons(build(project))["md"] == ["fact zubrowka/oil changed"]


def test_two_builds_race(project: Path) -> None:
    """Two commands started together both end well, and leave one whole set."""
    env = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    runs = [
        subprocess.Popen([sys.executable, "-m", "briefings", "build", "--format", "md", "--force"], cwd=project, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(3)
    ]  # fmt: skip
    said = [run.communicate() for run in runs]
    assert ([run.returncode for run in runs], mixed_files(project / "build/internal/zubrowka")) == (
        [0, 0, 0],
        [],
    ), said
