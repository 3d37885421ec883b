"""The lock of a build folder: one build at a time; a second one waits, and reports for which process."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

__all__ = ["hold_lock"]


@contextlib.contextmanager
def hold_lock(path: Path, on_wait: Callable[[str], None]) -> Iterator[None]:
    """Hold a lock within a `with` block; the system releases it when the process ends, however it ends.

    Args:
        path: the lock file; its folder is created.
        on_wait: called once with a message that names the other process, if this one has to wait.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    # A link here could lead anywhere.
    handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o666)
    with os.fdopen(handle, "r+", encoding="ascii", errors="replace") as file:
        try:
            import fcntl  # noqa: PLC0415 - not on every system; without it the last build wins
        except ImportError:
            yield
            return
        # This kind of lock belongs to the process: a worker that outlives it does not keep it.
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):
            file.seek(0)
            on_wait(
                f"another build is at work here (process {file.read().strip() or 'unknown'}); waiting for it"
            )
            fcntl.lockf(file, fcntl.LOCK_EX)
        file.seek(0)
        file.truncate()
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield
