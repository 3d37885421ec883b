"""`briefings diff`: report what has changed in notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from briefings.cli import options
from briefings.cli.terminal import print_message, print_result, relative_path
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
@click.option("--format", "format_", metavar="FORMAT", default="text", type=click.Choice(["text", "json", "md", "html"]),
              help="text, json, md or html; text if not given.")  # fmt: skip
@click.option(
    "--addendum", is_flag=True, help="Make an addendum to each note that has changed, in all formats."
)
def diff(  # noqa: PLR0913, PLR0917 - one parameter per command-line option
    partner: Sequence[str],
    folder: Path | None,
    output: Path | None,
    products: Sequence[str],
    languages: Sequence[str],
    since: str | None,
    start: date | None,
    end: date | None,
    format_: str,
    addendum: bool,
) -> None:
    """Say what has changed in the notes of the PARTNERs, or of all: which facts, and how sentences read now.

    Without --since or --from the last two states of the outputs are compared; exit 1 if they are out of date.

    Without --lang it is told of the notes in the language in which the house writes.
    """
    from briefings.build.request import BuildRequest
    from briefings.diff import compare, formats
    from briefings.diff.outdated import find_outdated

    if since and (start or end):
        message = "--since goes without --from and --to"
        raise click.UsageError(message)
    if end and not start:
        message = "--to wants --from"
        raise click.UsageError(message)
    project = options.find_project(folder)
    request = BuildRequest(
        tuple(partner), end or options.today(), products=tuple(products), languages=tuple(languages)
    )
    stale: list[Diagnostic] = []
    target = output or project.output_root / "build"
    if since:
        comparisons = list(compare.compare_revision(project, request, since))
    elif start:
        comparisons = list(compare.compare_days(project, request, start, end or options.today()))
    else:
        comparisons = list(compare.compare_builds(project, target, request))
        stale = list(find_outdated(project, target, request.subjects, request.as_of))
    if addendum:
        from briefings.diff.addendum import write_addenda

        for path in write_addenda(project, target, request, comparisons, print_message):
            print_result(str(relative_path(path)))
        return
    # Outdated outputs show no difference yet: the text must not claim that nothing has changed.
    if any(comparisons) or not stale or format_ != "text":
        print_result(formats.FORMATTERS[format_](comparisons).removesuffix("\n"))
    if stale:
        raise BriefingsError(stale)
