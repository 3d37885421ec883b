"""Colours of the house for maps, which come from files: a style sheet for the classes that a map may use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.model.colors import lighten

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["colour_map"]

_NEIGHBOUR_SHARE, _SEA_SHARE = 0.2, 0.06
"""Shares of the accent colour. The partner, in the colour itself, has a contrast of 3 with both, as WCAG asks of shapes."""
_LAND_SHARE, _BORDER_SHARE = 0.15, 0.65
"""Shares of the colour for secondary text."""


def colour_map(svg: str, colours: Mapping[str, str]) -> str:
    """Return a map with the colours of a house for its classes; shapes without such a class keep their own.

    Args:
        svg: as `read_svg` returns it.
        colours: of the house.
    """
    accent, quiet = colours["accent"], colours["quiet"]
    rules = {
        "sea": f"fill:{lighten(accent, _SEA_SHARE)}",
        "land": f"fill:{lighten(quiet, _LAND_SHARE)}",
        "neighbour": f"fill:{lighten(accent, _NEIGHBOUR_SHARE)}",
        "partner": f"fill:{accent}",
        "border": f"stroke:{lighten(quiet, _BORDER_SHARE)}",
        "ring": f"stroke:{accent}",
        "frame": f"stroke:{quiet}",
    }
    sheet = "".join(f".{name}{{{rule}}}" for name, rule in rules.items())
    root, _, content = svg.partition(">")
    return svg if root.endswith("/") else f"{root}><style>{sheet}</style>{content}"
