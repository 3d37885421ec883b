"""`briefings audit`: check a finished text against the facts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefings.cli import clock, options
from briefings.cli.parameters import DAY
from briefings.cli.projects import find_project
from briefings.cli.reporting import print_diagnostics
from briefings.cli.terminal import relative_path

if TYPE_CHECKING:
    from datetime import date

__all__ = ["audit"]


@options.command(
    "audit", "briefings audit article.txt --as-of 2011-06-23", "Check a finished text against the facts."
)
@click.argument("file", type=click.Path(path_type=Path))
@options.project
@click.option(
    "--as-of",
    metavar="DATE",
    type=DAY,
    help="Date of the text (YYYY-MM-DD). Default: the date at its head, else today.",
)
@options.audience
@options.format_option(*options.DIAGNOSTIC_FORMATS)
def audit(file: Path, folder: Path | None, as_of: date | None, audience: str | None, format_: str) -> None:
    """Report statements in FILE (text, Markdown, HTML or PDF) that contradict the facts.

    It compares people, posts, bodies and dates. It reports only certain contradictions, and skips statements that name
    their year. Exit 1 if there are any.
    """
    from briefings.build.audiences import readable_store
    from briefings.checks.audit import audit
    from briefings.checks.dateline import DayOfText, find_day
    from briefings.checks.text.documents import read_document
    from briefings.factbase.load import load
    from briefings.lint.formats import count_summary

    store = readable_store(load(find_project(folder).root), audience, clock.today())
    display_path = relative_path(file.absolute()).as_posix()
    document = read_document(file, display_path)
    if as_of:
        day = DayOfText(as_of, "--as-of")
    else:
        day = find_day(document) or DayOfText(clock.today(), "today: the text gives no day")
    findings = audit(store, document, display_path, day.day)
    print_diagnostics(
        format_,
        findings,
        if_none="No contradictions found.",
        summary=f"{display_path}, as of {day.day} ({day.reason}): {count_summary(findings) or 'no findings'}",
    )
    if findings:
        raise SystemExit(1)
