"""The strip of posts: a row a post, a bar for each holder, as long as the post is known to have been held.

Where a bar begins or ends on a day that is known, it has an edge; where the date is known in part only, it fades
within the days that are possible; where it is not known, it fades at once. The right end of the picture is no day:
bars of those who are in post run into it, so that the picture changes only when something is learnt.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING

from briefings.figures import (
    ACCENT,
    INK,
    LINE,
    MARGIN,
    WIDTH,
    document,
    fitted,
    number,
    tick_years,
    ticks,
    width,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from briefings.period import PartialDate, Period

__all__ = ["LEGEND", "Bar", "Row", "days_of", "strip", "together"]

LEGEND = ("attested", "presumed", "unconfirmed", "inexact", "together")
"""What the picture explains below itself, by name, as far as it occurs."""

_FADE = 14
_TAIL = 26
_LEFT = MARGIN + _FADE
_RIGHT = WIDTH - MARGIN - _TAIL
_LENGTH = _RIGHT - _LEFT
_TITLE = 18
_LANE = 20
_HEIGHT = 15
_GAP = 8
_PAD = 4
_BOLD = 1.1
"""How much wider bold words are."""
_SEAM = 0.3
_SWATCH = 20
_GRID, _SURE = "#e6eaee", "#bcd0e4"
_SHADES = ("#f5f8fb", "#ebf1f6", "#e1e9f2", "#d7e2ed", "#cedbe9", "#c5d6e6")
"""From white to what is sure; drawn one over the other, since viewers differ in how they draw gradients."""
_CLASH = 'fill="#9a3d00" fill-opacity="0.16" stroke="#9a3d00" stroke-dasharray="3 2"'
_UNCONFIRMED = f'fill="#ffffff" stroke="{LINE}" stroke-dasharray="3 2"'
_LOOKS = {
    "sure": f'fill="{_SURE}"',
    "presumed": f'fill="#e9eff5" stroke="{LINE}" stroke-width="0.5"',
    "possible": _UNCONFIRMED,
    "overdue": _UNCONFIRMED,
    "unconfirmed": _UNCONFIRMED,
    "together": _CLASH,
}
_OPEN = ("presumed", "possible", "overdue")
_EXPLAINED = {
    "in": "inexact", "out": "inexact", "presumed": "presumed", "possible": "unconfirmed", "overdue": "unconfirmed",
}  # fmt: skip


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


def strip(rows: Sequence[Row], legend: Mapping[str, str]) -> str:
    """Draw the posts.

    Args:
        rows: at least one, each with at least one bar.
        legend: words for each of `LEGEND`.
    """
    scale = _Scale.of(days_of(rows))
    parts: list[str] = []
    used: set[str] = set()
    y = 0.0
    for row in rows:
        y += _row(row, scale, y, parts, used)
    axis = y + 4
    grid = [
        f'<line x1="{number(x)}" y1="0" x2="{number(x)}" y2="{number(axis)}" stroke="{_GRID}"/>'
        for x in scale.years()
    ]
    line = f'<line x1="{_LEFT}" y1="{number(axis)}" x2="{_RIGHT}" y2="{number(axis)}" stroke="{INK}"/>'
    years = ticks(scale.first_year, scale.last_year, _LEFT, _LENGTH, axis)
    explained, height = _explained([(name, legend[name]) for name in LEGEND if name in used], axis + 34)
    return document(height, [*grid, *parts, line, *years, *explained])


@dataclass(frozen=True, slots=True)
class _Scale:
    """Years across the picture, from one 1 January to another."""

    first_year: int
    last_year: int

    @classmethod
    def of(cls, days: Sequence[PartialDate]) -> _Scale:
        last = max((when.last.year for when in days), default=1)
        return cls(days[0].first.year if days else 1, min(last, date.max.year - 1) + 1)

    def x(self, day: int) -> float:
        """Where a day stands; days before or after the axis at its ends."""
        first, last = (date(year, 1, 1).toordinal() for year in (self.first_year, self.last_year))
        return _LEFT + min(max((day - first) / (last - first), 0), 1) * _LENGTH

    def years(self) -> Iterator[float]:
        """Where the years stand that have a tick."""
        years = self.last_year - self.first_year
        for year in tick_years(self.first_year, self.last_year):
            yield _LEFT + (year - self.first_year) / years * _LENGTH


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a bar between two places, which looks as its kind says: one of `_LOOKS`, or fading `in` or `out`."""

    left: float
    right: float
    kind: str


@dataclass(frozen=True, slots=True)
class _Shape:
    """A bar with its name, placed.

    Attributes:
        edges: where it begins or ends on a day that is known.
        words: the name as far as it fits.
        at: where the name begins; it ends there if `before`.
        taken: from where to where bar and name reach.
    """

    pieces: tuple[_Piece, ...]
    edges: tuple[float, ...]
    words: str
    at: float
    before: bool
    taken: tuple[float, float]


