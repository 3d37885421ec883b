"""Tests of the things that figures count."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefings.checks.text.counted_things import CountedThings, counted_things
from briefings.factbase.load import load

if TYPE_CHECKING:
    from pathlib import Path

FIGURES = """\
marking: PUBLIC
figures:
- {id: case-members, name: Members of the League, value: "13", valid: 2010/2020, evidence: [league-charter]}
- {id: case-lamps, name: Lamps, value: "41", valid: 2010/2020, evidence: [league-charter]}
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("All 12 members of the League came.", 12),
        ("The League has twelve members.", 12),
        ("The league's 12 members came.", 12),
        ("The three members of the League in the valley came.", None),
        ("The members of the League came.", None),
    ],
)
def test_counted_things(project: Path, text: str, expected: int | None) -> None:
    """A figure with "of" in its name counts things of a whole, and a text may give their number."""
    (project / "facts" / "zubrowka" / "case.yaml").write_text(FIGURES, "utf-8")
    things = counted_things(load(project))["zubrowka"]
    thing = things["members of the league"]
    assert thing.head == "members"
    assert list(CountedThings(things.values()).find(text)) == ([thing] if expected else [])
    count = thing.find_count(text)
    assert (count and count.value) == expected
