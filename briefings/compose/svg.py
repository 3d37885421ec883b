"""Drawing of pictures as SVG, written by hand so that the pictures are the same everywhere.

Lengths are in SVG user units; a picture is `WIDTH` units wide. Coordinates are those of a picture that reads from left
to right: the pen mirrors it for languages that are written from right to left.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from html import escape
from typing import TYPE_CHECKING

from briefings.model.colors import lighten

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = [
    "MARGIN",
    "WIDTH",
    "Axis",
    "Pen",
    "fit_text",
    "svg_document",
    "text_width",
    "wrap_text",
]

WIDTH = 720
MARGIN = 5

_TEXT_SIZE = 11.5
"""On the 180 mm of a printed page, these are 8 points: the size of notes."""
_MAX_TICKS = 12
_HATCH_STEP = 4
_FONT = "NotoSans, Noto Sans, DejaVu Sans, Arial, sans-serif"
_NARROW_LETTERS = frozenset("fijlrtI .,:;'’|!()[]-\u00a0")
_WIDE_LETTERS = frozenset("mwMW%@—жмшщыюЖМШЩЫЮФфОOQ")
_FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"
_MIRRORED_ANCHORS = {"start": "end", "middle": "middle", "end": "start"}


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis of days.

    Attributes:
        first_day: at the left end.
        last_day: at the right end; after the first day.
        left: x coordinate of the left end.
        right: x coordinate of the right end.
    """

    first_day: date
    last_day: date
    left: float
    right: float

    def x_of_day(self, ordinal: float) -> float:
        """Return the x coordinate of a day, given as ordinal; days outside the axis are placed at its ends."""
        first, last = self.first_day.toordinal(), self.last_day.toordinal()
        share = (ordinal - first) / (last - first)
        return self.left + min(max(share, 0), 1) * (self.right - self.left)

    def x_of_year(self, year: int) -> float:
        """Return the x coordinate of 1 January of a year."""
        return self.x_of_day(date(year, 1, 1).toordinal())

    @property
    def ticks(self) -> range:
        """Return the years with a tick: round ones whose 1 January is on the axis, at most about `_MAX_TICKS`."""
        starts_year = (self.first_day.month, self.first_day.day) == (1, 1)
        first, last = self.first_day.year + (not starts_year), self.last_day.year
        step = next((step for step in (1, 2, 5, 10, 20, 50) if (last - first) / step <= _MAX_TICKS), 100)
        return range(first + (-first) % step, last + 1, step)

    def labelled_years(self, room: float) -> Iterator[int]:
        """Yield the ticks that have space for their year, in a picture and beside the text at the right end.

        Args:
            room: length of that text.
        """
        for year in self.ticks:
            x, half = self.x_of_year(year), text_width(str(year)) / 2
            if x - half >= 0 and x + half <= self.right - room:
                yield year


