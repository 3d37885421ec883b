"""`briefings clear`: clear a note as it is now."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from briefings.cli import clock, completers, options
from briefings.cli.parameters import FILLED_LINE
from briefings.cli.projects import find_own_project
from briefings.cli.terminal import print_message, print_result

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["clear"]


@options.command(
    "clear", 'briefings clear tajikistan.card --by "J. Doe" --as Director', "Clear a note as it is now."
)
@click.argument("note", shell_complete=completers.ordered_notes)
@options.project
@options.note_audience
@click.option("--by", metavar="NAME", required=True, type=FILLED_LINE, help="Who clears it.")
@click.option(
    "--as",
    "office",
    metavar="OFFICE",
    required=True,
    type=FILLED_LINE,
    help="As what: an office of `clearance:` in facts/house.yaml, or another one.",
)
def clear(note: str, folder: Path | None, audience: str, by: str, office: str) -> None:
    """Clear a NOTE as it is now, in each of its languages; a later change of its text ends the clearance.

    NOTE is named as its files are, with or without language: tajikistan, tajikistan.card or tajikistan.card.fr. The clearance gets a
    line in editions/clearances.yaml, and the head of the note prints it.
    """
    from briefings.build.request import build_command
    from briefings.editions.clear import ClearRequest, clear_note

    project = find_own_project(folder)
    request = ClearRequest(note, by, office, clock.today(), audience)
    cleared = clear_note(project, request, print_message)
    for clearance in cleared:
        print_result(f"{clearance.note}: cleared by {clearance.by}, {clearance.office}")
    command = build_command(audience, cleared[0].note.partition(".")[0])
    print_message(f"`{command}` prints it in the head")
