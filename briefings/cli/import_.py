"""`briefings import`: import a list that others keep, as proposals."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefings.cli import clock, completers, options
from briefings.cli.projects import find_own_project
from briefings.cli.reporting import print_doubts
from briefings.cli.terminal import print_message, print_result, relative_path

if TYPE_CHECKING:
    from datetime import date

    from briefings.authoring.importing.import_list import ImportReport

__all__ = ["import_"]

_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@options.command(
    "import", "briefings import --sample contacts", "Import a list of contacts, holders, treaties or figures."
)
@click.argument("file", type=_FILE, required=False)
@click.argument("partner", required=False, shell_complete=completers.partners)
@options.project
@click.option("--source", metavar="ID", help="The source that the file is, by id or title. Required.")
@click.option(
    "--map", "map_file", metavar="FILE", type=_FILE, help="What the columns are; needed for CSV and XLSX."
)
@click.option(
    "--sample",
    metavar="NAME",
    help="Print a map to begin with: contacts, visits, tenures, treaties, figures.",
)
@click.option(
    "--correct",
    is_flag=True,
    help="Propose what rows say even if facts from this source say something else; replace proposals from them.",
)
@click.option("--dry-run", is_flag=True, help="Check and compare, and write nothing.")
@options.as_of
def import_(  # noqa: PLR0913, PLR0917 - one parameter per command-line option
    file: Path | None,
    partner: str | None,
    folder: Path | None,
    source: str | None,
    map_file: Path | None,
    sample: str | None,
    correct: bool,
    dry_run: bool,
    as_of: date | None,
) -> None:
    """Import the rows of FILE as proposals about PARTNER, or about the partner that each row names.

    FILE is CSV or XLSX with a map of its columns, office-holders in JSON (Popolo, SPARQL), or a calendar (.ics).

    Nothing is written if any row has a problem. Rows that the facts have already change nothing.

    No note prints the proposals until `briefings review --accept` accepts them.
    """
    from briefings.authoring.importing.import_list import ImportRequest, import_list
    from briefings.authoring.importing.import_map import sample_map

    if sample is not None:
        print_result(sample_map(sample).read_text("utf-8").removesuffix("\n"))
        return
    if file is None or source is None:
        message = "name the file and its source: briefings import visits.csv --source ID --map visits.yaml"
        raise click.UsageError(message)
    request = ImportRequest(file, source, map_file, partner or "", correct)
    report = import_list(find_own_project(folder), request, as_of or clock.today(), dry_run=dry_run)
    _print_report(report, dry_run=dry_run)


def _print_report(report: ImportReport, *, dry_run: bool) -> None:
    """Print what was imported, and how it differs from what is known."""
    for note in (*report.notes, *report.repeated):
        print_message(note)
    if report.differences:
        print_result("These differ from what is known (proposal | known):")
    for line in report.differences:
        print_result(line)
    if report.changed:
        print_result(
            "These rows and the facts from this source now differ (row | fact); nothing is proposed:"
        )
    for line in report.changed:
        print_result(line)
    print_doubts(report.doubts)
    print_result(_count(report, dry_run=dry_run))
    for path in report.paths if report.added else ():
        print_result(str(relative_path(path)))
    if report.added and not dry_run:
        folders = " ".join(dict.fromkeys(key.partition("/")[0] for key in report.added))
        print_message(f"Read them with `briefings review`; then `briefings review --accept {folders}`.")
    if report.advice:
        print_message(report.advice)
    if report.changed:
        print_message("Correct the facts; or propose what the rows say, with `--correct`.")


def _count(report: ImportReport, *, dry_run: bool) -> str:
    """Return how many rows became proposals, and what happened to the others."""
    count = f"{len(report.added)} proposal{'' if len(report.added) == 1 else 's'}"
    kinds = [
        f"{number} {word}"
        for number, word in (
            (report.corrected, "to correct a fact"),
            (report.confirmed, "to confirm one of a later day"),
        )
        if number
    ]
    of_them = f" ({', '.join(kinds)})" if kinds else ""
    known = f", {report.known} known already" if report.known else ""
    repeated = f", {len(report.repeated)} twice in the list" if report.repeated else ""
    rejected = f", {report.rejected} rejected before (facts/rejected.yaml)" if report.rejected else ""
    return f"{count} {'to import' if dry_run else 'imported'}{of_them}{known}{repeated}{rejected}"
