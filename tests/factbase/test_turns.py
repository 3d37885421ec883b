"""Tests of the turns on record: what has happened in the life of facts by a day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from briefings.factbase.load import load
from briefings.factbase.turns import turns_on_record
from tests.support.views import add_fact_file

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2019, 6, 1)


@pytest.mark.parametrize(
    ("fact", "turns"),
    [
        ("statements:\n- {id: x, valid: 2018/, text: It snows., evidence: [league-charter]}", ["begin"]),
        ("statements:\n- {id: x, valid: /2018, text: It snowed., evidence: [league-charter]}", ["begin", "end"]),
        ("statements:\n- {id: x, valid: 2018/2020, text: It snows., evidence: [league-charter]}", ["begin"]),
        ("statements:\n- {id: x, valid: 2020/, text: It snows., evidence: [league-charter]}", []),
        ("agreements:\n- {id: x, on: 2019-06-02, title: Treaty, evidence: [league-charter]}", []),
        ("agreements:\n- {id: x, on: 2019-06-01, title: Treaty, evidence: [league-charter]}", ["begin", "end"]),
        (
            "agreements:\n- {id: x, title: Treaty, evidence: [league-charter], stages: [{stage: signed, on: 2019-05-02}, {stage: in-force, on: 2020-01-01}]}",
            ["signed", "begin"],
        ),
        (
            "contacts:\n- {id: x, on: 2019-07-01, form: meeting, with: lantern-league, theirs: [{person: zero-moustafa}], evidence: [league-charter], stages: [{stage: postponed, on: 2019-05-02, to: 2019-08}]}",
            ["postponed"],
        ),
    ],
)  # fmt: skip
def test_turns_on_record(project: Path, fact: str, turns: list[str]) -> None:
    """A turn counts once it has come: the beginning, dated or not, the end, and each stage, also of what is only planned."""
    add_fact_file(project, fact)
    store = load(project)
    known = [turn.partition(":")[2] for turn in turns_on_record(store, DAY) if turn.startswith("zubrowka/x:")]
    assert known == turns
