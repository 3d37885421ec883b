"""`briefings check-edition`: tell whether a file is an edition as issued, and what of it has changed since."""

from __future__ import annotations

from pathlib import Path

import click

from briefings.cli import clock, options
from briefings.cli.projects import find_project
from briefings.cli.terminal import print_result
from briefings.model.diagnostics import BriefingsError, Diagnostic

__all__ = ["check_edition"]


@options.command(
    "check-edition",
    "briefings check-edition 1",
    "Tell whether an edition is as issued, and still right.",
)
@click.argument("name", metavar="FILE|NUMBER")
@options.project
def check_edition(name: str, folder: Path | None) -> None:
    """Find the edition that a FILE is of, under whatever name, or the one with a NUMBER; say what has changed since.

    The bytes tell the edition, or else the number that the file prints. Exit 1 if the file is not as issued, or if its
    facts or sentences have changed, ended, fallen due or gone.
    """
    from briefings.diff.edition_check import changes_since, find_edition_of
    from briefings.diff.formats import FORMATTERS
    from briefings.editions.search import find_editions

    project = find_project(folder)
    editions = find_editions(project.root)
    is_issued = True
    if edition := next((each for each in editions if name in (each.reference, each.number)), None):
        print_result(f"{edition.reference}: issued on {edition.issued} to {', '.join(edition.to)}")
    else:
        found = find_edition_of(project.root, editions, Path(name)) if Path(name).is_file() else None
        if found is None:
            message = f"neither the bytes of {name} nor its number are in the register of this house"
            hint = "list them with `briefings editions`"
            raise BriefingsError([Diagnostic("unknown-edition", message, hint=hint)])
        edition, is_issued = found.edition, bool(found.name)
        issued = f"is {found.name} as issued"
        state = issued if is_issued else "has its number, but not the bytes that were issued"
        print_result(f"{name}: {state}: {edition.reference}, of {edition.issued}, to {', '.join(edition.to)}")
    comparisons = list(changes_since(project, edition, clock.today()))
    if any(comparisons):
        print_result(FORMATTERS["text"](comparisons, edition.marking).removesuffix("\n"))
    else:
        print_result("Nothing that it says has changed since.")
    if any(comparisons) or not is_issued:
        raise SystemExit(1)
