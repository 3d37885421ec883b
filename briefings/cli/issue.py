"""`briefings issue`: issue a note, and enter it into the register."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from briefings.build.formats import DEFAULT_FORMATS, NAMED_FORMATS
from briefings.cli import clock, completers, options
from briefings.cli.parameters import DAY, FILLED_LINE
from briefings.cli.projects import find_own_project
from briefings.cli.terminal import print_message, print_result, relative_path
from briefings.model.diagnostics import format_diagnostic

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

__all__ = ["issue"]


@options.command("issue", 'briefings issue tajikistan.brief --to "The Minister"', "Issue a note.")
@click.argument("note", shell_complete=completers.ordered_notes)
@options.project
@options.note_audience
@click.option(
    "--to",
    metavar="WHO",
    multiple=True,
    required=True,
    type=FILLED_LINE,
    help="Who gets it; repeat it for each reader.",
)
@click.option(
    "--number", metavar="NUMBER", default=None, type=FILLED_LINE, help="Its number. Default: the next one."
)
@click.option(
    "--since",
    metavar="DATE",
    type=DAY,
    help="From which day on changes are new, YYYY-MM-DD. Default: the day of the readers' last edition.",
)
@options.multi_option(
    "--format",
    "formats",
    metavar="FORMAT",
    choices=NAMED_FORMATS,
    help=f"File formats to keep, several with commas: {', '.join(NAMED_FORMATS)}. Default: {', '.join(DEFAULT_FORMATS)}.",
)
@options.archive
def issue(  # noqa: PLR0913, PLR0917 - one parameter per command-line option
    note: str,
    folder: Path | None,
    audience: str,
    to: Sequence[str],
    number: str | None,
    formats: Sequence[str],
    archive: bool,
    since: date | None,
) -> None:
    """Issue a NOTE as of today: with its number, kept unchanged in editions/ of the project.

    NOTE is named as its files are, with or without language: tajikistan, tajikistan.card or tajikistan.card.fr. The edition gets a
    line in editions/register.yaml. Readers of numbered copies get one each, if the marking scheme asks for them.
    """
    from briefings.build.plan import BuildOptions
    from briefings.editions.clear import lapsed_in_edition
    from briefings.editions.edition_record import RECORD_NAME
    from briefings.editions.issue import IssueRequest, issue_note
    from briefings.editions.register import EDITIONS_FOLDER, repeated_numbers
    from briefings.editions.search import find_editions

    project = find_own_project(folder)
    chosen = tuple(name for name in NAMED_FORMATS if name in formats) or DEFAULT_FORMATS
    options.check_archive(chosen, archive=archive)
    if since and since > clock.today():
        message = f"{since} is after today"
        raise click.BadParameter(message, param_hint="'--since'")
    request = IssueRequest(note, tuple(to), clock.today(), audience, chosen, number or "", archive, since)
    edition = issue_note(project, request, BuildOptions(on_wait=print_message))
    for problem in (*lapsed_in_edition(project, edition), *repeated_numbers(find_editions(project.root))):
        print_message(format_diagnostic(problem))
    place = project.root / EDITIONS_FOLDER / edition.folder
    for path in sorted(place.iterdir()):
        if path.name != RECORD_NAME:  # the readers get the others
            print_result(str(relative_path(path)))
    print_message(f"{edition.reference}: issued {edition.note} to {', '.join(edition.to)}")
