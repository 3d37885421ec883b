"""Tests of sources: captured texts, statistics on publishers, and the use of a source."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

from briefings.authoring import review, sources
from briefings.factbase.load import load
from briefings.loading.captures import Captures
from briefings.model.diagnostics import BriefingsError
from briefings.project import Project
from tests.support.builds import folder_snapshot

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import CommandResult

DAY = date(2020, 2, 3)
CASE = "facts/zubrowka/case.yaml"
ENTRY = {"id": "gazette", "title": "On lamps", "publisher": "Gazette: Valley", "published": "2019-02"}
CHAIN = """\
marking: PUBLIC
sources:
- {id: gazette, title: On lamps, publisher: Gazette, published: 2011}
- {id: courier, title: On lamps again, publisher: Courier, quotes: gazette}
- {id: letter, title: A letter, publisher: Letters}
statements:
- {id: first, on: 2011, text: The lamps were lit., evidence: [gazette]}
- {id: second, on: 2011, text: The oil was sold., evidence: [courier, league-charter]}
- {id: third, on: 2011, text: The wicks were cut., evidence: [{source: letter, via: courier}]}    # hearsay
- {id: fourth, on: 2011, text: The snow fell., evidence: [league-charter]}
lines:
- {id: ask, use: point, to: foreign-minister, valid: 2012/, text: Ask for oil., rests: [zubrowka/second]}
"""


@pytest.fixture
def source_project(project: Path) -> Project:
    """Return the fictional project."""
    return Project(project, project)


@pytest.fixture
def quoting_project(source_project: Project) -> Project:
    """Return a project with facts that rest on a source and on one that quotes it."""
    (source_project.root / CASE).write_text(CHAIN, "utf-8")
    return source_project


# --- capture ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data", "kept"),
    [
        ("page.txt", b"Lamps  are\r\nlit.\r\n", b"Lamps  are\r\nlit.\r\n"),
        ("page.md", b"# Lamps\n\nThey are *lit*.\n", b"# Lamps\n\nThey are *lit*.\n"),
        (
            "page.html",
            b"<head><title>x</title></head><script>y</script><p>Lamps are&nbsp;lit. Oil <b>is</b> dear.</p>",
            b"Lamps are lit.\nOil is dear.\n",
        ),
    ],
)
def test_a_text_is_captured(
    source_project: Project, tmp_path: Path, name: str, data: bytes, kept: bytes
) -> None:
    """Plain text is kept byte for byte, of a page its words; the entry has digest and day, and no other day is made up."""
    file = tmp_path / name
    file.write_bytes(data)
    before = (source_project.root / "facts/shared/shared.yaml").read_text("utf-8")
    text, path = sources.capture_source(source_project, file, ENTRY, "shared", DAY)
    assert text == source_project.root / "captures/gazette.txt"
    assert text.read_bytes() == kept
    source = load(source_project.root).source("gazette")
    assert (source.publisher, str(source.published), source.retrieved) == ("Gazette: Valley", "2019-02", None)
    assert source.capture
    assert str(source.capture.captured_on) == "2020-02-03"
    assert Captures(source_project.root).text(source) == kept.decode()
    lines = path.read_text("utf-8").split("\n")
    at = source.location.line - 1
    assert "\n".join(lines[:at] + lines[at + 5 :]) == before


def test_a_partner_gets_a_file_of_sources_if_it_has_none(source_project: Project, tmp_path: Path) -> None:
    for path in (source_project.root / "facts/zubrowka").glob("*.yaml"):
        assert "\nsources:" not in path.read_text("utf-8")
    file = tmp_path / "page.txt"
    file.write_text("Lamps.", "utf-8")
    assert sources.capture_source(source_project, file, ENTRY, "zubrowka", DAY)[1].name == "sources.yaml"
    assert load(source_project.root).source("gazette").marking == "PUBLIC"


@pytest.mark.parametrize(
    ("change", "where", "said"),
    [
        ({"id": "league-charter"}, "shared", "the id 'league-charter' is taken already"),
        ({"id": "../gazette"}, "shared", "--id: "),
        ({"published": "yesterday"}, "shared", "--published: "),
        ({}, "zubrovka", "did you mean zubrowka?"),
    ],
)
def test_what_is_wrong_is_refused(
    source_project: Project, tmp_path: Path, change: dict[str, str], where: str, said: str
) -> None:
    """Nothing is written then."""
    file = tmp_path / "page.txt"
    file.write_text("Lamps.", "utf-8")
    before = folder_snapshot(source_project.root)
    with pytest.raises(BriefingsError) as caught:
        sources.capture_source(source_project, file, ENTRY | change, where, DAY)
    assert said in str(caught.value)
    assert folder_snapshot(source_project.root) == before


def test_a_captured_text_is_never_overwritten(source_project: Project, tmp_path: Path) -> None:
    file = tmp_path / "page.txt"
    file.write_text("Lamps.", "utf-8")
    (source_project.root / "captures").mkdir()
    (source_project.root / "captures/gazette.txt").write_text("Older lamps.", "utf-8")
    before = folder_snapshot(source_project.root)
    with pytest.raises(BriefingsError, match="there is a file captures"):
        sources.capture_source(source_project, file, ENTRY, "shared", DAY)
    assert folder_snapshot(source_project.root) == before


def test_a_page_without_words_is_refused(source_project: Project, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text("<script>y</script>", "utf-8")
    with pytest.raises(BriefingsError, match="no words that can be read"):
        sources.capture_source(source_project, file, ENTRY, "shared", DAY)


# --- what rests on whom ----------------------------------------------------------------------------


def test_a_publisher_weighs_what_rests_on_it(quoting_project: Project) -> None:
    """A source that quotes another counts for the publisher of that, and not for its own."""
    found = {each.publisher: each for each in sources.publisher_stats(quoting_project)}
    assert (found["Gazette"].fact_count, found["Gazette"].sole_count, found["Gazette"].newest_date) == (
        2,
        1,
        "2011",
    )
    assert (found["Courier"].fact_count, found["Courier"].source_count, found["Courier"].newest_date) == (
        0,
        1,
        "",
    )


def test_a_recall_reaches_what_quotes_it(quoting_project: Project) -> None:
    """Facts on a source, on one that quotes it, through one, and lines on such facts; and what the notes print of them."""
    found = sources.find_usage(quoting_project, "gazette", DAY)
    assert [each.id for each in found.quoting_sources] == ["courier"]
    assert {fact.id: alone for fact, alone in found.facts} == {
        "first": True, "second": False, "third": True, "ask": False,
    }  # fmt: skip
    printed = {text.rstrip() for _, _, text in found.sentences}
    assert {"The lamps were lit.", "The oil was sold.", "The wicks were cut."} <= printed
    assert "The snow fell." not in printed


def test_a_recall_tells_what_is_no_fact(source_project: Project) -> None:
    found = sources.find_usage(source_project, "league-charter", DAY)
    assert "league-envoy" in {each.id for each in found.entities}


def test_recalled_facts_are_due_until_somebody_has_looked(
    quoting_project: Project, briefings: Callable[..., CommandResult]
) -> None:
    """Marks and stamps come and go, and the rest of the file stays as it is."""
    where = ("--project", quoting_project.root, "--as-of", DAY)
    assert briefings("source", "recall", "gazette", *where).code == 0
    assert (quoting_project.root / CASE).read_text("utf-8") == CHAIN
    run = briefings("source", "recall", "gazette", "--mark", *where)
    assert (run.code, "marked for review" in run.err) == (0, True)
    text = (quoting_project.root / CASE).read_text("utf-8")
    assert text.count(", review: 2020-02-03}") == 4
    assert text.replace(", review: 2020-02-03}", "}") == CHAIN
    keys = [
        each.fact.key
        for each in review.list_due_facts(quoting_project, DAY)
        if each.fact.location.path == CASE
    ]
    assert keys == ["zubrowka/second", "zubrowka/ask", "zubrowka/first", "zubrowka/third"]
    review.record_review(quoting_project, "A. Baker", keys, DAY)
    assert "review:" not in (quoting_project.root / CASE).read_text("utf-8")
    left = {each.fact.key for each in review.list_due_facts(quoting_project, DAY, all_states=True)}
    assert not left & set(keys)


def test_the_commands(
    quoting_project: Project, tmp_path: Path, briefings: Callable[..., CommandResult]
) -> None:
    run = briefings("sources", "--project", quoting_project.root, "--format", "json")
    assert "Gazette" in {each["publisher"] for each in json.loads(run.out)}
    run = briefings("source", "recall", "gazete", "--project", quoting_project.root)
    assert (run.code, "did you mean gazette?" in run.err) == (1, True)
    file = tmp_path / "page.txt"
    file.write_text("Lamps.", "utf-8")
    options = ("--id", "gazette-2", "--title", "On lamps", "--publisher", "Gazette", "--on", DAY)
    run = briefings("source", "add", file, *options, "--project", quoting_project.root)
    assert (run.code, [line.rpartition("/")[2] for line in run.out.split()]) == (
        0,
        ["gazette-2.txt", "shared.yaml"],
    )


def test_all_that_is_missing_of_a_source_is_told_at_once(
    project: Path, tmp_path: Path, briefings: Callable[..., CommandResult]
) -> None:
    """Who leaves out several things is not asked for one after the other."""
    text = tmp_path / "article.txt"
    text.write_text("Lamps burn.", encoding="utf-8")
    run = briefings("source", "add", text, "--title", " ", "--publisher", "Herald", "--project", project)
    assert run.code == 2
    assert "a source has an id, a title and a publisher; add --id … --title …" in run.err
