"""Work on sources: texts that are captured, the weight of publishers, and what a recall reaches."""

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
from tests.support.builds import tree

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Run

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
def here(project: Path) -> Project:
    """The fictional project."""
    return Project(project, project)


@pytest.fixture
def chained(here: Project) -> Project:
    """A project with facts that rest on a source and on one that quotes it."""
    (here.root / CASE).write_text(CHAIN, "utf-8")
    return here


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
def test_a_text_is_captured(here: Project, tmp_path: Path, name: str, data: bytes, kept: bytes) -> None:
    """Plain text is kept byte for byte, of a page its words; the entry has digest and day, and no other day is made up."""
    file = tmp_path / name
    file.write_bytes(data)
    before = (here.root / "facts/shared/shared.yaml").read_text("utf-8")
    text, path = sources.add(here, file, ENTRY, "shared", DAY)
    assert text == here.root / "captures/gazette.txt"
    assert text.read_bytes() == kept
    source = load(here.root).source("gazette")
    assert (source.publisher, str(source.published), source.retrieved) == ("Gazette: Valley", "2019-02", None)
    assert source.capture
    assert str(source.capture.on) == "2020-02-03"
    assert Captures(here.root).text(source) == kept.decode()
    lines = path.read_text("utf-8").split("\n")
    at = source.location.line - 1
    assert "\n".join(lines[:at] + lines[at + 5 :]) == before


def test_a_partner_gets_a_file_of_sources_if_it_has_none(here: Project, tmp_path: Path) -> None:
    for path in (here.root / "facts/zubrowka").glob("*.yaml"):
        assert "\nsources:" not in path.read_text("utf-8")
    file = tmp_path / "page.txt"
    file.write_text("Lamps.", "utf-8")
    assert sources.add(here, file, ENTRY, "zubrowka", DAY)[1].name == "sources.yaml"
    assert load(here.root).source("gazette").marking == "PUBLIC"


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
    here: Project, tmp_path: Path, change: dict[str, str], where: str, said: str
) -> None:
    """Nothing is written then."""
    file = tmp_path / "page.txt"
    file.write_text("Lamps.", "utf-8")
    before = tree(here.root)
    with pytest.raises(BriefingsError) as caught:
        sources.add(here, file, ENTRY | change, where, DAY)
    assert said in str(caught.value)
    assert tree(here.root) == before


def test_a_captured_text_is_never_overwritten(here: Project, tmp_path: Path) -> None:
    file = tmp_path / "page.txt"
    file.write_text("Lamps.", "utf-8")
    (here.root / "captures").mkdir()
    (here.root / "captures/gazette.txt").write_text("Older lamps.", "utf-8")
    before = tree(here.root)
    with pytest.raises(BriefingsError, match="there is a file captures"):
        sources.add(here, file, ENTRY, "shared", DAY)
    assert tree(here.root) == before


def test_a_page_without_words_is_refused(here: Project, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text("<script>y</script>", "utf-8")
    with pytest.raises(BriefingsError, match="no words that can be read"):
        sources.add(here, file, ENTRY, "shared", DAY)


# --- what rests on whom ----------------------------------------------------------------------------


def test_a_publisher_weighs_what_rests_on_it(chained: Project) -> None:
    """A source that quotes another counts for the publisher of that, and not for its own."""
    found = {each.publisher: each for each in sources.weights(chained)}
    assert (found["Gazette"].facts, found["Gazette"].alone, found["Gazette"].newest) == (2, 1, "2011")
    assert (found["Courier"].facts, found["Courier"].sources, found["Courier"].newest) == (0, 1, "")


def test_a_recall_reaches_what_quotes_it(chained: Project) -> None:
    """Facts on a source, on one that quotes it, through one, and lines on such facts; and what the notes print of them."""
    found = sources.recall(chained, "gazette", DAY)
    assert [each.id for each in found.quoting] == ["courier"]
    assert {fact.id: alone for fact, alone in found.facts} == {
        "first": True, "second": False, "third": True, "ask": False,
    }  # fmt: skip
    printed = {text.rstrip() for _, _, text in found.sentences}
    assert {"The lamps were lit.", "The oil was sold.", "The wicks were cut."} <= printed
    assert "The snow fell." not in printed


def test_a_recall_tells_what_is_no_fact(here: Project) -> None:
    found = sources.recall(here, "league-charter", DAY)
    assert "league-envoy" in {each.id for each in found.entities}


def test_recalled_facts_are_due_until_somebody_has_looked(
    chained: Project, briefings: Callable[..., Run]
) -> None:
    """Marks and stamps come and go, and the rest of the file stays as it is."""
    where = ("--project", chained.root, "--as-of", DAY)
    assert briefings("source", "recall", "gazette", *where).code == 0
    assert (chained.root / CASE).read_text("utf-8") == CHAIN
    run = briefings("source", "recall", "gazette", "--mark", *where)
    assert (run.code, "marked for review" in run.err) == (0, True)
    text = (chained.root / CASE).read_text("utf-8")
    assert text.count(", review: 2020-02-03}") == 4
    assert text.replace(", review: 2020-02-03}", "}") == CHAIN
    keys = [each.fact.key for each in review.review(chained, DAY) if each.fact.location.path == CASE]
    assert keys == ["zubrowka/second", "zubrowka/ask", "zubrowka/first", "zubrowka/third"]
    review.stamp(chained, "A. Baker", keys, DAY)
    assert "review:" not in (chained.root / CASE).read_text("utf-8")
    left = {each.fact.key for each in review.review(chained, DAY, everything=True)}
    assert not left & set(keys)


def test_the_commands(chained: Project, tmp_path: Path, briefings: Callable[..., Run]) -> None:
    run = briefings("sources", "--project", chained.root, "--format", "json")
    assert "Gazette" in {each["publisher"] for each in json.loads(run.out)}
    run = briefings("source", "recall", "gazete", "--project", chained.root)
    assert (run.code, "did you mean gazette?" in run.err) == (1, True)
    file = tmp_path / "page.txt"
    file.write_text("Lamps.", "utf-8")
    options = ("--id", "gazette-2", "--title", "On lamps", "--publisher", "Gazette", "--on", DAY)
    run = briefings("source", "add", file, *options, "--project", chained.root)
    assert (run.code, [line.rpartition("/")[2] for line in run.out.split()]) == (
        0,
        ["gazette-2.txt", "shared.yaml"],
    )


def test_all_that_is_missing_of_a_source_is_told_at_once(
    project: Path, tmp_path: Path, briefings: Callable[..., Run]
) -> None:
    """Who leaves out several things is not asked for one after the other."""
    text = tmp_path / "article.txt"
    text.write_text("Lamps burn.", encoding="utf-8")
    run = briefings("source", "add", text, "--title", " ", "--publisher", "Herald", "--project", project)
    assert run.code == 2
    assert "a source has an id, a title and a publisher; add --id … --title …" in run.err
