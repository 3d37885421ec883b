"""Pictures as SVG, drawn by hand so that they are the same everywhere. Lengths are in SVG user units.

A picture says nothing that the table beside it does not say.
"""

from __future__ import annotations

from datetime import date
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefings.period import PartialDate

__all__ = ["timeline"]

WIDTH = 720
MARGIN = 14
ROW = 17
AXIS_GAP = 26
TEXT_SIZE = 10.5
LETTER = 5.6
MOST_TICKS = 12
FONT = "Briefings Sans, Noto Sans, DejaVu Sans, Arial, sans-serif"
INK, LINE, ACCENT = "#1b2733", "#6b7885", "#1f4e79"


def timeline(milestones: Sequence[tuple[PartialDate, str, str]]) -> str:
    """Draw dated milestones along an axis of years, each with its label on a row clear of the others.

    Args:
        milestones: date, the date in words, and the label; earliest first, at least one.
    """
    first_year = milestones[0][0].year
    last_year = milestones[-1][0].year + 1
    days = date(last_year, 1, 1).toordinal() - date(first_year, 1, 1).toordinal()
    texts = [f"{words}  {label}" for _, words, label in milestones]
    shares = [_middle(when, first_year) / days for when, _, _ in milestones]
    # As long as the page is wide, unless a label would run over the edge.
    length = min(
        [WIDTH - 2 * MARGIN]
        + [
            (WIDTH - MARGIN - _width(text)) / share
            for text, share in zip(texts, shares, strict=True)
            if share > 0
        ]
    )
    across = [MARGIN + share * length for share in shares]
    rows = _rows(across, [_width(text) for text in texts])
    axis = (1 + max(rows)) * ROW + 12
    height = axis + AXIS_GAP
    size = f'viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="{FONT}" font-size="{TEXT_SIZE}">',
        f'<line x1="{MARGIN}" y1="{axis}" x2="{_number(MARGIN + length)}" y2="{axis}" stroke="{INK}"/>',
    ]
    years = last_year - first_year
    step = _step(years)
    for year in range(first_year + (-first_year) % step, last_year + 1, step):
        tick = _number(MARGIN + (year - first_year) / years * length)
        parts.append(f'<line x1="{tick}" y1="{axis}" x2="{tick}" y2="{axis + 5}" stroke="{INK}"/>')
        parts.append(f'<text x="{tick}" y="{axis + 17}" text-anchor="middle" fill="{INK}">{year}</text>')
    for (when, _, _), x, text, row in zip(milestones, across, texts, rows, strict=True):
        y = axis - 16 - row * ROW
        fill = ACCENT if when.day is not None else "#ffffff"
        parts += [
            f'<line x1="{_number(x)}" y1="{y}" x2="{_number(x)}" y2="{axis}" stroke="{LINE}" stroke-width="0.75"/>',
            f'<circle cx="{_number(x)}" cy="{y}" r="3" fill="{fill}" stroke="{ACCENT}"/>',
            f'<text x="{_number(x + 6)}" y="{y + 4}" fill="{INK}">{escape(text)}</text>',
        ]
    return "".join([*parts, "</svg>"])


def _middle(when: PartialDate, first_year: int) -> float:
    """Days from the beginning of the axis to the middle of a date."""
    return (when.first.toordinal() + when.last.toordinal()) / 2 - date(first_year, 1, 1).toordinal()


def _width(text: str) -> float:
    return 12 + LETTER * len(text)


def _rows(across: Sequence[float], widths: Sequence[float]) -> list[int]:
    """A row for each label, 0 being next to the axis: above the stems that it would cross, clear of its neighbours."""
    rows = [0] * len(across)
    for index in reversed(range(len(across))):
        crossed = [
            later for later in range(index + 1, len(across)) if across[later] < across[index] + widths[index]
        ]
        rows[index] = max((rows[later] + 1 for later in crossed), default=0)
    return rows


def _step(years: int) -> int:
    """Years between ticks of the axis, so that there are not too many."""
    return next((step for step in (1, 2, 5, 10, 20, 50) if years / step <= MOST_TICKS), 100)


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
