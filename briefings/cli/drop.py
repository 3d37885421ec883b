"""`briefings drop`: end the standing order of a note."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from briefings.cli import completers, options
from briefings.cli.projects import find_own_project
from briefings.cli.terminal import as_typed, print_message, print_result, relative_path

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["drop"]


@options.command(
    "drop", "briefings drop tajikistan.card", "End the standing order of a note, and remove its files."
)
@click.argument("note", shell_complete=completers.ordered_notes)
@options.project
@options.output
@options.note_audience
def drop(note: str, folder: Path | None, output: Path | None, audience: str) -> None:
    """End the standing order of a NOTE in facts/notes.yaml, and remove its files.

    NOTE is named as its files are, with or without language: tajikistan.card, or tajikistan.card.fr. all.card ends an
    order for all partners. A note that the house makes stays; `build` then makes it without the options of the order.
    """
    from briefings.authoring.orders.drop import drop_notes

    project = find_own_project(folder)
    for dropped in drop_notes(project, output or project.build_folder, note, audience, print_message):
        names = ", ".join(dropped.names)
        if dropped.file_count:
            count = f"{dropped.file_count} file{'s' if dropped.file_count > 1 else ''}"
            print_result(
                as_typed(f"{names}: removed {count}; have them back with: {dropped.rebuild_command}")
            )
        else:
            print_result(
                as_typed(f"{names}: no longer ordered; order it again with: {dropped.rebuild_command}")
            )
        for path in dropped.backups:
            print_message(f"{relative_path(path)}: your edited copy of a note")
