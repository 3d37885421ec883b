"""Tests of house colours: parsing, contrast as in WCAG, and fixes with the smallest change."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.model.colors import MIN_CONTRAST, WHITE, contrast_ratio, darken_to_contrast, parse_colour

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    # The last two are the greys on either side of the bound that the understanding document of WCAG names.
    [("#000000", WHITE, 21), (WHITE, WHITE, 1), ("#767676", WHITE, 4.54), ("#777777", WHITE, 4.48)],
)
def test_contrast(one: str, other: str, ratio: float) -> None:
    """The contrast of two colours is that of WCAG, whichever comes first."""
    assert round(contrast_ratio(one, other), 2) == round(contrast_ratio(other, one), 2) == ratio


@given(COLOURS)
def test_a_readable_colour_can_be_read(words: str) -> None:
    """What is proposed has enough contrast, and is the colour itself where that has."""
    proposed = darken_to_contrast(words, WHITE)
    assert contrast_ratio(proposed, WHITE) >= MIN_CONTRAST
    assert (proposed == words) == (contrast_ratio(words, WHITE) >= MIN_CONTRAST)


def test_the_nearest_readable_colour() -> None:
    """The colour proposed is the first darker one that passes: one step lighter would fail."""
    assert darken_to_contrast("#808080", WHITE) == "#767676"


def test_where_nothing_darker_helps_the_darkest_is_proposed() -> None:
    """On a dark ground no darker colour can be read, and black is all that is left."""
    assert darken_to_contrast("#404040", "#202020") == "#000000"


def test_a_colour_is_read_in_small_letters() -> None:
    """Capital digits mean the same colour."""
    assert parse_colour("#1F4E79") == "#1f4e79"


@pytest.mark.parametrize("text", ["red", "#fff", "1f4e79", "#1f4e79ff", "#1f4e7g", "rgb(0,0,0)"])
def test_what_is_no_colour_is_refused(text: str) -> None:
    """Only six digits behind # are a colour."""
    with pytest.raises(ValueError, match="is not a colour"):
        parse_colour(text)
