"""Reading of files that users supply, with a size limit, and writing of files in one step."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from briefings.loading.reading import Reading
from briefings.model.diagnostics import Diagnostic, Location

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["UnreadableFileError", "read_bytes", "sync_folder", "write_atomic"]


class UnreadableFileError(Exception):
    """A file whose reading can't go on.

    Attributes:
        diagnostic: the reason.
    """

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


def read_bytes(path: Path, display_path: str, max_bytes: int, *, hint: str = "") -> Reading[bytes]:
    """Read a whole file, or say why that failed.

    Args:
        path: the file.
        display_path: the path in messages.
        max_bytes: the largest size accepted.
        hint: the next step for a file that is too large.
    """
    location = Location(display_path)
    try:
        data = path.read_bytes()
    except OSError as error:
        message = f"the file can't be read: {error.strerror or type(error).__name__}"
        return Reading(None, (Diagnostic("unreadable-file", message, location),))
    if len(data) > max_bytes:
        message = f"the file is larger than {max_bytes // 1000} kB"
        return Reading(None, (Diagnostic("file-too-large", message, location, hint=hint),))
    return Reading(data)


def write_atomic(path: Path, data: bytes, *, sync: bool = False) -> None:
    """Write a file in one step: whoever reads it gets the old content or the new one.

    An existing file keeps its mode. A link is replaced, never followed.

    Args:
        path: the file; its folder must exist.
        data: the new content.
        sync: whether to force the file to disk before and after the step.

    Raises:
        OSError: if the file can't be written; then the old one is still there.
    """
    new_path = path.with_name(f".{path.name.lstrip('.')}.new")
    new_path.unlink(missing_ok=True)
    file = new_path.open("xb")
    try:
        with file:
            file.write(data)
            if sync:
                file.flush()
                os.fsync(file.fileno())
        if path.is_file() and not path.is_symlink():
            new_path.chmod(path.stat().st_mode)
        new_path.replace(path)
    except BaseException:
        new_path.unlink(missing_ok=True)
        raise
    if sync:
        sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Force the entries of a folder to disk, on systems that can."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
