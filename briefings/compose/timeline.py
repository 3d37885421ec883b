"""The timeline: milestones along an axis of years, each with its label on a row clear of the others."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from briefings.compose.svg import MARGIN, WIDTH, Axis, fitted, number, picture, width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefings.compose.svg import Pen
    from briefings.model.dates import PartialDate

__all__ = ["timeline"]

_ROW = 17
_BELOW = 26
_SHORTEST = 240
_PAD = 12
# A picture would draw spaces together.
_GAP = "\u00a0" * 3


def timeline(milestones: Sequence[tuple[PartialDate, str, str]], pen: Pen, until: int = 0) -> str:
    """Draw dated milestones.

    Args:
        milestones: date, the date in words, and the label; earliest first, at least one.
        pen: in the colours of the house.
        until: the year of the note, before which the axis does not end.
    """
    first_year = milestones[0][0].year
    last_year = max(milestones[-1][0].year, until) + 1
    days = date(last_year, 1, 1).toordinal() - date(first_year, 1, 1).toordinal()
    most = WIDTH - 2 * MARGIN - _SHORTEST - _PAD
    texts = [fitted(f"{words}{_GAP}{label}", most) for _, words, label in milestones]
    shares = [_middle(when, first_year) / days for when, _, _ in milestones]
    room = [_PAD + width(text) for text in texts]
    # As long as the page is wide, unless a label would run over the edge.
    length = min(
        [WIDTH - 2 * MARGIN]
        + [(WIDTH - MARGIN - taken) / share for taken, share in zip(room, shares, strict=True) if share > 0]
    )
    across = [MARGIN + share * length for share in shares]
    rows = _rows(across, room)
    foot = (1 + max(rows)) * _ROW + 12
    parts = list(pen.axis(Axis(first_year, last_year, MARGIN, length), foot))
    for (when, _, _), x, text, row in zip(milestones, across, texts, rows, strict=True):
        y = foot - 16 - row * _ROW
        fill = pen.accent if when.day is not None else "#ffffff"
        parts += [
            pen.upright(x, y, foot, pen.quiet, ' stroke-width="0.75"'),
            f'<circle cx="{number(x)}" cy="{y}" r="3" fill="{fill}" stroke="{pen.accent}"/>',
            pen.text(x + 6, y + 4, text),
        ]
    return picture(foot + _BELOW, parts)


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
