"""Types of the settings of the house that say how briefs look: page, colours and logo."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefings.loading.parsers import InvalidValueError
from briefings.loading.rules import CustomRule
from briefings.loading.scalars import COLOUR, one_of
from briefings.loading.tables import Key, Table
from briefings.loading.value_types import ScalarType
from briefings.model.colors import MIN_CONTRAST, WHITE, contrast_ratio, darken_to_contrast
from briefings.model.diagnostics import Diagnostic
from briefings.model.house import DEFAULT_COLOURS, PAGE_SIZES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.loading.tables import Entry
    from briefings.model.diagnostics import Location

__all__ = ["COLOURS", "LOGO", "PAGE_SIZE"]

_LOGO_PATH = re.compile(r"[\w.-]+(?:/[\w.-]+)*\.(?:svg|png)", re.ASCII)
_OTHER_PICTURE = re.compile(r"\.(?:jpe?g|gif|webp|bmp|tiff?|ico|eps|pdf)$", re.IGNORECASE)
_TEMPLATES = "templates/"
_TEXT_COLOURS = ("accent", "warning", "ink", "quiet")
"""The colours of text."""

PAGE_SIZE = one_of(*PAGE_SIZES)


def _parse_logo_path(text: str) -> str:
    """Parse the path of a logo under `templates/`.

    Raises:
        InvalidValueError: if it is not a path of an SVG or PNG file.
    """
    if text.startswith(_TEMPLATES) and text != _TEMPLATES:
        message = f"{text!r} must be relative to templates/; write {text.removeprefix(_TEMPLATES)}"
        raise InvalidValueError(message)
    if _OTHER_PICTURE.search(text):
        message = f"{text!r} is not an SVG or PNG file; save the picture as one of these"
        raise InvalidValueError(message)
    if not _LOGO_PATH.fullmatch(text) or ".." in text:
        message = (
            f"{text!r} is not the path of a picture under templates/; write logo.svg or pictures/logo.png"
        )
        raise InvalidValueError(message)
    return text


LOGO = ScalarType(
    "line",
    {
        "type": "string",
        "pattern": r"^(?!.*\.\.)(?!templates/)[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+)*\.(?:svg|png)$",
        "patternErrorMessage": "a picture under templates/: logo.svg, or pictures/logo.png",
        "examples": ["logo.svg"],
    },
    _parse_logo_path,
)


def _check_contrast(entry: Entry) -> Iterator[Diagnostic]:
    """Yield a problem for each colour of text that has too little contrast with what is behind it."""
    colours = entry.values
    for name in _TEXT_COLOURS:
        if (ratio := contrast_ratio(colours[name], WHITE)) < MIN_CONTRAST:
            hint = f'use the nearest darker colour that passes: "{darken_to_contrast(colours[name], WHITE)}"'
            yield _low_contrast(f"{name} {colours[name]} on white", ratio, entry.location_of(name), hint)
    ratio = contrast_ratio(colours["ink"], colours["tint"])
    if ratio < MIN_CONTRAST <= contrast_ratio(colours["ink"], WHITE):
        place = entry.location_of("tint" if entry.has_key("tint") else "ink")
        pair = f"ink {colours['ink']} on the tint {colours['tint']}"
        yield _low_contrast(pair, ratio, place, "use a lighter tint, or a darker ink")


def _low_contrast(pair: str, ratio: float, location: Location, hint: str) -> Diagnostic:
    """Return the diagnostic for two colours with too little contrast."""
    message = f"{pair} has a contrast of {_format_ratio(ratio)}, below {_format_ratio(MIN_CONTRAST)}"
    return Diagnostic("low-contrast", message, location, hint=hint)


def _format_ratio(number: float) -> str:
    """Format a contrast ratio, such as `4.49:1`."""
    # Truncated, not rounded: a ratio that fails must not look as if it passed.
    return f"{int(number * 100) / 100:g}:1"


_COLOUR_USES = {
    "accent": "headings, the rules next to them, and links",
    "warning": "what someone must confirm before use",
    "ink": "text",
    "quiet": "secondary text, such as the list of sources on a screen",
    "line": "the rules of tables",
    "tint": "the background of boxes and table headings",
}

COLOURS: Table[dict[str, str]] = Table(
    "set of colours",
    dict,
    tuple(Key(name, COLOUR, _COLOUR_USES[name], default=colour) for name, colour in DEFAULT_COLOURS.items()),
    rules=(CustomRule(_check_contrast),),
    has_location=False,
)
