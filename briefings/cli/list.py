"""What is known of each partner: `briefings list`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.cli import options
from briefings.cli.terminal import tell

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

__all__ = ["list_"]


@options.command("list", "briefings list")
@options.project
@options.as_of
def list_(folder: Path | None, as_of: date | None) -> None:
    """List the partners with what is known of them on a day, and whether their notes still hold."""
    from briefings.authoring import status

    for line in status.listing(options.found(folder), as_of or options.today(), dated=as_of is not None):
        tell(line)
