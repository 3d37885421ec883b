"""The entry point of `briefings`: answers what needs no imports, and passes everything else to the command line.

It answers `briefings --version`, and `briefings build` when nothing has changed since the last such build.
"""

from __future__ import annotations

import sys
import time

from briefings import __version__
from briefings.fastpath import count_current_notes, describe_current_notes

__all__ = ["main"]


def main() -> None:
    """Run the command `briefings`."""
    arguments = sys.argv[1:]
    if arguments == ["--version"]:
        sys.stdout.write(f"briefings {__version__}\n")
        return
    if arguments[:1] == ["build"]:
        now = time.localtime()
        note_count = count_current_notes(
            arguments[1:], f"{now.tm_year:04d}-{now.tm_mon:02d}-{now.tm_mday:02d}"
        )
        if note_count:
            sys.stderr.write(f"{describe_current_notes(note_count)}\n")
            return
    from briefings.cli import main as run_command_line  # noqa: PLC0415 - the point of this module

    run_command_line()
