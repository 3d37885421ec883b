"""The tenure charts: one row per post, one bar per holder with the name above it, and a legend."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from briefings.compose.svg import MARGIN, WIDTH, fit_text, svg_document, text_width, wrap_text
from briefings.compose.tenure_bars import (
    PLOT_LEFT,
    PLOT_RIGHT,
    PieceKind,
    dates_shown,
    find_overlaps,
    make_axis,
    place_bar,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from briefings.compose.svg import Axis, Pen
    from briefings.compose.tenure_bars import Bar, PlacedBar, Row

__all__ = ["LegendEntry", "TenureChart", "draw_tenure_charts"]

_NAME_HEIGHT = 15
_BAR_HEIGHT = 8
_LANE_HEIGHT = _NAME_HEIGHT + _BAR_HEIGHT + 4
_TITLE_LINE_HEIGHT = 14
_MAX_TITLE_LINES = 5
_ROW_GAP = 8
_TITLE_GAP = 15
_LEGEND_LINE_HEIGHT = 18
_BOLD_FACTOR = 1.1
"""Width of bold text relative to regular text."""
_SWATCH_WIDTH = 20
_SEAM_OVERLAP = 0.3
"""Length by which a piece overlaps the next one, so that no seam shows."""
_GRID_COLOUR = "#e6eaee"
_SURE_SHARE, _PRESUMED_SHARE = 0.45, 0.1
"""Shares of the accent colour in the fill of a bar."""
_FADE_STEPS = 6
_MOST_HEIGHT = 380
"""Height of the rows of a chart: a bit more than a third of an A4 page, so that no page ends in a large hole."""


class LegendEntry(enum.Enum):
    """The entries of the legend, in order; the label of an entry has its value as last part of its key."""

    ATTESTED = "attested"
    PRESUMED = "presumed"
    UNCONFIRMED = "unconfirmed"
    INEXACT = "inexact"
    OVERLAP = "together"


class TenureChart(NamedTuple):
    """A chart.

    Attributes:
        rows: what it shows.
        svg: the picture.
    """

    rows: Sequence[Row]
    svg: str


class _LaidRow(NamedTuple):
    """A row of a chart with its places.

    Attributes:
        row: the post.
        title_lines: its title.
        bars: each bar with its place and its lane; 0 is the top one.
        height: of the row.
    """

    row: Row
    title_lines: Sequence[str]
    bars: Sequence[tuple[Bar, PlacedBar, int]]
    height: float


_ENTRY_OF_KIND = {
    PieceKind.FADE_IN: LegendEntry.INEXACT,
    PieceKind.FADE_OUT: LegendEntry.INEXACT,
    PieceKind.PRESUMED: LegendEntry.PRESUMED,
    PieceKind.UNCONFIRMED: LegendEntry.UNCONFIRMED,
}


def draw_tenure_charts(
    rows: Sequence[Row], legend: Mapping[LegendEntry, str], day: date, day_words: str, pen: Pen
) -> list[TenureChart]:
    """Draw the tenures of posts, over as many charts of one axis as a page needs to break between them.

    Args:
        rows: at least one, each with at least one bar.
        legend: the text of each entry; the last chart prints only the entries that they need.
        day: of the note, where the axis ends.
        day_words: the day in words, short.
        pen: in the colours of the house.
    """
    axis = make_axis(dates_shown(rows), day)
    brush = _Brush(pen)
    groups = _divide([_lay_out(row, axis) for row in rows])
    charts = []
    for number, group in enumerate(groups, 1):
        parts, height = _draw_rows(group, axis, day_words, brush)
        if number == len(groups):
            entries = [(entry, legend[entry]) for entry in LegendEntry if entry in brush.legend_entries]
            legend_parts, height = brush.draw_legend(entries, height + 18)
            parts += legend_parts
        charts.append(TenureChart([laid.row for laid in group], svg_document(height, parts)))
    return charts


def _divide(rows: Sequence[_LaidRow]) -> list[list[_LaidRow]]:
    """Return the rows in groups of about one height, none higher than a chart may be unless a row is."""
    whole = sum(laid.height for laid in rows)
    share = whole / ceil(whole / _MOST_HEIGHT)
    groups: list[list[_LaidRow]] = [[]]
    filled = 0.0
    for laid in rows:
        if groups[-1] and filled + laid.height / 2 > share * len(groups):
            groups.append([])
        groups[-1].append(laid)
        filled += laid.height
    return groups


def _draw_rows(
    rows: Sequence[_LaidRow], axis: Axis, day_words: str, brush: _Brush
) -> tuple[list[str], float]:
    """Draw rows above their axis; return the parts of the picture and its height."""
    pen = brush.pen
    parts: list[str] = []
    y = 0.0
    for laid in rows:
        if y:
            parts.append(
                pen.draw_line((MARGIN, y - _ROW_GAP / 2), (PLOT_RIGHT, y - _ROW_GAP / 2), _GRID_COLOUR)
            )
        _draw_row(laid, axis, y, brush, parts)
        y += laid.height
    grid = [
        pen.draw_line((axis.x_of_year(year), 0), (axis.x_of_year(year), y), _GRID_COLOUR)
        for year in axis.ticks
    ]
    return [*grid, *parts, *_draw_axis(axis, y, day_words, pen)], y + 20


def _draw_axis(axis: Axis, y: float, day_words: str, pen: Pen) -> Iterator[str]:
    """Yield the axis with its years below, and the day of the note at its end."""
    yield pen.draw_line((axis.left, y), (axis.right, y), pen.ink)
    for year in axis.ticks:
        yield pen.draw_line((axis.x_of_year(year), y), (axis.x_of_year(year), y + 4), pen.ink)
    day_room = text_width(day_words) * _BOLD_FACTOR
    for year in axis.labelled_years(day_room):
        yield pen.draw_text((axis.x_of_year(year), y + 16), str(year), "middle", colour=pen.quiet)
    yield pen.draw_line((axis.right, 0), (axis.right, y + 4), pen.accent, ' stroke-width="1.5"')
    yield pen.draw_text((axis.right, y + 16), day_words, "end", colour=pen.accent, is_bold=True)


def _lay_out(row: Row, axis: Axis) -> _LaidRow:
    """Return a row with the place of each of its bars."""
    lines = wrap_text(row.title, (PLOT_LEFT - MARGIN - _TITLE_GAP) / _BOLD_FACTOR, _MAX_TITLE_LINES)
    ends: list[float] = []
    bars = []
    for bar in row.bars:
        placed_bar = place_bar(bar, axis)
        # The first lane where neither bar nor name overlaps an earlier one.
        lane = next((n for n, end in enumerate(ends) if end <= placed_bar.span[0]), len(ends))
        ends[lane : lane + 1] = [placed_bar.span[1]]
        bars.append((bar, placed_bar, lane))
    height = max(len(ends) * _LANE_HEIGHT, len(lines) * _TITLE_LINE_HEIGHT) + _ROW_GAP
    return _LaidRow(row, lines, bars, height)


def _draw_row(laid: _LaidRow, axis: Axis, y: float, brush: _Brush, parts: list[str]) -> None:
    """Add a post to the parts of a picture."""
    for index, line in enumerate(laid.title_lines):
        parts.append(brush.pen.draw_text((MARGIN, y + 12 + index * _TITLE_LINE_HEIGHT), line, is_bold=True))
    overlaps = find_overlaps(laid.row)
    for bar, placed_bar, lane in laid.bars:
        top = y + lane * _LANE_HEIGHT + _NAME_HEIGHT
        parts.append(brush.pen.draw_text((placed_bar.name_x, top - 3), placed_bar.name))
        parts += brush.draw_bar(bar, placed_bar, top)
        for first, last, names in overlaps:
            if bar.name in names:
                left = min(axis.x_of_day(first), axis.right - 2)
                parts.append(brush.draw_overlap(left, top, max(axis.x_of_day(last) - left, 2)))
        if bar.attested_dates:
            first, last = bar.sure_days
            attested_day = min(max(bar.attested_dates[-1].first_day.toordinal(), first), last)
            parts.append(brush.draw_attestation(axis.x_of_day(attested_day), top + _BAR_HEIGHT / 2))


@dataclass(frozen=True, slots=True)
class _Brush:
    """A pen for the bars of a chart, which records the entries that its legend needs.

    Attributes:
        pen: in the colours of the house.
        legend_entries: these entries.
    """

    pen: Pen
    legend_entries: set[LegendEntry] = field(default_factory=set)

    def draw_bar(self, bar: Bar, placed_bar: PlacedBar, top: float) -> Iterator[str]:
        """Yield a bar with its edges; a vacancy is hatched from end to end."""
        if bar.is_vacancy:
            left, right = placed_bar.ends
            yield self.pen.draw_hatch(left, top, right - left, _BAR_HEIGHT)
            return
        for piece in placed_bar.pieces:
            if piece.right > piece.left:
                seam = _SEAM_OVERLAP if piece.kind in (PieceKind.FADE_IN, PieceKind.CERTAIN) else 0
                length = min(piece.right + seam, PLOT_RIGHT) - piece.left
                yield self.draw_piece(piece.left, top, length, piece.kind)
                if entry := _ENTRY_OF_KIND.get(piece.kind):
                    self.legend_entries.add(entry)
        for x in placed_bar.edges:
            yield self.pen.draw_line((x, top), (x, top + _BAR_HEIGHT), self.pen.accent, ' stroke-width="2"')

    def draw_attestation(self, x: float, y: float) -> str:
        """Return a dot for the last day on which sources attest a tenure."""
        self.legend_entries.add(LegendEntry.ATTESTED)
        return self.pen.draw_dot(x, y, 2.6, f'fill="{self.pen.accent}"')

    def draw_overlap(self, left: float, top: float, length: float) -> str:
        """Return a box over the part of a bar in which the post had more holders than seats."""
        self.legend_entries.add(LegendEntry.OVERLAP)
        style = f'fill="{self.pen.warning}" fill-opacity="0.35" stroke="{self.pen.warning}"'
        return self.pen.draw_box(left, top, length, _BAR_HEIGHT, style)

    def draw_piece(self, left: float, top: float, length: float, kind: PieceKind) -> str:
        """Return a piece of a bar."""
        match kind:
            case PieceKind.CERTAIN:
                style = f'fill="{self.pen.tint(_SURE_SHARE)}"'
            case PieceKind.PRESUMED:
                style = (
                    f'fill="{self.pen.tint(_PRESUMED_SHARE)}" stroke="{self.pen.quiet}" stroke-width="0.5"'
                )
            case PieceKind.UNCONFIRMED:
                style = f'fill="#ffffff" stroke="{self.pen.quiet}" stroke-dasharray="3 2"'
            case PieceKind.FADE_IN | PieceKind.FADE_OUT:
                return self._draw_fade(left, top, length, kind)
        return self.pen.draw_box(left, top, length, _BAR_HEIGHT, style)

    def _draw_fade(self, left: float, top: float, length: float, kind: PieceKind) -> str:
        """Return a fade as stacked boxes instead of a gradient, which viewers draw differently."""
        boxes = []
        for step in range(_FADE_STEPS):
            shorter = length * (1 - step / _FADE_STEPS)
            x = left if kind is PieceKind.FADE_OUT else left + length - shorter
            shade = self.pen.tint(_SURE_SHARE * (step + 0.5) / _FADE_STEPS)
            boxes.append(self.pen.draw_box(x, top, shorter, _BAR_HEIGHT, f'fill="{shade}"'))
        return "".join(boxes)

    def draw_legend(self, items: Sequence[tuple[LegendEntry, str]], y: float) -> tuple[list[str], float]:
        """Draw a legend over as many lines as it needs.

        Args:
            items: each entry with its text.
            y: of the middle of the first line.

        Returns:
            The parts of the legend, and the height of the picture with it.
        """
        parts: list[str] = []
        x, middle = float(MARGIN), y
        for entry, text in items:
            width = _SWATCH_WIDTH + 5 + text_width(text)
            if x > MARGIN and x + width > WIDTH - MARGIN:
                x, middle = float(MARGIN), middle + _LEGEND_LINE_HEIGHT
            parts.append(self._draw_swatch(entry, x, middle))
            room = WIDTH - MARGIN - x - _SWATCH_WIDTH - 5
            parts.append(self.pen.draw_text((x + _SWATCH_WIDTH + 5, middle + 4), fit_text(text, room)))
            x += width + 16
        return parts, middle + 10 if items else y - 16

    def _draw_swatch(self, entry: LegendEntry, x: float, middle: float) -> str:
        """Return the sign of an entry of the legend.

        Args:
            entry: of the legend.
            x: its left end.
            middle: y coordinate of its middle.
        """
        top = middle - _BAR_HEIGHT / 2
        match entry:
            case LegendEntry.ATTESTED:
                return self.draw_attestation(x + _SWATCH_WIDTH - 4, middle)
            case LegendEntry.OVERLAP:
                return self.draw_overlap(x, top, _SWATCH_WIDTH)
            case LegendEntry.PRESUMED:
                kind = PieceKind.PRESUMED
            case LegendEntry.UNCONFIRMED:
                kind = PieceKind.UNCONFIRMED
            case LegendEntry.INEXACT:
                kind = PieceKind.FADE_IN
        return self.draw_piece(x, top, _SWATCH_WIDTH, kind)
