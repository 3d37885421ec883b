"""Tests of the colours of maps: those of the house, with enough contrast, for the classes that a map has."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from briefings.compose.map_colours import colour_map
from briefings.model.colors import MIN_CONTRAST, WHITE, contrast_ratio
from briefings.model.house import DEFAULT_COLOURS
from briefings.project import package_data_folder

MAP = '<svg xmlns="http://www.w3.org/2000/svg"><path class="partner" fill="#000000" d="M0 0h9v9z" /></svg>'
COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)
SHAPE_CONTRAST = 3
"""What WCAG 2.2 asks of shapes that carry meaning, in success criterion 1.4.11."""


def colours_by_class(svg: str) -> dict[str, str]:
    """Return the colours that the style sheet of a map gives to its classes."""
    return dict(re.findall(r"\.(\w+)\{(?:fill|stroke):(#\w+)\}", svg))


def test_the_partner_has_the_accent_colour_of_the_house() -> None:
    """Nothing of the map changes but its colours, which a style sheet sets."""
    coloured = colour_map(MAP, {**DEFAULT_COLOURS, "accent": "#8c1d18"})
    assert colours_by_class(coloured)["partner"] == "#8c1d18"
    assert re.sub("<style>.*</style>", "", coloured) == MAP


def test_an_empty_map_stays_empty() -> None:
    """A file without any shape has nothing to colour."""
    assert colour_map('<svg xmlns="x" />', DEFAULT_COLOURS) == '<svg xmlns="x" />'


@given(COLOURS, COLOURS)
def test_the_partner_stands_out_in_the_colours_of_any_house(accent: str, quiet: str) -> None:
    """Whatever colours a house may have for text, the partner differs enough from its neighbours and the sea."""
    assume(min(contrast_ratio(accent, WHITE), contrast_ratio(quiet, WHITE)) >= MIN_CONTRAST)
    by_class = colours_by_class(colour_map(MAP, {"accent": accent, "quiet": quiet}))
    for name in ("land", "neighbour", "sea"):
        assert contrast_ratio(by_class["partner"], by_class[name]) >= SHAPE_CONTRAST


@pytest.mark.parametrize("code", ["AD", "FJ", "TJ", "US"])
def test_packaged_maps_use_the_classes(code: str) -> None:
    """Each shape of a packaged map has a class with a colour."""
    text = (package_data_folder() / "templates" / "maps" / f"{code}.svg").read_text("utf-8")
    classes = set(re.findall(r'class="(\w+)"', text))
    assert classes <= set(colours_by_class(colour_map(MAP, DEFAULT_COLOURS)))
    assert {"sea", "partner", "border", "frame"} <= classes
    assert len(re.findall(r"<(?:rect|path|circle|g) ", text)) == len(re.findall("class=", text))
