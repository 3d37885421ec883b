"""Say which facts somebody should look at again, and note that somebody has: `briefings review`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from briefings.cli import completers, options
from briefings.cli.terminal import near, say, tell

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
@click.option("--format", "form", metavar="FORMAT", default="text", type=click.Choice(["text", "json"]),
              help="text or json; text if not given.")  # fmt: skip
def review(  # noqa: PLR0913, PLR0917 - one a command-line option
    name: Sequence[str], folder: Path | None, as_of: date | None, everything: bool, by: str | None, form: str
) -> None:
    """List the facts that are due for review, of all or for the notes of PARTNERs: what is overdue, the oldest first.

    With --by, write into the files that somebody has looked FACTs over; a fact that says something else since is
    unreviewed again.
    """
    from briefings.authoring import review

    project, day = options.found(folder), as_of or options.today()
    if by is not None:
        if not name or not by.strip():
            message = "give who has looked, and the facts: --by 'A. Baker' tajikistan/pfp"
            raise click.UsageError(message)
        options.own(project)
        for path in review.stamp(project, options.plain("--by", by.strip()), name, day):
            tell(str(near(path)))
        return
    found = review.review(project, day, name, everything=everything)
    for line in review.FORMS[form](found):
        tell(line)
    if form == "text":
        say(review.counted(found))
