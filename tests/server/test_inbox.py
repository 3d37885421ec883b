"""Tests of the inbox: what waits, one after another, and what is written about it."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import pytest

from briefings.factbase.load import load
from briefings.factbase.standing import overdue_since
from briefings.model.hashing import short_hash
from tests.support.builds import replace_once
from tests.support.commands import files_below
from tests.support.live_forms import form_fields_of
from tests.support.live_page import Browser, make_house_with_proposals
from tests.support.notes import TODAY

if TYPE_CHECKING:
    from pathlib import Path

FACTS = "facts/zubrowka/zubrowka.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Provide a house with two proposals, four overdue facts and a dispute."""
    root = tmp_path / "house"
    make_house_with_proposals(root)
    return root


def facts_below(root: Path) -> dict[str, bytes]:
    """Return the files of facts."""
    return files_below(root / "facts")


def version_of(root: Path, key: str) -> dict[str, str]:
    """Return what a form says of the fact that it is about."""
    store = load(root)
    return {"fact": key, "version": short_hash(store.facts_by_key.get(key) or store.proposals[key])}


def test_the_inbox_shows_what_waits_with_what_can_be_done(root: Path) -> None:
    page = Browser.open(root).get("/inbox")
    words = " ".join(page.visible.split())
    assert "Proposals 2 Returned 0 Overdue 4 Disputed 1" in words
    assert re.findall(r'data-press="(\w)"', page.text)[:3] == ["o", "a", "r"]
    for words in (
        "They saw the moon.",
        "It still holds",
        "It ended then",
        "Not yet: ask again on",
        "Settle it",
    ):
        assert words in page.visible


def test_still_holds_writes_the_source_and_the_review(root: Path) -> None:
    browser = Browser.open(root)
    form = {
        **version_of(root, "zubrowka/oil"),
        "do": "still-holds",
        "source": "Charter and holders of office",
        "attests": "2026-11-01",
        "by": "A. Baker",
    }
    answer = browser.post("/inbox?only=overdue", {**form, "number": "2"})
    assert (answer.status, answer.header("location")) == (303, "/inbox?only=overdue#item-2")
    store = load(root)
    oil = store.facts_by_key["zubrowka/oil"]
    assert [(item.source, str(item.attested_on)) for item in oil.all_evidence][-1] == (
        "league-charter",
        "2026-11-01",
    )
    assert overdue_since(store, oil, TODAY) is None
    assert oil.last_review
    assert oil.last_review.fact_hash == short_hash(oil)
    assert "confirmed: The two sides share" in browser.get("/inbox").visible
    assert 'value="A. Baker"' in browser.get("/inbox").text


def test_ended_on_and_not_yet(root: Path) -> None:
    browser = Browser.open(root)
    browser.post(
        "/inbox",
        {**version_of(root, "zubrowka/oil"), "do": "ended", "ended": "2019-06", "source": "league-charter"},
    )
    browser.post("/inbox", {**version_of(root, "zubrowka/snow"), "do": "not-yet", "until": "2027-01-01"})
    store = load(root)
    assert str(store.facts_by_key["zubrowka/oil"].period) == "2010/2019-06"
    assert str(store.facts_by_key["zubrowka/snow"].review_due) == "2027-01-01"
    shown = browser.get("/inbox?only=overdue").text
    assert "/fact/zubrowka/oil" not in shown
    assert "/fact/zubrowka/snow" not in shown


def test_facts_of_one_source_are_done_at_once(root: Path) -> None:
    browser = Browser.open(root)
    page = browser.get("/inbox?source=alpine-herald-2019")
    picks = dict(re.findall(r'form="bulk" name="(pick\.[^"]*)" value="(\w+)"', page.text))
    assert len(picks) == 4
    form = {**picks, "do": "still-holds", "source": "league-charter", "by": "A. Baker"}
    assert browser.post("/inbox?source=alpine-herald-2019", form).status == 303
    assert "Overdue 0" in " ".join(browser.get("/inbox").visible.split())


def test_proposals_are_accepted_and_rejected(root: Path) -> None:
    browser = Browser.open(root)
    browser.post("/inbox", {**version_of(root, "zubrowka/moon"), "do": "accept", "by": "A. Baker"})
    browser.post("/inbox", {**version_of(root, "zubrowka/sun"), "do": "reject"})
    store = load(root)
    assert "zubrowka/moon" in store.facts_by_key
    assert not store.proposals
    assert "# Kept." in (root / "facts/zubrowka/proposals.yaml").read_text("utf-8")


