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


@options.command(
    "why", "briefings why tajikistan/pfp", "Show the sources of a fact, or the facts behind some words."
)
@click.argument("fact", metavar="FACT_OR_WORDS")
@options.project
@options.as_of
@options.audience
def why(fact: str, folder: Path | None, as_of: date | None, audience: str | None) -> None:
    """Show the sources of a fact, the sentences that print it, and the readers who got it; or the facts behind some words.

    Give a fact as PARTNER/ID, or words as a note prints them, in quotes.
    """
    from briefings.authoring.explanation.fact import explain_fact
    from briefings.authoring.explanation.words import explain_words

    explain = explain_fact if "/" in fact and " " not in fact else explain_words
    for line in explain(find_project(folder), fact, as_of or clock.today(), audience):
        print_result(line)
