"""`briefings gaps`: list the information that a note lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from briefings.cli import clock, completers, options
from briefings.cli.projects import find_project
from briefings.cli.reporting import print_diagnostics

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

__all__ = ["gaps"]


@options.command("gaps", "briefings gaps tajikistan", "List what is missing from a note.")
@click.argument("partner", shell_complete=completers.partners)
@options.project
@options.as_of
@options.audience
@options.format_option("text", "json")
def gaps(partner: str, folder: Path | None, as_of: date | None, audience: str | None, format_: str) -> None:
    """List what is missing from the note on PARTNER, most important first.

    Each gap has a location and says what to write there.
    """
    from briefings.authoring.gaps.missing import find_gaps

    found = find_gaps(find_project(folder), partner, as_of or clock.today(), audience)
    summary = f"{len(found)} gap{'' if len(found) == 1 else 's'}" if found else None
    print_diagnostics(format_, found, if_none="No gaps found.", summary=summary)
