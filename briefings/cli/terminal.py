"""What reaches the terminal: results go to stdout, everything else to stderr, and nothing with control characters."""

from __future__ import annotations

import contextlib
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefings.model.diagnostics import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["left", "near", "progress", "say", "tell"]

_CLEAR = "\r\x1b[K"
_MINUTES = 90  # seconds; from here on minutes are said


def tell(text: str) -> None:
    """Print lines of a result."""
    click.echo(_clean(text))


def say(text: str) -> None:
    """Print lines that are no result."""
    click.echo(_clean(text), err=True)


def near(path: Path) -> Path:
    """A path as seen from the working folder, where it lies below it."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


@contextlib.contextmanager
def progress() -> Iterator[Callable[[str, int, int], None]]:
    """Show what is being made, on a terminal only, and leave nothing of it behind."""
    if not sys.stderr.isatty():
        yield lambda _what, _done, _all: None
        return

    begun = time.monotonic()

    def show(what: str, done: int, steps: int) -> None:
        nonlocal begun
        if not done:
            begun = time.monotonic()
        line = f"[{done + 1}/{steps}] {visible(what)}{left(time.monotonic() - begun, done, steps)}"
        click.echo(f"{_CLEAR}{line}", nl=False, err=True)

    try:
        yield show
    finally:
        click.echo(_CLEAR, nl=False, err=True)


def left(seconds: float, done: int, steps: int) -> str:
    """How long the rest will take if it goes on like this, in words; empty while nothing is done.

    Args:
        seconds: what the steps done have taken.
        done: how many these are.
        steps: how many there are in all.
    """
    if not done:
        return ""
    rest = seconds / done * (steps - done)
    return f", about {rest:.0f} s left" if rest < _MINUTES else f", about {rest / 60:.0f} min left"


def _clean(text: str) -> str:
    return "\n".join(visible(line) for line in text.split("\n"))
