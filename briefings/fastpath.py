"""The fastpath: lets `briefings build` find out that nothing has changed since the last full build.

It reads its own file and not the state file, which takes longer to parse than Python takes to start: a project of 200
partners has megabytes of state, and this answer must cost less than twice a bare Python. So it imports only small parts
of the standard library. `briefings.build.fastpath` writes the record.
"""

from __future__ import annotations

import os
import sys
from binascii import crc32

from briefings import __version__

__all__ = [
    "ABSENT",
    "RECORD_NAME",
    "count_current_notes",
    "describe_current_notes",
    "describe_file",
    "record_content",
]

RECORD_NAME = ".fastpath"
ABSENT = "absent"
"""The description of a file or folder that does not exist."""


def count_current_notes(today: str) -> int:
    """Return the number of notes of the last full build if all are current; 0 if a real build must find out.

    It answers for a project whose top folder is the working folder.

    Args:
        today: the date, ISO.
    """
    try:
        with open(f"build/{RECORD_NAME}", encoding="utf-8", errors="surrogateescape", newline="\n") as file:
            record = file.read()
        _checksum, note_count, first_day, end_day, *paths = record.split("\n")
        if first_day <= today and (not end_day or today < end_day):
            head, descriptions = [note_count, first_day, end_day], list(map(_describe, paths))
            return int(note_count) if record == record_content(head, paths, descriptions) else 0
    except (OSError, ValueError):
        pass
    return 0


def describe_current_notes(count: int) -> str:
    """Return the line that says that all notes are current."""
    return "1 note, current." if count == 1 else f"{count} notes, all current."


def record_content(head: list[str], paths: list[str], descriptions: list[str]) -> str:
    """Return the content of the record; its first line is a checksum, which also covers what is not in the record.

    Args:
        head: the number of notes, the first day on which all of them are current, and the first on which they no longer
            are; ISO, the last is empty for never.
        paths: the files and folders that the build read or wrote.
        descriptions: of each of them, from `describe_file`, or `ABSENT`.
    """
    lines = [*head, *paths]
    covered = "\n".join([__version__, _tools_fingerprint(), *lines, *descriptions])
    checksum = crc32(covered.encode("utf-8", "surrogateescape"))
    return "\n".join([f"{checksum:08x}", *lines])


def describe_file(status: os.stat_result) -> str:
    """Return the stamp of a file or folder: its size, the times of its content and state, and its number on the disk."""
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino}"


def _describe(path: str) -> str:
    """Return the description of a file or folder as it is now."""
    try:
        status = os.stat(path)
    except FileNotFoundError:
        return ABSENT
    return describe_file(status)


def _tools_fingerprint() -> str:
    """Return a string that changes with Python and its libraries: an installation touches their folder."""
    site_folder = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    folders = [site_folder, *(path for path in sys.path if path.endswith("site-packages"))]
    times = " ".join(str(os.stat(place).st_mtime_ns) for place in folders if os.path.isdir(place))
    return f"{sys.version_info[:3]} {times}"
