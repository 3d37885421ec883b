"""The bytes of a file that people brought: there, and no larger than a file of its kind has reason to be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.model.diagnostics import Diagnostic, Location

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["read_bytes"]


def read_bytes(
    path: Path, shown_as: str, most: int, problems: list[Diagnostic], *, hint: str = ""
) -> bytes | None:
    """Read a whole file; None if that can't be done.

    Args:
        path: the file.
        shown_as: the name under which it is reported.
        most: how many bytes it may have.
        problems: what is wrong is added here.
        hint: what to do about a file that is too large.
    """
    place = Location(shown_as)
    try:
        data = path.read_bytes()
    except OSError as error:
        message = f"can't be read: {error.strerror or type(error).__name__}"
        problems.append(Diagnostic("unreadable-file", message, place))
        return None
    if len(data) > most:
        message = f"is larger than {most // 1000} kB"
        problems.append(Diagnostic("file-too-large", message, place, hint=hint))
        return None
    return data
