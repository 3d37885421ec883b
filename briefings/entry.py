"""The entry point of `briefings`: answers what needs no imports, and passes everything else to the command line.

It answers `briefings --version`, and `briefings build` when nothing has changed since the last such build.
"""

from __future__ import annotations

import gc
import os
import sys
import time

from briefings import __version__
from briefings.fastpath import count_current_notes, describe_current_notes

TYPE_CHECKING = False  # the module `typing` takes too long to load
if TYPE_CHECKING:
    from typing import IO

__all__ = ["main"]


def main() -> None:
    """Run the command `briefings`."""
    _reserve_standard_streams()
    arguments = sys.argv[1:]
    if arguments == ["--version"]:
        _print(f"briefings {__version__}", sys.stdout)
        return
    if arguments[:1] == ["build"]:
        now = time.localtime()
        note_count = count_current_notes(
            arguments[1:], f"{now.tm_year:04d}-{now.tm_mon:02d}-{now.tm_mday:02d}"
        )
        if note_count:
            _print(describe_current_notes(note_count), sys.stderr)
            return
    try:
        from briefings.cli import main as run_command_line  # noqa: PLC0415 - the point of this module

        run_command_line()
    except KeyboardInterrupt:
        _print("interrupted", sys.stderr)
        sys.exit(130)
    finally:
        _hold_interrupts()
        gc.freeze()  # Python would look for circular garbage once more; the system frees it all the same


def _reserve_standard_streams() -> None:
    """Open the null device in place of each closed standard stream, so that no file of a build takes its number."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)


def _hold_interrupts() -> None:
    """Ignore Ctrl-C from here on: the work is finished, or has reported that it was stopped.

    Python ends by the signal, with another exit code, if an interrupt has ever come while a dataclass was made.
    """
    import signal  # noqa: PLC0415 - what needs no imports does not come here

    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])


def _print(line: str, stream: IO[str] | None) -> None:
    """Print a line; exit with 1 if the stream is closed or full."""
    try:
        print(line, file=stream or sys.exit(1), flush=True)
    except OSError:
        sys.stdout = sys.stderr = None  # prevents another flush at exit
        sys.exit(1)
