"""Tests of commands that run at once: each ends in words, nothing that either wrote is lost, and the facts can be read.

The moment is forced: one command has read everything and is about to write when the other runs from its start to its end.
"""

from __future__ import annotations

import fcntl
import shutil
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from briefings.factbase.load import load
from tests.support.commands import files_below, run_line
from tests.support.fuzz import use_project
from tests.support.live_page import Browser
from tests.support.notes import FICTIONAL

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.commands import CommandResult

WRITERS = {
    "add statement": "add statement zubrowka --on 2019-02-03 --text 'It was so.' --evidence league-charter",
    "add person": "add person zubrowka --name 'Ada Wick'",
    "accept": "review --accept zubrowka --by Lutz",
    "review": "review zubrowka/oil --by Lutz",
    "capture": "source add lists/article.html --id zqleaflet --title Leaflet --publisher Herald",
    "recall": "source recall league-charter --mark",
    "import": "import lists/list.csv zubrowka --source league-charter --map lists/map.yaml",
    "new": "new uruk --name Uruk",
    "eject": "template eject sections/people.md.j2",
    "eject block": "template eject sections/contacts.md.j2 --block row",
    "accept template": "template accept sections/contacts.md.j2",
    "schema": "schema",
    "order": "build zubrowka --format md --product desk",
    "drop": "drop all.card",
    "clear": "clear zubrowka.card.en --by Lutz --as Director",
    "issue": "issue zubrowka.card.en --to Lutz --format md",
}
"""Commands that write into a project."""


PAIRS = [
    *((name, name) for name in WRITERS if name not in ("recall", "accept template", "schema")),
    ("review", "recall"),
    ("recall", "accept"),
    ("accept", "import"),
    ("order", "drop"),
    ("drop", "order"),
]
"""Commands that write the same files; a thorough run tries all with all."""


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project with proposals, an order, a clearance and an edition."""
    project = tmp_path_factory.mktemp("original") / "project"
    shutil.copytree(FICTIONAL, project)
    use_project(project)
    return project


@pytest.fixture
def folder(original: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the project, in which the commands run."""
    monkeypatch.chdir(shutil.copytree(original, tmp_path / "project", symlinks=True))
    return tmp_path / "project"


def plant(monkeypatch: pytest.MonkeyPatch, meanwhile: Callable[[], object]) -> None:
    """Do something once, when a command first asks to be the only one that writes."""
    has_come: list[bool] = []

    def come_first(lock: Callable[[int, int], object]) -> Callable[[int, int], object]:
        def come_and_lock(handle: int, operation: int) -> object:
            if not has_come:
                has_come.append(True)
                meanwhile()
            return lock(handle, operation)

        return come_and_lock

    for name in ("flock", "lockf"):
        monkeypatch.setattr(fcntl, name, come_first(getattr(fcntl, name)))


def written_lines(folder: Path) -> Counter[tuple[str, bytes]]:
    """Return the lines of what people write and of the journals, each with the name of its file."""
    return Counter(
        (name, line)
        for name, data in files_below(folder).items()
        if name.startswith(("facts/", "editions/", "templates/", "captures/"))
        for line in data.split(b"\n")
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(first, second, marks=[] if (first, second) in PAIRS else [pytest.mark.thorough])
        for first in WRITERS
        for second in WRITERS
    ],
)
def test_two_writers_at_once(folder: Path, monkeypatch: pytest.MonkeyPatch, first: str, second: str) -> None:
    """The one keeps what the other wrote meanwhile, or writes nothing and says what to do."""
    before = written_lines(folder)
    others: list[tuple[CommandResult, Counter[tuple[str, bytes]]]] = []
    with monkeypatch.context() as patch:
        plant(patch, lambda: others.append((run_line(WRITERS[second]), written_lines(folder))))
        run = run_line(WRITERS[first])
    ((other, between),) = others
    after = written_lines(folder)
    assert sorted((run.code, other.code)) in ([0, 0], [0, 1]), (run.err, other.err)
    for each in (run, other):
        assert "Traceback" not in each.err
        assert not each.code or "\n  hint: " in each.err, each.err
    load(folder)
    assert [*between - before - after] == []
    if run.code:
        assert after == between


def test_a_form_is_saved_while_a_command_writes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The live page keeps what a command wrote meanwhile, and the words of the form."""
    browser = Browser.open(folder)
    form = {
        "partner": "zubrowka",
        "k.on.0": "2014",
        "k.text.0": "It rained.",
        "k.evidence.0.source": "league-charter",
    }
    with monkeypatch.context() as patch:
        plant(patch, lambda: run_line(WRITERS["add statement"]))
        answer = browser.post("/add/statement", {**form, "do": "save"})
    assert (answer.status, "go back, and save it again" in answer.visible) == (409, True)
    assert browser.post("/add/statement", {**form, "do": "save"}).status == 303
    assert {"zubrowka/it-was-so", "zubrowka/it-rained"} <= load(folder).facts_by_key.keys()
