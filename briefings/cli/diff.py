"""`briefings diff`: report what has changed in notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from briefings.cli import clock, options
from briefings.cli.parameters import DAY
from briefings.cli.projects import find_project
from briefings.cli.terminal import print_message, print_result, relative_path
from briefings.model.diagnostics import BriefingsError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from briefings.model.diagnostics import Diagnostic

__all__ = ["diff"]


@options.command("diff", "briefings diff tajikistan", "Show what has changed in notes.")
@options.partners
@options.project
@options.output
@options.note_audience
@options.products
@options.languages
@click.option("--since", metavar="REV", help="Compare the facts with those of a git revision.")
@click.option("--from", "start", metavar="DATE", type=DAY, help="Compare two days: the earlier one.")
@click.option(
    "--to", "end", metavar="DATE", type=DAY, help="Compare two days: the later one. Default: today."
)
@options.format_option("text", "json", "md", "html")
@click.option("--addendum", is_flag=True, help="Make an addendum to each changed note, in all formats.")
def diff(  # noqa: PLR0913, PLR0917 - one parameter per command-line option
    partner: Sequence[str],
    folder: Path | None,
    output: Path | None,
    audience: str,
    products: Sequence[str],
    languages: Sequence[str],
    since: str | None,
    start: date | None,
    end: date | None,
    format_: str,
    addendum: bool,
) -> None:
    """Show what has changed in the notes on each PARTNER, or on all: the facts, and how sentences read now.

    Without --since or --from, compare the last two builds. Exit 1 if the notes are out of date.

    Without --lang, compare the notes in the main language of the house.
    """
    from briefings.build.request import BuildRequest
    from briefings.diff import compare, formats
    from briefings.diff.outdated import find_outdated

    if since is not None and (start or end):
        message = "--since can't be combined with --from or --to"
        raise click.UsageError(message)
    if end and not start:
        message = "--to needs --from"
        raise click.UsageError(message)
    project = find_project(folder)
    day = end or clock.today()
    request = BuildRequest(
        tuple(partner), day, products=tuple(products), languages=tuple(languages), audience=audience
    )
    marking = compare.find_marking(project, audience)
    stale: list[Diagnostic] = []
    target = output or project.build_folder
    if since is not None:
        comparisons = list(compare.compare_revision(project, request, since))
    elif start:
        comparisons = list(compare.compare_days(project, request, start, day))
    else:
        comparisons = list(compare.compare_builds(project, target, request))
        stale = list(find_outdated(project, target, request))
    if addendum:
        from briefings.diff.addendum import write_addenda

        for path in write_addenda(project, target, request, comparisons, print_message):
            print_result(str(relative_path(path)))
        return
    # Outdated outputs show no difference yet: the text must not claim that nothing has changed.
    if any(comparisons) or not stale or format_ != "text":
        print_result(formats.FORMATTERS[format_](comparisons, marking).removesuffix("\n"))
    if stale:
        raise BriefingsError(stale)
