"""The stamps and hashes of files, to detect changes.

A file with the recorded stamp counts as unchanged; any other is read and hashed. The stamp is its size, its two times
and its number on the disk: a tool that restores the time of a file it writes can't restore the time of its last change of
state. A file that changed just before it was read is hashed again next time, as a later change could leave the same times.
"""

from __future__ import annotations

import functools
import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from briefings.fastpath import describe_file
from briefings.loading.files import failure_reason, read_file
from briefings.model.hashing import chunks_hash, file_hash

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = [
    "FileGroup",
    "FileState",
    "file_states_data",
    "file_states_from_data",
    "hash_strings",
    "is_settled",
    "read_file_group",
    "read_file_state",
    "walk_folders",
]

# File systems have coarse clocks: some tick every few milliseconds, some every two seconds.
_FINE_CLOCK_NS, _COARSE_CLOCK_NS = 50_000_000, 2_100_000_000
_UNREADABLE = "unreadable: "
_FILE_SUFFIX = ".yaml"
"""A folder with this suffix has the name of a file, and is refused."""
_SECOND_NS = 1_000_000_000


class FileState(NamedTuple):
    """The stamp and the hash of a file when it was read.

    Attributes:
        stamp: of `describe_file`; empty if a time was too recent to be trusted next time.
        sha256: hexadecimal SHA-256.
    """

    stamp: str
    sha256: str


@dataclass(frozen=True, slots=True)
class FileGroup:
    """Files that belong together.

    Attributes:
        files: their states by recorded name, in order.
        paths: where each of them is, by the same names.
        hash: of their names and contents.
    """

    files: Mapping[str, FileState]
    paths: Mapping[str, str]
    hash: str


def read_file_group(
    roots: Mapping[str, Path], previous: Mapping[str, FileState], *, skip: Iterable[str] = ()
) -> FileGroup:
    """Read the state of all files below some folders, without hidden files and links to folders.

    Args:
        roots: folders or single files, by the name to record them under, so that a project can be moved; a missing one
            counts as empty.
        previous: the states of the last time, by the same names.
        skip: names directly below the roots that belong to another group.
    """
    files: dict[str, FileState] = {}
    paths: dict[str, str] = {}
    for name, root in roots.items():
        for recorded_name, path in _walk_files(str(root), name, frozenset(skip)):
            files[recorded_name] = _read_input_state(path, previous.get(recorded_name))
            paths[recorded_name] = path
    group_hash = hash_strings(f"{name}\0{state.sha256}" for name, state in files.items())
    return FileGroup(files, paths, group_hash)


def read_file_state(path: Path | str, previous: FileState | None) -> FileState | None:
    """Return the state of a file now; None if it can't be read."""
    state = _read_input_state(path, previous)
    return None if state.sha256.startswith(_UNREADABLE) else state


def _read_input_state(path: Path | str, previous: FileState | None) -> FileState:
    """Return the state of a file now; for what can't be read as a file, the reason in place of a hash."""
    try:
        status = os.stat(path)  # noqa: PTH116 - with hundreds of files, making a Path takes longer than the call
        stamp = describe_file(status)
        if previous and previous.stamp == stamp:
            return previous
        if is_settled(status, time.time_ns()):
            return FileState(stamp, _hash_of_stamp(str(path), stamp))
        return FileState("", file_hash(read_file(Path(path))))
    except OSError as error:
        return FileState("", f"{_UNREADABLE}{failure_reason(error)}")


@functools.lru_cache(maxsize=1024)
def _hash_of_stamp(path: str, _stamp: str) -> str:
    """Return the hash of a file that has this stamp; several builds of one process read packaged files once."""
    return file_hash(read_file(Path(path)))


def is_settled(status: os.stat_result, now_ns: int) -> bool:
    """Return whether a change after now, in nanoseconds, would surely give the file or folder other times."""
    return all(
        time_ns < now_ns - (_COARSE_CLOCK_NS if time_ns % _SECOND_NS == 0 else _FINE_CLOCK_NS)
        for time_ns in (status.st_mtime_ns, status.st_ctime_ns)
    )


def walk_folders(root: Path) -> Iterator[Path]:
    """Yield a folder and all folders below it that `read_file_group` reads."""
    if root.is_dir():
        yield root
        for entry in sorted(os.scandir(root), key=lambda entry: entry.name):
            if entry.is_dir(follow_symlinks=False) and not entry.name.startswith((".", "~")):
                yield from walk_folders(root / entry.name)


def hash_strings(parts: Iterable[str]) -> str:
    """Return one hash for several strings, in order: SHA-256, the first 32 hexadecimal digits."""
    return chunks_hash(part.encode("utf-8", "surrogateescape") + b"\0\0" for part in parts)


def file_states_data(states: Mapping[str, FileState]) -> dict[str, FileState]:
    """Return file states as data for JSON, where each becomes a list: stamp and hash, by name."""
    return dict(sorted(states.items()))


def file_states_from_data(data: Mapping[str, tuple[str, str]]) -> dict[str, FileState]:
    """Return the file states that `file_states_data` gave."""
    return {name: FileState(*state) for name, state in data.items()}


def _walk_files(folder: str, recorded_name: str, skip: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Yield the recorded name and the path of each file below a folder; strings, as there are hundreds.

    Pipes, devices, links to folders and folders that can't be read are yielded too, since loading refuses them: their
    appearance is a change.
    """
    if Path(folder).is_file():
        yield recorded_name, folder
        return
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except FileNotFoundError:
        return
    except OSError:
        yield recorded_name, folder
        return
    for entry in entries:
        if entry.name.startswith((".", "~")) or entry.name in skip:
            continue
        name = f"{recorded_name}/{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield from _walk_files(entry.path, name, frozenset())
            if entry.name.endswith(_FILE_SUFFIX):
                yield name, entry.path
        else:
            yield name, entry.path
