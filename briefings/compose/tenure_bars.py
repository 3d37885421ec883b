"""Layout of the tenure chart: overlaps of tenures, and the position of bars and labels.

A bar has an edge if it begins or ends on a known day. It fades over the possible days if the date is partly known, and
over a fixed length if the date is unknown. The right end of the picture is not a day: bars of current holders run to
it, so the picture changes only when the facts change.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from briefings.compose.svg import MARGIN, WIDTH, Axis, fit_text, text_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefings.model.dates import PartialDate, Period, Span

__all__ = [
    "Bar",
    "Piece",
    "PieceKind",
    "PlacedBar",
    "Row",
    "Scale",
    "dates_shown",
    "find_overlaps",
    "place_bar",
]

_FADE_LENGTH = 14
_TAIL_LENGTH = 26
_LEFT = MARGIN + _FADE_LENGTH
_RIGHT = WIDTH - MARGIN - _TAIL_LENGTH
_PADDING = 4


class PieceKind(enum.Enum):
    """The certainty of a tenure during a piece of its bar; at a fade, it began or ended at an uncertain time."""

    CERTAIN = enum.auto()
    FADE_IN = enum.auto()
    FADE_OUT = enum.auto()
    PRESUMED = enum.auto()
    UNCONFIRMED = enum.auto()


_OPEN_KINDS = {
    "presumed": PieceKind.PRESUMED,
    "possible": PieceKind.UNCONFIRMED,
    "overdue": PieceKind.UNCONFIRMED,
}
"""How the bar of a tenure goes on by its standing, if it may continue although no source attests it."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A tenure in the chart.

    Attributes:
        name: of the holder, as printed.
        standing: `certain`, `presumed`, `possible`, `overdue` or `ended`.
        period: of the tenure, without an end that is still to come.
        attested_dates: the first and the last date on which sources attest it, if the note prints them.
        sure_span: the days on which it certainly held.
    """

    name: str
    standing: str
    period: Period
    attested_dates: tuple[PartialDate, ...]
    sure_span: Span

    @property
    def sure_days(self) -> tuple[int, int]:
        """Return the first and the last day on which the tenure certainly held, as ordinals; both inclusive."""
        return self.sure_span.first.toordinal(), self.sure_span.last.toordinal()


@dataclass(frozen=True, slots=True)
class Row:
    """A post with its tenures.

    Attributes:
        title: of the post.
        seats: how many people can hold it at the same time.
        bars: the tenures, earliest first.
    """

    title: str
    seats: int
    bars: Sequence[Bar]


def dates_shown(rows: Iterable[Row]) -> list[PartialDate]:
    """Return all dates that the picture shows, earliest first."""
    dates = (
        when
        for row in rows
        for bar in row.bars
        for when in (bar.period.start, *bar.attested_dates, bar.period.end)
        if when
    )
    return sorted(dates, key=lambda when: (when.first_day, when.last_day))


def find_overlaps(row: Row) -> list[tuple[int, int, tuple[str, ...]]]:
    """Return the spans in which a post certainly had more holders than seats: start, end (ordinals), and their names."""
    # A tenure of one certain day counts until the next day; spans exclude their end, so a handover is not an overlap.
    sure_days = [(*bar.sure_days, bar.name) for bar in row.bars]
    spans = [(first, max(last, first + 1), name) for first, last, name in sure_days]
    boundaries = sorted({day for first, last, _ in spans for day in (first, last)})
    overlaps: list[tuple[int, int, tuple[str, ...]]] = []
    for begin, end in pairwise(boundaries):
        names = tuple(name for first, last, name in spans if first <= begin and end <= last)
        if len(names) <= row.seats:
            continue
        if overlaps and overlaps[-1][1:] == (begin, names):
            overlaps[-1] = (overlaps[-1][0], end, names)
        else:
            overlaps.append((begin, end, names))
    return overlaps


class Scale:
    """The scale that maps days to x coordinates.

    Attributes:
        axis: of the years.
    """

    def __init__(self, dates: Sequence[PartialDate]) -> None:
        """Set the scale from the start of the first year to the end of the last one.

        Args:
            dates: that the picture shows, earliest first.
        """
        last = max((when.last_day.year for when in dates), default=1)
        first = dates[0].first_day.year if dates else 1
        self.axis = Axis(first, min(last, date.max.year - 1) + 1, _LEFT, _RIGHT - _LEFT)
        self._first, self._last = (
            date(year, 1, 1).toordinal() for year in (self.axis.first_year, self.axis.last_year)
        )

    def x_of_day(self, day: int) -> float:
        """Return the x coordinate of a day, given as ordinal; days outside the axis are placed at its ends."""
        share = (day - self._first) / (self._last - self._first)
        return _LEFT + min(max(share, 0), 1) * (_RIGHT - _LEFT)


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a bar between two x coordinates.

    Attributes:
        left: where it starts.
        right: where it ends.
        kind: how certain the tenure is there.
    """

    left: float
    right: float
    kind: PieceKind


