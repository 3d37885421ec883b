"""Say what a note would like and lacks: `briefings gaps`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from briefings.cli import completers, options
from briefings.cli.terminal import say, tell

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

__all__ = ["gaps"]


@options.command("gaps", "briefings gaps tajikistan", "Say what a note lacks, and what to write.")
@click.argument("partner", shell_complete=completers.partners)
@options.project
@options.as_of
@click.option("--format", "form", metavar="FORMAT", default="text", type=click.Choice(["text", "json"]),
              help="text or json; text if not given.")  # fmt: skip
def gaps(partner: str, folder: Path | None, as_of: date | None, form: str) -> None:
    """Say what the note on a PARTNER would like and lacks, what matters most first: where it belongs, and what to write."""
    from briefings.authoring import gaps as search
    from briefings.lint import formats

    found = search.gaps(options.found(folder), partner, as_of or options.today())
    if text := formats.FORMS[form](found):
        tell(text.removesuffix("\n"))
    if form == "text":
        say(f"{len(found)} gaps" if found else "Nothing is lacking.")
