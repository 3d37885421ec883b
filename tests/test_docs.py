"""The documentation is true: its pages are performed word for word, and its reference is held against the code."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from briefings import __version__
from briefings.cli import commands
from briefings.compose.labels import Labels
from briefings.factbase.load import load
from briefings.loading.entities import NAME_FORMS, Batch, read_partner
from briefings.loading.facts import CONTACT_FORMS, LINE_USES, RAISED, READERS
from briefings.loading.fields import Fields, read_text
from briefings.loading.yaml_nodes import Mapping, Scalar
from briefings.model import house
from briefings.model.diagnostics import Location
from briefings.model.facts import Fact, Visit
from briefings.schema.facts import LISTS
from docs import generate
from tests.conftest import FICTIONAL
from tests.support.notes import note_of
from tests.support.pages import Performance, anchors, links, matches, prose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.model.diagnostics import Diagnostic

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
TUTORIAL = DOCS / "tutorial.md"
HOW_TO = sorted((DOCS / "how-to").glob("*.md"))
FACTS = DOCS / "reference" / "facts.md"
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted(DOCS.rglob("*.md"))]

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
def reader(tmp_path: Path) -> Performance:
    """Somebody with a copy of the project, whose `./run` uses the environment of the tests."""
    clone = tmp_path / "clone"
    for folder in ("facts", "templates"):
        shutil.copytree(ROOT / folder, clone / folder)
    run = clone / "run"
    run.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m "$@"\n', encoding="utf-8")
    run.chmod(0o755)
    return Performance(clone, {"PYTHONPATH": str(ROOT)})


def test_the_readme_works(reader: Performance) -> None:
    reader.perform(ROOT / "README.md")


def test_the_tutorial_works(reader: Performance) -> None:
    reader.perform(TUTORIAL)


@pytest.mark.parametrize("page", HOW_TO, ids=lambda page: page.stem)
def test_a_how_to_works_from_where_the_tutorial_ends(reader: Performance, page: Path) -> None:
    start = reader.where
    reader.perform(TUTORIAL, files_only=True)
    reader.where = start
    reader.perform(page)


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
        Performance(tmp_path, {}).perform(page)


def test_a_page_may_write_files_and_change_them(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        '`a`:\n\n```text title="a"\none\ntwo\n```\n\n`a`:\n\n```text add="a"\nthree\n```\n\n'
        '`a`:\n\n```diff change="a"\n one\n-two\n+2\n```\n',
        encoding="utf-8",
    )
    Performance(tmp_path, {}).perform(page)
    assert (tmp_path / "a").read_text(encoding="utf-8") == "one\n2\nthree\n"


def test_what_a_page_leaves_out_may_be_anything() -> None:
    assert matches(["one", "…", "f… five"], "one\ntwo\nthree\nfour and\u00a0five\n\n")
    assert matches(["…"], "")
    assert not matches(["one", "…"], "two\none\n")


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
    assert generate.stale() == [], "run: ./run python -m docs.generate"


def test_a_generated_page_that_is_stale_is_noticed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("Own words.\n<!-- begin filters -->\nnone\n<!-- end filters -->\n", encoding="utf-8")
    monkeypatch.setattr(generate, "PAGES", (page,))
    assert generate.stale() == [page]
    text = generate.with_regions(page.read_text(encoding="utf-8"))
    assert text.startswith("Own words.\n")
    assert "`selectattr`" in text


def test_every_generated_part_is_on_a_page() -> None:
    text = "".join(page.read_text(encoding="utf-8") for page in generate.PAGES)
    assert set(re.findall(r"<!-- begin ([\w-]+) -->", text)) == set(generate.REGIONS)


def test_the_reference_names_every_class_that_a_page_has() -> None:
    """What a style may rely on is what there is."""
    text = (DOCS / "reference" / "templates.md").read_text(encoding="utf-8")
    sections = {key.rpartition(".")[2] for key in generate.labels() if key.startswith("section.")}
    for partner in ("zubrowka", "tajikistan"):
        found = set(re.findall(r'class="([^"]+)"', note_of(partner).html)) - sections
        assert found >= {"marking", "cite", "source-list"}
        assert [name for name in found if f"| `{name}` |" not in text] == []


@pytest.mark.parametrize("name", commands())
def test_every_command_is_in_the_reference_and_the_readme(name: str) -> None:
    assert f"\n## {name}\n" in (DOCS / "reference" / "commands.md").read_text(encoding="utf-8")
    assert f"| `./run briefings {name.split(maxsplit=1)[0]}" in (ROOT / "README.md").read_text(
        encoding="utf-8"
    )


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """The keys that the loader asks for, by what it calls the entry that has them."""
    found: dict[str, set[str]] = {}

    def done(fields: Fields) -> None:
        found.setdefault(fields.what, set()).update(fields._known)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Fields, "done", done)
        project = shutil.copytree(FICTIONAL, tmp_path_factory.mktemp("known") / "project")
        shutil.copy(ROOT / "tests" / "cases" / "visits.yaml", project / "facts" / "zubrowka")
        load(project)
        place = Location("empty.yaml")
        read_text(Mapping(((Scalar("fr", False, place), Mapping((), place)),), place), "text", "en", [])
        for what, (fields, _) in _empty_entries().items():
            found.setdefault(what, set()).update(fields._known)
    return found


def _empty_entries() -> dict[str, tuple[Fields, list[Diagnostic]]]:
    """Each kind of entry as read from a mapping without keys, with the problems found."""
    found = {}
    for what, reader in [("partner", read_partner), *READERS.values()]:
        problems: list[Diagnostic] = []
        fields = Fields(Mapping((), Location("empty.yaml")), what, problems)
        reader(fields, Batch("en", problems))
        found[what] = (fields, problems)
    return found


def _rows(heading: str) -> Iterator[tuple[str, str]]:
    """Key and type of each row of the tables under a heading of the page on facts."""
    section = re.split(r"^#+ ", FACTS.read_text(encoding="utf-8"), flags=re.MULTILINE)
    (text,) = [part for part in section if part.startswith(f"{heading}\n")]
    for keys, type_ in re.findall(r"^\| (`[^|]+`) \| ([^|]*) \|", text, re.MULTILINE):
        for key in re.findall(r"`(\w+)`", keys):
            yield key, type_


def test_every_key_of_fact_files_is_in_the_reference_and_no_other(known: dict[str, set[str]]) -> None:
    assert set(known) == set(SECTIONS)
    shared = {key for key, _ in _rows(SHARED_KEYS)}
    assert f"`{next(iter(EVERYWHERE))}:`" in FACTS.read_text(encoding="utf-8")
    keys: dict[str, set[str]] = {}
    for what, names in known.items():
        own = names - EVERYWHERE
        if what in FACT_KINDS:
            assert shared <= own
        keys.setdefault(SECTIONS[what], set()).update(own - shared if what in FACT_KINDS else own)
    assert keys == {heading: {key for key, _ in _rows(heading)} for heading in keys}


def test_the_reference_says_which_keys_are_required() -> None:
    shared = {key for key, type_ in _rows(SHARED_KEYS) if type_.endswith("required")}
    for what, (_, problems) in _empty_entries().items():
        missing = {problem.hint[5:-2] for problem in problems if problem.code == "missing-field"}
        stated = {key for key, type_ in _rows(SECTIONS[what]) if type_.endswith("required")}
        assert missing == (stated | shared if what in FACT_KINDS else stated), what


@pytest.mark.parametrize("name", LISTS)
def test_an_editor_says_of_a_list_what_the_reference_says(name: str) -> None:
    """The help of a list is the first sentence of its section."""
    assert f"\n### `{name}`\n\n{LISTS[name].about}\n" in FACTS.read_text(encoding="utf-8")


def test_every_word_that_a_field_may_have_is_in_the_reference() -> None:
    text = FACTS.read_text(encoding="utf-8")
    labels = Labels.read("en", [(ROOT / "templates" / "labels" / "en.yaml", "en.yaml")])
    roles = [key.removeprefix("role.") for key in labels.entries if key.startswith("role.")]
    assert roles
    known = (*house.REVIEWED, *house.PAGES, *house.COLOURS)
    for word in (*CONTACT_FORMS, *LINE_USES, *NAME_FORMS, *RAISED, *known, *roles):
        assert f"`{word}`" in text
