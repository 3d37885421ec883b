"""Tests of hints: the nearest choice, then all of them."""

from __future__ import annotations

import pytest

from briefings.templating.hints import listing_hint


@pytest.mark.parametrize(
    ("word", "choices", "expected"),
    [
        ("tmie", ("text", "time"), "did you mean time? its fields are text, time"),
        ("marmalade", ("text", "time"), "its fields are text, time"),
        ("time", (), ""),
    ],
)
def test_listing_hint(word: str, choices: tuple[str, ...], expected: str) -> None:
    """A hint lists the choices in their order, after the one that is near; without choices there is none."""
    assert listing_hint(word, choices, "its fields are") == expected
