"""Tests of protective markings: access, and the marking of a whole from its parts."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.model.diagnostics import Location
from briefings.model.markings import MarkingScheme

LEVELS = ("OPEN", "LANTERN-RESTRICTED", "LANTERN-SECRET")
SCHEME = MarkingScheme(
    "lantern", LEVELS, {level: {"en": level} for level in LEVELS}, Location("facts/markings/lantern.yaml")
)


@pytest.mark.parametrize(
    ("clearance", "readable"),
    [
        ("OPEN", ["OPEN"]),
        ("LANTERN-RESTRICTED", ["OPEN", "LANTERN-RESTRICTED"]),
        ("LANTERN-SECRET", ["OPEN", "LANTERN-RESTRICTED", "LANTERN-SECRET"]),
    ],
)
def test_who_may_read(clearance: str, readable: list[str]) -> None:
    """A reader may see what is marked up to the clearance, and nothing above it."""
    assert readable == [level for level in LEVELS if SCHEME.may_read(clearance, level)]


@pytest.mark.parametrize(
    ("clearance", "level"), [("OPEN", "COSMIC"), ("COSMIC", "OPEN"), ("OPEN", ""), ("OPEN", "open")]
)
def test_a_level_that_there_is_not(clearance: str, level: str) -> None:
    """A level that the scheme has not is never taken for one that may be read."""
    with pytest.raises(ValueError, match="not in tuple"):
        SCHEME.may_read(clearance, level)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([], "OPEN"),
        (["OPEN", "OPEN"], "OPEN"),
        (["OPEN", "LANTERN-SECRET", "LANTERN-RESTRICTED"], "LANTERN-SECRET"),
        (["LANTERN-RESTRICTED"], "LANTERN-RESTRICTED"),
    ],
)
def test_highest(parts: list[str], expected: str) -> None:
    """What is made of parts bears the highest of their levels, and the lowest of all if there are none."""
    assert expected == SCHEME.highest_level(parts)


levels = st.sampled_from(LEVELS)


@given(st.lists(levels), levels)
def test_marking_and_reading_agree(parts: list[str], clearance: str) -> None:
    """Who may read the whole may read every part, and who may read every part may read the whole."""
    every_part = all(SCHEME.may_read(clearance, part) for part in parts)
    assert every_part is SCHEME.may_read(clearance, SCHEME.highest_level(parts))


def test_reading_follows_the_order_of_the_scheme() -> None:
    """A higher clearance reads all that a lower one reads."""
    for low, high in itertools.pairwise(LEVELS):
        assert SCHEME.may_read(high, low)
        assert not SCHEME.may_read(low, high)
