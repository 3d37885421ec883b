"""`briefings gaps`: list the information that a note lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from briefings.cli import completers, options
from briefings.cli.terminal import print_message, print_result

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

__all__ = ["gaps"]


@options.command("gaps", "briefings gaps tajikistan", "Say what a note lacks, and what to write.")
@click.argument("partner", shell_complete=completers.partners)
@options.project
@options.as_of
@click.option("--format", "format_", metavar="FORMAT", default="text", type=click.Choice(["text", "json"]),
              help="text or json; text if not given.")  # fmt: skip
def gaps(partner: str, folder: Path | None, as_of: date | None, format_: str) -> None:
    """Say what the note on a PARTNER would like and lacks, what matters most first: where it belongs, and what to write."""
    from briefings.authoring import gaps as authoring_gaps
    from briefings.lint import formats

    gap_list = authoring_gaps.find_gaps(options.find_project(folder), partner, as_of or options.today())
    if text := formats.FORMATTERS[format_](gap_list):
        print_result(text.removesuffix("\n"))
    if format_ == "text":
        print_message(f"{len(gap_list)} gaps" if gap_list else "Nothing is lacking.")
