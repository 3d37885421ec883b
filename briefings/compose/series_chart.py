"""The chart of figures over time: bars on a line of zero, one panel for each figure, with the numbers beside them."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from briefings.compose.svg import MARGIN, WIDTH, fit_text, svg_document, text_width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefings.compose.svg import Pen

__all__ = ["MOST_BARS", "MOST_PANELS", "ChartBar", "Panel", "draw_series"]

MOST_BARS = 12
MOST_PANELS = 4
_TITLE_HEIGHT = 18
_BAR_ROOM = 64
_TEXT_HEIGHT = 13
_GAP = 12
_LEAST_PLACES = 4
"""The room that few bars leave: a picture of two is not two walls."""
_BAR_SHARE = 0.6
"""The width of a bar, as a share of its place."""


@dataclass(frozen=True, slots=True)
class ChartBar:
    """A number in the chart.

    Attributes:
        number: its size.
        value: the number in words.
        period: the time that it is for, in words.
        is_estimate: whether it is an estimate, which is drawn with an outline only.
    """

    number: float
    value: str
    period: str
    is_estimate: bool


@dataclass(frozen=True, slots=True)
class Panel:
    """A figure over time: its name and its numbers, oldest first, at least two."""

    name: str
    bars: Sequence[ChartBar]


def draw_series(panels: Sequence[Panel], pen: Pen) -> str:
    """Draw figures over time, one below the other, and return the SVG."""
    parts: list[str] = []
    top = 0.0
    for panel in panels:
        parts += _draw_panel(panel, top, pen)
        top += _panel_height(panel) + _GAP
    return svg_document(top - _GAP, parts)


def _panel_height(panel: Panel) -> float:
    """Return the height of a panel: its title, the bars with their numbers, and the times below them."""
    below_zero = any(bar.number < 0 for bar in panel.bars)
    return _TITLE_HEIGHT + _BAR_ROOM + (3 if below_zero else 2) * _TEXT_HEIGHT + MARGIN


def _draw_panel(panel: Panel, top: float, pen: Pen) -> Iterator[str]:
    """Yield the parts of a panel."""
    yield pen.draw_text((MARGIN, top + _TEXT_HEIGHT), fit_text(panel.name, WIDTH - 2 * MARGIN), is_bold=True)
    most = max(0.0, *(bar.number for bar in panel.bars))
    least = min(0.0, *(bar.number for bar in panel.bars))
    span = (most - least) or 1
    zero = top + _TITLE_HEIGHT + _TEXT_HEIGHT + most / span * _BAR_ROOM
    foot = top + _panel_height(panel) - MARGIN
    inset, place, every = _layout(panel)
    for index, bar in enumerate(panel.bars):
        left = inset + index * place + place * (1 - _BAR_SHARE) / 2
        length = bar.number / span * _BAR_ROOM  # a number may be so small that its inverse is infinite
        height = max(abs(length), 0.5)
        style = f'fill="#ffffff" stroke="{pen.accent}"' if bar.is_estimate else f'fill="{pen.accent}"'
        yield pen.draw_box(
            left, zero - height if bar.number >= 0 else zero, place * _BAR_SHARE, height, style
        )
        middle = inset + (index + 0.5) * place
        if (len(panel.bars) - 1 - index) % every == 0:
            end = zero - length
            y = end - 4 if bar.number >= 0 else end + _TEXT_HEIGHT
            yield pen.draw_text((middle, y), bar.value, "middle")
            yield pen.draw_text((middle, foot), bar.period, "middle", colour=pen.quiet)
    yield pen.draw_line((inset, zero), (inset + place * len(panel.bars), zero), pen.quiet)


def _layout(panel: Panel) -> tuple[float, float, int]:
    """Return where the bars begin, the room of each, and how many share a label, counted from the newest.

    No label leaves the picture, and no two touch.
    """
    widest = max(text_width(text) for bar in panel.bars for text in (bar.value, bar.period)) + 4
    count = max(len(panel.bars), _LEAST_PLACES)
    place = (WIDTH - 2 * MARGIN) / count
    inset = float(MARGIN)
    if widest > place:
        inset += widest / 2
        place = (WIDTH - 2 * inset) / count
    return inset, place, max(1, ceil(widest / place))
