"""Canaries of every kind above two audiences: none is in what is made or said for them, and the house sees them all."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import pytest

from briefings.checks.text.reopen import reopen
from tests.support.canaries import CANARIES, LOWER, make_canary_project, plant_canaries
from tests.support.commands import CommandResult, files_below, run_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from tests.support.canaries import Canary

PARTNER_PRODUCTS = "--product desk,brief,card,background"
BUILD = f"build --audience {','.join(LOWER)} --format md,html {PARTNER_PRODUCTS}"
ASKED = (
    "list", "gaps zubrowka", "check --info --format json", "review --all --format json", "sources",
    "source recall zqletter-id", "why zqcellar", "why zubrowka/oil", "diff --from 2017-01-01 --to 2026-06-01", "verify",
    "diff --format json", "ahead --format json", "ahead zubrowka", "audit speech.txt --as-of 2026-06-01",
    "editions",
)  # fmt: skip
LINES = (
    BUILD,
    f"{BUILD} --explain",
    f"{BUILD} --check",
    "build zubrowka --audience partners --format md --product biography --about zero-moustafa",
    "build zubrowka --audience partners --format md --product biography --about zqigor-id",
    "build zubrowka --audience partners --format md --product scenario --about lamp-visit",
    "build zubrowka --audience friends --format md --product biography --about zqivan-id",
    "build zubrowka --audience friends --format md --product scenario",
    "build zubrowka --audience partners --format docx --product desk",
    "build zubrowka --audience friends --copy review --product desk,brief",
    *(f"{line} --audience {LOWER[number % 2]}" for number, line in enumerate(ASKED)),
)
"""What the lower audiences are given, in the order in which it is made; they ask by turns."""
CONTROLS = (
    f"build --format md,html {PARTNER_PRODUCTS}",
    "build zubrowka --format md --product biography --about zero-moustafa",
    "build zubrowka --format md --product biography --about zqivan-id",
    "build zubrowka --format md --product scenario --about zqvisit-id",
    "build zubrowka --format md --product scenario --about zqwholevisit-id",
    "build zubrowka --copy review --product desk,brief",
    "why zubrowka/zqwaived-id",
    "check --info --format json",
    "review --all --format json",
    "sources",
    "ahead --format json",
)
"""What shows the house every canary; a house that reads of many markings waits longer for each note."""
_CANARY = re.compile("zq|жк")
_WORD = re.compile(r"(?<![a-z])(?:zq|жк)\w+")


class World(NamedTuple):
    """What the commands said, and what they made for each audience."""

    results: dict[str, CommandResult]
    files: dict[str, dict[str, bytes]]


class Worlds(NamedTuple):
    """The facts without canaries, with them, and with them for the house."""

    without: World
    planted: World
    house: World


def run_lines(
    project: Path, lines: tuple[str, ...], audiences: tuple[str, ...], patch: pytest.MonkeyPatch
) -> World:
    """Run command lines in a project, and look at what the folders of some audiences hold then."""
    patch.chdir(project)
    results = {line: run_line(line) for line in lines}
    return World(results, {name: files_below(project / "build" / name) for name in audiences})


def issue_an_edition(project: Path) -> None:
    """Issue a note for the house, to a reader whom no other audience knows."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project)
        result = run_line("issue zubrowka.en --to Zqminister --format md")
    assert result.code == 0, result.err


@pytest.fixture(scope="module")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worlds]:
    """Return what is made and said in all three worlds."""
    folder = tmp_path_factory.mktemp("canaries")
    without, planted = folder / "without" / "project", folder / "planted" / "project"
    for project in (without, planted):
        make_canary_project(project)
        (project / "speech.txt").write_text("In 2018 Zero Moustafa met Agatha Baker.\n", "utf-8")
    plant_canaries(planted)
    issue_an_edition(planted)
    with pytest.MonkeyPatch.context() as patch:
        yield Worlds(
            run_lines(without, LINES, LOWER, patch),
            run_lines(planted, LINES, LOWER, patch),
            run_lines(planted, CONTROLS, ("internal",), patch),
        )


def words_in(files: Mapping[str, bytes]) -> set[str]:
    """Return the words of canaries in files, opened again, and in their names."""
    texts = {found.text.casefold() for name, data in files.items() for found in reopen(name, data)}
    # Fonts and pictures, in base64, have words of any two letters.
    known = {word for canary in CANARIES for word in canary.words}
    return {word for text in texts for word in _WORD.findall(text)} & known


@pytest.fixture(scope="module")
def seen_words(worlds: Worlds) -> set[str]:
    """Return the words of canaries that the house is given or told."""
    told = "".join(result.out + result.err for result in worlds.house.results.values())
    return words_in(worlds.house.files["internal"]) | set(_WORD.findall(told.casefold()))


@pytest.mark.parametrize("line", LINES)
def test_canaries_change_nothing_that_is_said(worlds: Worlds, line: str) -> None:
    """Output, messages and exit code are the same, to the byte, with and without them, and name none."""
    planted = worlds.planted.results[line]
    assert planted == worlds.without.results[line]
    told = (planted.out + planted.err).casefold()
    for word in line.split():
        told = told.replace(word, "")
    assert not _CANARY.search(told)


@pytest.mark.parametrize("audience", LOWER)
def test_canaries_change_nothing_that_is_made(worlds: Worlds, audience: str) -> None:
    """Every file and file name under the folder of an audience is the same, to the byte, and has no canary in it."""
    files = worlds.planted.files[audience]
    assert {name.rpartition(".")[2] for name in files} >= {"md", "html", "json", "docx"}
    assert files == worlds.without.files[audience]
    assert words_in(files) == set()


@pytest.mark.parametrize("canary", CANARIES, ids=[canary.kind for canary in CANARIES])
def test_the_house_sees_each_canary(seen_words: set[str], canary: Canary) -> None:
    """The control: every word is printed somewhere for the house, but for those that the case names."""
    assert canary.words - seen_words == canary.unprinted


def test_there_are_canaries_of_many_kinds() -> None:
    """No two kinds share a word, so that each is looked for by itself."""
    words = [word for canary in CANARIES for word in canary.words]
    assert [word for word, count in Counter(words).items() if count > 1] == []
    assert len(words) > 100
    assert len(CANARIES) > 26


@pytest.mark.slow
@pytest.mark.parametrize("product", ["card", pytest.param("desk", marks=pytest.mark.thorough)])
def test_canaries_change_nothing_on_paper(
    product: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Real PDFs are the same to the byte as well: pages, order, sizes, bookmarks and metadata."""
    line = f"build --audience {LOWER[0]} --format pdf --product {product}"
    worlds = {}
    for name in ("without", "planted"):
        project = tmp_path / name / "project"
        make_canary_project(project)
        if name == "planted":
            plant_canaries(project)
        worlds[name] = run_lines(project, (line,), LOWER[:1], monkeypatch)
    assert worlds["planted"] == worlds["without"]
    files = worlds["planted"].files[LOWER[0]]
    assert any(name.endswith(".pdf") for name in files)
    assert words_in(files) == set()