def test_a_dispute_is_settled_by_the_form_that_the_inbox_fills_in(root: Path) -> None:
    browser = Browser.open(root)
    address = unescape(re.findall(r'href="(/add/resolution\?[^"]*)"', browser.get("/inbox").text)[0])
    page = browser.get(address)
    form = {
        name: unescape(value) for name, value in re.findall(r' name="(k\.[^"]*)" value="([^"]+)"', page.text)
    }
    assert "zubrowka/minister-zero" not in page.visible
    assert form["k.settles.0"] == form["k.prefers.0"] == "Zubrowka: Minister of Lobbies: Zero Moustafa"
    form |= {
        "k.how.0": "prefer",
        "k.because.0": "The page has no date.",
        "k.by.0": "A. Baker",
        "partner": "zubrowka",
    }
    answer = browser.post("/add/resolution", {**form, "do": "save"})
    assert answer.status == 303, answer.visible[-1500:]
    assert [*load(root).current_resolutions()] == ["zubrowka/minister-zero"]
    settled = load(root).current_resolutions()["zubrowka/minister-zero"]
    changed = {**form_fields_of(browser, f"/edit/{settled.id}"), "k.because.0": "It came later."}
    assert changed["k.settles.0"] == form["k.settles.0"]
    assert browser.post(f"/edit/{settled.id}", {**changed, "do": "save"}).status == 303
    assert [*load(root).current_resolutions()] == ["zubrowka/minister-zero"]
    assert "Disputed 0" in " ".join(browser.get("/inbox").visible.split())


@pytest.mark.parametrize(
    ("key", "form", "status"),
    [
        ("zubrowka/oil", {"do": "accept"}, 422),
        ("zubrowka/oil", {"do": "still-holds"}, 422),
        ("zubrowka/oil", {"do": "still-holds", "source": "no-source"}, 422),
        ("zubrowka/lamps", {"do": "still-holds", "source": "league-charter"}, 422),
        ("zubrowka/oil", {"do": "ended"}, 422),
        ("zubrowka/oil", {"do": "ended", "ended": "soon"}, 422),
        ("zubrowka/visit-2014", {"do": "ended", "ended": "2020"}, 422),
        ("zubrowka/oil", {"do": "not-yet", "until": "soon"}, 422),
        ("zubrowka/moon", {"do": "still-holds", "by": "A. Baker"}, 422),
        ("zubrowka/moon", {"do": "accept", "version": "0"}, 409),
        ("zubrowka/moon", {"do": "accept", "fact": "../x"}, 404),
    ],
)
def test_an_impossible_answer_changes_nothing(
    root: Path, key: str, form: dict[str, str], status: int
) -> None:
    browser, before = Browser.open(root), facts_below(root)
    assert browser.post("/inbox", {**version_of(root, key), **form}).status == status
    assert facts_below(root) == before


def test_an_answer_about_a_fact_that_has_changed_is_refused(root: Path) -> None:
    browser, form = Browser.open(root), version_of(root, "zubrowka/oil")
    replace_once(root / FACTS, "share lamp oil", "share lamp wax")
    before = facts_below(root)
    assert browser.post("/inbox", {**form, "do": "not-yet"}).status == 409
    assert facts_below(root) == before


TABLE = "Date\tPlace\tForm\tWith\tNotes\n2020-02-03\tLutz\tmeeting\tlantern-league\t-\n04/05/2020\tLutz\tcall\tlantern-league\tx\n"


def test_a_pasted_table_is_read_before_it_is_taken(root: Path) -> None:
    browser, before = Browser.open(root), facts_below(root)
    form = {
        "table": TABLE,
        "list": "contacts",
        "partner": "zubrowka",
        "source": "league-charter",
        "do": "preview",
    }
    answer = browser.post("/paste", form)
    assert answer.status == 422
    assert "04/05/2020" in answer.visible
    form["dates"] = "dmy"
    answer = browser.post("/paste", form)
    words = " ".join(answer.visible.split())
    assert "2 proposals" in words
    assert "briefings import pasted.csv zubrowka --source league-charter --map map.yaml" in words
    assert facts_below(root) == before
    assert browser.post("/paste", {**form, "do": "save"}).status == 303
    assert sum(fact.kind == "contact" for fact in load(root).proposals.values()) == 2
    assert "Proposals 4" in " ".join(browser.get("/inbox").visible.split())


@pytest.mark.parametrize("address", ["/inbox", "/paste"])
def test_who_may_not_write_has_no_inbox(root: Path, address: str) -> None:
    browser, before = Browser.open(root, is_read_only=True), facts_below(root)
    assert browser.get(address).status == 400
    assert browser.post(address, {**version_of(root, "zubrowka/moon"), "do": "accept"}).status == 403
    assert facts_below(root) == before
