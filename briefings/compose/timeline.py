"""The timeline: milestones along an axis of years, with labels in rows that do not overlap."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from briefings.compose.svg import MARGIN, WIDTH, Axis, fit_text, format_number, svg_document, text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefings.compose.svg import Pen
    from briefings.model.dates import PartialDate

__all__ = ["draw_timeline"]

_ROW_HEIGHT = 17
_FOOT_HEIGHT = 26
_MIN_AXIS_LENGTH = 240
_PADDING = 12
# SVG collapses ordinary spaces.
_GAP = "\u00a0" * 3


def draw_timeline(milestones: Sequence[tuple[PartialDate, str, str]], pen: Pen, note_year: int = 0) -> str:
    """Draw dated milestones and return the SVG.

    Args:
        milestones: date, the date in words, and the label; earliest first, at least one.
        pen: in the colours of the house.
        note_year: the year of the note; the axis reaches at least to its end.
    """
    first_year = milestones[0][0].year
    last_year = max(milestones[-1][0].year, note_year) + 1
    days = date(last_year, 1, 1).toordinal() - date(first_year, 1, 1).toordinal()
    max_width = WIDTH - 2 * MARGIN - _MIN_AXIS_LENGTH - _PADDING
    texts = [fit_text(f"{words}{_GAP}{label}", max_width) for _, words, label in milestones]
    shares = [_midpoint(when, first_year) / days for when, _, _ in milestones]
    widths = [_PADDING + text_width(text) for text in texts]
    # The axis has the width of the page, unless a label would run over the edge.
    length = min(
        [WIDTH - 2 * MARGIN]
        + [(WIDTH - MARGIN - label) / share for label, share in zip(widths, shares, strict=True) if share > 0]
    )
    positions = [MARGIN + share * length for share in shares]
    rows = _assign_rows(positions, widths)
    foot = (1 + max(rows)) * _ROW_HEIGHT + 12
    parts = list(pen.draw_axis(Axis(first_year, last_year, MARGIN, length), foot))
    for (when, _, _), x, text, row in zip(milestones, positions, texts, rows, strict=True):
        y = foot - 16 - row * _ROW_HEIGHT
        fill = pen.accent if when.day is not None else "#ffffff"
        parts += [
            pen.draw_vertical_line(x, y, foot, pen.quiet, ' stroke-width="0.75"'),
            f'<circle cx="{format_number(x)}" cy="{y}" r="3" fill="{fill}" stroke="{pen.accent}"/>',
            pen.draw_text(x + 6, y + 4, text),
        ]
    return svg_document(foot + _FOOT_HEIGHT, parts)


def _midpoint(when: PartialDate, first_year: int) -> float:
    """Return the days from the start of the axis to the middle of a date."""
    return (when.first_day.toordinal() + when.last_day.toordinal()) / 2 - date(first_year, 1, 1).toordinal()


def _assign_rows(positions: Sequence[float], widths: Sequence[float]) -> list[int]:
    """Return a row for each label, 0 next to the axis: each label is above all labels whose stems it would cross."""
    rows = [0] * len(positions)
    for index in reversed(range(len(positions))):
        crossed = [
            later
            for later in range(index + 1, len(positions))
            if positions[later] < positions[index] + widths[index]
        ]
        rows[index] = max((rows[later] + 1 for later in crossed), default=0)
    return rows
