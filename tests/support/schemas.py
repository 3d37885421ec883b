"""The schema of a file, as the first line of such a file names it."""

from __future__ import annotations

from pathlib import PurePosixPath

from briefings.schema import modeline

__all__ = ["schema_name"]


def schema_name(path: PurePosixPath) -> str | None:
    """Return the name of the schema of a file in a project; None if it has none."""
    line = modeline(path).strip()
    return PurePosixPath(line.partition("=")[2]).stem if line else None
