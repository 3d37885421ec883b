"""The fastpath: lets `briefings build` find out that nothing has changed since it last ran with the same options.

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
    "record_name",
]

RECORD_NAME = ".fastpath"
"""The name of the record of `briefings build` without options; those with options begin with it."""
_BUILD_FOLDER = "build"
_OUTPUT_OPTION = "--output"
ABSENT = "absent"
"""The description of a file or folder that does not exist."""


def count_current_notes(words: list[str], today: str) -> int:
    """Return the number of notes of the last such build if all are current; 0 if a real build must find out.

    It answers for a project whose top folder is the working folder.

    Args:
        words: what the user typed after `briefings build`.
        today: the date, ISO.
    """
    try:
        path = f"{_output_folder(words)}/{record_name(words)}"
        with open(path, encoding="utf-8", errors="surrogateescape", newline="\n") as file:
            record = file.read()
        _checksum, note_count, first_day, end_day, *paths = record.split("\n")
        if first_day <= today and (not end_day or today < end_day):
            head, descriptions = [note_count, first_day, end_day], list(map(_describe, paths))
            return int(note_count) if record == record_content(words, head, paths, descriptions) else 0
    except (OSError, ValueError):
        pass
    return 0


def record_name(words: list[str]) -> str:
    """Return the name of the record of a build with these words after `briefings build`."""
    return f"{RECORD_NAME}-{_checksum_of(*words)}" if words else RECORD_NAME


def _output_folder(words: list[str]) -> str:
    """Return the build folder that these words name, by default that of the project."""
    for word, following in zip(words, [*words[1:], ""], strict=False):
        if word == _OUTPUT_OPTION:
            return following
        if word.startswith(f"{_OUTPUT_OPTION}="):
            return word.partition("=")[2]
    return _BUILD_FOLDER


def describe_current_notes(count: int) -> str:
    """Return the line that says that all notes are current."""
    return "1 note, current." if count == 1 else f"{count} notes, all current."


def record_content(words: list[str], head: list[str], paths: list[str], descriptions: list[str]) -> str:
    """Return the content of the record; its first line is a checksum, which also covers what is not in the record.

    Args:
        words: what the user typed after `briefings build`.
        head: the number of notes, the first day on which all of them are current, and the first on which they no longer
            are; ISO, empty for ever and for never.
        paths: the files and folders that the build read or wrote.
        descriptions: of each of them, from `describe_file`, or `ABSENT`.
    """
    lines = [*head, *paths]
    checksum = _checksum_of(__version__, _tools_fingerprint(), *words, *lines, *descriptions)
    return "\n".join([checksum, *lines])


def _checksum_of(*texts: str) -> str:
    """Return a checksum of texts."""
    return f"{crc32(chr(10).join(texts).encode('utf-8', 'surrogateescape')):08x}"


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
