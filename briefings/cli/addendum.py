"""`briefings addendum`: issue an addendum to an edition."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from briefings.build.formats import DEFAULT_FORMATS, NAMED_FORMATS
from briefings.cli import clock, options
from briefings.cli.parameters import FILLED_LINE
from briefings.cli.projects import find_own_project
from briefings.cli.terminal import print_message, print_result, relative_path

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["addendum"]


@options.command("addendum", "briefings addendum 1", "Issue an addendum to an edition.")
@click.argument("number")
@options.project
@click.option(
    "--to",
    metavar="WHO",
    multiple=True,
    type=FILLED_LINE,
    help="Who gets it; repeat it for each reader. Default: the readers of the edition.",
)
@options.multi_option(
    "--format",
    "formats",
    metavar="FORMAT",
    choices=NAMED_FORMATS,
    help=f"File formats to keep, several with commas: {', '.join(NAMED_FORMATS)}. Default: {', '.join(DEFAULT_FORMATS)}.",
)
def addendum(number: str, folder: Path | None, to: Sequence[str], formats: Sequence[str]) -> None:
    """Issue an addendum to the edition with a NUMBER: what to replace, delete and add in it, as of today.

    It is kept in editions/ with a line in the register, numbered as an addendum of this edition.
    """
    from briefings.diff.edition_addendum import AddendumRequest, issue_addendum
    from briefings.editions.edition_record import RECORD_NAME
    from briefings.editions.register import EDITIONS_FOLDER

    project = find_own_project(folder)
    chosen = tuple(name for name in NAMED_FORMATS if name in formats) or DEFAULT_FORMATS
    issued = issue_addendum(project, AddendumRequest(number, clock.today(), chosen, tuple(to)), print_message)
    for path in sorted((project.root / EDITIONS_FOLDER / issued.folder).iterdir()):
        if path.name != RECORD_NAME:  # the readers get the others
            print_result(str(relative_path(path)))
    print_message(f"{issued.reference}: issued to {', '.join(issued.to)}")
