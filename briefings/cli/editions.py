"""`briefings editions`: list what was issued, and search in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from briefings.cli import clock, options
from briefings.cli.projects import find_project
from briefings.cli.terminal import print_message, print_result
from briefings.model.diagnostics import BriefingsError, format_diagnostic

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from briefings.project import Project

__all__ = ["editions"]


@options.command("editions", "briefings editions", "List what was issued, and to whom.")
@click.argument("words", nargs=-1, metavar="[NUMBER|WORD]...")
@options.project
@click.option(
    "--affected-by",
    metavar="SOURCE|FACT",
    help="Only editions that rest on this source, or this fact (PARTNER/ID).",
)
@options.audience
def editions(
    words: Sequence[str], folder: Path | None, affected_by: str | None, audience: str | None
) -> None:
    """List the editions of the project with their readers, or those whose line has all WORDs.

    With the NUMBER of one, or `show NUMBER`, show all about it. --affected-by is the list of readers to tell when a source
    or fact falls.
    """
    from briefings.build.audiences import find_audience
    from briefings.editions.register import repeated_numbers
    from briefings.editions.search import (
        affected_editions,
        edition_lines,
        find_edition,
        find_editions,
        list_line,
    )
    from briefings.loading.project import load_house

    project = find_project(folder)
    if audience:
        find_audience(load_house(project.root)[0], audience)
    if words[:1] == ("show",) and words[1:]:
        words = words[1:]
        find_edition(find_editions(project.root), " ".join(words))
    found = [
        edition for edition in find_editions(project.root, words) if audience in (None, edition.audience)
    ]
    if affected_by:
        found = list(affected_editions(project.root, found, _keys_resting_on(project, affected_by)))
    if words and len(found) == 1 and list(words) in ([found[0].number], [found[0].reference]):
        for line in edition_lines(project.root, found[0]):
            print_result(line)
        return
    for edition in found:
        print_result(list_line(edition))
    print_message(f"{len(found)} edition{'' if len(found) == 1 else 's'}")
    for problem in repeated_numbers(found):
        print_message(format_diagnostic(problem))


def _keys_resting_on(project: Project, name: str) -> set[str]:
    """Return a fact or source, and all that rests on the source now; what the facts no longer have stands alone."""
    from briefings.authoring.sources.usage import find_usage
    from briefings.build.workspace import Workspace

    if "/" in name:
        return {name}
    try:
        return find_usage(Workspace(project), name, clock.today()).keys
    except BriefingsError:
        return {name}
