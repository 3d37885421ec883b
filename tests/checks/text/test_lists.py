"""Tests of lists that a text counts."""

from __future__ import annotations

import pytest

from briefings.checks.text.lists import find_counted_lists


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("There are five key areas: lamps; wicks; oil.", "en", [("five", 5, 3, 3)]),
        ("There are three areas: lamps, wicks and oil.", "en", [("three", 3, 0, 3)]),
        ("The two sides named three aims: lamps; wicks.", "en", [("three", 3, 2, 2)]),
        ("The two sides named aims: lamps; wicks.", "en", []),
        ("It met two times: in May; in June.", "en", []),
        ("Deux domaines: lampes; mèches.", "fr", [("Deux", 2, 2, 2)]),
        ("Two keepers left: the lamps, which were old, and the oil.", "en", []),
        ("No list here; none.", "en", []),
    ],
)
def test_find(text: str, language: str, expected: list[tuple[str, int, int, int]]) -> None:
    """A list after a colon has the last number before it, if that counts its items."""
    assert list(find_counted_lists(text, language)) == expected
