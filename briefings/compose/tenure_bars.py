"""Layout of the tenure chart: overlaps of tenures, and the position of bars and names.

A bar has an edge if it begins or ends on a known day. It fades over the possible days if the date is partly known, and
over a fixed length if the date is unknown. The axis ends on the day of the note, and no bar runs past it.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from briefings.compose.svg import MARGIN, WIDTH, Axis, fit_text, text_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefings.model.dates import PartialDate, Period, Span

__all__ = [
    "PLOT_LEFT",
    "PLOT_RIGHT",
    "Bar",
    "Piece",
    "PieceKind",
    "PlacedBar",
    "Row",
    "dates_shown",
    "find_overlaps",
    "make_axis",
    "place_bar",
]

PLOT_LEFT = 160
"""Left end of the axis; the titles of the posts are to its left."""
PLOT_RIGHT = WIDTH - MARGIN

_FADE_LENGTH = 14
_NAME_GAP = 8


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
        name: of the holder, as printed; for a vacancy, a word for it.
        standing: `certain`, `presumed`, `possible`, `overdue` or `ended`.
        period: of the tenure, without an end that is still to come.
        attested_dates: the first and the last date on which sources attest it, if the note prints them.
        sure_span: the days on which it certainly held.
        is_vacancy: whether no one held the post.
    """

    name: str
    standing: str
    period: Period
    attested_dates: tuple[PartialDate, ...]
    sure_span: Span
    is_vacancy: bool = False

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
    # Of an end that is only the latest possible one, no earlier day is shown.
    dates = (
        replace(when, earliest=when.nominal_first_day) if when.is_limit else when
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


def make_axis(dates: Sequence[PartialDate], day: date) -> Axis:
    """Return the axis from a little before the first year to the day of the note.

    Args:
        dates: that the picture shows, earliest first.
        day: of the note.
    """
    first_year = min(dates[0].first_day.year if dates else day.year, day.year)
    first, last = date(first_year, 1, 1).toordinal(), max(day.toordinal(), date(first_year, 1, 2).toordinal())
    # A bar that begins at an unknown time fades before its first known day.
    lead = (last - first) * _FADE_LENGTH // (PLOT_RIGHT - PLOT_LEFT - _FADE_LENGTH) + 1
    first_day = date.fromordinal(max(first - lead, 1))
    return Axis(first_day, date.fromordinal(last), PLOT_LEFT, PLOT_RIGHT)


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
    """A bar with the name above it; all coordinates are x coordinates.

    Attributes:
        pieces: of the bar, from left to right.
        edges: ends of the bar that are known days.
        name: of the holder, cut if it does not fit.
        name_x: where the name begins.
        span: the ends of bar and name together, with a gap behind the name.
    """

    pieces: tuple[Piece, ...]
    edges: tuple[float, ...]
    name: str
    name_x: float
    span: tuple[float, float]

    @property
    def ends(self) -> tuple[float, float]:
        """Return the ends of the bar."""
        return self.pieces[0].left, self.pieces[-1].right


def place_bar(bar: Bar, axis: Axis) -> PlacedBar:
    """Return the pieces of a bar and the position of its name."""
    start, end = bar.period.start, bar.period.end
    begin, stop = (axis.x_of_day(day) for day in bar.sure_days)
    if end is not None:  # a start of which only the year is known may be as late as that year
        latest = axis.x_of_day(end.last_day.toordinal())
        begin, stop = min(begin, latest), min(stop, latest)
    pieces, edges = [], []
    if bar.period.open_start:
        begin = axis.left
    elif start is None:
        pieces.append(Piece(max(begin - _FADE_LENGTH, axis.left), begin, PieceKind.FADE_IN))
    elif (earliest := axis.x_of_day(start.first_day.toordinal())) < begin:
        pieces.append(Piece(earliest, begin, PieceKind.FADE_IN))
    else:
        edges.append(begin)
    if end is None and bar.standing == "certain":
        stop = axis.right
    pieces.append(Piece(begin, stop, PieceKind.CERTAIN))
    if end is not None:
        if latest > stop:
            pieces.append(Piece(stop, latest, PieceKind.FADE_OUT))
        elif end.first_day == end.last_day:
            edges.append(stop)
    elif kind := _OPEN_KINDS.get(bar.standing):
        pieces.append(Piece(stop, axis.right, kind))
    elif stop < axis.right:
        pieces.append(Piece(stop, min(stop + _FADE_LENGTH, axis.right), PieceKind.FADE_OUT))
    return _place_name(bar.name, tuple(pieces), tuple(edges), axis)


def _place_name(name: str, pieces: tuple[Piece, ...], edges: tuple[float, ...], axis: Axis) -> PlacedBar:
    """Return a bar with its name above it, from the left end of the bar unless it would pass the end of the axis."""
    left, right = pieces[0].left, pieces[-1].right
    name = fit_text(name, axis.right - axis.left)
    width = text_width(name)
    name_x = min(left, axis.right - width)
    return PlacedBar(
        pieces, edges, name, name_x, span=(min(name_x, left), max(name_x + width, right) + _NAME_GAP)
    )
