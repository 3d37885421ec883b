"""Authors and days of the lines of a file, from git; without git, nothing is known."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

__all__ = ["LineChange", "find_line_history"]

_SECONDS = 5
_MOST_CHANGES = 5
# Git reads only what it must: it locks nothing, asks nothing, and starts no program of the repository.
_QUIET = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_PAGER": "cat", "LC_ALL": "C.UTF-8"}
_UNCOMMITTED = "0" * 40


@dataclass(frozen=True, slots=True, order=True)
class LineChange:
    """A commit that wrote some lines.

    Attributes:
        day: of the commit.
        author: who wrote it.
        summary: its first line.
        commit: the first digits of its id; empty for what is not committed.
    """

    day: date
    author: str
    summary: str
    commit: str


def find_line_history(root: Path, file: str, first: int, last: int) -> list[LineChange]:
    """Return the last few commits that wrote some lines of a file, the latest first; none without git.

    Args:
        root: the project's top folder.
        file: the path of the file, relative to it.
        first: the first line, from 1.
        last: the last line.
    """
    command = [
        "git",
        "-c",
        "core.fsmonitor=false",
        "blame",
        "--line-porcelain",
        "-L",
        f"{first},{last}",
        "--",
        file,
    ]
    try:
        done = subprocess.run(  # noqa: S603 - each argument is ours: what follows `--` is a path
            command, cwd=root, env={**os.environ, **_QUIET}, capture_output=True, timeout=_SECONDS, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return []
    changes = set(_read_changes(done.stdout.decode("utf-8", "replace").splitlines()))
    return sorted(changes, reverse=True)[:_MOST_CHANGES]


def _read_changes(lines: list[str]) -> Iterator[LineChange]:
    """Yield the commit of each line of the output of `git blame --line-porcelain`."""
    commit, fields = "", dict[str, str]()
    for line in lines:
        if line.startswith("\t"):  # the line of the file ends what is said about it
            known = commit != _UNCOMMITTED
            if when := _day_of(fields.get("author-time", "0")):
                yield LineChange(
                    when,
                    fields.get("author", "") if known else "",
                    fields.get("summary", "") if known else "not committed yet",
                    commit[:8] if known else "",
                )
            commit, fields = "", {}
        elif not commit:
            commit = line.partition(" ")[0]
        else:
            name, _, value = line.partition(" ")
            fields[name] = value


def _day_of(seconds: str) -> date | None:
    """Return the day of a commit; None if no calendar has it, for Git keeps any number."""
    try:
        return datetime.fromtimestamp(int(seconds), UTC).date()
    except (ValueError, OverflowError, OSError):
        return None
