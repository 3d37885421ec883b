"""One build at a time in a build folder: the second one waits, and says for whom."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

__all__ = ["held"]


@contextlib.contextmanager
def held(path: Path, waiting: Callable[[str], None]) -> Iterator[None]:
    """Hold a lock for a while; the system lets go of it when the process ends, however it ends.

    Args:
        path: the lock file; its folder is made.
        waiting: told once whom this process waits for, if it has to.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    # A link in this place could lead anywhere.
    handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o666)
    with os.fdopen(handle, "r+", encoding="ascii", errors="replace") as file:
        try:
            import fcntl  # noqa: PLC0415 - not on every system; without it the last build wins
        except ImportError:
            yield
            return
        # A lock of this kind is the process's own: a worker that outlives it does not keep it.
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):
            file.seek(0)
            waiting(
                f"another build is at work here (process {file.read().strip() or 'unknown'}); waiting for it"
            )
            fcntl.lockf(file, fcntl.LOCK_EX)
        file.seek(0)
        file.truncate()
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield
