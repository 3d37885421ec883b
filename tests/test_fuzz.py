"""Tests with randomly changed facts: each command ends as it should, and every error has a place.

`./run pytest -m thorough tests/test_fuzz.py` tries two thousand projects.
"""

from __future__ import annotations

import random
import shutil
import signal
from typing import TYPE_CHECKING

import pytest

from tests.support.commands import run_line
from tests.support.fuzz import change_project, make_rich_project
from tests.support.notes import FICTIONAL

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path
    from types import FrameType

    from tests.support.commands import CommandResult

COMMANDS = (
    "check --notes",
    "check --as-of 9999-12-31",
    "build --format md --output {out}",
    "build --format md --output {out} --product desk --as-of 2011-06-23",
    "build zubrowka --format html --output {out} --product scenario --about visit-2019",
    "list",
    "gaps",
    "review --all",
    "why zubrowka/lamps",
    "source list",
    "diff --from 2011-06-23 --to 2019-06-01",
)
RICH_COMMANDS = (
    *COMMANDS,
    "build --audience friends,partners --format md,html --output {out}",
    "build zubrowka --format docx --product desk --output {out}",
    "build zubrowka --format md --product biography --about zero-moustafa --output {out}",
    "check --audience friends",
    "ahead --audience partners",
    "ahead --ics {out}.ics",
    "gaps --audience friends",
    "editions",
    "editions 1",
    "check-edition 1",
    "banner 1 --output {out}.html",
    "addendum 1",
    "issue zubrowka.card.en --to Lutz --format md",
    "clear zubrowka.card.en --by Lutz --as Director",
    "drop zubrowka.card",
    "verify",
    "why 'lamp oil'",
    "sources",
    "translate zubrowka --lang fr",
    "review zubrowka/oil --by Lutz",
    "template list",
    "template diff",
    "template show sections/contacts.md.j2",
    "template accept sections/contacts.md.j2",
    "import lists/list.csv zubrowka --source league-charter --map lists/map.yaml --correct",
    "review --accept zubrowka --by Lutz",
    "audit lists/article.html --suggest --source league-charter",
    "audit lists/article.html --html {out}.html",
    "find lamp",
    "doctor",
    "schema",
    "new uruk --name Uruk",
    "source recall league-charter",
    "source add lists/article.html --id zqleaflet --title Leaflet --publisher Herald",
    "add statement zubrowka --on 2019-02-03 --text 'It was so.' --evidence league-charter",
    "add person zubrowka --name 'Ada Wick'",
    "returned lists/article.html",
    "build --format pdf --output {out}",
)
"""Lines for a project with facts of every kind, orders and editions."""
USUAL_CODES = (0, 1, 2)
PLACELESS = frozenset(
    {
        "unknown-language",
        "unknown-fact",
        "unknown-visit",
        "unknown-person",
        "unknown-subject",
        "no-partner",
        "no-subject",
        "not-current",
        "no-project",  # names the folder that has no house
        "no-override",  # names the path that was asked for
        "unreadable-file",  # names its path, as does the next one
        "unwritable-file",
    }
)
"""What the command line asks for, and the facts lack or the notes on disk no longer say: its place is the command line."""
PATIENCE_SECONDS = 8
"""How long a command may use the processor; it may wait for other processes ten times as long."""


@pytest.fixture(autouse=True)
def patience() -> Iterator[None]:
    """End a command that hangs."""

    def give_up(_signal: int, _frame: FrameType | None) -> None:
        message = f"took longer than {PATIENCE_SECONDS} s"
        raise AssertionError(message)

    usual = {kind: signal.signal(kind, give_up) for kind in (signal.SIGALRM, signal.SIGPROF)}
    yield
    set_patience(0)
    for kind, handler in usual.items():
        signal.signal(kind, handler)


def set_patience(seconds: int) -> None:
    """Give a command so many seconds of the processor; 0 for any time."""
    signal.setitimer(signal.ITIMER_PROF, seconds)
    signal.alarm(10 * seconds)


def run_changed(
    seed: int,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    original: Path = FICTIONAL,
    commands: Sequence[str] = COMMANDS,
) -> tuple[str, CommandResult]:
    """Change a project in a random way, and run one command in it; return what was done, and its outcome."""
    dice = random.Random(seed)
    project = folder / str(seed)
    shutil.copytree(original, project, symlinks=True)
    changes = change_project(project, dice)
    monkeypatch.chdir(project)
    line = dice.choice(commands).format(out=project / "build")
    set_patience(PATIENCE_SECONDS)
    result = run_line(line)
    set_patience(0)
    monkeypatch.chdir(folder)
    shutil.rmtree(project)
    return f"seed {seed}: {line}\n" + "\n".join(f"{each.path}: {each.words}" for each in changes), result


def placeless_errors(text: str) -> list[str]:
    """Return the errors in the output of a command that say neither where they are nor what was asked for."""
    return [
        line
        for line in text.splitlines()
        if line.startswith(("error[", "warning["))
        and line.partition("[")[2].partition("]")[0] not in PLACELESS
    ]


def assert_robust(what: str, result: CommandResult) -> None:
    """Check that a command ended as commands end, and that each error has a place."""
    assert result.code in USUAL_CODES, f"{what}\n{result.err[-2000:]}"
    assert "Traceback" not in result.err, f"{what}\n{result.err[-2000:]}"
    assert placeless_errors(result.err + result.out) == [], what


@pytest.mark.slow
@pytest.mark.parametrize("part", range(4))
def test_no_change_of_the_facts_breaks_a_command(
    part: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fifty changed projects each: no bug is reported, nothing hangs, and every error has a place."""
    for seed in range(part * 50, part * 50 + 50):
        assert_robust(*run_changed(seed, tmp_path, monkeypatch))


@pytest.mark.slow
@pytest.mark.thorough
@pytest.mark.parametrize("part", range(40))
def test_no_change_of_many_breaks_a_command(
    part: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same with two thousand projects."""
    for seed in range(1000 + part * 50, 1000 + part * 50 + 50):
        assert_robust(*run_changed(seed, tmp_path, monkeypatch))


@pytest.fixture(scope="module")
def rich_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project with facts of every kind, orders and editions."""
    project = tmp_path_factory.mktemp("rich") / "project"
    make_rich_project(project)
    return project


@pytest.mark.slow
@pytest.mark.thorough
@pytest.mark.parametrize("part", range(40))
def test_no_change_of_many_rich_projects_breaks_a_command(
    part: int, rich_project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two thousand projects with facts of every kind, whose styles, labels, orders and editions change too."""
    for seed in range(10_000 + part * 50, 10_000 + part * 50 + 50):
        assert_robust(*run_changed(seed, tmp_path, monkeypatch, rich_project, RICH_COMMANDS))


def test_an_error_without_a_place_is_noticed() -> None:
    """The search for such errors can fail."""
    assert placeless_errors("error[bad-date]: no day\nfacts/a.yaml:1:1: error[bad-date]: no day\n") == [
        "error[bad-date]: no day"
    ]
