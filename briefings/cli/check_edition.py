"""`briefings check-edition`: tell whether a file is an edition as issued, and what of it has changed since."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefings.cli import clock, options
from briefings.cli.projects import find_project
from briefings.cli.terminal import print_result
from briefings.editions.numbered_copies import copy_reader
from briefings.model.diagnostics import BriefingsError, Diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.editions.copies import EditionCopy

__all__ = ["check_edition"]


@options.command(
    "check-edition",
    "briefings check-edition 1",
    "Compare a file with the edition as issued.",
)
@click.argument("name", metavar="FILE|NUMBER")
@options.project
def check_edition(name: str, folder: Path | None) -> None:
    """Compare a FILE, whatever its name, or the edition with a NUMBER, with what was issued; report what has changed since.

    The edition is found by the bytes of the file, by the identity in it, or by the number that it prints. Exit 1 if the
    file is not as issued, or if its facts or sentences have changed, ended, become due or been deleted.
    """
    from briefings.diff.edition_check import changes_since
    from briefings.diff.formats import FORMATTERS
    from briefings.editions.copies import find_copy
    from briefings.editions.search import find_edition, find_editions, later_edition

    project = find_project(folder)
    editions = find_editions(project.root)
    is_issued = True
    if any(name in (each.reference, each.number) for each in editions):
        edition = find_edition(editions, name)
        print_result(f"{edition.reference}: issued on {edition.issued} to {', '.join(edition.to)}")
    else:
        if not Path(name).is_file():
            message = f"there is no file {name!r}, and no edition with this number"
            hint = "list the editions with `briefings editions`"
            raise BriefingsError([Diagnostic("unknown-edition", message, hint=hint)])
        copy = find_copy(project.root, editions, Path(name))
        if copy is None:
            message = f"{name} is of no edition of this house: its bytes, identity and number are not in the register"
            hint = "list them with `briefings editions`"
            raise BriefingsError([Diagnostic("unknown-edition", message, hint=hint)])
        edition, is_issued = copy.edition, copy.is_as_issued
        for line in _copy_lines(name, copy):
            print_result(line)
    if later := later_edition(editions, edition):
        print_result(f"A later edition of this note: {later.reference}, of {later.issued}")
    comparisons = list(changes_since(project, editions, edition, clock.today()))
    if any(comparisons):
        print_result(FORMATTERS["text"](comparisons, edition.marking).removesuffix("\n"))
    else:
        print_result("Nothing that it says has changed since.")
    if any(comparisons) or not is_issued:
        raise SystemExit(1)


def _copy_lines(name: str, copy: EditionCopy) -> Iterator[str]:
    """Yield which edition a file is of, whether it is as issued, and what in it is not."""
    edition = copy.edition
    where = f"{edition.reference}, of {edition.issued}, to {', '.join(edition.to)}"
    if reader := copy_reader(edition, copy.name):
        where = f"{edition.reference}, of {edition.issued}, the copy of {reader}"
    if copy.is_as_issued:
        yield f"{name}: is {copy.name} as issued: {where}"
    elif copy.claimed_number:
        yield f"{name}: has the number {copy.claimed_number}, but is of another edition: {where}"
    elif copy.differences:
        yield f"{name}: was changed: {where}"
    elif copy.name:
        yield f"{name}: was saved again, with every statement as issued: {where}"
    else:
        yield f"{name}: is not as issued, and can't be compared with what was: {where}"
    if copy.differences:
        yield f"  These statements differ from {copy.name}:"
    for before, after in copy.differences:
        yield f"  - {before}" if before else "  - (nothing)"
        yield f"  + {after}" if after else "  + (nothing)"
