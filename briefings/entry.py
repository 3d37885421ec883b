"""The front door: answers at once what needs nothing loaded, and hands everything else to the command line.

`briefings --version` is one such answer. The other is `briefings build` when nothing has changed since the last one.
"""

from __future__ import annotations

import os
import sys

from briefings import __version__
from briefings.fastpath import is_current

__all__ = ["main"]


def main() -> None:
    """Run the command `briefings`."""
    arguments = sys.argv[1:]
    if arguments == ["--version"]:
        sys.stdout.write(f"briefings {__version__}\n")
        return
    if arguments == ["build"]:
        count = is_current(os.getcwd())
        if count:
            sys.stderr.write(f"{count} notes, all current; nothing made again.\n")
            return
    from briefings.cli import main as command_line  # noqa: PLC0415 - the point of this module

    command_line()
