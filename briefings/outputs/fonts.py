"""Choice of the font families for a note, by the letters that it has; the only door to fontTools.

A family has several files: `NotoSans-Regular.ttf` and `NotoSans-Bold.ttf` belong to the family NotoSans. A note gets
only the families that its letters need, since each family costs time in every PDF.
"""

from __future__ import annotations

import functools
import io
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.model.diagnostics import BriefingsError, Diagnostic
from briefings.outputs.late_modules import LateModule

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from types import ModuleType

    from briefings.model.diagnostics import Location

__all__ = [
    "RARE_FONT_TOOLS",
    "Face",
    "Family",
    "check_font",
    "choose_families",
    "load_families",
    "missing_letters",
    "split_file_name",
]

_STYLES = {
    "": ("400", "normal"),
    "Regular": ("400", "normal"),
    "Bold": ("700", "normal"),
    "Italic": ("400", "italic"),
    "BoldItalic": ("700", "italic"),
}


@dataclass(frozen=True, slots=True)
class Face:
    """A font file of a family.

    Attributes:
        file: its name.
        weight: as in CSS, `400`.
        style: as in CSS, `italic`.
    """

    file: str
    weight: str
    style: str


@dataclass(frozen=True, slots=True)
class Family:
    """A font family: fonts of one design, in several weights and styles.

    Attributes:
        name: of the family.
        faces: its font files.
        letters: the code points that all its fonts have.
    """

    name: str
    faces: tuple[Face, ...]
    letters: frozenset[int]


def load_families(fonts: Mapping[str, bytes]) -> list[Family]:
    """Group fonts into families, by file name.

    Args:
        fonts: whole TrueType files, by name.

    Raises:
        BriefingsError: if there is not a single file, or one of them is not a font.
    """
    if not fonts:
        hint = "put TrueType files into templates/fonts/"
        raise BriefingsError([Diagnostic("no-fonts", "the project has no fonts for PDF", hint=hint)])
    faces_by_family: dict[str, list[Face]] = {}
    for file in fonts:
        name, style = split_file_name(file)
        faces_by_family.setdefault(name, []).append(Face(file, *style))
    return [
        Family(
            name,
            tuple(faces),
            frozenset.intersection(*(_font_letters(face.file, fonts[face.file]) for face in faces)),
        )
        for name, faces in faces_by_family.items()
    ]


def choose_families(letters: set[int], families: list[Family]) -> list[Family]:
    """Return the families for some letters: first the family with most of them, then the best one for the rest."""
    chosen: list[Family] = []
    left = set(letters)
    while not chosen or left:
        best = max(families, key=lambda family: len(left & family.letters))
        if chosen and not left & best.letters:
            break
        chosen.append(best)
        left -= best.letters
    return chosen


def missing_letters(text: str, families: Iterable[Family]) -> set[int]:
    """Return the code points of a text that no family has; characters without a shape of their own are never missing."""
    letters = {ord(letter) for letter in text if not _is_shapeless(letter)}
    return letters.difference(*(family.letters for family in families))


def _is_shapeless(letter: str) -> bool:
    """Return whether a character only changes how others look: joiners, soft hyphens, variation selectors."""
    return unicodedata.category(letter) == "Cf" or "VARIATION SELECTOR" in unicodedata.name(letter, "")


def split_file_name(file: str) -> tuple[str, tuple[str, str]]:
    """Return the family in the name of a font file, and weight and style as in CSS.

    >>> split_file_name("NotoSerif-Bold.latin.woff2")
    ('NotoSerif', ('700', 'normal'))
    """
    stem = file.partition(".")[0]
    name, _, style = stem.rpartition("-")
    return (name, _STYLES[style]) if name and style in _STYLES else (stem, _STYLES[""])


def check_font(font: bytes, location: Location) -> Diagnostic | None:
    """Return the problem of a file that is not a TrueType font; None if it is one."""
    try:
        _read_letters(font)
    except ValueError as error:
        message = f"this is not a usable TrueType font: {error}"
        return Diagnostic("bad-font", message, location, hint="remove it from fonts/")
    return None


def _font_letters(file: str, font: bytes) -> frozenset[int]:
    """Return the code points that a font file has a glyph for.

    Raises:
        BriefingsError: if it is not a font.
    """
    try:
        return _read_letters(font)
    except ValueError as error:
        message = f"{file} is not a usable TrueType font: {error}"
        raise BriefingsError([Diagnostic("bad-font", message, hint="remove it from fonts/")]) from error


@functools.lru_cache(maxsize=64)
def _read_letters(font: bytes) -> frozenset[int]:
    """Return the code points that a font has a glyph for.

    Raises:
        ValueError: if it is not a font.
    """
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - slow to import, and needed for PDF only

    try:
        return frozenset(TTFont(io.BytesIO(font), lazy=True)["cmap"].getBestCmap() or ())
    except MemoryError:
        raise  # the font may be sound
    except Exception as error:  # fontTools fails in many ways on a damaged file
        raise ValueError(str(error) or type(error).__name__) from error


def _load_subset() -> ModuleType:
    """Load what makes subsets of fonts."""
    from fontTools import subset  # noqa: PLC0415 - see above

    module: ModuleType = subset  # fontTools has no types
    return module


def _load_instancer() -> ModuleType:
    """Load what makes a font of a variable one."""
    from fontTools.varLib import instancer  # noqa: PLC0415 - see above

    module: ModuleType = instancer  # see above
    return module


RARE_FONT_TOOLS = {
    "fontTools.subset": LateModule(_load_subset),
    "fontTools.varLib.instancer": LateModule(_load_instancer, ("instantiateVariableFont",)),
}
"""Modules that WeasyPrint needs for variable fonts, and where HarfBuzz can't make subsets of fonts.

They are a third of the time that its import takes, and a quarter of the memory.
"""
