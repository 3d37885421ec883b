"""The fonts in HTML: subsets of the fonts for PDF, one per alphabet, as CSS with `data:` addresses.

`NotoSerif-Bold.latin.woff2` has the Latin letters of NotoSerif in bold. A subset made for each note would have fewer
letters, but takes a tenth of a second per font; these are made once and only the alphabets of a note are embedded.
"""

from __future__ import annotations

import functools
from base64 import b64encode
from typing import TYPE_CHECKING

from briefings.outputs.fonts import split_file_name

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["web_fonts_css"]

_ALPHABETS = {
    "latin": "U+20-7E,U+A0-17F,U+18F,U+1E6-1E7,U+218-21B,U+259,U+2B9-2BC,U+2C6-2DD,U+300-30C,U+323-328,"
    "U+1E9E,U+2010-2027,U+202F-203A,U+20AC,U+2116,U+2122,U+2212",
    "cyrillic": "U+400-45F,U+48A-52F,U+20B4,U+20B8,U+20BD",
    "arabic": "U+600-6FF,U+750-77F,U+FB50-FDFF,U+FE70-FEFF",
    "armenian": "U+530-58F,U+FB13-FB17",
    "georgian": "U+10A0-10FF,U+1C90-1CBF,U+2D00-2D2F",
}
"""The code points of each alphabet that a web font can have, as in CSS, by the word in its file name."""


def web_fonts_css(html: str, fonts: Mapping[str, bytes]) -> str:
    """Return CSS that declares the fonts for a page: those of its alphabets, and italic ones if it has emphasis.

    Args:
        html: the content of the page.
        fonts: WOFF2 files, by name; a name without a known alphabet is ignored.
    """
    letters = set(map(ord, html))
    used = {alphabet for alphabet in _ALPHABETS if not letters.isdisjoint(_code_points(alphabet))}
    has_italics = "<em>" in html
    return "\n".join(
        _face_css(name, font)
        for name, font in fonts.items()
        if _alphabet(name) in used and (has_italics or split_file_name(name)[1][1] == "normal")
    )


def _alphabet(file: str) -> str:
    """Return the alphabet in the name of a font file."""
    return file.removesuffix(".woff2").rpartition(".")[2]


@functools.cache
def _code_points(alphabet: str) -> frozenset[int]:
    """Return the code points of an alphabet."""
    ends = [range_.removeprefix("U+").partition("-") for range_ in _ALPHABETS[alphabet].split(",")]
    return frozenset(
        point for first, _, last in ends for point in range(int(first, 16), int(last or first, 16) + 1)
    )


@functools.lru_cache(maxsize=64)
def _face_css(file: str, font: bytes) -> str:
    """Return the rule that declares a font."""
    family, (weight, style) = split_file_name(file)
    address = f"data:font/woff2;base64,{b64encode(font).decode()}"
    return (
        f"@font-face {{ font-family: {family}; font-weight: {weight}; font-style: {style}; "
        f"unicode-range: {_ALPHABETS[_alphabet(file)]}; src: url({address}) }}"
    )
