"""Tests of the Desk: what waits, in the order of its consequence; how each partner stands; and what has changed."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.support.builds import replace_once
from tests.support.live_page import Browser
from tests.support.notes import FICTIONAL

if TYPE_CHECKING:
    from pathlib import Path

STALE = """\
marking: PUBLIC
statements:
- id: stale
  on: 2015
  text: {en: It rains., fr: {text: Il neige., of: 00000000}}
  evidence: [league-charter]
"""
MANY = "marking: PUBLIC\nstatements:\n" + "".join(
    f"- {{id: p{number}, status: proposed, on: 2015, text: It rains {number} times., evidence: [league-charter]}}\n"
    for number in range(120)
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Provide a copy of the fictional house."""
    root = tmp_path / "house"
    shutil.copytree(FICTIONAL, root)
    return root


def section(text: str, name: str) -> str:
    """Return a list of the Desk."""
    return text.partition(f'id="{name}"')[2].partition("</section>")[0]


def test_a_stale_translation_waits(root: Path) -> None:
    assert "Stale translations" not in Browser.open(root).get("/").text
    (root / "facts/zubrowka/stale.yaml").write_text(STALE, "utf-8")
    assert "since its translation into fr" in section(Browser.open(root).get("/").text, "translations")


def test_the_board_says_in_words_how_a_section_stands(root: Path) -> None:
    board = section(Browser.open(root).get("/").text, "partners")
    cells = [re.sub(r"<[^>]*>", "", cell).strip() for cell in re.findall(r"<td>(.*?)</td>", board)]
    assert all(re.fullmatch(r"in order|(\d+ overdue)?(, )?(\d+ missing)?", cell) for cell in cells[2:-1])
    assert any("overdue" in cell for cell in cells)
    page = Browser.open(root).get("/entry/zubrowka").visible
    assert "Missing" in page


def test_long_lists_come_in_pages(root: Path) -> None:
    (root / "facts/zubrowka/many.yaml").write_text(MANY, "utf-8")
    browser = Browser.open(root)
    desk = section(browser.get("/").text, "proposals")
    assert desk.count("<li>") == 6
    assert re.search(r'href="/list/proposals">All (12\d)<', desk)
    first, last = (browser.get(f"/list/proposals?page={number}") for number in (1, 3))
    assert first.text.count('<a href="/fact/') == 50
    assert "Page 1 of 3" in first.visible
    assert "It rains 119 times." in last.visible
    for wrong in (
        "/list/nothing",
        "/list/proposals?page=0",
        "/list/proposals?page=4",
        "/list/proposals?page=x",
    ):
        assert browser.get(wrong).status == 404


def test_what_has_changed_since_all_was_marked_as_seen(root: Path) -> None:
    """New, changed and removed facts; the state is kept across runs, beside the notes and not among the facts."""
    browser = Browser.open(root)
    assert "Changed since" not in browser.get("/").text
    assert browser.post("/seen", {}).status == 303
    assert "Changed since" not in browser.get("/").text
    state = root / "build/.page/seen.json"
    assert set(json.loads(state.read_text())["facts"]) >= {"zubrowka"}
    replace_once(root / "facts/zubrowka/zubrowka.yaml", "share lamp oil", "share lamp wax")
    (root / "facts/zubrowka/new.yaml").write_text(STALE, "utf-8")
    browser = Browser.open(root)
    changes = section(browser.get("/").text, "changes")
    assert re.findall(r'href="([^"]*)"', changes) == ["/fact/zubrowka/oil", "/fact/zubrowka/stale"]
    assert re.findall(r'class="quiet">(\w+)', changes) == ["changed", "new"]
    (root / "facts/zubrowka/new.yaml").unlink()
    assert browser.post("/seen", {}).status == 303
    (root / "facts/zubrowka/new.yaml").write_text(STALE, "utf-8")
    assert browser.post("/seen", {}).status == 303
    (root / "facts/zubrowka/new.yaml").unlink()
    assert re.sub(r"<[^>]*>", " ", section(browser.get("/").text, "changes")).split()[-2:] == [
        "zubrowka/stale",
        "removed",
    ]


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"day": "x", "facts": []}', '{"day": 1, "facts": {"a": 1}}', "\x00"]
)
def test_a_foreign_state_counts_as_none(root: Path, content: str) -> None:
    state = root / "build/.page/seen.json"
    state.parent.mkdir(parents=True)
    state.write_text(content, "utf-8")
    assert Browser.open(root).get("/").status == 200


def test_a_reader_who_may_not_write_marks_nothing(root: Path) -> None:
    assert Browser.open(root, is_read_only=True).post("/seen", {}).status == 403
    assert not (root / "build/.page").exists()
