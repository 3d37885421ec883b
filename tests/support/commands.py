"""Results of commands that tests run in this process."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["CommandResult"]


class CommandResult(NamedTuple):
    """The exit code and the output of a command."""

    code: int
    out: str
    err: str
