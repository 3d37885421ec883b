"""Colours and their contrast, as WCAG 2.2 defines it.

A colour is a string `#rrggbb` in lower case.
"""

from __future__ import annotations

import re

__all__ = ["MIN_CONTRAST", "WHITE", "contrast_ratio", "darken_to_contrast", "lighten", "parse_colour"]

WHITE = "#ffffff"
MIN_CONTRAST = 4.5
"""Minimum contrast ratio for text of normal size: WCAG 2.2, success criterion 1.4.3, level AA."""

_HEX_COLOUR = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE)
_STEPS = 256
_LINEAR_LIMIT = 0.04045


def parse_colour(text: str) -> str:
    """Parse a colour.

    Raises:
        ValueError: if it is not six hexadecimal digits after `#`; the message is for the user.
    """
    if not _HEX_COLOUR.fullmatch(text):
        message = f'{text!r} is not a colour; write six hexadecimal digits in quotes, such as "#1f4e79"'
        raise ValueError(message)
    return text.lower()


def contrast_ratio(first: str, second: str) -> float:
    """Return the contrast ratio of two colours: from 1 for equal colours to 21 for black and white.

    >>> round(contrast_ratio("#000000", WHITE))
    21
    """
    darker, brighter = sorted((_luminance(first), _luminance(second)))
    return (brighter + 0.05) / (darker + 0.05)


def darken_to_contrast(colour: str, background: str) -> str:
    """Return the nearest darker colour of the same hue that has enough contrast with a light background."""
    channels = _channels(colour)
    for step in range(_STEPS, 0, -1):
        darker = "#" + "".join(f"{channel * step // _STEPS:02x}" for channel in channels)
        if contrast_ratio(darker, background) >= MIN_CONTRAST:
            return darker
    return "#000000"


def lighten(colour: str, share: float) -> str:
    """Mix a colour with white, keeping `share` of the colour: 1 returns it unchanged, 0 returns white.

    >>> lighten("#1f4e79", 0.5)
    '#8fa6bc'
    """
    return "#" + "".join(f"{round(channel * share + 255 * (1 - share)):02x}" for channel in _channels(colour))


def _channels(colour: str) -> tuple[int, int, int]:
    """Return red, green and blue, each from 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    """Return the relative luminance, from 0 to 1, as WCAG defines it for sRGB."""
    red, green, blue = (_linearize(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linearize(share: float) -> float:
    """Convert an sRGB channel, from 0 to 1, to linear light."""
    if share <= _LINEAR_LIMIT:
        return share / 12.92
    linear: float = ((share + 0.055) / 1.055) ** 2.4
    return linear
