"""Tests of the writes: each does what its command does, and nothing else writes."""

from __future__ import annotations

import re
import shutil
from html import unescape
from typing import TYPE_CHECKING

import pytest

from briefings.loading.files import UnwritableFileError
from briefings.server.saves import writes
from tests.support.builds import replace_once
from tests.support.commands import files_below, run_line
from tests.support.live_page import PROPOSALS_FILE, Browser, make_house_with_proposals
from tests.support.notes import TODAY

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Provide a house with two proposals."""
    root = tmp_path / "house"
    make_house_with_proposals(root)
    return root


def form_of(browser: Browser, key: str) -> dict[str, str]:
    """Return the hidden fields of the form on the page of a fact."""
    page = browser.get(f"/fact/{key}").text
    return {
        name: unescape(value)
        for name, value in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page)
    }


ACTIONS = [
    ("zubrowka/moon", {"do": "accept"}, "--accept zubrowka/moon"),
    ("zubrowka/moon", {"do": "accept", "by": "A. Baker"}, "--accept --by 'A. Baker' zubrowka/moon"),
    ("zubrowka/sun", {"do": "reject"}, "--reject zubrowka/sun"),
    ("zubrowka/oil", {"do": "still-holds", "by": "A. Baker"}, "--by 'A. Baker' zubrowka/oil"),
]


@pytest.mark.parametrize(("key", "fields", "command"), ACTIONS, ids=[action[2] for action in ACTIONS])
def test_a_form_does_what_the_command_does(
    root: Path, tmp_path: Path, key: str, fields: dict[str, str], command: str
) -> None:
    other = tmp_path / "other"
    shutil.copytree(root, other)
    browser = Browser.open(root)
    answer = browser.post("/review", {**form_of(browser, key), **fields})
    assert (answer.status, answer.header("location")) == (303, "/#done")
    assert run_line(f"review --project '{other}' --as-of {TODAY} {command}").code == 0
    assert files_below(root / "facts") == files_below(other / "facts")
    assert "# Kept." in (root / PROPOSALS_FILE).read_text("utf-8")
    assert f"briefings review {command}" in browser.get("/").visible


def test_what_was_rejected_can_be_had_back(root: Path) -> None:
    browser = Browser.open(root)
    browser.post("/review", {**form_of(browser, "zubrowka/sun"), "do": "reject"})
    assert "text: They saw the sun." in browser.get("/").visible
    assert "They saw the sun" not in (root / PROPOSALS_FILE).read_text("utf-8")


def test_a_fact_that_has_changed_meanwhile_is_not_written(root: Path) -> None:
    browser = Browser.open(root)
    form = form_of(browser, "zubrowka/oil")
    replace_once(root / "facts/zubrowka/zubrowka.yaml", "share lamp oil", "share lamp wax")
    before = files_below(root)
    answer = browser.post("/review", {**form, "do": "still-holds", "by": "A. Baker"})
    assert (answer.status, "The fact has changed" in answer.text) == (409, True)
    assert files_below(root) == before


@pytest.mark.parametrize(
    ("key", "fields", "status"),
    [
        ("zubrowka/oil", {"do": "still-holds", "by": "  "}, 400),
        ("zubrowka/oil", {"do": "accept"}, 400),
        ("zubrowka/oil", {"do": "reject"}, 400),
        ("zubrowka/moon", {"do": "still-holds", "by": "A. Baker"}, 400),
        ("zubrowka/moon", {"do": "delete"}, 400),
        ("zubrowka/moon", {}, 400),
        ("zubrowka/moon", {"do": "accept", "version": ""}, 409),
        ("zubrowka/moon", {"do": "accept", "fact": "../house"}, 404),
        ("zubrowka/moon", {"do": "accept", "fact": "zubrowka"}, 404),
    ],
)  # fmt: skip
def test_an_impossible_form_changes_nothing(
    root: Path, key: str, fields: dict[str, str], status: int
) -> None:
    browser, before = Browser.open(root), files_below(root)
    assert browser.post("/review", {**form_of(browser, key), **fields}).status == status
    assert files_below(root) == before


def test_a_full_disk_is_a_plain_problem(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    browser, before = Browser.open(root), files_below(root)

    def fail(*_: object) -> None:
        raise UnwritableFileError(28, "No space left on device", PROPOSALS_FILE)

    form = form_of(browser, "zubrowka/moon")
    monkeypatch.setattr(writes, "accept_proposals", fail)
    answer = browser.post("/review", {**form, "do": "accept"})
    assert (answer.status, "No space left on device" in answer.visible) == (500, True)
    assert files_below(root) == before


def test_read_only_offers_and_takes_no_form(root: Path) -> None:
    forms = form_of(Browser.open(root), "zubrowka/moon")
    before = files_below(root)
    browser = Browser.open(root, is_read_only=True)
    page = browser.get("/fact/zubrowka/moon").text
    assert 'method="post"' not in page
    assert browser.access.form_token not in page
    answer = browser.post("/review", {"fact": forms["fact"], "version": forms["version"], "do": "accept"})
    assert (answer.status, b"read-only" in answer.body) == (403, True)
    assert files_below(root) == before


def test_a_name_is_cleaned_and_stays_one_value(root: Path) -> None:
    browser = Browser.open(root)
    name = "A. Baker\u200b}, evil: {x: 1"
    answer = browser.post("/review", {**form_of(browser, "zubrowka/oil"), "do": "still-holds", "by": name})
    assert answer.status == 303
    assert "\u200b" not in (root / "facts/zubrowka/zubrowka.yaml").read_text("utf-8")
    assert "A. Baker}, evil: {x: 1" in browser.get("/fact/zubrowka/oil").visible
    assert browser.get("/").status == 200
