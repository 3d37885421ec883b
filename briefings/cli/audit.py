"""`briefings audit`: check a finished text against the facts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefings.cli import clock, options
from briefings.cli.parameters import DAY
from briefings.cli.projects import find_own_project, find_project
from briefings.cli.reporting import print_diagnostics, print_doubts
from briefings.cli.terminal import print_message, print_result, relative_path
from briefings.loading.files import write_atomic
from briefings.model.diagnostics import BriefingsError, format_diagnostic

if TYPE_CHECKING:
    from datetime import date

    from briefings.checks.text.documents import Document
    from briefings.factbase.store import FactStore
    from briefings.project import Project

__all__ = ["audit"]

_UNREADABLE = 4


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
@click.option(
    "--html",
    "copy",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write a copy of the text to FILE, with its contradictions marked.",
)
@click.option(
    "--suggest",
    is_flag=True,
    help="List what the text says and the facts don't have; with --source, propose it.",
)
@click.option("--source", metavar="ID", help="The source that the text is, by id or title, for --suggest.")
@options.format_option(*options.DIAGNOSTIC_FORMATS)
def audit(  # noqa: PLR0913, PLR0917 - one parameter per command-line option
    file: Path,
    folder: Path | None,
    as_of: date | None,
    audience: str | None,
    copy: Path | None,
    suggest: bool,
    source: str | None,
    format_: str,
) -> None:
    """Report statements in FILE that contradict the facts.

    FILE may be text, Markdown, HTML, PDF, Word, OpenDocument, RTF or mail.

    It compares people, posts, bodies, dates and numbers, each at the time that its sentence names. It reports only
    certain contradictions. Exit 1 if there are any, 4 if FILE can't be read.

    With --suggest it lists people in posts, contacts, agreements and memberships that the facts don't have. With
    --source they become proposals, with the words as quotations; no note prints them until you accept them.
    """
    from briefings.build.audiences import readable_store
    from briefings.checks.audit import find_contradictions
    from briefings.checks.dateline import DayOfText, find_day
    from briefings.checks.marked_copy import marked_copy
    from briefings.checks.text.documents import read_document
    from briefings.factbase.load import load
    from briefings.lint.formats import count_summary

    store = readable_store(load(find_project(folder).root), audience, clock.today())
    display_path = relative_path(file.absolute()).as_posix()
    try:
        document = read_document(file, display_path)
    except BriefingsError as error:
        for problem in error.diagnostics:
            print_message(format_diagnostic(problem))
        raise SystemExit(_UNREADABLE) from error
    if as_of:
        day = DayOfText(as_of, "--as-of")
    else:
        day = find_day(document) or DayOfText(clock.today(), "today: the text gives no day")
    found = find_contradictions(store, document, day.day)
    findings = [contradiction.to_diagnostic(sentence, display_path) for sentence, contradiction in found]
    summary = f"{display_path}, as of {day.day} ({day.reason}): {count_summary(findings) or 'no findings'}"
    if copy:
        write_atomic(copy, marked_copy(file.name, summary, document, found).encode())
    print_diagnostics(
        format_,
        findings,
        if_none="No contradictions found.",
        summary=summary,
    )
    if copy:
        print_message(f"written: {relative_path(copy)}")
    if suggest:
        _suggest(find_own_project(folder) if source else None, store, document, day.day, file, source)
    if findings:
        raise SystemExit(1)


def _suggest(  # noqa: PLR0913, PLR0917 - the text, its day and its source, and where they belong
    project: Project | None,
    store: FactStore,
    document: Document,
    day: date,
    file: Path,
    source: str | None,
) -> None:
    """Print what a text says that the facts don't have, and propose it if the text is a source of a project."""
    from briefings.authoring.proposals.suggestions import propose_suggestions
    from briefings.checks.suggestions import find_suggestions

    suggestions = find_suggestions(store, document, day)
    if not suggestions:
        print_message(
            "Nothing to suggest: the facts have what the text says of posts, contacts and agreements."
        )
        return
    for suggestion in suggestions:
        print_result(f"{suggestion}\n  “{suggestion.quote}”")
    if project is None or source is None:
        print_message("To propose these, name the source that the text is: --source ID.")
        return
    reports = propose_suggestions(project, suggestions, file, source, day)
    added = [key for report in reports for key in report.added]
    known = sum(report.known for report in reports)
    print_message(
        f"{len(added)} proposed: {', '.join(added) or 'none'}" + (f"; {known} known already" if known else "")
    )
    print_doubts([doubt for report in reports for doubt in report.doubts])
    if added:
        folders = " ".join(dict.fromkeys(key.partition("/")[0] for key in added))
        print_message(f"Read them with `briefings review`; then `briefings review --accept {folders}`.")
