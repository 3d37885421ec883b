"""The number of a note in the register of its house."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.notes import FICTIONAL, base_of, composed, read_out

if TYPE_CHECKING:
    from pathlib import Path

HOUSE = base_of(FICTIONAL).house


@pytest.mark.parametrize(
    ("pattern", "number", "printed"),
    [
        ("LLK({year}) {number}", "13", "LLK(2026) 13"),
        ("{partner}/{product}/{date}-{number}", "13 bis", "ZUBROWKA/brief/2026-11-23-13 bis"),
        ("{number}/{year}", "", "……/2026"),
        ("LLK", "13", "LLK"),
        ("", "13", ""),
    ],
)
def test_a_reference(tmp_path: Path, pattern: str, number: str, printed: str) -> None:
    """A reference is the pattern of the house, its places filled in; a number not yet given is a blank."""
    brief = composed(tmp_path, "{{ note.reference }}", number=number, house=replace(HOUSE, reference=pattern))
    assert (read_out(brief), brief.reference) == (printed, printed)


def test_the_day_in_a_reference_may_pass(tmp_path: Path) -> None:
    """A reference that names the day bears it, so that another day alone makes no other note."""
    house = replace(HOUSE, reference="{date}")
    brief = composed(tmp_path, "{{ note.reference }}", house=house)
    assert [slot.key for slot in brief.slots if hasattr(slot, "key")] == ["as-at"]
