"""What has changed in notes: `briefings diff`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from briefings.cli import options
from briefings.cli.terminal import near, say, tell
from briefings.model.diagnostics import BriefingsError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from briefings.model.diagnostics import Diagnostic

__all__ = ["diff"]


@options.command("diff", "briefings diff tajikistan", "Say what has changed in notes.")
@options.partners
@options.project
@options.output
@options.products
@options.languages
@click.option("--since", metavar="REV", help="Compare the facts with those of a git revision.")
@click.option("--from", "start", metavar="DATE", type=options.DAY, help="Compare two days: the first one.")
@click.option("--to", "end", metavar="DATE", type=options.DAY, help="The second one; today if not given.")
@click.option("--format", "form", metavar="FORMAT", default="text", type=click.Choice(["text", "json", "md", "html"]),
              help="text, json, md or html; text if not given.")  # fmt: skip
@click.option(
    "--addendum", is_flag=True, help="Make an addendum to each note that has changed, in all formats."
)
def diff(  # noqa: PLR0913, PLR0917 - one a command-line option
    partner: Sequence[str],
    folder: Path | None,
    output: Path | None,
    products: Sequence[str],
    languages: Sequence[str],
    since: str | None,
    start: date | None,
    end: date | None,
    form: str,
    addendum: bool,
) -> None:
    """Say what has changed in the notes of the PARTNERs, or of all: which facts, and how sentences read now.

    Without --since or --from the last two states of the outputs are compared; exit 1 if they are out of date.

    Without --lang it is told of the notes in the language in which the house writes.
    """
    from briefings.build.request import Order
    from briefings.diff import compare, formats
    from briefings.diff.verify import outdated

    if since and (start or end):
        message = "--since goes without --from and --to"
        raise click.UsageError(message)
    if end and not start:
        message = "--to wants --from"
        raise click.UsageError(message)
    project = options.found(folder)
    order = Order(
        tuple(partner), end or options.today(), products=tuple(products), languages=tuple(languages)
    )
    stale: list[Diagnostic] = []
    target = output or project.home / "build"
    if since:
        comparisons = list(compare.since(project, order, since))
    elif start:
        comparisons = list(compare.between(project, order, start, end or options.today()))
    else:
        comparisons = list(compare.last_two(project, target, order))
        stale = list(outdated(project, target, order.subjects, order.as_of))
    if addendum:
        from briefings.diff.addendum import addenda

        for path in addenda(project, target, order, comparisons, say):
            tell(str(near(path)))
        return
    # That nothing differs is not said where the notes are of yesterday.
    if any(comparisons) or not stale or form != "text":
        tell(formats.FORMS[form](comparisons).removesuffix("\n"))
    if stale:
        raise BriefingsError(stale)
