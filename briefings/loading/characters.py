"""Characters that files must not contain: YAML, a reader or a printer would take them for something else."""

from __future__ import annotations

import unicodedata
from itertools import islice
from typing import TYPE_CHECKING

from briefings.model.diagnostics import Diagnostic, Location

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "find_refused_characters",
    "first_refused_character",
    "is_refused_character",
    "replace_refused_characters",
]

_MAX_REPORTED = 100
_LINE_SEPARATORS = {
    "\r": "CARRIAGE RETURN",
    "\x85": "NEL",
    "\u2028": "LINE SEPARATOR",
    "\u2029": "PARAGRAPH SEPARATOR",
}
_INVISIBLE = "Cf"
"""The category of characters that only change how others look."""
_MEANINGFUL_CHARACTERS = frozenset(
    "\xad\u200c\u200d\u2060\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u08e2\u180e"
)
"""Those of them that spelling needs (hyphenation, joined letters), and signs around numbers in Arabic and Syriac,
and the separator of vowels in Mongolian."""
_ARABIC_NONCHARACTERS = range(0xFDD0, 0xFDF0)
_PLANE_END = 0xFFFE


def find_refused_characters(text: str, display_path: str) -> list[Diagnostic]:
    """Return a problem for each of the first refused characters of a file."""
    return [] if _is_printable(text) else list(islice(_find_problems(text, display_path), _MAX_REPORTED))


def first_refused_character(text: str, location: Location) -> Diagnostic | None:
    """Return the problem of the first refused character in a text; None if there is none.

    Args:
        text: the text of a value, after escapes have produced their characters.
        location: of the value.
    """
    if _is_printable(text):
        return None
    problems = (_find_problem(character, location) for character in text if character != "\n")
    return next((problem for problem in problems if problem), None)


def is_refused_character(character: str) -> bool:
    """Return whether files must not contain a character."""
    return _find_problem(character, Location("")) is not None


def replace_refused_characters(text: str) -> str:
    """Replace each refused character by a space, which keeps all later lines and columns correct."""
    place = Location("")
    return "".join(
        " " if character != "\n" and _find_problem(character, place) else character for character in text
    )


def _is_printable(text: str) -> bool:
    """Return whether a text certainly has no refused character; a quick test for the many texts without one."""
    return text.replace("\n", "").isprintable()


def _find_problems(text: str, display_path: str) -> Iterator[Diagnostic]:
    """Yield a problem for each refused character."""
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.isprintable():
            for column, character in enumerate(line, start=1):
                if problem := _find_problem(character, Location(display_path, number, column)):
                    yield problem


def _find_problem(character: str, location: Location) -> Diagnostic | None:  # noqa: PLR0911 - one return per kind of character
    """Return the problem of a character that files must not contain; None for other characters."""
    if " " <= character <= "~":
        return None
    if character == "\t":
        hint = "let your editor replace tabs by spaces"
        return Diagnostic("tab", "YAML does not allow tabs", location, hint=hint)
    point = ord(character)
    shown = f"U+{point:04X}"
    if character in _LINE_SEPARATORS:
        message = f"{shown} breaks the line ({_LINE_SEPARATORS[character]})"
        hint = "use an ordinary line break"
        return Diagnostic("line-separator", message, location, hint=hint, value=shown)
    if unicodedata.category(character) == _INVISIBLE and character not in _MEANINGFUL_CHARACTERS:
        message = f"{shown} is an invisible character ({unicodedata.name(character, 'tag')})"
        hint = "delete it: the direction of a text follows from its letters"
        return Diagnostic("invisible-character", message, location, hint=hint, value=shown)
    if point in _ARABIC_NONCHARACTERS or point & 0xFFFF >= _PLANE_END:
        message = f"{shown} is not a character"
        return Diagnostic("noncharacter", message, location, hint="delete it", value=shown)
    if unicodedata.category(character) in ("Cc", "Cs"):
        message = f"{shown} is a control character"
        return Diagnostic("control-character", message, location, hint="delete it", value=shown)
    return None