@dataclass(frozen=True, slots=True)
class Pen:
    """A pen with the colours of a house.

    Attributes:
        ink: for text and axes.
        quiet: for less important lines.
        accent: for the most important shapes.
        warning: for what is doubtful.
        is_mirrored: whether pictures read from right to left.
    """

    ink: str
    quiet: str
    accent: str
    warning: str
    is_mirrored: bool = False

    @classmethod
    def from_colours(cls, colours: Mapping[str, str], *, is_mirrored: bool = False) -> Pen:
        """Return a pen with the colours of a house."""
        return cls(colours["ink"], colours["quiet"], colours["accent"], colours["warning"], is_mirrored)

    def draw_text(
        self,
        point: tuple[float, float],
        text: str,
        anchor: str = "start",
        *,
        colour: str = "",
        is_bold: bool = False,
    ) -> str:
        """Return a text whose start, middle or end is at a point."""
        x, y = point
        if self.is_mirrored:
            x, anchor = WIDTH - x, _MIRRORED_ANCHORS[anchor]
            # A picture has no direction of its own; each text has that of its first letter.
            text = f"{_FIRST_STRONG_ISOLATE}{text}{_POP_ISOLATE}"
        align = "" if anchor == "start" else f' text-anchor="{anchor}"'
        weight = ' font-weight="bold"' if is_bold else ""
        place = f'x="{_format_number(x)}" y="{_format_number(y)}"{align}{weight}'
        return f'<text {place} fill="{colour or self.ink}">{escape(text)}</text>'

    def draw_line(
        self, start: tuple[float, float], end: tuple[float, float], colour: str, attributes: str = ""
    ) -> str:
        """Return a line between two points."""
        x1, x2 = (_format_number(WIDTH - x if self.is_mirrored else x) for x, _ in (start, end))
        y1, y2 = (_format_number(y) for _, y in (start, end))
        return f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="{colour}"{attributes}/>'

    def draw_box(self, left: float, top: float, length: float, height: float, style: str) -> str:
        """Return a rectangle."""
        x = WIDTH - left - length if self.is_mirrored else left
        size = f'width="{_format_number(length)}" y="{_format_number(top)}" height="{_format_number(height)}"'
        return f'<rect x="{_format_number(x)}" {size} {style}/>'

    def draw_hatch(self, left: float, top: float, length: float, height: float) -> str:
        """Return a box of slanted lines: drawn one by one, because viewers draw SVG patterns differently."""
        x = WIDTH - left - length if self.is_mirrored else left
        count = max(1, int((length - height) // _HATCH_STEP) + 1)
        rise = min(height, length)
        lines = "".join(
            f"M{_format_number(x + index * _HATCH_STEP)} {_format_number(top + rise)}l{_format_number(rise)} -{_format_number(rise)}"
            for index in range(count)
        )
        outline = self.draw_box(left, top, length, height, f'fill="#ffffff" stroke="{self.quiet}"')
        return f'{outline}<path d="{lines}" fill="none" stroke="{self.quiet}"/>'

    def draw_dot(self, x: float, y: float, radius: float, style: str) -> str:
        """Return a dot."""
        place = f'cx="{_format_number(WIDTH - x if self.is_mirrored else x)}" cy="{_format_number(y)}"'
        return f'<circle {place} r="{radius}" {style}/>'

    def tint(self, share: float) -> str:
        """Return a light shade of the accent colour: 0 is white, 1 is the colour itself."""
        return lighten(self.accent, share)


def svg_document(height: float, parts: Iterable[str]) -> str:
    """Return a whole picture."""
    size = f'viewBox="0 0 {WIDTH} {_format_number(height)}" width="{WIDTH}" height="{_format_number(height)}"'
    font = f'font-family="{_FONT}" font-size="{_TEXT_SIZE}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} {font}>{"".join(parts)}</svg>'


def text_width(text: str) -> float:
    """Return an estimate of the width of a text, rather too wide than too narrow: readers of HTML have other fonts."""
    return _TEXT_SIZE * sum(
        0.36
        if letter in _NARROW_LETTERS
        else 0.93
        if letter in _WIDE_LETTERS
        else 0.72
        if letter.isupper()
        else 0.6
        for letter in text
    )


def fit_text(text: str, max_width: float) -> str:
    """Return a text, cut to a width if necessary; the table next to the picture has the whole text."""
    if text_width(text) <= max_width:
        return text
    while text and text_width(f"{text}…") > max_width:
        text = text[:-1]
    return f"{text.rstrip()}…"


def wrap_text(text: str, max_width: float, max_lines: int) -> list[str]:
    """Return a text in lines of at most a width; the last line is cut if the text needs more lines."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and len(lines) < max_lines and text_width(longer) > max_width:
            lines.append(word)
        else:
            lines[-1] = longer
    return [fit_text(line, max_width) for line in lines]


def _format_number(value: float) -> str:
    """Return a length in SVG notation, rounded to a tenth."""
    return f"{value:.1f}".removesuffix(".0")
