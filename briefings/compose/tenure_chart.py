"""The tenure chart: one row per post, one bar per holder, with the holder's name and a legend."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefings.compose.svg import MARGIN, WIDTH, fit_text, format_number, svg_document, text_width
from briefings.compose.tenure_bars import PieceKind, Scale, dates_shown, find_overlaps, place_bar
from briefings.model.colors import lighten

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefings.compose.svg import Pen
    from briefings.compose.tenure_bars import PlacedBar, Row

__all__ = ["LegendEntry", "draw_tenure_chart"]

_TITLE_HEIGHT = 18
_LANE_HEIGHT = 20
_BAR_HEIGHT = 15
_ROW_GAP = 8
_BOLD_FACTOR = 1.1
"""Width of bold text relative to regular text."""
_SWATCH_WIDTH = 20
_SEAM_OVERLAP = 0.3
"""Length by which a piece overlaps the next one, so that no seam shows."""
_GRID_COLOUR = "#e6eaee"
_OVERLAP_STYLE = 'fill="#9a3d00" fill-opacity="0.16" stroke="#9a3d00" stroke-dasharray="3 2"'
_SURE_SHARE, _PRESUMED_SHARE = 0.3, 0.1
"""Shares of the accent colour in the fill of a bar."""
_FADE_STEPS = 6


class LegendEntry(enum.Enum):
    """The entries of the legend, in order; the label of an entry has its value as last part of its key."""

    ATTESTED = "attested"
    PRESUMED = "presumed"
    UNCONFIRMED = "unconfirmed"
    INEXACT = "inexact"
    OVERLAP = "together"


_ENTRY_OF_KIND = {
    PieceKind.FADE_IN: LegendEntry.INEXACT,
    PieceKind.FADE_OUT: LegendEntry.INEXACT,
    PieceKind.PRESUMED: LegendEntry.PRESUMED,
    PieceKind.UNCONFIRMED: LegendEntry.UNCONFIRMED,
}


def draw_tenure_chart(rows: Sequence[Row], legend: Mapping[LegendEntry, str], pen: Pen) -> str:
    """Draw the tenures of posts and return the SVG.

    Args:
        rows: at least one, each with at least one bar.
        legend: the text of each entry; the chart prints only the entries that it needs.
        pen: in the colours of the house.
    """
    scale = Scale(dates_shown(rows))
    brush = _Brush(pen)
    parts: list[str] = []
    y = 0.0
    for row in rows:
        y += _draw_row(row, scale, y, brush, parts)
    foot = y + 4
    grid = [
        pen.draw_vertical_line(scale.axis.x_of_year(year), 0, foot, _GRID_COLOUR) for year in scale.axis.ticks
    ]
    legend_parts, height = brush.draw_legend(
        [(entry, legend[entry]) for entry in LegendEntry if entry in brush.legend_entries], foot + 34
    )
    return svg_document(height, [*grid, *parts, *pen.draw_axis(scale.axis, foot), *legend_parts])


def _draw_row(row: Row, scale: Scale, y: float, brush: _Brush, parts: list[str]) -> float:
    """Add a post to the parts of a picture; return the height of its row."""
    title = fit_text(row.title, (WIDTH - 2 * MARGIN) / _BOLD_FACTOR)
    parts.append(brush.pen.draw_text(MARGIN, y + 12, title, ' font-weight="bold"'))
    ends: list[float] = []
    for bar in row.bars:
        placed_bar = place_bar(bar, scale)
        # The first lane where neither bar nor name overlaps an earlier one.
        lane = next((n for n, end in enumerate(ends) if end <= placed_bar.span[0] + 0.05), len(ends))
        ends[lane : lane + 1] = [placed_bar.span[1]]
        top = y + _TITLE_HEIGHT + lane * _LANE_HEIGHT
        parts += brush.draw_bar(placed_bar, top)
        if bar.attested_dates:
            first, last = bar.sure_days
            attested_day = min(max(bar.attested_dates[-1].first_day.toordinal(), first), last)
            parts.append(brush.draw_attestation(scale.x_of_day(attested_day), top + _BAR_HEIGHT))
    for first, last, _ in find_overlaps(row):
        left, right = scale.x_of_day(first), max(scale.x_of_day(last), scale.x_of_day(first) + 2)
        parts.append(
            brush.draw_overlap(left, y + _TITLE_HEIGHT - 3, right - left, len(ends) * _LANE_HEIGHT + 3)
        )
    return _TITLE_HEIGHT + len(ends) * _LANE_HEIGHT + _ROW_GAP


@dataclass(frozen=True, slots=True)
class _Brush:
    """A pen for the bars of a chart, which records the entries that its legend needs.

    Attributes:
        pen: in the colours of the house.
        legend_entries: these entries.
    """

    pen: Pen
    legend_entries: set[LegendEntry] = field(default_factory=set)

    def draw_bar(self, placed_bar: PlacedBar, top: float) -> Iterator[str]:
        """Yield a bar with its edges and its label."""
        for piece in placed_bar.pieces:
            if piece.right > piece.left:
                seam = _SEAM_OVERLAP if piece.kind in (PieceKind.FADE_IN, PieceKind.CERTAIN) else 0
                yield self.draw_box(piece.left, top, piece.right - piece.left + seam, _BAR_HEIGHT, piece.kind)
            if entry := _ENTRY_OF_KIND.get(piece.kind):
                self.legend_entries.add(entry)
        for x in placed_bar.edges:
            yield self.pen.draw_vertical_line(x, top, top + _BAR_HEIGHT, self.pen.accent, ' stroke-width="2"')
        yield self.pen.draw_text(
            placed_bar.label_x,
            top + 11,
            placed_bar.label,
            ' text-anchor="end"' if placed_bar.is_label_before else "",
        )

    def draw_attestation(self, x: float, y: float) -> str:
        """Return a dot for the last day on which sources attest a tenure."""
        self.legend_entries.add(LegendEntry.ATTESTED)
        return f'<circle cx="{format_number(x)}" cy="{format_number(y)}" r="2.6" fill="{self.pen.accent}"/>'

    def draw_overlap(self, left: float, top: float, length: float, height: float) -> str:
        """Return a box over the time when a post had more holders than seats."""
        self.legend_entries.add(LegendEntry.OVERLAP)
        return _draw_rect(left, top, length, height, _OVERLAP_STYLE)

    def draw_box(self, left: float, top: float, length: float, height: float, kind: PieceKind) -> str:
        """Return a piece of a bar."""
        match kind:
            case PieceKind.CERTAIN:
                style = f'fill="{lighten(self.pen.accent, _SURE_SHARE)}"'
            case PieceKind.PRESUMED:
                fill = lighten(self.pen.accent, _PRESUMED_SHARE)
                style = f'fill="{fill}" stroke="{self.pen.quiet}" stroke-width="0.5"'
            case PieceKind.UNCONFIRMED:
                style = f'fill="#ffffff" stroke="{self.pen.quiet}" stroke-dasharray="3 2"'
            case PieceKind.FADE_IN | PieceKind.FADE_OUT:
                return self._draw_fade(left, top, length, height, kind)
        return _draw_rect(left, top, length, height, style)

    def _draw_fade(self, left: float, top: float, length: float, height: float, kind: PieceKind) -> str:
        """Return a fade as stacked boxes instead of a gradient, which viewers draw differently."""
        boxes = []
        for step in range(_FADE_STEPS):
            shorter = length * (1 - step / _FADE_STEPS)
            x = left if kind is PieceKind.FADE_OUT else left + length - shorter
            shade = lighten(self.pen.accent, _SURE_SHARE * (step + 0.5) / _FADE_STEPS)
            boxes.append(_draw_rect(x, top, shorter, height, f'fill="{shade}"'))
        return "".join(boxes)

    def draw_legend(self, items: Sequence[tuple[LegendEntry, str]], y: float) -> tuple[list[str], float]:
        """Draw a legend over as many lines as it needs.

        Args:
            items: each entry with its text.
            y: of the first line.

        Returns:
            The parts of the legend, and the height of the picture with it.
        """
        parts: list[str] = []
        x, top = float(MARGIN), y
        for entry, text in items:
            width = _SWATCH_WIDTH + 5 + text_width(text)
            if x > MARGIN and x + width > WIDTH - MARGIN:
                x, top = float(MARGIN), top + _LANE_HEIGHT
            parts.append(self._draw_swatch(entry, x, top))
            parts.append(
                self.pen.draw_text(
                    x + _SWATCH_WIDTH + 5, top + 4, fit_text(text, WIDTH - MARGIN - x - _SWATCH_WIDTH - 5)
                )
            )
            x += width + 16
        return parts, top + 12 if items else y - 10

    def _draw_swatch(self, entry: LegendEntry, x: float, y: float) -> str:
        """Return the sign of an entry of the legend.

        Args:
            entry: of the legend.
            x: its left end.
            y: its middle.
        """
        match entry:
            case LegendEntry.ATTESTED:
                return self.draw_attestation(x + _SWATCH_WIDTH - 4, y)
            case LegendEntry.OVERLAP:
                return self.draw_overlap(x, y - 5, _SWATCH_WIDTH, 10)
            case LegendEntry.PRESUMED:
                kind = PieceKind.PRESUMED
            case LegendEntry.UNCONFIRMED:
                kind = PieceKind.UNCONFIRMED
            case LegendEntry.INEXACT:
                kind = PieceKind.FADE_IN
        return self.draw_box(x, y - 5, _SWATCH_WIDTH, 10, kind)


def _draw_rect(left: float, top: float, length: float, height: float, style: str) -> str:
    """Return a rectangle."""
    position = f'x="{format_number(left)}" width="{format_number(length)}" y="{format_number(top)}" height="{format_number(height)}"'
    return f"<rect {position} {style}/>"
