"""`briefings audit`: check a finished text against the facts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefings.cli import options
from briefings.cli.terminal import print_message, print_result, relative_path

if TYPE_CHECKING:
    from datetime import date

__all__ = ["audit"]


@options.command("audit", "briefings audit article.txt --as-of 2011-06-23", "Read a text against the facts.")
@click.argument("file", type=click.Path(path_type=Path))
@options.project
@click.option("--as-of", metavar="DATE", type=options.DAY,
              help="The day to which the text belongs; the one that it bears at its head if not given, else today.")  # fmt: skip
@click.option("--format", "format_", metavar="FORMAT", default="text", type=click.Choice(["text", "json", "github", "sarif"]),
              help="text, json, github or sarif; text if not given.")  # fmt: skip
def audit(file: Path, folder: Path | None, as_of: date | None, format_: str) -> None:
    """Say what a FILE (text, Markdown, HTML or PDF) says of people, posts, bodies and dates that the facts contradict.

    Only what surely is not so is reported, and nothing that names the year to which it belongs; exit 1 if there is any.
    """
    from briefings.checks import audit
    from briefings.factbase.load import load
    from briefings.lint import formats

    store = load(options.find_project(folder).root)
    display_path = relative_path(file.absolute()).as_posix()
    day = as_of or audit.find_dateline(file, display_path) or options.today()
    findings = audit.audit(store, file, display_path, day)
    if text := formats.FORMATTERS[format_](findings):
        print_result(text.removesuffix("\n"))
    if format_ == "text":
        if not findings:
            print_result("Nothing found that the facts contradict.")
        print_message(f"{display_path}, read as of {day}: {formats.count_summary(findings) or 'no findings'}")
    if findings:
        raise SystemExit(1)
