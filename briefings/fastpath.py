"""What lets the front door tell that nothing has changed since the last full build.

A stamp lists every file and folder that the build looked at and every file that it wrote, with size and time, and the
days for which its notes hold. Only the standard library's quickest parts are imported here.
"""

from __future__ import annotations

import os
import sys
import time
from binascii import crc32

from briefings import __version__

__all__ = ["ABSENT", "FOLDER", "STAMP", "is_current", "write_stamp"]

STAMP = ".stamp"
FOLDER, ABSENT = -1, -2

_FORM = "briefings stamp 3"


def is_current(folder: str) -> int:  # noqa: PLR0911 - one a reason to look into it
    """How many notes the last full build of the project here left, if they are all current; 0 if that must be looked into.

    Args:
        folder: the working folder; only a project's own top folder is answered for.
    """
    try:
        with open(os.path.join(folder, "build", STAMP), "rb") as file:
            check, _, body = file.read().partition(b"\n")
        form, tools, count, first, last, sizes, times, *paths = body.decode("utf-8", "surrogateescape").split(
            "\n"
        )
    except (OSError, ValueError):
        return 0
    now = time.localtime()
    today = f"{now.tm_year:04d}-{now.tm_mon:02d}-{now.tm_mday:02d}"
    if check != _check(body) or form != f"{_FORM} {__version__}" or tools != _tools():
        return 0
    if not first <= today < last:
        return 0
    stat = os.stat
    os.chdir(folder)
    try:
        # What is said of a file stands in three columns: they are read at once, not piece by piece.
        for path, size, changed in zip(paths, map(int, sizes.split()), map(int, times.split()), strict=True):
            if size == ABSENT:
                if os.path.lexists(path):
                    return 0
                continue
            found = stat(path)
            if found.st_mtime_ns != changed or size not in (found.st_size, FOLDER):
                return 0
    except (OSError, ValueError):
        return 0
    return int(count)


def write_stamp(folder: str, count: int, days: tuple[str, str], entries: list[tuple[int, int, str]]) -> None:
    """Write down that all notes are current.

    Args:
        folder: the project's top folder, which has `build/`.
        count: how many notes there are.
        days: the first day for which they all hold, and the first for which they do not, ISO; `9999` for never.
        entries: of every input and output file, size, time of change and path, as they were when they were read or
            written; of every folder in which a new input could appear `FOLDER` instead of the size; of every folder
            that is not there but would count `ABSENT`.
    """
    target = os.path.join(folder, "build", STAMP)
    lines = [f"{_FORM} {__version__}", _tools(), str(count), *days]
    lines += [" ".join(str(entry[column]) for entry in entries) for column in (0, 1)]
    lines += [path for _, _, path in entries]
    body = "\n".join(lines).encode("utf-8", "surrogateescape")
    fresh = f"{target}.new"
    if os.path.lexists(fresh):
        os.unlink(fresh)
    with open(fresh, "xb") as file:
        file.write(_check(body) + b"\n" + body)
    os.replace(fresh, target)


def _check(body: bytes) -> bytes:
    """A sum that no flipped or missing byte leaves the same."""
    return b"%08x %d" % (crc32(body), len(body))


def _tools() -> str:
    """What tells that Python or a library was changed: installing one touches the folder that holds it."""
    site = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    places = [site, *(path for path in sys.path if path.endswith("site-packages"))]
    seen = " ".join(str(os.stat(place).st_mtime_ns) for place in places if os.path.isdir(place))
    return f"{sys.version_info[:3]} {seen}"
