"""Reading of logos: a picture from the user, checked by content before anything prints it."""

from __future__ import annotations

import io
import struct
from typing import TYPE_CHECKING

from briefings.loading.files import read_bytes
from briefings.loading.reading import Reading
from briefings.loading.svg import read_svg
from briefings.model.diagnostics import Diagnostic, Location
from briefings.model.house import Logo

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["read_logo"]

_MAX_BYTES = 512_000
"""The largest PNG file; each brief contains a copy of it."""
_MAX_PIXELS = 4_000_000

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_HEADER = struct.Struct(">16x2I")  # the start of every PNG file, with width and height
_HINT = "export it again as PNG, or better as SVG"


def read_logo(path: Path, display_path: str) -> Reading[Logo]:
    """Read a logo, SVG or PNG by its suffix, or say why a brief can't contain it.

    Args:
        path: the file.
        display_path: the path in messages.
    """
    if path.suffix == ".svg":
        svg, problems = read_svg(path, display_path)
        return Reading(None if svg is None else Logo("image/svg+xml", svg.encode()), problems)
    data, problems = read_bytes(path, display_path, _MAX_BYTES, hint=_HINT)
    if data is None:
        return Reading(None, problems)
    if problem := _find_png_problem(data, Location(display_path)):
        return Reading(None, (problem,))
    return Reading(Logo("image/png", data))


def _find_png_problem(data: bytes, location: Location) -> Diagnostic | None:
    """Return the problem of a PNG file; None if there is none."""
    from PIL import Image  # noqa: PLC0415 - slow to import, and only PNG logos need it

    if data.startswith(_SIGNATURE) and len(data) >= _HEADER.size:
        # Read the size here, so that a picture which is too large is never unpacked.
        width, height = _HEADER.unpack_from(data)
        if width * height > _MAX_PIXELS:
            message = f"the picture has {width} by {height} pixels"
            hint = f"make it smaller: {_MAX_PIXELS // 1_000_000} million pixels are allowed"
            return Diagnostic("picture-too-large", message, location, hint=hint)
    try:
        with Image.open(io.BytesIO(data), formats=["PNG"]) as picture:
            picture.verify()
        with Image.open(io.BytesIO(data), formats=["PNG"]) as picture:
            picture.load()
    except (OSError, SyntaxError, ValueError) as error:
        return Diagnostic("not-a-picture", f"the file is not a PNG picture: {error}", location, hint=_HINT)
    return None
