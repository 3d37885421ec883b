"""Tests of sources: a text is brought, audited and kept with its hash; its words become the quote of a fact."""

from __future__ import annotations

import base64
import re
import shutil
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from briefings.factbase.load import load
from briefings.model.entities import Source
from tests.support.live_page import Browser
from tests.support.notes import FICTIONAL

if TYPE_CHECKING:
    from pathlib import Path

WORDS = "The two sides share lamp oil every winter.\n\nZero Moustafa said that it snows in Zubrowka.\n"
PAGE = f"<html><body><script>alert(1)</script><p>{WORDS}</p></body></html>"
FACT = "marking: PUBLIC\nstatements:\n- id: quoted  # a remark\n  on: 2015\n  text: It rains.\n  evidence: [league-charter]\n"
SOURCE = {
    "id": "herald-2026",
    "title": "Lamp oil <b>again</b>",
    "publisher": "Alpine Herald",
    "published": "2026-11-20",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Provide a copy of the fictional house."""
    root = tmp_path / "house"
    shutil.copytree(FICTIONAL, root)
    return root


def encoded(text: str) -> str:
    """Return a text as the page sends a file."""
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def test_a_text_is_brought_kept_and_quoted(root: Path) -> None:
    (root / "facts/zubrowka/quoted.yaml").write_text(FACT, "utf-8")
    browser = Browser.open(root)
    brought = browser.post("/upload", {"text": WORDS})
    address = brought.header("location")
    assert (brought.status, address.rpartition("/")[0]) == (303, "/capture")
    assert "share lamp oil every winter" in browser.get(address).visible
    assert not (root / "captures/herald-2026.txt").exists()
    kept = browser.post(address, SOURCE)
    assert (kept.status, kept.header("location")) == (303, "/source/herald-2026")
    data = (root / "captures/herald-2026.txt").read_bytes()
    assert data.decode() == WORDS
    source = load(root).entity(Source, "herald-2026")
    assert source.capture
    assert source.capture.sha256 == sha256(data).hexdigest()
    page = browser.get("/source/herald-2026")
    assert "Its text, kept on 2026-11-23" in page.visible
    assert "Lamp oil &lt;b&gt;again&lt;/b&gt;" in page.text

    quote = "The two sides share lamp oil every winter."
    done = browser.post("/source/herald-2026", {"fact": "zubrowka/quoted", "quote": f" {quote} "})
    assert done.status == 303
    evidence = load(root).facts_by_key["zubrowka/quoted"].evidence
    assert [(item.source, item.quote) for item in evidence][-1] == ("herald-2026", quote)
    page = browser.get("/source/herald-2026")
    assert re.search(r'<mark class="quoted">The two sides', page.text)
    assert "zubrowka/quoted" in page.visible
    again = browser.post("/source/herald-2026", {"fact": "zubrowka/quoted", "quote": quote})
    assert (again.status, "has this quote already" in again.visible) == (422, True)


def test_a_quote_goes_to_the_evidence_that_names_the_source(root: Path) -> None:
    """Everything else of the file stays as it is."""
    path = root / "facts/zubrowka/quoted.yaml"
    path.write_text(FACT, "utf-8")
    browser = Browser.open(root)
    assert (
        browser.post("/source/league-charter", {"fact": "zubrowka/quoted", "quote": "It rains."}).status
        == 303
    )
    assert path.read_text("utf-8") == FACT.replace(
        "[league-charter]", "[{source: league-charter, quote: It rains.}]"
    )


def test_a_saved_page_is_read_as_text(root: Path) -> None:
    browser = Browser.open(root)
    brought = browser.post("/upload", {"name": "C:\\x\\..\\saved.html", "data": encoded(PAGE)})
    page = browser.get(brought.header("location"))
    assert "share lamp oil" in page.visible
    assert "alert(1)" not in page.text


def test_contradictions_are_marked_in_the_text(root: Path) -> None:
    text = "On 3 June 2016 the Minister of Lobbies, Nobody Else, met Mr. Holder.\n"
    browser = Browser.open(root)
    page = browser.get(browser.post("/upload", {"text": text}).header("location"))
    assert ('class="against"' in page.text) == ("contradict 1 sentence" in re.sub(r"\s+", " ", page.visible))


@pytest.mark.parametrize(
    ("fields", "status", "words"),
    [
        ({}, 400, "Choose a file, or paste a text"),
        ({"text": "   "}, 400, "Choose a file"),
        ({"name": "a.exe", "data": encoded("MZ")}, 400, "reads files that end in"),
        ({"name": "a.pdf", "data": encoded("%PDF-1.4 nothing")}, 422, "not a readable PDF"),
        ({"name": "a.docx", "data": encoded("PK\x03\x04")}, 422, "not a readable document"),
        ({"name": "a.txt", "data": "!!"}, 400, "Choose a file"),
        ({"text": "1 2 3"}, 422, "no words"),
    ],
)
def test_what_can_not_be_read_is_said(root: Path, fields: dict[str, str], status: int, words: str) -> None:
    answer = Browser.open(root).post("/upload", fields)
    assert (answer.status, words in answer.visible) == (status, True)


@pytest.mark.parametrize(
    ("changed", "status", "words"),
    [
        ({"title": ""}, 400, "title is missing"),
        ({"id": "../x"}, 422, "--id"),
        ({"id": "league-charter"}, 422, "already used"),
        ({"published": "soon"}, 422, "--published"),
        ({"folder": "../.."}, 422, "unknown partner"),
    ],
)
def test_a_wrong_source_is_not_kept(root: Path, changed: dict[str, str], status: int, words: str) -> None:
    """The page says what is wrong, and keeps what was filled in."""
    browser = Browser.open(root)
    address = browser.post("/upload", {"text": WORDS}).header("location")
    answer = browser.post(address, SOURCE | changed)
    assert (answer.status, words in answer.visible) == (status, True)
    assert status != 422 or 'value="Alpine Herald"' in answer.text
    assert not list(root.rglob("captures/*"))


def test_all_that_rests_on_a_source(root: Path) -> None:
    page = Browser.open(root).get("/source/alpine-herald-2019")
    assert "What rests on it" in page.visible
    assert "Zero Moustafa" in page.visible
    assert "Alpine Herald" in Browser.open(root).get("/sources").visible


def test_only_the_address_for_files_takes_large_bodies(root: Path) -> None:
    browser = Browser.open(root)
    fields = {"name": "a.txt", "data": encoded("It rains. " * 80_000)}
    assert browser.post("/upload", fields).status == 303
    assert browser.post("/review", fields).status == 413
    headers = [
        (name, b"31000000" if name == b"content-length" else value)
        for name, value in browser.form_headers(b"")
    ]
    assert browser.send("POST", "/upload", headers).status == 413


def test_texts_are_forgotten(root: Path) -> None:
    browser = Browser.open(root)
    addresses = [
        browser.post("/upload", {"text": f"It rains {number} times a day."}).header("location")
        for number in range(9)
    ]
    assert [browser.get(address).status for address in (addresses[0], addresses[-1])] == [404, 200]
