"""`briefings doctor`: check that everything that notes need is installed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.cli import options
from briefings.cli.projects import find_project
from briefings.cli.terminal import print_result

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["doctor"]


@options.command("doctor", "briefings doctor", "Check the installation.")
@options.project
def doctor(folder: Path | None) -> None:
    """Check that libraries, fonts and the build folder are ready. Exit 3 if something is missing."""
    from briefings.authoring.installation import check_installation

    report = check_installation(find_project(folder))
    for line in report.lines():
        print_result(line)
    if report.missing:
        raise SystemExit(3)
