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


@pytest.mark.slow
def test_a_person_writes_facts_in_a_browser(tmp_path: Path) -> None:
    """Each journey ends where it should, with no error on the way; no page with a form has a barrier."""
    root = tmp_path / "house"
    shutil.copytree(FICTIONAL, root)
    (root / "facts/zubrowka/proposals.yaml").write_text(PROPOSALS, "utf-8")
    with serve(root) as address:
        report = walk_through_forms(address, root / "facts/zubrowka/zubrowka.yaml")
    assert {page: found for page, found in report.pop("pages").items() if found} == {}
    assert {name: seen["problems"] for name, seen in report.items() if seen.pop("problems")} == {}
    contact = report["a contact with a new person and a new source"]
    assert "months run from 01 to 12" in contact["wrong"]
    assert "Boris Wick" in contact["sentence"]
    assert contact["saved"] == "added zubrowka/call-2019-02-04"
    assert report["a date is corrected"] == {"saved": "changed zubrowka/oil", "written": True}
    assert report["a save is undone"] == {"written": True}
    assert report["two tabs edit one entry"] == {"mine": True}
    assert report["the file changes in an editor meanwhile"] == {"kept": "They share wicks.", "now": True}
    assert "accepted zubrowka/moon" in report["a proposal is accepted by keys"]["last"]
    assert "confirmed" in report["a fact still holds"]["last"]
    assert "Disputed 0" in report["a dispute is settled"]["queues"]
    store = load(root)
    assert {"boris-wick", "calls-and-lamps"} <= {*store.entities}
    assert "zubrowka/moon" in store.facts_by_key
