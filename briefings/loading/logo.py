"""Reading of logos: a picture from the user, checked by content before anything prints it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.loading.files import read_bytes
from briefings.loading.pictures import find_png_problem
from briefings.loading.reading import Reading
from briefings.loading.svg import read_svg
from briefings.model.diagnostics import Location
from briefings.model.house import Logo

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["read_logo"]

_MAX_BYTES = 512_000
"""The largest PNG file; each brief contains a copy of it."""

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
    if problem := find_png_problem(data, Location(display_path), _HINT):
        return Reading(None, (problem,))
    return Reading(Logo("image/png", data))
