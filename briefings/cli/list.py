"""`briefings list`: list the partners with their facts and the state of their notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.cli import options
from briefings.cli.terminal import print_result

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

    for line in status.list_partners(
        options.find_project(folder), as_of or options.today(), is_dated=as_of is not None
    ):
        print_result(line)
