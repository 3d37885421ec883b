"""Tests of inserts: values of a template that are not text."""

from __future__ import annotations

import pytest

from briefings.compose.brief import DraftSlot, Figure, MarkingSlot
from briefings.compose.inserts import Insert
from briefings.templating.slots import CLOSE, OPEN, Slots

FLAG = Figure("flag", "<svg/>", "Flag")


@pytest.mark.parametrize("content", [MarkingSlot(), FLAG, None])
def test_an_insert_always_takes_a_slot(content: DraftSlot | None) -> None:
    """An insert prints a slot although it has no text, even if there is nothing to print."""
    insert = Insert("flag", Slots(), lambda: content)
    assert f"{OPEN}0{CLOSE}" == insert.__html__()
    assert not insert.phrase


@pytest.mark.parametrize(("content", "truth"), [(MarkingSlot(), True), (FLAG, True), (None, False)])
def test_an_insert_without_content_is_false(content: DraftSlot | None, truth: bool) -> None:
    """A template can ask whether there is anything to print."""
    insert = Insert("flag", Slots(), lambda: content)
    assert bool(insert) is truth
    assert insert.content is content
