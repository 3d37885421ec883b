"""`briefings why`: explain why a note states a fact."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from briefings.cli import clock, options
from briefings.cli.projects import find_project
from briefings.cli.terminal import print_result

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

__all__ = ["why"]


@options.command("why", "briefings why tajikistan/pfp", "Explain why a note states a fact.")
@click.argument("fact")
@options.project
@options.as_of
def why(fact: str, folder: Path | None, as_of: date | None) -> None:
    """Show the location, period and evidence of FACT, and the sentences of notes that print it."""
    from briefings.authoring.fact_explanation import explain_fact

    for line in explain_fact(find_project(folder), fact, as_of or clock.today()):
        print_result(line)
