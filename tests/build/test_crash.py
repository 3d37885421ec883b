"""A build that is stopped, or fails, at any instant leaves whole sets, and the next one ends right."""

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
from briefings.factbase.load import load
from briefings.model.diagnostics import BriefingsError
from tests.build.test_incremental import OWN, clean
from tests.build.test_store import Killed, failing
from tests.support.builds import (
    CODE,
    DAY,
    Inline,
    append,
    build,
    command,
    names_made,
    reasons,
    second_partner,
    set_of,
    swap,
)

if TYPE_CHECKING:
    from briefings.factbase.store import FactBase

KILLS = int(os.environ.get("BRIEFINGS_KILLS", "25"))


def mixed(folder: Path) -> list[str]:
    """The files of a set that are not those that its manifest lists; also what is there and not listed."""
    try:
        listed = json.loads((folder / "manifest.json").read_bytes())["files"]
        present = {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "manifest.json"}
    except OSError as error:
        return [str(error)]
    found = {name: hashlib.sha256(data).hexdigest() for name, data in present.items()}
    return sorted(name for name in {*found, *listed} if listed.get(name, {}).get("sha256") != found.get(name))


@pytest.mark.parametrize("kind", [errno.ENOSPC, errno.EACCES, None], ids=["full", "denied", "killed"])
def test_a_fault_at_any_step_of_a_build(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: int | None
) -> None:
    """Whatever call fails, or is the last one, each set is wholly old or wholly new, with a message and no traceback."""
    second_partner(project)
    build(project, formats=("md", "pdf"))
    old = {name: set_of(project, name) for name in ("zubrowka", "freedonia")}
    swap(project / "facts/shared/shared.yaml", "text: Agatha Baker", "text: Agatha Bakewell")
    new = clean(project, formats=("md", "pdf"))
    shutil.copytree(project / "build", tmp_path / "kept", symlinks=True)
    states = set()
    for number in range(1, 300, 2 if kind is None else 5):
        shutil.rmtree(project / "build")
        shutil.copytree(tmp_path / "kept", project / "build", symlinks=True)
        fault = Killed() if kind is None else OSError(kind, os.strerror(kind), "a file")
        with failing(monkeypatch, number, fault) as calls:
            try:
                outcome = build(project, formats=("md", "pdf"))
                codes = {problem.code for problem in outcome.problems}
            except BriefingsError as error:
                codes = {problem.code for problem in error.diagnostics}
            except Killed:
                codes = set()
        assert codes <= {"unwritable-file"}
        for name, before in old.items():
            assert set_of(project, name) in (before, new[name]), number
        states.add(tuple(set_of(project, name) == new[name] for name in sorted(old)))
        assert build(project, formats=("md", "pdf")).problems == []
        assert {name: set_of(project, name) for name in old} == new
        if len(calls) < number:
            break
    assert (True, True) in states
    assert len(states) > 1


@pytest.mark.skipif(os.name != "posix", reason="there is no kill -9 here")
def test_kill_nine(project: Path) -> None:
    """A process group killed at a random instant leaves no mixed set, and the next build ends right."""
    second_partner(project)
    shared = project / "facts/shared/shared.yaml"
    names = ("Agatha Baker", "Agatha Bakewell")
    arguments = [sys.executable, "-m", "briefings", "build", "--as-of", str(DAY), "--jobs", "2"]
    env = {**os.environ, "PYTHONPATH": str(CODE)}
    whole = {}
    for name in names:
        swap(shared, f"text: {names[0]}", f"text: {name}")
        begun = time.monotonic()
        assert command(project, *arguments[3:]).returncode == 0
        took = time.monotonic() - begun
        whole[name] = sets(project)
        swap(shared, f"text: {name}", f"text: {names[0]}")
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
        now = sets(project)
        for each, files in now.items():
            assert mixed(project / "build/internal" / each) == []
            assert files in (whole[names[0]][each], whole[names[1]][each])
        seen.add(now == whole[name])
        if number % 8 == 7:
            assert command(project, *arguments[3:]).returncode == 0
            assert sets(project) == whole[name]
    assert command(project, *arguments[3:]).returncode == 0
    assert sets(project) == whole[name]
    left = [path.name for path in (project / "build").rglob(".making-*")]
    assert left == []
    sys.stdout.write(f"{KILLS} kills, outcomes {seen}, a build takes {took:.2f} s\n")


def sets(project: Path) -> dict[str, dict[str, bytes]]:
    return {
        path.name: set_of(project, path.name) for path in sorted((project / "build/internal").glob("[a-z]*"))
    }


def test_readers_never_see_a_mixed_set(project: Path) -> None:
    """Who opens a set while it is built again and again finds every file as its manifest says."""
    build(project)
    place, stop, found, looks = project / "build/internal/zubrowka", threading.Event(), [], []

    def read() -> None:
        while not stop.is_set():
            folder = os.path.realpath(place)  # a reader that follows the link once
            wrong = mixed(Path(folder))
            looks.append(folder)
            if wrong and os.path.realpath(place) == folder:
                found.append(wrong)

    reader = threading.Thread(target=read)
    reader.start()
    try:
        for number in range(12):
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
    append(place / "zubrowka.en.md", "x")
    (place / "left-over.pdf").write_bytes(b"")
    assert mixed(place) == ["left-over.pdf", "zubrowka.en.md"]