@dataclass(frozen=True, slots=True)
class PlacedBar:
    """A bar with the position of its label; all coordinates are x coordinates.

    Attributes:
        pieces: of the bar, from left to right.
        edges: ends of the bar that are known days.
        label: the name of the holder, cut if it does not fit.
        label_x: where the label begins, or ends if `is_label_before`.
        is_label_before: whether the label is to the left of the bar.
        span: the ends of bar and label together.
    """

    pieces: tuple[Piece, ...]
    edges: tuple[float, ...]
    label: str
    label_x: float
    is_label_before: bool
    span: tuple[float, float]


def place_bar(bar: Bar, scale: Scale) -> PlacedBar:
    """Return the pieces of a bar and the position of its label."""
    start, end = bar.period.start, bar.period.end
    begin, stop = (scale.x_of_day(day) for day in bar.sure_days)
    pieces, edges = [], []
    if bar.period.open_start:
        begin = MARGIN
    elif start is None:
        pieces.append(Piece(begin - _FADE_LENGTH, begin, PieceKind.FADE_IN))
    elif scale.x_of_day(start.first_day.toordinal()) < begin:
        pieces.append(Piece(scale.x_of_day(start.first_day.toordinal()), begin, PieceKind.FADE_IN))
    else:
        edges.append(begin)
    if end is None and bar.standing == "certain":
        stop = _RIGHT
    pieces.append(Piece(begin, stop, PieceKind.CERTAIN))
    if end is not None:
        if scale.x_of_day(end.last_day.toordinal()) > stop:
            pieces.append(Piece(stop, scale.x_of_day(end.last_day.toordinal()), PieceKind.FADE_OUT))
        else:
            edges.append(stop)
    elif kind := _OPEN_KINDS.get(bar.standing):
        pieces.append(Piece(stop, WIDTH - MARGIN, kind))
    else:
        pieces.append(Piece(stop, stop + _FADE_LENGTH, PieceKind.FADE_OUT))
    return _place_label(bar.name, tuple(pieces), tuple(edges))


def _place_label(name: str, pieces: tuple[Piece, ...], edges: tuple[float, ...]) -> PlacedBar:
    """Return a bar with its label: on the bar if it fits there, else after it, else before it."""
    left, right = pieces[0].left, max(pieces[-1].right, pieces[0].left + 2)
    label_start = pieces[0].right if pieces[0].kind is PieceKind.FADE_IN else left
    if text_width(name) + 2 * _PADDING <= right - label_start:
        return PlacedBar(
            pieces, edges, name, label_start + _PADDING, is_label_before=False, span=(left, right)
        )
    if text_width(name) + _PADDING <= WIDTH - right or WIDTH - right >= left:
        label = fit_text(name, WIDTH - right - _PADDING)
        span = left, right + text_width(label) + 2 * _PADDING
        return PlacedBar(pieces, edges, label, right + _PADDING, is_label_before=False, span=span)
    label = fit_text(name, left - _PADDING)
    return PlacedBar(
        pieces,
        edges,
        label,
        left - _PADDING,
        is_label_before=True,
        span=(left - text_width(label) - 2 * _PADDING, right),
    )
