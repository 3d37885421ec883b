"""Tests of the chart of figures: bars of the right height and side, labels inside the picture and apart."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefings.compose.series_chart import ChartBar, Panel, draw_series
from briefings.compose.svg import Pen
from briefings.model.house import DEFAULT_COLOURS
from tests.support.svg_boxes import SVG, misplaced_texts

PENS = [Pen.from_colours(DEFAULT_COLOURS, is_mirrored=is_mirrored) for is_mirrored in (False, True)]
BARS = st.lists(
    st.builds(
        ChartBar,
        number=st.floats(-1e9, 1e9, allow_nan=False),
        value=st.text(alphabet="12.% ", min_size=1, max_size=20),
        period=st.sampled_from(["2025", "Q3 2025", "2024/2025"]),
        is_estimate=st.booleans(),
    ),
    min_size=2,
    max_size=12,
)


def chart_element(panels: list[Panel], pen: Pen = PENS[0]) -> ElementTree.Element:
    """Draw a chart and parse it."""
    return ElementTree.fromstring(draw_series(panels, pen))  # noqa: S314 - our own


def test_bars_stand_on_zero_and_are_as_high_as_their_numbers() -> None:
    """A number below zero hangs from the line, and an estimate is an outline."""
    numbers = [(10.0, False), (5.0, False), (-5.0, True)]
    bars = [ChartBar(number, str(number), "2025", is_estimate) for number, is_estimate in numbers]
    boxes = chart_element([Panel("Oil", bars)]).findall(f"{SVG}rect")
    tops, heights = ([float(box.attrib[name]) for box in boxes] for name in ("y", "height"))
    assert heights[0] == pytest.approx(2 * heights[1], abs=0.2)
    assert heights[1] == pytest.approx(heights[2], abs=0.2)
    zero = tops[0] + heights[0]
    assert tops[1] + heights[1] == pytest.approx(zero, abs=0.2)
    assert tops[2] == pytest.approx(zero, abs=0.2)
    assert [box.attrib["fill"] == "#ffffff" for box in boxes] == [False, False, True]


@given(bars=BARS, pen=st.sampled_from(PENS))
@example(bars=[ChartBar(size, "1", "2025", is_estimate=False) for size in (0.0, 5e-324)], pen=PENS[0])
def test_labels_are_inside_and_apart(bars: list[ChartBar], pen: Pen) -> None:
    chart = chart_element([Panel("Oil & wicks", bars)], pen)
    assert misplaced_texts(chart) == []
