"""Drawing of pictures as SVG, written by hand so that the pictures are the same everywhere.

Lengths are in SVG user units; a picture is `WIDTH` units wide.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["MARGIN", "WIDTH", "Axis", "Pen", "fit_text", "format_number", "svg_document", "text_width"]

WIDTH = 720
MARGIN = 14

_TEXT_SIZE = 10.5
_MAX_TICKS = 12
_FONT = "Briefings Sans, Noto Sans, DejaVu Sans, Arial, sans-serif"
_NARROW_LETTERS = frozenset("fijlrtI .,:;'’|!()[]-\u00a0")
_WIDE_LETTERS = frozenset("mwMW%@—жмшщыюЖМШЩЫЮФфОOQ")


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis of years.

    Attributes:
        first_year: its 1 January is the left end.
        last_year: its 1 January is the right end.
        left: x coordinate of the left end.
        length: of the axis.
    """

    first_year: int
    last_year: int
    left: float
    length: float

    def x_of_year(self, year: int) -> float:
        """Return the x coordinate of 1 January of a year."""
        return self.left + (year - self.first_year) / (self.last_year - self.first_year) * self.length

    @property
    def ticks(self) -> range:
        """Return the years with a tick: round ones, at most about `_MAX_TICKS`."""
        years = self.last_year - self.first_year
        step = next((step for step in (1, 2, 5, 10, 20, 50) if years / step <= _MAX_TICKS), 100)
        return range(self.first_year + (-self.first_year) % step, self.last_year + 1, step)


@dataclass(frozen=True, slots=True)
class Pen:
    """A pen with the colours of a house.

    Attributes:
        ink: for text and axes.
        quiet: for less important lines.
        accent: for the most important shapes.
    """

    ink: str
    quiet: str
    accent: str

    @classmethod
    def from_colours(cls, colours: Mapping[str, str]) -> Pen:
        """Return a pen with the colours of a house."""
        return cls(colours["ink"], colours["quiet"], colours["accent"])

    def draw_text(self, x: float, y: float, text: str, attributes: str = "") -> str:
        """Return a text that begins at a point, or is aligned to it by attributes such as `text-anchor`."""
        return f'<text x="{format_number(x)}" y="{format_number(y)}"{attributes} fill="{self.ink}">{escape(text)}</text>'

    def draw_vertical_line(
        self, x: float, top: float, bottom: float, colour: str, attributes: str = ""
    ) -> str:
        """Return a vertical line."""
        ends = f'y1="{format_number(top)}" x2="{format_number(x)}" y2="{format_number(bottom)}"'
        return f'<line x1="{format_number(x)}" {ends} stroke="{colour}"{attributes}/>'

    def draw_axis(self, axis: Axis, y: float) -> Iterator[str]:
        """Yield an axis with its ticks and years below."""
        ends = (
            f'y1="{format_number(y)}" x2="{format_number(axis.left + axis.length)}" y2="{format_number(y)}"'
        )
        yield f'<line x1="{format_number(axis.left)}" {ends} stroke="{self.ink}"/>'
        for year in axis.ticks:
            yield self.draw_vertical_line(axis.x_of_year(year), y, y + 5, self.ink)
            yield self.draw_text(axis.x_of_year(year), y + 17, str(year), ' text-anchor="middle"')


def svg_document(height: float, parts: Iterable[str]) -> str:
    """Return a whole picture."""
    size = f'viewBox="0 0 {WIDTH} {format_number(height)}" width="{WIDTH}" height="{format_number(height)}"'
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


def format_number(value: float) -> str:
    """Return a length in SVG notation, rounded to a tenth."""
    return f"{value:.1f}".removesuffix(".0")
