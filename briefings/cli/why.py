"""`briefings why`: explain why a note states a fact."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from briefings.cli import options
from briefings.cli.terminal import print_result

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

__all__ = ["why"]


@options.command("why", "briefings why tajikistan/pfp", "Show why a note says a FACT.")
@click.argument("fact")
@options.project
@options.as_of
def why(fact: str, folder: Path | None, as_of: date | None) -> None:
    """Show a FACT: its place, period, evidence, and the sentences of the note that print it."""
    from briefings.authoring import status

    for line in status.explain_fact(options.find_project(folder), fact, as_of or options.today()):
        print_result(line)
