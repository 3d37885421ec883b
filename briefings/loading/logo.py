"""The logo of a house: a picture that a user brings, checked by what is in it before anything prints it."""

from __future__ import annotations

import io
import struct
from typing import TYPE_CHECKING

from briefings.loading.files import read_bytes
from briefings.loading.svg import read_svg
from briefings.model.diagnostics import Diagnostic, Location
from briefings.model.house import Logo

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["MOST_BYTES", "MOST_PIXELS", "read_logo"]

MOST_BYTES = 512_000
"""Of a PNG file, which is copied into each note."""
MOST_PIXELS = 4_000_000

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_HEAD = struct.Struct(">16x2I")  # what every PNG file begins with: width and height
_HINT = "export it anew as PNG, or better as SVG"


def read_logo(path: Path, shown_as: str, problems: list[Diagnostic]) -> Logo | None:
    """Read a logo, SVG or PNG by its name; None if there is anything in it that a note can't take.

    Args:
        path: the file.
        shown_as: the name under which its places are reported.
        problems: what is wrong is added here.
    """
    if path.suffix == ".svg":
        drawn = read_svg(path, shown_as, problems)
        return None if drawn is None else Logo("image/svg+xml", drawn.encode())
    place = Location(shown_as)
    data = read_bytes(path, shown_as, MOST_BYTES, problems, hint=_HINT)
    if data is None:
        return None
    if found := _png_problem(data):
        code, message, hint = found
        problems.append(Diagnostic(code, message, place, hint=hint))
        return None
    return Logo("image/png", data)


def _png_problem(data: bytes) -> tuple[str, str, str] | None:
    """Code, message and hint of what is wrong with a PNG file; None if nothing is."""
    from PIL import Image  # noqa: PLC0415 - slow to import, and needed for logos that are PNG only

    if data.startswith(_SIGNATURE) and len(data) >= _HEAD.size:
        # Read here, so that a picture which is too large is never unpacked.
        width, height = _HEAD.unpack_from(data)
        if width * height > MOST_PIXELS:
            hint = f"make it smaller: {MOST_PIXELS // 1_000_000} million pixels are the most"
            return "picture-too-large", f"has {width} by {height} pixels", hint
    try:
        with Image.open(io.BytesIO(data), formats=["PNG"]) as picture:
            picture.verify()
        with Image.open(io.BytesIO(data), formats=["PNG"]) as picture:
            picture.load()
    except (OSError, SyntaxError, ValueError) as error:
        return "not-a-picture", f"is no PNG picture: {error}", _HINT
    return None
