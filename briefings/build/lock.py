"""The lock of a build folder: one build at a time; a second one waits, and reports for which process."""

from __future__ import annotations

import contextlib
import os
from io import FileIO
from typing import TYPE_CHECKING

from briefings.loading.files import writing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

__all__ = ["LOCK_FILE", "hold_lock", "try_lock"]

LOCK_FILE = ".lock"
"""The name of the lock in the build folder."""


@contextlib.contextmanager
def hold_lock(path: Path, on_wait: Callable[[str], None]) -> Iterator[None]:
    """Hold a lock within a `with` block; the system releases it when the process ends, however it ends.

    Args:
        path: the lock file; its folder is created.
        on_wait: called once with a message that names the other process, if this one has to wait.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with _open_lock(path) as file:
        if not _lock(file, wait=False):
            process = file.read().decode("ascii", "replace").strip() or "unknown"
            on_wait(f"waiting for another build in this folder (process {process})")
            _lock(file, wait=True)
        with writing(path):
            file.seek(0)
            file.truncate()
            file.write(f"{os.getpid()}\n".encode())
        yield


@contextlib.contextmanager
def try_lock(path: Path) -> Iterator[bool]:
    """Hold a lock within a `with` block if no other process does; yield whether this one holds it."""
    try:
        file = _open_lock(path)
    except OSError:
        yield False
        return
    with file:
        yield _lock(file, wait=False)


def _open_lock(path: Path) -> FileIO:
    """Open a lock file, unbuffered; a link in its place could lead anywhere and is refused."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o666)
    return FileIO(handle, "r+")


def _lock(file: FileIO, *, wait: bool) -> bool:
    """Lock a file, and return whether that was possible; without waiting it is not while another process holds it."""
    try:
        import fcntl  # noqa: PLC0415 - not on every system; without it the last build wins
    except ImportError:
        return True
    # This kind of lock belongs to the process: a worker that outlives it does not keep it.
    try:
        fcntl.lockf(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except (BlockingIOError, PermissionError):
        if wait:
            raise
        return False
    return True
