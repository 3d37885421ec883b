"""Read a finished text against the facts: `briefings audit`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefings.cli import options
from briefings.cli.terminal import near, say, tell

if TYPE_CHECKING:
    from datetime import date

__all__ = ["audit"]


@options.command("audit", "briefings audit article.txt --as-of 2011-06-23", "Read a text against the facts.")
@click.argument("file", type=click.Path(path_type=Path))
@options.project
@click.option("--as-of", metavar="DATE", type=options.DAY,
              help="The day to which the text belongs; the one that it bears at its head if not given, else today.")  # fmt: skip
@click.option("--format", "form", metavar="FORMAT", default="text", type=click.Choice(["text", "json", "github", "sarif"]),
              help="text, json, github or sarif; text if not given.")  # fmt: skip
def audit(file: Path, folder: Path | None, as_of: date | None, form: str) -> None:
    """Say what a FILE (text, Markdown, HTML or PDF) says of people, posts, bodies and dates that the facts contradict.

    Only what surely is not so is reported, and nothing that names the year to which it belongs; exit 1 if there is any.
    """
    from briefings.checks import audit
    from briefings.factbase.load import load
    from briefings.lint import formats

    base = load(options.found(folder).root)
    shown = near(file.absolute()).as_posix()
    day = as_of or audit.dateline(file, shown) or options.today()
    found = audit.audit(base, file, shown, day)
    if text := formats.FORMS[form](found):
        tell(text.removesuffix("\n"))
    if form == "text":
        if not found:
            tell("Nothing found that the facts contradict.")
        say(f"{shown}, read as of {day}: {formats.summary(found) or 'no findings'}")
    if found:
        raise SystemExit(1)
