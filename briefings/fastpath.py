"""The fastpath record: lets `briefings build` find out that nothing has changed since the last full build.

The record lists every file and folder that the build read and every file that it wrote, with size and time, and the days
for which the notes are current. To stay fast, this module imports only small parts of the standard library.
"""

from __future__ import annotations

import os
import sys
import time
from binascii import crc32

from briefings import __version__

__all__ = ["ABSENT", "FOLDER", "RECORD_NAME", "count_current_notes", "format_record"]

RECORD_NAME = ".stamp"
FOLDER, ABSENT = -1, -2

_HEADER = "briefings stamp 3"


def count_current_notes(folder: str) -> int:  # noqa: PLR0911 - one return for each reason to build
    """Return the number of notes of the last full build if all are current; 0 if a real build must find out.

    Args:
        folder: the working folder; the answer is always 0 outside a project's own top folder.
    """
    try:
        with open(os.path.join(folder, "build", RECORD_NAME), "rb") as record:
            checksum, _, body = record.read().partition(b"\n")
        header, tools_fingerprint, note_count, first_day, end_day, sizes, times, *paths = body.decode(
            "utf-8", "surrogateescape"
        ).split("\n")
    except (OSError, ValueError):
        return 0
    now = time.localtime()
    today = f"{now.tm_year:04d}-{now.tm_mon:02d}-{now.tm_mday:02d}"
    if (
        checksum != _checksum(body)
        or header != f"{_HEADER} {__version__}"
        or tools_fingerprint != _tools_fingerprint()
    ):
        return 0
    if not first_day <= today < end_day:
        return 0
    stat = os.stat
    os.chdir(folder)
    try:
        # Three columns, each split at once, are faster to read than one line per file.
        for path, size, mtime_ns in zip(paths, map(int, sizes.split()), map(int, times.split()), strict=True):
            if size == ABSENT:
                if os.path.lexists(path):
                    return 0
                continue
            status = stat(path)
            if status.st_mtime_ns != mtime_ns or size not in (status.st_size, FOLDER):
                return 0
    except (OSError, ValueError):
        return 0
    return int(note_count)


def format_record(note_count: int, days: tuple[str, str], entries: list[tuple[int, int, str]]) -> bytes:
    """Return the content of the record that all notes are current.

    Args:
        note_count: the number of notes.
        days: the first day on which all of them are current, and the first on which they no longer are (exclusive
            end), ISO; `9999` for never.
        entries: size, time of change in nanoseconds and path of every input and output file, as it was when read or
            written. The size is `FOLDER` for a folder where a new input could appear, and `ABSENT` for a missing one.
    """
    lines = [f"{_HEADER} {__version__}", _tools_fingerprint(), str(note_count), *days]
    lines += [" ".join(str(entry[column]) for entry in entries) for column in (0, 1)]
    lines += [path for _, _, path in entries]
    body = "\n".join(lines).encode("utf-8", "surrogateescape")
    return _checksum(body) + b"\n" + body


def _checksum(body: bytes) -> bytes:
    """Return a checksum that changes with any flipped or missing byte."""
    return b"%08x %d" % (crc32(body), len(body))


def _tools_fingerprint() -> str:
    """Return a string that changes with Python and its libraries: an installation touches their folder."""
    site_folder = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    folders = [site_folder, *(path for path in sys.path if path.endswith("site-packages"))]
    times = " ".join(str(os.stat(place).st_mtime_ns) for place in folders if os.path.isdir(place))
    return f"{sys.version_info[:3]} {times}"
