"""Tests of the documentation: its pages are followed word for word, and its reference matches the code."""

from __future__ import annotations

import re
import shlex
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from briefings import __version__
from briefings.cli import commands_by_name
from briefings.compose.labels import Labels
from briefings.loading.facts import DEFAULT_REVIEW_PERIODS, ENTRY_TABLES
from briefings.model import house
from briefings.schema import SCHEMAS, TABLES
from docs import generate
from docs.live_pictures import LIVE_PICTURES
from docs.picture import IMAGES, PICTURES
from tests.support.elisions import merge_output
from tests.support.notes import note_of
from tests.support.pages import PageFollower, anchors, links, output_matches, prose
from tests.support.warm_commands import warm_program

if TYPE_CHECKING:
    from collections.abc import Iterator


ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
TUTORIAL = DOCS / "tutorial.md"
HOW_TO = sorted((DOCS / "how-to").glob("*.md"))
DAILY_HOW_TO = ("add-a-fact", "make-other-notes")
"""The pages that the quick tests follow; the others take two to five seconds each."""
FACTS = DOCS / "reference" / "facts.md"
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.rglob("*.md"))]


# --- performed pages -------------------------------------------------------------------------------


def clone_project(clone: Path) -> Path:
    """Copy the project to a folder, with a `./run` that uses the environment of the tests."""
    for folder in ("facts", "templates"):
        shutil.copytree(ROOT / folder, clone / folder)
    _write_run(clone, warm_program())
    return clone


def follower_in(clone: Path, request: pytest.FixtureRequest) -> PageFollower:
    """Return a reader who is in a clone."""
    update = request.config.getoption("--update-docs")
    return PageFollower(clone, {"PYTHONPATH": str(ROOT)}, update=update)


@pytest.fixture
def page_follower(tmp_path: Path, request: pytest.FixtureRequest) -> PageFollower:
    """Return a reader with a copy of the project."""
    return follower_in(clone_project(tmp_path / "clone"), request)


@pytest.fixture(scope="module")
def tutorial_end(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """Return a clone with the files of the tutorial; a test copies it."""
    clone = clone_project(tmp_path_factory.mktemp("tutorial") / "clone")
    follower_in(clone, request).follow(TUTORIAL, files_only=True)
    return clone


def _write_run(clone: Path, program: list[str]) -> None:
    """Write the script `run` of a clone, which starts modules with a program."""
    run = clone / "run"
    run.write_text(
        f'#!/bin/sh\nexport BRIEFINGS_COMMAND="$0 briefings"\nexec {shlex.join(program)} "$@"\n',
        encoding="utf-8",
    )
    run.chmod(0o755)


@pytest.mark.parametrize("processes", ["warm", pytest.param("fresh", marks=pytest.mark.thorough)])
def test_the_readme_works(page_follower: PageFollower, processes: str) -> None:
    """The commands of this page work in fresh processes too; those of the others run in warm ones."""
    if processes == "fresh":
        _write_run(page_follower.folder, [sys.executable, "-m"])
    page_follower.follow(ROOT / "README.md")


def test_the_tutorial_works(page_follower: PageFollower) -> None:
    page_follower.follow(TUTORIAL)


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(page, id=page.stem, marks=() if page.stem in DAILY_HOW_TO else pytest.mark.slow)
        for page in HOW_TO
    ],
)
def test_a_how_to_works_from_where_the_tutorial_ends(
    tutorial_end: Path, page: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    clone = shutil.copytree(tutorial_end, tmp_path / "clone")
    follower_in(clone, request).follow(page)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("```console\n$ echo one\ntwo\n```", "printed"),
        ("```console\n$ echo one\n```", "printed"),
        ("```console\n$ true\none\n```", "printed"),
        ("```console\n$ false\n```", "ended with 1"),
        ("```console\n$ echo error\nerror\n```", "ended with 0"),
        ('In `there`:\n\n```text excerpt="there"\ntwo\n```', "is not in there"),
        ('In `there`:\n\n```diff change="there"\n-two\n+three\n```', "are 0 times"),
        ('In a file:\n\n```text title="new"\ntwo\n```', "does not name new"),
    ],
)
def test_a_page_that_is_wrong_is_noticed(tmp_path: Path, text: str, complaint: str) -> None:
    (tmp_path / "there").write_text("one\n", encoding="utf-8")
    page = tmp_path / "page.md"
    page.write_text(f"{text}\n", encoding="utf-8")
    with pytest.raises(AssertionError, match=complaint):
        PageFollower(tmp_path, {}).follow(page)


def test_a_page_may_write_files_and_change_them(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        '`a`:\n\n```text title="a"\none\ntwo\n```\n\n`a`:\n\n```text add="a"\nthree\n```\n\n'
        '`a`:\n\n```diff change="a"\n one\n-two\n+2\n@@\n-three\n+3\n```\n',
        encoding="utf-8",
    )
    PageFollower(tmp_path, {}).follow(page)
    assert (tmp_path / "a").read_text(encoding="utf-8") == "one\n2\n3\n"


