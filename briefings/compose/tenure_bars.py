"""Who held a post, as bars: how long each one surely did, when there were more than seats, and where bars go.

Where a bar begins or ends on a day that is known, it has an edge; where the date is known in part only, it fades
within the days that are possible; where it is not known, it fades at once. The right end of the picture is no day:
bars of those who are in post run into it, so that the picture changes only when something is learnt.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from briefings.compose.svg import MARGIN, WIDTH, Axis, fitted, width

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefings.model.dates import PartialDate, Period

__all__ = ["OPEN", "Bar", "Piece", "Row", "Scale", "Shape", "days_of", "shape", "together"]

OPEN = ("presumed", "possible", "overdue")
"""How a tenure stands that is taken to go on, though no source shows it."""

_FADE = 14
_TAIL = 26
_LEFT = MARGIN + _FADE
_RIGHT = WIDTH - MARGIN - _TAIL
_PAD = 4


@dataclass(frozen=True, slots=True)
class Bar:
    """Somebody in a post.

    Attributes:
        name: as it is printed.
        status: `certain`, `presumed`, `possible`, `overdue` or `ended`.
        period: with the ends that have come.
        sightings: the first and the last day on which sources show it, where these are to be told.
    """

    name: str
    status: str
    period: Period
    sightings: tuple[PartialDate, ...]

    @property
    def sure(self) -> tuple[int, int]:
        """The first and the last day on which it was surely held, as ordinals; the latter at least the former."""
        start, end = self.period.start, self.period.end
        seen = [(when.first.toordinal(), when.last.toordinal()) for when in self.sightings]
        first = min(
            ([start.last.toordinal()] if start else []) + [last for _, last in seen],
            default=end.first.toordinal() if end else 1,
        )
        if self.period.open_start:
            first = 1
        last = max(([end.first.toordinal()] if end else []) + [begin for begin, _ in seen], default=first)
        return first, max(first, last)


@dataclass(frozen=True, slots=True)
class Row:
    """A post and those who held it, earliest first; `seats` is how many may do so at one time."""

    title: str
    seats: int
    bars: Sequence[Bar]


def days_of(rows: Iterable[Row]) -> list[PartialDate]:
    """All dates that the picture shows, the earliest first."""
    shown = (
        when
        for row in rows
        for bar in row.bars
        for when in (bar.period.start, *bar.sightings, bar.period.end)
        if when
    )
    return sorted(shown, key=lambda when: (when.first, when.last))


def together(row: Row) -> list[tuple[int, int, tuple[str, ...]]]:
    """When more were surely in a post than it has seats: from, until (ordinals), and who."""
    # Who is known to have been there on one day only was there until the next: on the day of a handover nobody clashes.
    sure = [(*bar.sure, bar.name) for bar in row.bars]
    spans = [(first, max(last, first + 1), name) for first, last, name in sure]
    turns = sorted({day for first, last, _ in spans for day in (first, last)})
    found: list[tuple[int, int, tuple[str, ...]]] = []
    for begin, end in pairwise(turns):
        names = tuple(name for first, last, name in spans if first <= begin and end <= last)
        if len(names) <= row.seats:
            continue
        if found and found[-1][1:] == (begin, names):
            found[-1] = (found[-1][0], end, names)
        else:
            found.append((begin, end, names))
    return found


class Scale:
    """Days across the picture.

    Attributes:
        axis: the years.
    """

    def __init__(self, days: Sequence[PartialDate]) -> None:
        """From the beginning of the first year to the end of the last one.

        Args:
            days: all that are shown, the earliest first.
        """
        last = max((when.last.year for when in days), default=1)
        first = days[0].first.year if days else 1
        self.axis = Axis(first, min(last, date.max.year - 1) + 1, _LEFT, _RIGHT - _LEFT)
        self._first, self._last = (
            date(year, 1, 1).toordinal() for year in (self.axis.first_year, self.axis.last_year)
        )

    def x(self, day: int) -> float:
        """Where a day stands, given as ordinal; days before or after the axis at its ends."""
        share = (day - self._first) / (self._last - self._first)
        return _LEFT + min(max(share, 0), 1) * (_RIGHT - _LEFT)


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a bar between two places, of a kind: `sure`, fading `in` or `out`, or one of `OPEN`."""

    left: float
    right: float
    kind: str


@dataclass(frozen=True, slots=True)
class Shape:
    """A bar with its name, placed.

    Attributes:
        edges: where it begins or ends on a day that is known.
        words: the name as far as it fits.
        at: where the name begins; it ends there if `before`.
        taken: from where to where bar and name reach.
    """

    pieces: tuple[Piece, ...]
    edges: tuple[float, ...]
    words: str
    at: float
    before: bool
    taken: tuple[float, float]


def shape(bar: Bar, scale: Scale) -> Shape:
    """The pieces of a bar, and where its name goes."""
    start, end = bar.period.start, bar.period.end
    begin, finish = (scale.x(day) for day in bar.sure)
    pieces, edges = [], []
    if bar.period.open_start:
        begin = MARGIN
    elif start is None:
        pieces.append(Piece(begin - _FADE, begin, "in"))
    elif scale.x(start.first.toordinal()) < begin:
        pieces.append(Piece(scale.x(start.first.toordinal()), begin, "in"))
    else:
        edges.append(begin)
    if end is None and bar.status == "certain":
        finish = _RIGHT
    pieces.append(Piece(begin, finish, "sure"))
    if end is not None:
        if scale.x(end.last.toordinal()) > finish:
            pieces.append(Piece(finish, scale.x(end.last.toordinal()), "out"))
        else:
            edges.append(finish)
    elif bar.status in OPEN:
        pieces.append(Piece(finish, WIDTH - MARGIN, bar.status))
    else:
        pieces.append(Piece(finish, finish + _FADE, "out"))
    return _named(bar.name, tuple(pieces), tuple(edges))


def _named(name: str, pieces: tuple[Piece, ...], edges: tuple[float, ...]) -> Shape:
    """A bar with its name on it where there is room, else behind it, else before it."""
    left, right = pieces[0].left, max(pieces[-1].right, pieces[0].left + 2)
    firm = pieces[0].right if pieces[0].kind == "in" else left
    if width(name) + 2 * _PAD <= right - firm:
        return Shape(pieces, edges, name, firm + _PAD, before=False, taken=(left, right))
    if width(name) + _PAD <= WIDTH - right or WIDTH - right >= left:
        words = fitted(name, WIDTH - right - _PAD)
        taken = left, right + width(words) + 2 * _PAD
        return Shape(pieces, edges, words, right + _PAD, before=False, taken=taken)
    words = fitted(name, left - _PAD)
    return Shape(
        pieces, edges, words, left - _PAD, before=True, taken=(left - width(words) - 2 * _PAD, right)
    )
