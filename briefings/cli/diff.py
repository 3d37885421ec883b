"""`briefings diff`: report what has changed in notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from briefings.cli import clock, options
from briefings.cli.parameters import DAY
from briefings.cli.projects import find_project
from briefings.cli.terminal import print_message, print_result, relative_path
from briefings.model.diagnostics import BriefingsError, Diagnostic

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path


__all__ = ["diff"]


@options.command("diff", "briefings diff tajikistan", "Show what has changed in notes.")
@options.partners
@options.project
@options.output
@options.note_audience
@options.products
@options.languages
@click.option("--about", metavar="ID", default="", help="The notes about this person or visit.")
@click.option("--since", metavar="REV", help="Compare the facts with those of a git revision.")
@click.option("--from", "start", metavar="DATE", type=DAY, help="Compare two days: the earlier one.")
@click.option(
    "--to", "end", metavar="DATE", type=DAY, help="Compare two days: the later one. Default: today."
)
@click.option("--preview", is_flag=True, help="Compare with what a build would make now, and write nothing.")
@options.format_option("text", "json", "md", "html")
@click.option("--addendum", is_flag=True, help="Make an addendum to each changed note, in all formats.")
def diff(  # noqa: PLR0913, PLR0917 - one parameter per command-line option
    partner: Sequence[str],
    folder: Path | None,
    output: Path | None,
    audience: str,
    products: Sequence[str],
    languages: Sequence[str],
    about: str,
    since: str | None,
    start: date | None,
    end: date | None,
    preview: bool,
    format_: str,
    addendum: bool,
) -> None:
    """Show what has changed in the notes on each PARTNER, or on all: the facts, and how sentences read now.

    Without --since, --from or --preview, compare each note with what it said before its last change. Exit 1 if the notes
    are out of date, or none has an earlier state.

    Without --lang, compare the notes in the main language of the house.
    """
    from briefings.build.request import BuildRequest
    from briefings.compose.note_options import NoteOptions
    from briefings.diff import compare, formats
    from briefings.diff.outdated import find_outdated

    _check_options(has_revision=since is not None, start=start, end=end, preview=preview)
    project = find_project(folder)
    day = end or clock.today()
    request = BuildRequest(
        tuple(partner),
        day,
        products=tuple(products),
        languages=tuple(languages),
        options=NoteOptions(about=about),
        audience=audience,
    )
    marking = compare.find_marking(project, audience)
    stale: list[Diagnostic] = []
    alone: list[str] = []
    target = output or project.build_folder
    if since is not None:
        comparisons = list(compare.compare_revision(project, target, request, since))
    elif start:
        comparisons = list(compare.compare_days(project, target, request, start, day))
    elif preview:
        comparisons, alone = compare.compare_preview(project, target, request)
    else:
        comparisons, alone = compare.compare_builds(project, target, request)
        stale = list(find_outdated(project, target, request))
    _print_alone(alone, about if not comparisons else "", preview=preview)
    if addendum:
        from briefings.diff.addendum import write_addenda

        for path in write_addenda(project, target, request, comparisons, print_message):
            print_result(str(relative_path(path)))
        return
    # Outdated outputs show no difference yet: the text must not claim that nothing has changed.
    if any(comparisons) or format_ != "text" or (comparisons and not stale):
        print_result(formats.FORMATTERS[format_](comparisons, marking).removesuffix("\n"))
    if stale:
        raise BriefingsError(stale)
    if alone and not (comparisons or preview):
        raise SystemExit(1)


def _check_options(*, has_revision: bool, start: date | None, end: date | None, preview: bool) -> None:
    """Check that the options name one comparison.

    Raises:
        click.UsageError: if they name two, or half of one.
    """
    if sum([has_revision, bool(start or end), preview]) > 1:
        message = "--since, --from with --to, and --preview can't be combined"
        raise click.UsageError(message)
    if end and not start:
        message = "--to needs --from"
        raise click.UsageError(message)


def _print_alone(names: Sequence[str], about: str, *, preview: bool) -> None:
    """Print which notes have nothing to be compared with.

    Raises:
        BriefingsError: if there is no note about a person or visit.
    """
    if about and not names:
        message = f"there is no note about {about!r}"
        raise BriefingsError([Diagnostic("unknown-note", message, hint="name a person or a visit by its id")])
    for name in names:
        print_message(f"{name}: {'new; a build makes it' if preview else 'no earlier state'}")
