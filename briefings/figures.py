"""Pictures as SVG, drawn by hand so that they are the same everywhere. Lengths are in SVG user units.

A picture says nothing that the table beside it does not say. What several of them need stands here too.
"""

from __future__ import annotations

from datetime import date
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefings.period import PartialDate

__all__ = [
    "ACCENT",
    "INK",
    "LINE",
    "MARGIN",
    "TEXT_SIZE",
    "WIDTH",
    "document",
    "fitted",
    "number",
    "tick_years",
    "ticks",
    "timeline",
    "width",
]

WIDTH = 720
MARGIN = 14
TEXT_SIZE = 10.5
INK, LINE, ACCENT = "#1b2733", "#6b7885", "#1f4e79"

_ROW = 17
_AXIS_GAP = 26
_MOST_TICKS = 12
_SHORTEST = 240
_FONT = "Briefings Sans, Noto Sans, DejaVu Sans, Arial, sans-serif"
_THIN = frozenset("fijlrtI .,:;'’|!()[]-\u00a0")
_WIDE = frozenset("mwMW%@—жмшщыюЖМШЩЫЮФфОOQ")


def timeline(milestones: Sequence[tuple[PartialDate, str, str]]) -> str:
    """Draw dated milestones along an axis of years, each with its label on a row clear of the others.

    Args:
        milestones: date, the date in words, and the label; earliest first, at least one.
    """
    first_year = milestones[0][0].year
    last_year = milestones[-1][0].year + 1
    days = date(last_year, 1, 1).toordinal() - date(first_year, 1, 1).toordinal()
    texts = [
        fitted(f"{words}  {label}", WIDTH - 2 * MARGIN - _SHORTEST - 12) for _, words, label in milestones
    ]
    shares = [_middle(when, first_year) / days for when, _, _ in milestones]
    room = [12 + width(text) for text in texts]
    # As long as the page is wide, unless a label would run over the edge.
    length = min(
        [WIDTH - 2 * MARGIN]
        + [(WIDTH - MARGIN - taken) / share for taken, share in zip(room, shares, strict=True) if share > 0]
    )
    across = [MARGIN + share * length for share in shares]
    rows = _rows(across, room)
    axis = (1 + max(rows)) * _ROW + 12
    parts = [
        f'<line x1="{MARGIN}" y1="{axis}" x2="{number(MARGIN + length)}" y2="{axis}" stroke="{INK}"/>',
        *ticks(first_year, last_year, MARGIN, length, axis),
    ]
    for (when, _, _), x, text, row in zip(milestones, across, texts, rows, strict=True):
        y = axis - 16 - row * _ROW
        fill = ACCENT if when.day is not None else "#ffffff"
        parts += [
            f'<line x1="{number(x)}" y1="{y}" x2="{number(x)}" y2="{axis}" stroke="{LINE}" stroke-width="0.75"/>',
            f'<circle cx="{number(x)}" cy="{y}" r="3" fill="{fill}" stroke="{ACCENT}"/>',
            f'<text x="{number(x + 6)}" y="{y + 4}" fill="{INK}">{escape(text)}</text>',
        ]
    return document(axis + _AXIS_GAP, parts)


def document(height: float, parts: Iterable[str]) -> str:
    """A whole picture, `WIDTH` wide."""
    size = f'viewBox="0 0 {WIDTH} {number(height)}" width="{WIDTH}" height="{number(height)}"'
    font = f'font-family="{_FONT}" font-size="{TEXT_SIZE}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} {font}>{"".join(parts)}</svg>'


def ticks(first_year: int, last_year: int, left: float, length: float, axis: float) -> Iterator[str]:
    """Round years below an axis, each at its 1 January.

    Args:
        first_year: at the beginning of the axis.
        last_year: at its end; later than the first.
        left: where the axis begins.
        length: how long it is.
        axis: how far down it runs.
    """
    for year in tick_years(first_year, last_year):
        x, y = number(left + (year - first_year) / (last_year - first_year) * length), number(axis)
        yield f'<line x1="{x}" y1="{y}" x2="{x}" y2="{number(axis + 5)}" stroke="{INK}"/>'
        yield f'<text x="{x}" y="{number(axis + 17)}" text-anchor="middle" fill="{INK}">{year}</text>'


def tick_years(first_year: int, last_year: int) -> range:
    """Round years between two, so that there are not too many."""
    years = last_year - first_year
    step = next((step for step in (1, 2, 5, 10, 20, 50) if years / step <= _MOST_TICKS), 100)
    return range(first_year + (-first_year) % step, last_year + 1, step)


def width(text: str) -> float:
    """About how wide words are, rather too wide than too narrow: readers of HTML have other fonts."""
    return TEXT_SIZE * sum(
        0.36 if letter in _THIN else 0.93 if letter in _WIDE else 0.72 if letter.isupper() else 0.6
        for letter in text
    )


def fitted(text: str, room: float) -> str:
    """Words that fit into some room, cut where they would not; the table beside the picture has them whole."""
    if width(text) <= room:
        return text
    while text and width(f"{text}…") > room:
        text = text[:-1]
    return f"{text.rstrip()}…"


def number(value: float) -> str:
    """A length, to a tenth."""
    return f"{value:.1f}".removesuffix(".0")


def _middle(when: PartialDate, first_year: int) -> float:
    """Days from the beginning of the axis to the middle of a date."""
    return (when.first.toordinal() + when.last.toordinal()) / 2 - date(first_year, 1, 1).toordinal()


def _rows(across: Sequence[float], widths: Sequence[float]) -> list[int]:
    """A row for each label, 0 being next to the axis: above the stems that it would cross, clear of its neighbours."""
    rows = [0] * len(across)
    for index in reversed(range(len(across))):
        crossed = [
            later for later in range(index + 1, len(across)) if across[later] < across[index] + widths[index]
        ]
        rows[index] = max((rows[later] + 1 for later in crossed), default=0)
    return rows
