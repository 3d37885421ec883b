"""Numbers as lists write them, read into the notation of fact files; a number with two readings is refused."""

from __future__ import annotations

import re

from briefings.model.amounts import NUMBER_PATTERN

__all__ = ["NUMBER_FORMATS", "UnclearNumberError", "read_numbers"]

NUMBER_FORMATS = {
    "1,234.5": (",", "."),
    "1.234,5": (".", ","),
    "1 234,5": (" ", ","),
    "1 234.5": (" ", "."),
    "1'234.5": ("'", "."),
}
"""How lists write a number, each with what is between thousands and what is before decimals."""

_SPACES = "\u00a0\u202f\u2009 "
_WRITTEN = re.compile(rf"(?<![\w.,])[-−]?[0-9](?:[0-9.,'’]|[{_SPACES}](?=[0-9]{{3}}(?![0-9])))*(?<=[0-9])")
_PLAIN = re.compile(NUMBER_PATTERN)
_EITHER = re.compile(r"[-−]?[1-9][0-9]{0,2}\.[0-9]{3}")
"""A number with a point that may be before thousands or decimals."""


class UnclearNumberError(ValueError):
    """A number that can't be read, or in two ways.

    Attributes:
        hint: what to do.
    """

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def read_numbers(text: str, written: str, *, is_typed: bool = False) -> str:
    """Return a text with its numbers in the notation of fact files: no thousands, a point before decimals.

    Args:
        text: as written: `1,234.5`, `1 200–1 500`, `about 30`.
        written: how the list writes numbers, one of `NUMBER_FORMATS`; empty if it is not known.
        is_typed: whether a plain number is one, because the cell of a workbook held a number.

    Raises:
        UnclearNumberError: if a number is not written so, or has separators and nothing says which.
    """

    def read(match: re.Match[str]) -> str:
        number = match[0]
        if is_typed and _PLAIN.fullmatch(number):
            return number
        return _read_declared(number, written) if written else _read_plain(number)

    # Two points are between the ends of a range.
    return "..".join(_WRITTEN.sub(read, end) for end in text.split(".."))


def _read_plain(number: str) -> str:
    """Return a number without separators as it is."""
    if _PLAIN.fullmatch(number) and not _EITHER.fullmatch(number):
        return number
    formats: dict[str, str] = {}
    for name in NUMBER_FORMATS:
        if value := _value(number, name):
            formats.setdefault(value, name)
    message = (
        f"{number!r} can be {' or '.join(formats)}" if len(formats) > 1 else f"{number!r} has a separator"
    )
    examples = [f'`numbers: "{name}"`' for name in formats.values() or NUMBER_FORMATS]
    hint = f"say in the map how the list writes numbers: {' or '.join(examples)}"
    raise UnclearNumberError(message, hint)


def _read_declared(number: str, written: str) -> str:
    """Return a number that is written as its list says."""
    if value := _value(number, written):
        return value
    message = f"{number!r} is not written as {written}"
    raise UnclearNumberError(message, "correct the cell, or `numbers:` in the map")


def _value(number: str, written: str) -> str:
    """Return a number in the notation of fact files; empty if it is not written so."""
    thousands, point = NUMBER_FORMATS[written]
    number = re.sub(f"[{_SPACES}]", " ", number).replace("’", "'")
    whole = rf"[0-9]{{1,3}}(?:{re.escape(thousands)}[0-9]{{3}})+|[0-9]+"
    if not re.fullmatch(rf"[-−]?(?:{whole})(?:{re.escape(point)}[0-9]+)?", number):
        return ""
    return number.replace(thousands, "").replace(point, ".")
