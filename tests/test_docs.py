"""Tests of the documentation: its pages are followed word for word, and its reference matches the code."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from briefings import __version__
from briefings.cli import commands_by_name
from briefings.compose.labels import Labels
from briefings.factbase.load import load
from briefings.loading.entities import NAME_FORMS, LoadState, read_partner
from briefings.loading.facts import CONTACT_FORMS, LIKELIHOODS, READERS, TALKING_POINT_USES
from briefings.loading.fields import Fields, read_text
from briefings.loading.yaml_nodes import Mapping, Scalar
from briefings.model import house
from briefings.model.diagnostics import Location
from briefings.model.facts import Fact, Visit
from briefings.schema.facts import ENTRY_LISTS
from docs import generate
from tests.conftest import FICTIONAL
from tests.support.elisions import merge_output
from tests.support.notes import note_of
from tests.support.pages import PageFollower, anchors, links, output_matches, prose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.model.diagnostics import Diagnostic

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
TUTORIAL = DOCS / "tutorial.md"
HOW_TO = sorted((DOCS / "how-to").glob("*.md"))
FACTS = DOCS / "reference" / "facts.md"
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.rglob("*.md"))]

SHARED_KEYS = "Keys that all facts share"
EVERYWHERE = {"waive"}  # for entries of all kinds; documented apart
SECTIONS = {
    "'says'": "What a source says instead",
    "house file": "The house",
    "list of roles": "Roles at a glance",
    "level": "Marking schemes",
    "marking scheme": "Marking schemes",
    "name": "Names",
    "participant": "Participants",
    "partner": "`partner`",
    "piece of evidence": "Evidence",
    "programme item": "Programme of a visit",
    "translation": "Translations",
    **{what: f"`{name}`" for name, (what, _) in READERS.items()},
}
FACT_KINDS = {Visit.kind, *(kind.kind for kind in Fact.__subclasses__())}


# --- performed pages -------------------------------------------------------------------------------


@pytest.fixture
def page_follower(tmp_path: Path, request: pytest.FixtureRequest) -> PageFollower:
    """Return a reader with a copy of the project, whose `./run` uses the environment of the tests."""
    clone = tmp_path / "clone"
    for folder in ("facts", "templates"):
        shutil.copytree(ROOT / folder, clone / folder)
    run = clone / "run"
    run.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m "$@"\n', encoding="utf-8")
    run.chmod(0o755)
    update = request.config.getoption("--update-docs")
    return PageFollower(clone, {"PYTHONPATH": str(ROOT)}, update=update)


def test_the_readme_works(page_follower: PageFollower) -> None:
    page_follower.follow(ROOT / "README.md")


def test_the_tutorial_works(page_follower: PageFollower) -> None:
    page_follower.follow(TUTORIAL)


@pytest.mark.parametrize("page", HOW_TO, ids=lambda page: page.stem)
def test_a_how_to_works_from_where_the_tutorial_ends(page_follower: PageFollower, page: Path) -> None:
    start = page_follower.folder
    page_follower.follow(TUTORIAL, files_only=True)
    page_follower.folder = start
    page_follower.follow(page)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("```console\n$ echo one\ntwo\n```", "printed"),
        ("```console\n$ echo one\n```", "printed"),
        ("```console\n$ true\none\n```", "printed"),
        ("```console\n$ false\n```", "ended with 1"),
        ("```console\n$ echo error\nerror\n```", "ended with 0"),
        ('In `there`:\n\n```text excerpt="there"\ntwo\n```', "does not stand so"),
        ('In `there`:\n\n```diff change="there"\n-two\n+three\n```', "stand 0 times"),
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
        '`a`:\n\n```diff change="a"\n one\n-two\n+2\n```\n',
        encoding="utf-8",
    )
    PageFollower(tmp_path, {}).follow(page)
    assert (tmp_path / "a").read_text(encoding="utf-8") == "one\n2\nthree\n"


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


def test_the_picture_is_fit_for_a_page() -> None:
    picture = DOCS / "images" / "tajikistan.png"
    assert picture.stat().st_size < 250_000
    with Image.open(picture) as image:
        assert 850 <= image.width <= 1000


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
    sections = {key.rpartition(".")[2] for key in generate.packaged_labels() if key.startswith("section.")}
    for partner in ("zubrowka", "tajikistan"):
        found = set(re.findall(r'class="([^"]+)"', note_of(partner).html)) - sections
        assert found >= {"marking", "cite", "source-list"}
        assert [name for name in found if f"| `{name}` |" not in text] == []


@pytest.mark.parametrize("name", commands_by_name())
def test_every_command_is_in_the_reference_and_the_readme(name: str) -> None:
    assert f"\n## {name}\n" in (DOCS / "reference" / "commands.md").read_text(encoding="utf-8")
    assert f"| `./run briefings {name.split(maxsplit=1)[0]}" in (ROOT / "README.md").read_text(
        encoding="utf-8"
    )


@pytest.fixture(scope="module")
def known_keys(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """Return the keys that the loader asks for, by kind of entry."""
    found: dict[str, set[str]] = {}

    def done(fields: Fields) -> None:
        found.setdefault(fields.entry_kind, set()).update(fields._known_keys)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Fields, "report_unknown_keys", done)
        project = shutil.copytree(FICTIONAL, tmp_path_factory.mktemp("known") / "project")
        shutil.copy(ROOT / "tests" / "cases" / "visits.yaml", project / "facts" / "zubrowka")
        load(project)
        place = Location("empty.yaml")
        read_text(Mapping(((Scalar("fr", False, place), Mapping((), place)),), place), "text", "en", [])
        for what, (fields, _) in read_empty_entries().items():
            found.setdefault(what, set()).update(fields._known_keys)
    return found


def read_empty_entries() -> dict[str, tuple[Fields, list[Diagnostic]]]:
    """Read each kind of entry from a mapping without keys, and return the problems."""
    found = {}
    for what, page_follower in [("partner", read_partner), *READERS.values()]:
        problems: list[Diagnostic] = []
        fields = Fields(Mapping((), Location("empty.yaml")), what, problems)
        page_follower(fields, LoadState("en", problems))
        found[what] = (fields, problems)
    return found


def table_rows(heading: str) -> Iterator[tuple[str, str]]:
    """Return key and type of each row of the tables under a heading of the page on facts."""
    section = re.split(r"^#+ ", FACTS.read_text(encoding="utf-8"), flags=re.MULTILINE)
    (text,) = [part for part in section if part.startswith(f"{heading}\n")]
    for keys, type_ in re.findall(r"^\| (`[^|]+`) \| ([^|]*) \|", text, re.MULTILINE):
        for key in re.findall(r"`(\w+)`", keys):
            yield key, type_


def test_every_key_of_fact_files_is_in_the_reference_and_no_other(known_keys: dict[str, set[str]]) -> None:
    assert set(known_keys) == set(SECTIONS)
    shared = {key for key, _ in table_rows(SHARED_KEYS)}
    assert f"`{next(iter(EVERYWHERE))}:`" in FACTS.read_text(encoding="utf-8")
    keys: dict[str, set[str]] = {}
    for what, names in known_keys.items():
        own = names - EVERYWHERE
        if what in FACT_KINDS:
            assert shared <= own
        keys.setdefault(SECTIONS[what], set()).update(own - shared if what in FACT_KINDS else own)
    assert keys == {heading: {key for key, _ in table_rows(heading)} for heading in keys}


def test_the_reference_says_which_keys_are_required() -> None:
    shared = {key for key, type_ in table_rows(SHARED_KEYS) if type_.endswith("required")}
    for what, (_, problems) in read_empty_entries().items():
        missing = {problem.hint[5:-2] for problem in problems if problem.code == "missing-field"}
        stated = {key for key, type_ in table_rows(SECTIONS[what]) if type_.endswith("required")}
        assert missing == (stated | shared if what in FACT_KINDS else stated), what


@pytest.mark.parametrize("name", ENTRY_LISTS)
def test_an_editor_says_of_a_list_what_the_reference_says(name: str) -> None:
    """The help of a list is the first sentence of its section."""
    assert f"\n### `{name}`\n\n{ENTRY_LISTS[name].description}\n" in FACTS.read_text(encoding="utf-8")


def test_every_word_that_a_field_may_have_is_in_the_reference() -> None:
    text = FACTS.read_text(encoding="utf-8")
    labels = Labels.load("en", [(ROOT / "templates" / "labels" / "en.yaml", "en.yaml")])
    roles = [key.removeprefix("role.") for key in labels.texts if key.startswith("role.")]
    assert roles
    known_keys = (*house.DEFAULT_REVIEW_PERIODS, *house.PAGE_SIZES, *house.DEFAULT_COLOURS)
    for word in (*CONTACT_FORMS, *TALKING_POINT_USES, *NAME_FORMS, *LIKELIHOODS, *known_keys, *roles):
        assert f"`{word}`" in text
