"""Commands that tests run in this process, and what they leave."""

from __future__ import annotations

import contextlib
import io
import shlex
from typing import TYPE_CHECKING, NamedTuple

import pytest

from briefings.cli import main

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["CommandResult", "files_below", "run_line"]


class CommandResult(NamedTuple):
    """The exit code and the output of a command."""

    code: int
    out: str
    err: str


def run_line(line: str) -> CommandResult:
    """Run a command line in this process; a comment after it only tells it from others."""
    out, err = io.StringIO(), io.StringIO()
    with (
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        pytest.raises(SystemExit) as caught,
    ):
        main(shlex.split(line, comments=True))
    assert isinstance(caught.value.code, int)
    return CommandResult(caught.value.code, out.getvalue(), err.getvalue())


def files_below(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder, hidden ones and the targets of links included, by path."""
    found: dict[str, bytes] = {}
    for path in sorted(folder.rglob("*")):
        content = path.read_bytes() if path.is_file() else b""
        found[path.relative_to(folder).as_posix()] = bytes(path.readlink()) if path.is_symlink() else content
    return found
