"""Whether words in a colour can be read on another one, as WCAG 2.2 measures it.

A colour is written `#rrggbb`, in small letters.
"""

from __future__ import annotations

import re

__all__ = ["ENOUGH", "WHITE", "colour", "contrast", "paler", "readable"]

WHITE = "#ffffff"
ENOUGH = 4.5
"""The least contrast of words of the usual size: WCAG 2.2, success criterion 1.4.3, level AA."""

_WRITTEN = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE)
_STEPS = 256
_DARK = 0.04045


def colour(text: str) -> str:
    """Read a colour.

    Raises:
        ValueError: with a sentence for the user.
    """
    if not _WRITTEN.fullmatch(text):
        message = f'{text!r} is not a colour; write six hexadecimal digits in quotes, such as "#1f4e79"'
        raise ValueError(message)
    return text.lower()


def contrast(one: str, other: str) -> float:
    """The contrast of two colours: from 1, for the same colour, to 21, for black and white."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def readable(words: str, ground: str) -> str:
    """The colour nearest to that of the words which has enough contrast with a light ground: the same hue, darker."""
    channels = _channels(words)
    for step in range(_STEPS, 0, -1):
        darker = "#" + "".join(f"{channel * step // _STEPS:02x}" for channel in channels)
        if contrast(darker, ground) >= ENOUGH:
            return darker
    return "#000000"


def paler(written: str, share: float) -> str:
    """A colour mixed with white, of which it keeps a share: 1 for itself, 0 for white."""
    return "#" + "".join(
        f"{round(channel * share + 255 * (1 - share)):02x}" for channel in _channels(written)
    )


def _channels(written: str) -> tuple[int, int, int]:
    return int(written[1:3], 16), int(written[3:5], 16), int(written[5:7], 16)


def _luminance(written: str) -> float:
    """Relative luminance, from 0 to 1, as WCAG defines it for sRGB."""
    red, green, blue = (_linear(channel / 255) for channel in _channels(written))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(share: float) -> float:
    if share <= _DARK:
        return share / 12.92
    brighter: float = ((share + 0.055) / 1.055) ** 2.4
    return brighter
