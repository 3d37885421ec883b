"""`briefings review`: list the facts that are due for review, and record reviews."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from briefings.cli import completers, options
from briefings.cli.terminal import print_message, print_result, relative_path

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

__all__ = ["review"]


@options.command(
    "review", "briefings review tajikistan", "Say which facts are due for review, or stamp them."
)
@click.argument("name", nargs=-1, shell_complete=completers.partners, metavar="[PARTNER|FACT]...")
@options.project
@options.as_of
@click.option("--all", "everything", is_flag=True, help="List also what nobody has reviewed as it is now.")
@click.option(
    "--by", metavar="NAME", help="Note that NAME has looked the FACTs over, today or on the day of --as-of."
)
@click.option("--format", "format_", metavar="FORMAT", default="text", type=click.Choice(["text", "json"]),
              help="text or json; text if not given.")  # fmt: skip
def review(  # noqa: PLR0913, PLR0917 - one parameter per command-line option
    name: Sequence[str],
    folder: Path | None,
    as_of: date | None,
    everything: bool,
    by: str | None,
    format_: str,
) -> None:
    """List the facts that are due for review, of all or for the notes of PARTNERs: what is overdue, the oldest first.

    With --by, write into the files that somebody has looked FACTs over; a fact that says something else since is
    unreviewed again.
    """
    from briefings.authoring import review

    project, day = options.find_project(folder), as_of or options.today()
    if by is not None:
        if not name or not by.strip():
            message = "give who has looked, and the facts: --by 'A. Baker' tajikistan/pfp"
            raise click.UsageError(message)
        options.require_own_project(project)
        for path in review.record_review(project, options.single_line("--by", by.strip()), name, day):
            print_result(str(relative_path(path)))
        return
    due_facts = review.list_due_facts(project, day, name, all_states=everything)
    for line in review.FORMATTERS[format_](due_facts):
        print_result(line)
    if format_ == "text":
        print_message(review.count_summary(due_facts))
