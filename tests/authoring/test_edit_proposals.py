"""Tests of proposals from a review copy: a change in one text of one fact becomes one, and nothing else does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefings.authoring.proposals.edits import propose_edits
from briefings.diff.returned import Change
from briefings.factbase.load import load
from briefings.model.evidence import Text
from briefings.project import Project
from tests.support.builds import folder_snapshot

if TYPE_CHECKING:
    from pathlib import Path

    from briefings.model.facts import Fact

OIL = "The two sides share lamp oil."
REMARK = "(Last attested 3 February 2019.)"


def changed(before: str, after: str, *keys: str, kind: str = "changed") -> Change:
    """Return a change of a sentence."""
    return Change(kind, before, after, "Background", keys or ("zubrowka/oil",))


def words_of(fact: Fact) -> str:
    """Return the English text of a fact."""
    assert isinstance(fact.content, Text)
    return fact.content.by_language["en"]


def test_a_changed_text_becomes_a_proposal(project: Path) -> None:
    """It has the sources of the fact that it is to replace, and no note prints it."""
    change = changed(f"{OIL} {REMARK}", f"The two sides share wicks. {REMARK}")
    replaced = propose_edits(Project(project, project), [change])
    assert {key: fact.key for key, fact in replaced.items()} == {"zubrowka/oil-returned": "zubrowka/oil"}
    store = load(project)
    proposal = store.proposals["zubrowka/oil-returned"]
    original = next(fact for fact in store.facts if fact.key == "zubrowka/oil")
    assert words_of(proposal) == "The two sides share wicks."
    assert (proposal.evidence, proposal.period) == (original.evidence, original.period)
    assert words_of(original) == OIL


def test_a_fact_in_two_places_is_proposed_once(project: Path) -> None:
    """A working copy may say it in two sections, and a careful reviewer changes both."""
    change = changed(OIL, "The two sides share wicks.")
    assert list(propose_edits(Project(project, project), [change, change])) == ["zubrowka/oil-returned"]


def test_each_proposal_has_an_id_of_its_own(project: Path) -> None:
    """Two reviewers may change one sentence."""
    for words, id_ in (("wicks", "oil-returned"), ("lamps", "oil-returned-2")):
        change = changed(OIL, f"The two sides share {words}.")
        assert list(propose_edits(Project(project, project), [change])) == [f"zubrowka/{id_}"]


def test_a_command_may_be_run_again(project: Path) -> None:
    """What was proposed already is not proposed once more, so a stopped command can simply be repeated."""
    change = changed(OIL, "The two sides share wicks.")
    assert propose_edits(Project(project, project), [change])
    before = folder_snapshot(project)
    assert propose_edits(Project(project, project), [change]) == {}
    assert folder_snapshot(project) == before


@pytest.mark.parametrize(
    "change",
    [
        changed(f"{OIL} {REMARK}", f"{OIL} (Attested.)"),
        changed(f"{OIL} {REMARK}", OIL),
        changed(OIL, OIL.replace("'", "’")),
        changed("Last contact: visit", "Last contact: meeting", "zubrowka/visit-2014"),
        changed(OIL, "They share wicks.", "zubrowka/oil", "zubrowka/programme"),
        changed(OIL, "They share wicks.", "zubrowka/no-longer-there"),
        changed(OIL, "", kind="struck"),
        changed(OIL, "A lamp was lit.", kind="added"),
    ],
)
def test_what_is_no_change_of_one_text_is_left_to_people(change: Change, project: Path) -> None:
    """A remark, a name, several facts at once, a fact that is no more, or a struck sentence: no file changes."""
    before = folder_snapshot(project)
    assert propose_edits(Project(project, project), [change]) == {}
    assert folder_snapshot(project) == before
