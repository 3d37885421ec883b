"""`briefings doctor`: check that everything that notes need is installed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.cli import options
from briefings.cli.terminal import print_result

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["doctor"]


@options.command("doctor", "briefings doctor", "Say whether all is there that notes need.")
@options.project
def doctor(folder: Path | None) -> None:
    """Say whether everything is there that notes need; exit 3 if something is missing."""
    from briefings.authoring import status

    lines, missing = status.check_installation(options.find_project(folder))
    for line in lines:
        print_result(line)
    if missing:
        raise SystemExit(3)