def _row(row: Row, scale: _Scale, y: float, parts: list[str], used: set[str]) -> float:
    """Add a post to the parts of a picture, and what needs explaining to what is used; returns how high it is."""
    ends: list[float] = []
    title = escape(fitted(row.title, (WIDTH - 2 * MARGIN) / _BOLD))
    drawn = [f'<text x="{MARGIN}" y="{number(y + 12)}" font-weight="bold" fill="{INK}">{title}</text>']
    for bar in row.bars:
        shape = _shape(bar, scale)
        # The first lane in which neither bar nor name runs over an earlier one.
        lane = next((n for n, end in enumerate(ends) if end <= shape.taken[0] + 0.05), len(ends))
        ends[lane : lane + 1] = [shape.taken[1]]
        top = y + _TITLE + lane * _LANE
        drawn += _bar(shape, top)
        used |= {_EXPLAINED[piece.kind] for piece in shape.pieces if piece.kind in _EXPLAINED}
        if bar.sightings:
            first, last = bar.sure
            x = number(scale.x(min(max(bar.sightings[-1].first.toordinal(), first), last)))
            drawn.append(f'<circle cx="{x}" cy="{number(top + _HEIGHT)}" r="2.6" fill="{ACCENT}"/>')
            used.add("attested")
    top, height = y + _TITLE - 3, len(ends) * _LANE + 3
    for first, last, _ in together(row):
        left, right = scale.x(first), scale.x(last)
        place = f'x="{number(left)}" y="{number(top)}" width="{number(max(right - left, 2))}"'
        drawn.append(f'<rect {place} height="{number(height)}" {_CLASH}/>')
        used.add("together")
    parts += drawn
    return _TITLE + len(ends) * _LANE + _GAP


def _shape(bar: Bar, scale: _Scale) -> _Shape:
    start, end = bar.period.start, bar.period.end
    begin, finish = (scale.x(day) for day in bar.sure)
    pieces, edges = [], []
    if bar.period.open_start:
        begin = MARGIN
    elif start is None:
        pieces.append(_Piece(begin - _FADE, begin, "in"))
    elif scale.x(start.first.toordinal()) < begin:
        pieces.append(_Piece(scale.x(start.first.toordinal()), begin, "in"))
    else:
        edges.append(begin)
    if end is None and bar.status == "certain":
        finish = _RIGHT
    pieces.append(_Piece(begin, finish, "sure"))
    if end is not None:
        if scale.x(end.last.toordinal()) > finish:
            pieces.append(_Piece(finish, scale.x(end.last.toordinal()), "out"))
        else:
            edges.append(finish)
    elif bar.status in _OPEN:
        pieces.append(_Piece(finish, WIDTH - MARGIN, bar.status))
    else:
        pieces.append(_Piece(finish, finish + _FADE, "out"))
    return _named(bar.name, tuple(pieces), tuple(edges))


def _named(name: str, pieces: tuple[_Piece, ...], edges: tuple[float, ...]) -> _Shape:
    """A bar with its name on it where there is room, else behind it, else before it."""
    left, right = pieces[0].left, max(pieces[-1].right, pieces[0].left + 2)
    firm = pieces[0].right if pieces[0].kind == "in" else left
    if width(name) + 2 * _PAD <= right - firm:
        return _Shape(pieces, edges, name, firm + _PAD, before=False, taken=(left, right))
    if width(name) + _PAD <= WIDTH - right or WIDTH - right >= left:
        words = fitted(name, WIDTH - right - _PAD)
        taken = left, right + width(words) + 2 * _PAD
        return _Shape(pieces, edges, words, right + _PAD, before=False, taken=taken)
    words = fitted(name, left - _PAD)
    return _Shape(
        pieces, edges, words, left - _PAD, before=True, taken=(left - width(words) - 2 * _PAD, right)
    )


def _bar(shape: _Shape, top: float) -> Iterator[str]:
    for piece in shape.pieces:
        if piece.right > piece.left:
            # A little over the next one, so that no seam shows.
            seam = _SEAM if piece.kind in ("in", "sure") else 0
            yield _box(piece.left, top, piece.right - piece.left + seam, _HEIGHT, piece.kind)
    for x in shape.edges:
        x_, y1, y2 = number(x), number(top), number(top + _HEIGHT)
        yield f'<line x1="{x_}" y1="{y1}" x2="{x_}" y2="{y2}" stroke="{ACCENT}" stroke-width="2"/>'
    anchor = ' text-anchor="end"' if shape.before else ""
    place = f'x="{number(shape.at)}" y="{number(top + 11)}"'
    yield f'<text {place}{anchor} fill="{INK}">{escape(shape.words)}</text>'


def _box(left: float, top: float, length: float, height: float, kind: str) -> str:
    down = f'y="{number(top)}" height="{number(height)}"'
    if kind in _LOOKS:
        return f'<rect x="{number(left)}" width="{number(length)}" {down} {_LOOKS[kind]}/>'
    rects = []
    for step, shade in enumerate(_SHADES):
        shorter = length * (1 - step / len(_SHADES))
        x = left if kind == "out" else left + length - shorter
        rects.append(f'<rect x="{number(x)}" width="{number(shorter)}" {down} fill="{shade}"/>')
    return "".join(rects)


def _explained(items: Sequence[tuple[str, str]], y: float) -> tuple[list[str], float]:
    """The legend in as many lines as it needs, and where it ends."""
    parts: list[str] = []
    x, top = float(MARGIN), y
    for name, words in items:
        needed = _SWATCH + 5 + width(words)
        if x > MARGIN and x + needed > WIDTH - MARGIN:
            x, top = float(MARGIN), top + _LANE
        if name == "attested":
            parts.append(
                f'<circle cx="{number(x + _SWATCH - 4)}" cy="{number(top)}" r="2.6" fill="{ACCENT}"/>'
            )
        else:
            parts.append(_box(x, top - 5, _SWATCH, 10, name))
        parts.append(
            f'<text x="{number(x + _SWATCH + 5)}" y="{number(top + 4)}" fill="{INK}">{escape(words)}</text>'
        )
        x += needed + 16
    return parts, top + 12 if items else y - 10
