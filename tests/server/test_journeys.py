"""Journeys through the forms of the live page in a real browser: what a person does in a day."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from briefings.factbase.load import load
from tests.support.live_server import serve
from tests.support.notes import FICTIONAL
from tests.support.tools import walk_through_forms

if TYPE_CHECKING:
    from pathlib import Path

PROPOSALS = """\
marking: PUBLIC
statements:
- {id: moon, status: proposed, on: 2015-01-01, text: They saw the moon., evidence: [league-charter]}
- {id: sun, status: proposed, on: 2015-01-02, text: They saw the sun., evidence: [league-charter]}
"""


SEEN = {
    "a contact with a new person and a new source": (
        ("wrong", "months run from 01 to 12"),
        ("sentence", "Boris Wick"),
        ("saved", "Added contact: 4 February 2019, call"),
    ),
    "a date is corrected": (("saved", "Changed cooperation in an area"), ("written", "True")),
    "a save is undone": (("written", "True"),),
    "two tabs edit one entry": (("mine", "True"),),
    "the file changes in an editor meanwhile": (("kept", "They share wicks."), ("now", "True")),
    "an entry is written as YAML": (("wrong", "'colour'"),),
    "a proposal is accepted by keys": (("last", "accepted: They saw the moon."),),
    "a fact still holds": (("last", "confirmed"),),
    "a dispute is settled": (("queues", "Disputed 0"),),
    "a newcomer adds a partner and holds its PDF": (
        ("offered", "3 May 2026"),
        ("read", "Read as: since May 2022"),
        ("next", "Who is President?"),
        ("quiet", "True"),
        ("days", "2026-05-03, , 2025"),
        ("file", "uzbekistan.en."),
    ),
    "an entry is removed with what rests on it": (
        ("button", "Remove all"),
        ("barriers", "[]"),
        ("saved", "removed person: Zero Moustafa, and"),
        ("undone", "Undone: removed person"),
    ),
    "a broken file is corrected on the page": (
        ("barriers", "[]"),
        ("saved", "corrected facts/zubrowka/zubrowka.yaml"),
        ("same", "True"),
    ),
}
"""What each journey ends with."""


@pytest.mark.slow
@pytest.mark.parametrize("count", [3, pytest.param(len(SEEN), marks=pytest.mark.thorough)])
def test_a_person_writes_facts_in_a_browser(tmp_path: Path, count: int) -> None:
    """Each journey ends where it should, with no error on the way; no page with a form has a barrier."""
    root = tmp_path / "house"
    shutil.copytree(FICTIONAL, root)
    (root / "facts/zubrowka/proposals.yaml").write_text(PROPOSALS, "utf-8")
    with serve(root) as address:
        report = walk_through_forms(address, root / "facts/zubrowka/zubrowka.yaml", count)
    assert {page: found for page, found in report.pop("pages").items() if found} == {}
    assert {name: seen["problems"] for name, seen in report.items() if seen["problems"]} == {}
    assert [*report] == [*SEEN][:count]
    for journey, seen in report.items():
        for name, words in SEEN[journey]:
            # A browser gives words as it shows them, with capitals of the style sheet.
            assert words.casefold() in str(seen[name]).casefold(), (journey, name, seen[name])
    assert {"boris-wick", "calls-and-lamps"} <= {*load(root).entities}
