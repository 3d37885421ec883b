"""What reaches the terminal: results go to stdout, everything else to stderr, and nothing with control characters."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefings.diagnostics import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["near", "progress", "say", "tell"]

_CLEAR = "\r\x1b[K"


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

    def show(what: str, done: int, steps: int) -> None:
        click.echo(f"{_CLEAR}[{done + 1}/{steps}] {visible(what)}", nl=False, err=True)

    try:
        yield show
    finally:
        click.echo(_CLEAR, nl=False, err=True)


def _clean(text: str) -> str:
    return "\n".join(visible(line) for line in text.split("\n"))
