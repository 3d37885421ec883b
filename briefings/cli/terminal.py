"""Output on the terminal: results on stdout, messages on stderr, control characters always escaped."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import shutil
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefings.loading.files import writing
from briefings.model.diagnostics import escape_unprintable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["as_typed", "command_in", "print_message", "print_result", "progress_display", "relative_path"]

_TO_TYPE = re.compile(r"(?:(?<=`)|(?<=with: )|(?<=hint: ))briefings (?=[a-z])")
_CLEAR_LINE = "\r\x1b[K"
_MINUTES_FROM = 90  # seconds; above this, the estimate is in minutes


def as_typed(text: str) -> str:
    """Return a text in which the commands to type begin as the user began the present one: with `./run briefings`.

    The script `run` says so in BRIEFINGS_COMMAND; without it, the program may have been named by a path.
    """
    return _TO_TYPE.sub(lambda _: f"{_typed_command()} ", text)


def command_in(folder: Path) -> str:
    """Return how to call the program from a folder: a relative path, as in `./run briefings`, leads from there."""
    program, space, rest = _typed_command().partition(" ")
    if "/" in program and not Path(program).is_absolute():
        is_near = folder.resolve().is_relative_to(Path.cwd())
        near = os.path.relpath(Path.cwd() / program, folder.resolve())
        program = near if is_near else str(Path.cwd() / program)
    return f"{program}{space}{rest}"


def _typed_command() -> str:
    """Return how the user called the program; `briefings` if that is not known."""
    if command := os.environ.get("BRIEFINGS_COMMAND"):
        return command
    program = Path(sys.argv[0])
    installed = shutil.which("briefings")
    is_file = program.name == "briefings" and program.is_file()
    if is_file and not (installed and program.samefile(installed)):
        return str(program)
    is_module = program.parts[-2:] == ("briefings", "__main__.py")
    return "python -m briefings" if is_module and not installed else "briefings"


def print_result(text: str) -> None:
    """Print lines of a result on stdout.

    Raises:
        UnwritableFileError: if stdout is closed or full.
    """
    with writing("standard output"):
        if sys.stdout is None:
            raise OSError(errno.EBADF, "it is closed")
        click.echo(_escape_controls(text))


def print_message(text: str) -> None:
    """Print lines on stderr that are not part of a result; print nothing if stderr is closed."""
    text = _escape_controls(as_typed(text))
    with writing("standard error"):
        click.echo(text, err=True)


def relative_path(path: Path) -> Path:
    """Return a path relative to the working folder if it is below it, else unchanged."""
    working_folder = Path.cwd()
    return path.relative_to(working_folder) if path.is_relative_to(working_folder) else path


@contextlib.contextmanager
def progress_display() -> Iterator[Callable[[str, int, int], None]]:
    """Show what is being built on one line of stderr, and clear that line at the end.

    Nothing is shown if stderr is not a terminal. Yields a function of the task's name, the number of steps done and the
    number of all steps.
    """
    if sys.stderr is None or not sys.stderr.isatty():
        yield lambda _task, _done, _steps: None
        return

    started = time.monotonic()

    def show(task: str, done: int, steps: int) -> None:
        """Replace the line; restart the clock when nothing is done yet."""
        nonlocal started
        if not done:
            started = time.monotonic()
        line = f"[{done + 1}/{steps}] {escape_unprintable(task)}{_time_left(time.monotonic() - started, done, steps)}"
        click.echo(f"{_CLEAR_LINE}{line}", nl=False, err=True)

    try:
        yield show
    finally:
        click.echo(_CLEAR_LINE, nl=False, err=True)


def _time_left(seconds: float, done: int, steps: int) -> str:
    """Return the estimated time that the remaining steps take, in words; empty while no step is done.

    Args:
        seconds: time that the finished steps took.
        done: number of finished steps.
        steps: number of all steps.
    """
    if not done:
        return ""
    remaining = seconds / done * (steps - done)
    return (
        f", about {remaining:.0f} s left"
        if remaining < _MINUTES_FROM
        else f", about {remaining / 60:.0f} min left"
    )


def _escape_controls(text: str) -> str:
    """Return the text with every control character made visible, line breaks excepted."""
    return "\n".join(escape_unprintable(line) for line in text.split("\n"))
