"""Whether all is there that notes need: `briefings doctor`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.cli import options
from briefings.cli.terminal import tell

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["doctor"]


@options.command("doctor", "briefings doctor", "Say whether all is there that notes need.")
@options.project
def doctor(folder: Path | None) -> None:
    """Say whether everything is there that notes need; exit 3 if something is missing."""
    from briefings.authoring import status

    lines, missing = status.health(options.found(folder))
    for line in lines:
        tell(line)
    if missing:
        raise SystemExit(3)
