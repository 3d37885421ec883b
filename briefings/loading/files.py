"""Reading of files that users supply, with a size limit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.model.diagnostics import Diagnostic, Location

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["read_bytes"]


def read_bytes(
    path: Path, display_path: str, max_bytes: int, problems: list[Diagnostic], *, hint: str = ""
) -> bytes | None:
    """Read a whole file, or report why that failed and return None.

    Args:
        path: the file.
        display_path: the path in messages.
        max_bytes: the largest size accepted.
        problems: list to add problems to.
        hint: the next step for a file that is too large.
    """
    location = Location(display_path)
    try:
        data = path.read_bytes()
    except OSError as error:
        message = f"can't be read: {error.strerror or type(error).__name__}"
        problems.append(Diagnostic("unreadable-file", message, location))
        return None
    if len(data) > max_bytes:
        message = f"is larger than {max_bytes // 1000} kB"
        problems.append(Diagnostic("file-too-large", message, location, hint=hint))
        return None
    return data
