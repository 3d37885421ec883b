"""The files that notes are made from, by group, with what is needed to see whether they have changed.

A file whose size and time are those recorded is taken to be the same; any other is read and hashed. A file written so
shortly before it was looked at that its time could be the same after another change is hashed again next time.
"""

from __future__ import annotations

import hashlib
import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["Group", "Seen", "combined", "folders", "look", "scan", "settled"]

# Clocks of file systems are coarse: some tick every few milliseconds, some every two seconds.
_FINE, _COARSE = 50_000_000, 2_100_000_000
_SECOND = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as it was when looked at.

    Attributes:
        size: in bytes.
        time: of its last change, in nanoseconds; -1 where it can't be trusted next time.
        digest: hexadecimal SHA-256.
    """

    size: int
    time: int
    digest: str


@dataclass(frozen=True, slots=True)
class Group:
    """Files that belong together.

    Attributes:
        files: by path, in order.
        digest: of their paths and contents.
    """

    files: Mapping[str, Seen]
    digest: str


def scan(roots: Mapping[str, Path], known: Mapping[str, Seen], *, skip: Iterable[str] = ()) -> Group:
    """Look at all files under some folders, hidden files and links to folders left out.

    Args:
        roots: folders (or single files) by the name under which their files are recorded, so that a project can be
            moved; those that do not exist count as empty.
        known: what was seen last time, by the same names.
        skip: names of folders directly under these that belong to another group.
    """
    files: dict[str, Seen] = {}
    for name, root in roots.items():
        for recorded, path in _walk(str(root), name, frozenset(skip)):
            seen = look(path, known.get(recorded))
            if seen:
                files[recorded] = seen
    return Group(files, combined(f"{path}\0{seen.digest}" for path, seen in files.items()))


def look(path: Path | str, known: Seen | None) -> Seen | None:
    """A file as it is now; None if it can't be read."""
    try:
        status = os.stat(path)  # noqa: PTH116 - to make a path of each of hundreds takes longer than to look
        if known and (known.size, known.time) == (status.st_size, status.st_mtime_ns):
            return known
        now = time.time_ns()
        data = Path(path).read_bytes()
    except OSError:
        return None
    stamp = status.st_mtime_ns if settled(status.st_mtime_ns, now) else -1
    return Seen(len(data), stamp, hashlib.sha256(data).hexdigest())


def settled(changed: int, now: int) -> bool:
    """Whether another change after now would give another time than this one; both in nanoseconds."""
    return changed < now - (_COARSE if changed % _SECOND == 0 else _FINE)


def folders(root: Path) -> Iterator[Path]:
    """A folder and all below it in which `scan` looks."""
    if root.is_dir():
        yield root
        for entry in sorted(os.scandir(root), key=lambda entry: entry.name):
            if entry.is_dir(follow_symlinks=False) and not entry.name.startswith((".", "~")):
                yield from folders(root / entry.name)


def combined(parts: Iterable[str]) -> str:
    """One digest for several strings, in order: hexadecimal, SHA-256, cut to 32 digits."""
    total = hashlib.sha256()
    for part in parts:
        total.update(part.encode("utf-8", "surrogateescape"))
        total.update(b"\0\0")
    return total.hexdigest()[:32]


def _walk(folder: str, recorded: str, skip: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Each file below a folder by the name under which it is recorded, with its path; strings, as there are hundreds."""
    if Path(folder).is_file():
        yield recorded, folder
        return
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith((".", "~")) or entry.name in skip:
            continue
        name = f"{recorded}/{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(entry.path, name, frozenset())
        elif entry.is_file():
            yield name, entry.path