def test_a_page_is_updated_by_what_its_commands_print(tmp_path: Path) -> None:
    """`--update-docs` rewrites what a page shows, and leaves all else as it is."""
    page = tmp_path / "page.md"
    text = "Read:\n\n```console\n$ printf 'a\\nb 1\\nc\\n'\n{}\n$ true\n```\n\n```sh\nold\n```\n"
    page.write_text(text.format("a\nb 2\n…"), encoding="utf-8")
    PageFollower(tmp_path, {}, update=True).follow(page, files_only=True)
    assert page.read_text(encoding="utf-8") == text.format("a\nb 2\n…")
    PageFollower(tmp_path, {}, update=True).follow(page)
    assert page.read_text(encoding="utf-8") == text.format("a\nb 1\n…")
    PageFollower(tmp_path, {}).follow(page)


def test_an_updated_page_still_shows_whether_a_command_fails(tmp_path: Path) -> None:
    """An update cannot hide that a command fails."""
    page = tmp_path / "page.md"
    page.write_text("```console\n$ echo old; false\nnew\n```\n", encoding="utf-8")
    with pytest.raises(AssertionError, match="ended with 1"):
        PageFollower(tmp_path, {}, update=True).follow(page)


@pytest.mark.parametrize(
    ("shown", "printed", "merged"),
    [
        (["one", "…"], ["one", "two", "three"], ["one", "…"]),
        (["one", "…", "four"], ["ones", "two", "three", "four"], ["ones", "…", "four"]),
        (["…", "a: made: …", "…"], ["new", "a: built", "more"], ["…", "a: built", "…"]),
        (["one", "two"], ["zero", "one", "two"], ["zero", "one", "two"]),
        (["one", "two", "three"], ["one", "three"], ["one", "three"]),
        (["one", "…"], [], ["…"]),
        ([], ["one"], ["one"]),
        (["a.yaml:…: warning[x]: old"], ["a.yaml:7: warning[x]: new"], ["a.yaml:…: warning[x]: new"]),
        (["old words … of: …"], ["new words, of: 4bd78b81"], ["new words, of: …"]),
        (["old: …", "second"], ["new: 1 2", "second"], ["new: 1 2", "second"]),
    ],
)
def test_elisions_stay_where_they_fit(shown: list[str], printed: list[str], merged: list[str]) -> None:
    """An update keeps what the author left out, as far as it still fits."""
    assert merge_output(shown, printed) == merged
    assert output_matches(merged, "".join(f"{line}\n" for line in printed))


def test_what_a_page_leaves_out_may_be_anything() -> None:
    assert output_matches(["one", "…", "f… five"], "one\ntwo\nthree\nfour and\u00a0five\n\n")
    assert output_matches(["…"], "")
    assert not output_matches(["one", "…"], "two\none\n")


# --- pages among each other ------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    for target in links(page):
        path, _, anchor = target.partition("#")
        if path.startswith("https://"):
            continue
        file = (page.parent / path).resolve() if path else page
        assert file.is_file(), target
        assert file.is_relative_to(ROOT), target
        assert not anchor or anchor in anchors(file), target


def test_every_page_can_be_reached_from_the_two_entrances() -> None:
    entrances = (ROOT / "README.md", DOCS / "README.md")
    reached = {(page.parent / link.partition("#")[0]).resolve() for page in entrances for link in links(page)}
    assert set(PAGES) - reached <= set(entrances)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_a_line_has_one_sentence(page: Path) -> None:
    lines = [line for line in prose(page).split("\n") if not line.startswith(("|", "#", "!["))]
    assert [line for line in lines if re.search(r"[a-z)`*][.!?]\)? [A-Z]", line)] == []


@pytest.mark.parametrize("path", sorted(IMAGES.glob("*")), ids=lambda path: path.name)
def test_a_picture_is_fit_for_a_page(path: Path) -> None:
    """A picture fits the width of a page, costs little, and is shown on some page."""
    assert path.stat().st_size < 150_000
    with Image.open(path) as image:
        assert 450 <= image.width <= 1000
    assert any(f"images/{path.name})" in page.read_text(encoding="utf-8") for page in PAGES)


def test_every_picture_that_is_drawn_is_there() -> None:
    names = [*(picture.name for picture in PICTURES), *LIVE_PICTURES]
    assert [name for name in names if not (IMAGES / name).is_file()] == []


def test_the_architecture_names_every_room_and_modules_that_exist() -> None:
    """The page on the architecture keeps pace when rooms or modules move."""
    text = (DOCS / "explanation" / "architecture.md").read_text(encoding="utf-8")
    package = ROOT / "briefings"
    rooms = {path.name for path in package.iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert set(re.findall(r"^\| `(\w+)/` \|", text, re.MULTILINE)) == rooms
    modules = re.findall(r"`((?:\w+/)*\w+\.py)`", text)
    assert len(modules) > len(rooms)
    assert [name for name in modules if not (package / name).is_file() and not (ROOT / name).is_file()] == []


def test_every_word_of_the_glossary_is_there_once() -> None:
    """A word has one meaning: it has one entry."""
    words = re.findall(
        r"^- \*\*([^*]+)\*\*: [A-Z]", (DOCS / "glossary.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert len(words) == len(set(words))
    assert {"partner", "side", "house", "product", "note", "note set"} <= set(words)


def test_the_changelog_begins_with_this_version() -> None:
    versions = re.findall(
        r"^## \[(.+)\] - \d{4}-\d\d-\d\d$", PAGES[1].read_text(encoding="utf-8"), re.MULTILINE
    )
    assert versions[0] == __version__


# --- the reference against the code ----------------------------------------------------------------


def test_generated_pages_are_current() -> None:
    assert generate.stale_pages() == [], "run: ./run python -m docs.generate"


def test_a_generated_page_that_is_stale_is_noticed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("Own words.\n<!-- begin filters -->\nnone\n<!-- end filters -->\n", encoding="utf-8")
    monkeypatch.setattr(generate, "PAGES", (page,))
    assert generate.stale_pages() == [page]
    text = generate.fill_regions(page.read_text(encoding="utf-8"))
    assert text.startswith("Own words.\n")
    assert "`selectattr`" in text


def test_every_generated_part_is_on_a_page() -> None:
    text = "".join(page.read_text(encoding="utf-8") for page in generate.PAGES)
    assert set(re.findall(r"<!-- begin ([\w-]+) -->", text)) == set(generate.REGIONS)


def test_the_reference_names_every_class_that_a_page_has() -> None:
    """What a style may rely on is what there is."""
    text = (DOCS / "reference" / "templates.md").read_text(encoding="utf-8")
    sections = {
        key.rpartition(".")[2] for key in generate.packaged_labels() if key.startswith(("section.", "brief."))
    }
    for partner in ("zubrowka", "tajikistan"):
        pages = note_of(partner).html + note_of(partner, product="brief").html
        values = re.findall(r'class="([^"]+)"', pages)
        found = {name for value in values for name in value.split()} - sections
        assert found >= {"marking", "cite", "source-list"}
        assert [name for name in found if f"`{name}`" not in text] == []


@pytest.mark.parametrize("name", commands_by_name())
def test_every_command_is_in_the_reference_and_the_readme(name: str) -> None:
    """The README has the commands of every day in a table, and a link to each of the others."""
    assert f"\n## {name}\n" in (DOCS / "reference" / "commands.md").read_text(encoding="utf-8")
    word = name.split(maxsplit=1)[0]
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"| `./run briefings {word}" in readme or f"[`{word}`](docs/reference/commands.md#{word}" in readme


@pytest.mark.parametrize("name", TABLES)
def test_every_table_of_keys_is_in_the_reference(name: str) -> None:
    """Each key of each table has its row, under the region that `docs.generate` fills from the same table."""
    regions = "".join(page.read_text(encoding="utf-8") for page in generate.PAGES)
    shared = re.findall(r"^\| `(\w+)` \|", region_of(regions, "fact"), re.MULTILINE)
    listed = re.findall(r"^\| `(\w+)` \|", region_of(regions, TABLES[name].slug), re.MULTILINE)
    assert {key.name for key in TABLES[name].all_keys} <= {*shared, *listed, "waive"}
    assert "\n## Waivers\n" in regions


def region_of(text: str, slug: str) -> str:
    """Return the generated table of the keys of a kind of mapping."""
    name = f"keys-{slug}"
    return text.partition(f"<!-- begin {name} -->")[2].partition(f"<!-- end {name} -->")[0]


@pytest.mark.parametrize("name", ENTRY_TABLES)
def test_an_editor_says_of_a_list_what_the_reference_says(name: str) -> None:
    """The help of a list is the first sentence of its section."""
    assert f"\n### `{name}`\n\n{ENTRY_TABLES[name].description}\n" in FACTS.read_text(encoding="utf-8")


def test_every_word_that_a_field_may_have_is_in_the_reference() -> None:
    text = FACTS.read_text(encoding="utf-8")
    labels = Labels.load("en", [(ROOT / "templates" / "labels" / "en.yaml", "en.yaml")])
    roles = [key.removeprefix("role.") for key in labels.texts if key.startswith("role.")]
    assert roles
    words = {word for name in ("facts", "house") for word in enum_words(SCHEMAS[name].build())}
    assert {"signature", "their-ask", "variant", "unlikely", "Letter", "off", "prefer"} < words
    for word in (*words, *DEFAULT_REVIEW_PERIODS, *house.DEFAULT_COLOURS, *roles):
        assert f"`{word}`" in text, word


def enum_words(node: object) -> Iterator[str]:
    """Yield every word that a schema takes as a value, but for the hundreds of time zones."""
    if isinstance(node, dict):
        words = [word for word in node.get("enum", ()) if isinstance(word, str)]
        yield from words if "Asia/Almaty" not in words else ()
        node = [inner for key, inner in node.items() if key != "not"]
    for inner in node if isinstance(node, list) else ():
        yield from enum_words(inner)
