"""Which of the bundled fonts a note is typeset with, and whether they have all its letters; the only door to fontTools.

Fonts come as files of a family: `NotoSans-Regular.ttf` and `NotoSans-Bold.ttf` are of the family NotoSans. A note gets
the families that its letters need and no other, since each costs time in every PDF.
"""

from __future__ import annotations

import functools
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.model.diagnostics import BriefingsError, Diagnostic

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Face", "Family", "families", "needed"]

_STYLES = {
    "": ("400", "normal"),
    "Regular": ("400", "normal"),
    "Bold": ("700", "normal"),
    "Italic": ("400", "italic"),
    "BoldItalic": ("700", "italic"),
}


@dataclass(frozen=True, slots=True)
class Face:
    """A file of a family.

    Attributes:
        file: its name.
        weight: as CSS writes it.
        style: as CSS writes it.
    """

    file: str
    weight: str
    style: str


@dataclass(frozen=True, slots=True)
class Family:
    """Fonts of one design, in several weights and styles.

    Attributes:
        name: of the family.
        faces: its files.
        letters: the code points that all of them have.
    """

    name: str
    faces: tuple[Face, ...]
    letters: frozenset[int]


def families(fonts: Mapping[str, bytes]) -> list[Family]:
    """The families that files belong to, by their names.

    Raises:
        BriefingsError: if there are no files, or one is no font.
    """
    if not fonts:
        hint = "put TrueType files into templates/fonts/"
        raise BriefingsError([Diagnostic("no-fonts", "there are no fonts to typeset with", hint=hint)])
    found: dict[str, list[Face]] = {}
    for file in fonts:
        name, style = _named(file)
        found.setdefault(name, []).append(Face(file, *_STYLES[style]))
    return [
        Family(
            name,
            tuple(faces),
            frozenset.intersection(*(_letters(face.file, fonts[face.file]) for face in faces)),
        )
        for name, faces in found.items()
    ]


def needed(letters: set[int], families: list[Family]) -> list[Family]:
    """The families that show letters: first the one that shows most of them, then what it lacks by the next."""
    chosen: list[Family] = []
    left = set(letters)
    while not chosen or left:
        best = max(families, key=lambda family: len(left & family.letters))
        if chosen and not left & best.letters:
            break
        chosen.append(best)
        left -= best.letters
    return chosen


def _named(file: str) -> tuple[str, str]:
    """The family that the name of a file tells, and the style."""
    stem = file.removesuffix(".ttf")
    name, _, style = stem.rpartition("-")
    return (name, style) if name and style in _STYLES else (stem, "")


def _letters(file: str, font: bytes) -> frozenset[int]:
    try:
        return _read(font)
    except ValueError as error:
        message = f"{file} is no font that can be used: {error}"
        raise BriefingsError([Diagnostic("bad-font", message, hint="take it out of fonts/")]) from error


@functools.lru_cache(maxsize=64)
def _read(font: bytes) -> frozenset[int]:
    """The code points that a font has a glyph for.

    Raises:
        ValueError: if it is no font.
    """
    from fontTools.ttLib import TTFont, TTLibError  # noqa: PLC0415 - slow to import, and needed for PDF only

    try:
        return frozenset(TTFont(io.BytesIO(font), lazy=True)["cmap"].getBestCmap() or ())
    except (TTLibError, KeyError) as error:
        raise ValueError(str(error)) from error
