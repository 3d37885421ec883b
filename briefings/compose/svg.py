"""What all pictures are drawn with, as SVG by hand, so that they are the same everywhere.

Lengths are in SVG user units; a picture is `WIDTH` of them wide.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["MARGIN", "WIDTH", "Axis", "Pen", "fitted", "number", "picture", "width"]

WIDTH = 720
MARGIN = 14

_TEXT_SIZE = 10.5
_MOST_TICKS = 12
_FONT = "Briefings Sans, Noto Sans, DejaVu Sans, Arial, sans-serif"
_THIN = frozenset("fijlrtI .,:;'’|!()[]-\u00a0")
_WIDE = frozenset("mwMW%@—жмшщыюЖМШЩЫЮФфОOQ")


@dataclass(frozen=True, slots=True)
class Axis:
    """Years from one 1 January to another, the later one being the last."""

    first_year: int
    last_year: int
    left: float
    length: float

    def x(self, year: int) -> float:
        """Where a year begins."""
        return self.left + (year - self.first_year) / (self.last_year - self.first_year) * self.length

    @property
    def ticks(self) -> range:
        """Round years, not too many of them."""
        years = self.last_year - self.first_year
        step = next((step for step in (1, 2, 5, 10, 20, 50) if years / step <= _MOST_TICKS), 100)
        return range(self.first_year + (-self.first_year) % step, self.last_year + 1, step)


@dataclass(frozen=True, slots=True)
class Pen:
    """Draws in the colours of a house: words in ink, what matters less in quiet, what matters most in accent."""

    ink: str
    quiet: str
    accent: str

    @classmethod
    def of(cls, colours: Mapping[str, str]) -> Pen:
        """A pen for the colours of a house."""
        return cls(colours["ink"], colours["quiet"], colours["accent"])

    def text(self, x: float, y: float, words: str, extra: str = "") -> str:
        """Words that begin at a place, or lie to it as the extra attributes say."""
        return f'<text x="{number(x)}" y="{number(y)}"{extra} fill="{self.ink}">{escape(words)}</text>'

    def upright(self, x: float, top: float, bottom: float, colour: str, extra: str = "") -> str:
        """A vertical line."""
        ends = f'y1="{number(top)}" x2="{number(x)}" y2="{number(bottom)}"'
        return f'<line x1="{number(x)}" {ends} stroke="{colour}"{extra}/>'

    def axis(self, axis: Axis, y: float) -> Iterator[str]:
        """An axis with its years below it."""
        ends = f'y1="{number(y)}" x2="{number(axis.left + axis.length)}" y2="{number(y)}"'
        yield f'<line x1="{number(axis.left)}" {ends} stroke="{self.ink}"/>'
        for year in axis.ticks:
            yield self.upright(axis.x(year), y, y + 5, self.ink)
            yield self.text(axis.x(year), y + 17, str(year), ' text-anchor="middle"')


def picture(height: float, parts: Iterable[str]) -> str:
    """A whole picture."""
    size = f'viewBox="0 0 {WIDTH} {number(height)}" width="{WIDTH}" height="{number(height)}"'
    font = f'font-family="{_FONT}" font-size="{_TEXT_SIZE}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} {font}>{"".join(parts)}</svg>'


def width(text: str) -> float:
    """About how wide words are, rather too wide than too narrow: readers of HTML have other fonts."""
    return _TEXT_SIZE * sum(
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
