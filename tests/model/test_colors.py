"""Colours of the house: read as written, measured as WCAG measures them, mended with the least change."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.model.colors import ENOUGH, WHITE, colour, contrast, readable

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    # The last two are the greys on either side of the bound that the understanding document of WCAG names.
    [("#000000", WHITE, 21), (WHITE, WHITE, 1), ("#767676", WHITE, 4.54), ("#777777", WHITE, 4.48)],
)
def test_contrast(one: str, other: str, ratio: float) -> None:
    """The contrast of two colours is that of WCAG, whichever comes first."""
    assert round(contrast(one, other), 2) == round(contrast(other, one), 2) == ratio


@given(COLOURS)
def test_a_readable_colour_can_be_read(words: str) -> None:
    """What is proposed has enough contrast, and is the colour itself where that has."""
    proposed = readable(words, WHITE)
    assert contrast(proposed, WHITE) >= ENOUGH
    assert (proposed == words) == (contrast(words, WHITE) >= ENOUGH)


def test_the_nearest_readable_colour() -> None:
    """The colour proposed is the first darker one that passes: one step lighter would fail."""
    assert readable("#808080", WHITE) == "#767676"


def test_where_nothing_darker_helps_the_darkest_is_proposed() -> None:
    """On a dark ground no darker colour can be read, and black is all that is left."""
    assert readable("#404040", "#202020") == "#000000"


def test_a_colour_is_read_in_small_letters() -> None:
    """Capital digits mean the same colour."""
    assert colour("#1F4E79") == "#1f4e79"


@pytest.mark.parametrize("text", ["red", "#fff", "1f4e79", "#1f4e79ff", "#1f4e7g", "rgb(0,0,0)"])
def test_what_is_no_colour_is_refused(text: str) -> None:
    """Only six digits behind # are a colour."""
    with pytest.raises(ValueError, match="is not a colour"):
        colour(text)
