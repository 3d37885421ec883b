"""Tests of audiences on the command line: what one may not see changes nothing that is made or said for it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.support.builds import append_text, replace_once
from tests.support.commands import CommandResult, files_below, run_line
from tests.support.notes import FICTIONAL
from tests.support.withheld import add_second_level

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Command = object

HOUSE, OWN = "facts/house.yaml", "facts/zubrowka/zubrowka.yaml"
AUDIENCES = "audiences: {internal: PUBLIC, keepers: LANTERN-SECRET}"
THREE_AUDIENCES = (
    "audiences: {internal: LANTERN-SECRET, keepers: LANTERN-SECRET, friends: {level: PUBLIC, products: [desk, card]}, "
    "public: {level: PUBLIC, products: [public]}}"
)
SEALED = """\
marking: LANTERN-SECRET
# TODO zqremark: ask the zqkeeper
sources:
- {id: zqletter, title: The zqletter, publisher: Zqkeepers, language: en}
statements:
- {id: zqtalks, on: 2018-05-03, text: They met in a zqcellar., evidence: [zqletter]}
- {id: zqplan, on: 2018-05-02, text: "They met on 9 May 2011, zqsaid.", evidence: [league-charter]}
contacts:
- {id: zqcall, on: 2026-03-01, form: call, with: lantern-league, ours: [agatha-baker], topics: [zqoil], evidence: [zqletter]}
visits:
- id: zqvisit
  on: 2031-05-04
  with: lantern-league
  place: {en: Zqville}
  ours: [agatha-baker]
  purpose: {en: The zqsummit.}
  evidence: [zqletter]
"""
BESIDE = "- {id: zqbeside, on: 2017, text: A zqbridge., marking: LANTERN-SECRET, evidence: [zqletter]}\n"
CANARY = "zq"
"""How withheld words begin; none of a command's own words do."""

BUILD = "build --audience friends,public --format md,html"
CHANGED = "build --audience friends --format md --explain  # after changes above and below the marking"
LINES = (
    BUILD,
    f"{BUILD} --explain",
    "build zubrowka --audience friends --product scenario",
    "build zubrowka --audience friends --product scenario --about zqvisit",
    "build --audience friends --format md --as-of 2018-06-01",
    "build --product public --format md",
    CHANGED,
    "check zubrowka --audience friends --format sarif",
    "review --audience friends --all",
    "source recall league-charter --audience friends",
    "why zubrowka/oil --audience friends",
    "why zubrowka/zqtalks --audience friends",
    "why zubrowka/zqtalkz --audience friends",
    "why 'lamp oil' --audience friends",
    "audit speech.txt --audience friends --as-of 2018-06-01",
    "diff --audience friends",
    "diff --audience friends --format md",
    "diff --audience friends --format html",
    "verify --audience public",
)
"""Commands for audiences that may not see the withheld facts, in the order in which they run.

More are in `tests/build/test_canaries.py`, for two audiences.
"""

CONTROLS = ("review --all", "why zubrowka/zqtalks", "build --format md --product desk --explain")
"""The same commands for readers of everything."""


class Outcome(NamedTuple):
    """The results of the commands by line, and what is in the folders of the lower audiences after each build."""

    results: dict[str, CommandResult]
    files: dict[str, dict[str, bytes]]


def make_project(project: Path) -> None:
    """Write a project with a house of two levels and four audiences."""
    shutil.copytree(FICTIONAL, project)
    add_second_level(project)
    replace_once(project / HOUSE, AUDIENCES, THREE_AUDIENCES)
    (project / "speech.txt").write_text("In 2018 Lutz was the Secretary General. They met in a cellar.\n")


def plant(project: Path) -> None:
    """Add facts above the lower audiences: in a file of their own, and above others in theirs."""
    (project / "facts/zubrowka/above.yaml").write_text(SEALED, "utf-8")
    replace_once(project / OWN, "statements:\n", f"# zqremark\nstatements:\n{BESIDE}")


def run_lines(project: Path, lines: Sequence[str], monkeypatch: pytest.MonkeyPatch) -> Outcome:
    """Run command lines in a project, with a change of facts before one of them."""
    monkeypatch.chdir(project)
    outcome = Outcome({}, {})
    for line in lines:
        if line == CHANGED:
            replace_once(project / OWN, "share lamp oil", "share much lamp oil")
            if (above := project / "facts/zubrowka/above.yaml").exists():
                replace_once(above, "in a zqcellar", "in another zqcellar")
                append_text(above, "# zq\n")
        outcome.results[line] = run_line(line)
        if line.startswith("build"):
            outcome.files[line] = {
                f"{name}/{path}": data
                for name in ("friends", "public")
                for path, data in files_below(project / "build" / name).items()
            }
    return outcome


@pytest.fixture(scope="module")
def monkeypatch_module() -> Iterator[pytest.MonkeyPatch]:
    """Return a monkeypatch for the whole module."""
    with pytest.MonkeyPatch.context() as patch:
        yield patch


@pytest.fixture(scope="module")
def outcomes(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch_module: pytest.MonkeyPatch
) -> tuple[Outcome, Outcome, Outcome]:
    """Return the outcomes without the facts above, with them, and with them for readers of everything."""
    folder = tmp_path_factory.mktemp("audiences")
    for name in ("without", "with"):
        make_project(folder / name / "project")
    plant(folder / "with" / "project")
    return (
        run_lines(folder / "without" / "project", LINES, monkeypatch_module),
        run_lines(folder / "with" / "project", LINES, monkeypatch_module),
        run_lines(folder / "with" / "project", CONTROLS, monkeypatch_module),
    )


@pytest.mark.parametrize("line", LINES)
def test_facts_above_an_audience_change_nothing_for_it(
    outcomes: tuple[Outcome, Outcome, Outcome], line: str
) -> None:
    """Output, messages, exit code and files are the same, to the byte, whether or not there is anything above."""
    without, planted, _ = outcomes
    assert planted.results[line] == without.results[line]
    assert planted.files.get(line) == without.files.get(line)
    typed = {word for word in line.split() if CANARY in word}
    told = planted.results[line].out + planted.results[line].err
    for word in typed:
        told = told.replace(word, "").replace(word.rpartition("/")[2], "")
    assert CANARY not in told.casefold()


def test_the_files_have_no_trace(outcomes: tuple[Outcome, Outcome, Outcome]) -> None:
    """No file name and no file has a withheld word, and there are files to look at."""
    _, planted, _ = outcomes
    files = planted.files[CHANGED]
    assert any(name.endswith(".html") for name in planted.files[BUILD])
    names = {name.rpartition("/")[2] for name in files}
    assert {"manifest.json", "zubrowka.card.en.md", "zubrowka.desk.en.md", "zubrowka.public.en.md"} <= names
    # Fonts and pictures, in base64, have any two letters.
    words = set(re.findall(rf"{CANARY}\w+", f"{SEALED}{BESIDE}".casefold()))
    contents = [f"{name}{data.decode()}".casefold() for name, data in files.items()]
    assert not [word for word in words for content in contents if word in content]


@pytest.mark.parametrize("line", CONTROLS)
def test_readers_of_everything_see_it(outcomes: tuple[Outcome, Outcome, Outcome], line: str) -> None:
    """The control: without an audience each command speaks of the facts, so the test above can fail."""
    result = outcomes[2].results[line]
    made = [Path(name[:-1]).read_text("utf-8") for name in result.out.split() if name.endswith(".md:")]
    assert CANARY in f"{result.out}{result.err}{made}".casefold()
