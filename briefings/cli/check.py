"""Report every problem of facts and templates: `briefings check`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.cli import options
from briefings.cli.terminal import tell
from briefings.diagnostics import format_diagnostic

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["check"]


@options.command("check", "briefings check", "Report every problem of facts and templates.")
@options.project
def check(folder: Path | None) -> None:
    """Read all facts and templates and report every problem with its place; exit 1 if there is one."""
    from briefings import workshop

    problems = workshop.check(options.found(folder))
    for problem in problems:
        tell(format_diagnostic(problem))
    if problems:
        raise SystemExit(1)
    tell("No problems found.")