def test_a_folder_that_can_not_be_written(project: Path) -> None:
    """A build folder that can't be made is a message, not a traceback."""
    (project / "build").write_text("a file", encoding="utf-8")
    run = command(project, "build", "--format", "md")
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


@pytest.mark.parametrize("name", [".ledger.json", ".ledger.json.new", ".stamp", ".stamp.new"])
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
    second_partner(project)
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
    outcome = build(project)
    assert outcome.removed == ["freedonia"]
    assert [path.read_text(encoding="utf-8") for path in mine] == ["mine"] * 3
    assert sorted(path.name for path in (project / "build/internal/.sets").iterdir()) == ["zubrowka"]


def test_dated_sets_of_a_partner_that_is_gone_go_too(project: Path) -> None:
    """Outputs for a day of their own belong to their partner."""
    second_partner(project)
    build(project, dated=True)
    shutil.rmtree(project / "facts/freedonia")
    assert build(project).removed == ["freedonia@2019-06-01"]
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
    second_partner(project)
    build(project)
    before = set_of(project, "freedonia")
    path = project / "facts/freedonia/freedonia.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    swap(project / OWN, "share lamp oil", "share much lamp oil")
    outcome = build(project)
    assert names_made(outcome) == {"zubrowka": ["md", "html", "pdf"]}
    assert {problem.location.path for problem in outcome.problems if problem.location} <= {
        "facts/freedonia/freedonia.yaml",
        "facts/freedonia",
    }
    assert outcome.problems
    assert set_of(project, "freedonia") == before


def test_a_partner_without_its_entry_does_not_stop_the_others(project: Path) -> None:
    """An empty folder of a new partner is told, and the others are made."""
    (project / "facts/freedonia").mkdir()
    outcome = build(project)
    assert [problem.code for problem in outcome.problems] == ["no-partner-entry"]
    assert names_made(outcome) == {"zubrowka": ["md", "html", "pdf"]}


def test_a_note_that_can_not_be_typeset_stays_wholly_as_it_was(project: Path) -> None:
    """No new Markdown beside an old PDF: where one format fails the set stays."""
    build(project)
    before = set_of(project)
    swap(project / OWN, "share lamp oil", "share much lamp oil")
    outcome = build(project, workers=Inline(RuntimeError("the worker was stopped")))
    assert [problem.code for problem in outcome.problems] == ["lost-worker"]
    assert set_of(project) == before
    build(project)
    assert set_of(project) == clean(project)["zubrowka"]


def test_broken_facts_are_told_again_at_the_next_build(project: Path) -> None:
    """A build that fails leaves no stamp that says that all is current."""
    build(project)
    look_later(project)
    assert command(project, "build").returncode == 0
    append(project / OWN, "nonsense: 1\n")
    runs = [command(project, "build") for _ in range(3)]
    assert [run.returncode for run in runs] == [1, 1, 1]


def look_later(project: Path) -> None:
    """Make the files of a project so old that their times can be trusted."""
    for path in (project, *project.rglob("*")):
        if "build" not in path.parts:
            os.utime(path, ns=(10**18, 10**18 + 1))


def test_an_editor_that_saves_during_the_build(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Facts saved after they were looked at and before they are read are not taken for those that were there."""
    build(project)
    text = (project / OWN).read_text(encoding="utf-8")

    def slow(root: Path, partners: object = None) -> FactBase:
        append(
            project / OWN,
            "- {id: call-2018, on: 2018-05-05, form: call, with: lantern-league, evidence: [league-charter]}\n",
        )
        return load(root, partners)  # type: ignore[arg-type]

    append(
        project / OWN,
        "- {id: call-2017, on: 2017-05-05, form: call, with: lantern-league, evidence: [league-charter]}\n",
    )
    between = (project / OWN).read_text(encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(workspace, "load", slow)
        build(project)
    made = set_of(project)
    assert made == clean(project)["zubrowka"]
    assert text != between
    (project / OWN).write_text(between, encoding="utf-8")
    build(project)
    assert set_of(project) == clean(project)["zubrowka"] != made


def test_facts_are_read_once(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All formats of a note come from one reading of the facts."""
    reads: list[Path] = []

    def counted(root: Path, partners: object = None) -> FactBase:
        reads.append(root)
        base = load(root, partners)  # type: ignore[arg-type]
        swap(project / OWN, "share lamp oil", "share much lamp oil")
        return base

    with monkeypatch.context() as patch:
        patch.setattr(workspace, "load", counted)
        build(project)
    assert len(reads) == 1
    assert not any(b"much lamp oil" in data for data in set_of(project).values())
    assert reasons(build(project))["md"] == ["fact zubrowka/oil changed"]


def test_two_builds_race(project: Path) -> None:
    """Two commands started together both end well, and leave one whole set."""
    env = {**os.environ, "PYTHONPATH": str(CODE)}
    runs = [
        subprocess.Popen([sys.executable, "-m", "briefings", "build", "--format", "md", "--force"], cwd=project, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(3)
    ]  # fmt: skip
    said = [run.communicate() for run in runs]
    assert ([run.returncode for run in runs], mixed(project / "build/internal/zubrowka")) == (
        [0, 0, 0],
        [],
    ), said
