"""The strip of posts: a row a post, a bar for each holder, as long as the post is known to have been held."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefings.compose.svg import MARGIN, WIDTH, fitted, number, picture, width
from briefings.compose.tenure_bars import OPEN, Scale, days_of, shape, together
from briefings.model.colors import paler

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefings.compose.svg import Pen
    from briefings.compose.tenure_bars import Row, Shape

__all__ = ["LEGEND", "strip"]

LEGEND = ("attested", "presumed", "unconfirmed", "inexact", "together")
"""What the picture explains below itself, by name, as far as it occurs."""

_TITLE = 18
_LANE = 20
_HEIGHT = 15
_GAP = 8
_BOLD = 1.1
"""How much wider bold words are."""
_SWATCH = 20
_SEAM = 0.3
"""How far a piece reaches over the next one, so that no seam shows."""
_GRID = "#e6eaee"
_CLASH = 'fill="#9a3d00" fill-opacity="0.16" stroke="#9a3d00" stroke-dasharray="3 2"'
_SURE, _PRESUMED = 0.3, 0.1
"""Shares of the accent."""
_FADING = 6
_EXPLAINED = {"in": "inexact", "out": "inexact", **dict.fromkeys(OPEN, "unconfirmed"), "presumed": "presumed"}


def strip(rows: Sequence[Row], legend: Mapping[str, str], pen: Pen) -> str:
    """Draw the posts.

    Args:
        rows: at least one, each with at least one bar.
        legend: words for each of `LEGEND`.
        pen: in the colours of the house.
    """
    scale = Scale(days_of(rows))
    brush = _Brush(pen)
    parts: list[str] = []
    y = 0.0
    for row in rows:
        y += _row(row, scale, y, brush, parts)
    foot = y + 4
    grid = [pen.upright(scale.axis.x(year), 0, foot, _GRID) for year in scale.axis.ticks]
    legend_parts, height = brush.legend(
        [(name, legend[name]) for name in LEGEND if name in brush.used], foot + 34
    )
    return picture(height, [*grid, *parts, *pen.axis(scale.axis, foot), *legend_parts])


def _row(row: Row, scale: Scale, y: float, brush: _Brush, parts: list[str]) -> float:
    """Add a post to the parts of a picture; returns how high it is."""
    title = fitted(row.title, (WIDTH - 2 * MARGIN) / _BOLD)
    parts.append(brush.pen.text(MARGIN, y + 12, title, ' font-weight="bold"'))
    ends: list[float] = []
    for bar in row.bars:
        placed = shape(bar, scale)
        # The first lane in which neither bar nor name runs over an earlier one.
        lane = next((n for n, end in enumerate(ends) if end <= placed.taken[0] + 0.05), len(ends))
        ends[lane : lane + 1] = [placed.taken[1]]
        top = y + _TITLE + lane * _LANE
        parts += brush.bar(placed, top)
        if bar.sightings:
            first, last = bar.sure
            seen = min(max(bar.sightings[-1].first.toordinal(), first), last)
            parts.append(brush.sighting(scale.x(seen), top + _HEIGHT))
    for first, last, _ in together(row):
        left, right = scale.x(first), max(scale.x(last), scale.x(first) + 2)
        parts.append(brush.clash(left, y + _TITLE - 3, right - left, len(ends) * _LANE + 3))
    return _TITLE + len(ends) * _LANE + _GAP


@dataclass(frozen=True, slots=True)
class _Brush:
    """Draws bars, and knows what of the legend it has drawn."""

    pen: Pen
    used: set[str] = field(default_factory=set)

    def bar(self, placed: Shape, top: float) -> Iterator[str]:
        for piece in placed.pieces:
            if piece.right > piece.left:
                seam = _SEAM if piece.kind in ("in", "sure") else 0
                yield self.box(piece.left, top, piece.right - piece.left + seam, _HEIGHT, piece.kind)
            if piece.kind in _EXPLAINED:
                self.used.add(_EXPLAINED[piece.kind])
        for x in placed.edges:
            yield self.pen.upright(x, top, top + _HEIGHT, self.pen.accent, ' stroke-width="2"')
        yield self.pen.text(placed.at, top + 11, placed.words, ' text-anchor="end"' if placed.before else "")

    def sighting(self, x: float, y: float) -> str:
        self.used.add("attested")
        return f'<circle cx="{number(x)}" cy="{number(y)}" r="2.6" fill="{self.pen.accent}"/>'

    def clash(self, left: float, top: float, length: float, height: float) -> str:
        self.used.add("together")
        return _rect(left, top, length, height, _CLASH)

    def box(self, left: float, top: float, length: float, height: float, kind: str) -> str:
        if kind == "sure":
            return _rect(left, top, length, height, f'fill="{paler(self.pen.accent, _SURE)}"')
        if kind == "presumed":
            look = f'fill="{paler(self.pen.accent, _PRESUMED)}" stroke="{self.pen.quiet}" stroke-width="0.5"'
            return _rect(left, top, length, height, look)
        if kind in OPEN:
            look = f'fill="#ffffff" stroke="{self.pen.quiet}" stroke-dasharray="3 2"'
            return _rect(left, top, length, height, look)
        # Boxes one over the other instead of a gradient, which viewers draw differently.
        boxes = []
        for step in range(_FADING):
            shorter = length * (1 - step / _FADING)
            x = left if kind == "out" else left + length - shorter
            shade = paler(self.pen.accent, _SURE * (step + 0.5) / _FADING)
            boxes.append(_rect(x, top, shorter, height, f'fill="{shade}"'))
        return "".join(boxes)

    def legend(self, items: Sequence[tuple[str, str]], y: float) -> tuple[list[str], float]:
        """What was drawn, explained in as many lines as it needs, and where that ends."""
        parts: list[str] = []
        x, top = float(MARGIN), y
        swatches = {"unconfirmed": "possible", "inexact": "in", "presumed": "presumed"}
        for name, words in items:
            needed = _SWATCH + 5 + width(words)
            if x > MARGIN and x + needed > WIDTH - MARGIN:
                x, top = float(MARGIN), top + _LANE
            if name == "attested":
                parts.append(self.sighting(x + _SWATCH - 4, top))
            elif name == "together":
                parts.append(self.clash(x, top - 5, _SWATCH, 10))
            else:
                parts.append(self.box(x, top - 5, _SWATCH, 10, swatches[name]))
            parts.append(
                self.pen.text(x + _SWATCH + 5, top + 4, fitted(words, WIDTH - MARGIN - x - _SWATCH - 5))
            )
            x += needed + 16
        return parts, top + 12 if items else y - 10


def _rect(left: float, top: float, length: float, height: float, look: str) -> str:
    place = f'x="{number(left)}" width="{number(length)}" y="{number(top)}" height="{number(height)}"'
    return f"<rect {place} {look}/>"
