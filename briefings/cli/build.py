"""`briefings build`: bring notes up to date."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING

import click

from briefings.cli import options
from briefings.cli.terminal import print_message, print_result, progress_display, relative_path
from briefings.model.diagnostics import BriefingsError, EnvironmentMissingError, format_diagnostic

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import Executor
    from datetime import date
    from pathlib import Path

__all__ = ["build"]


@options.command("build", "briefings build tajikistan --as-of 2011-06-23", "Bring notes up to date.")
@options.partners
@options.project
@options.as_of
@options.products
@options.languages
@click.option("--about", metavar="ID", default="", help="The person or visit that the note is about.")
@options.multi_option("--format", "formats", metavar="FORMAT", choices=("md", "html", "pdf"),
                 help="md, html or pdf; several with commas between; all three if not given.")  # fmt: skip
@click.option("--occasion", metavar="TEXT", default="", help="What the note is for; printed in its head.")
@click.option(
    "--number", metavar="NUMBER", default="", help="Its number in the register; printed in its head."
)
@click.option("--contacts", metavar="NUMBER|all", type=options.CONTACT_LIMIT,
              help="How many contacts are shown, newest first; as the house says if not given.")  # fmt: skip
@options.output
@click.option("--jobs", metavar="NUMBER", type=click.IntRange(1), help="How many PDFs are typeset at once.")
@click.option("--executor", metavar="ADDRESS", help="Typeset on a Dask cluster: dask:tcp://HOST:PORT.")
@click.option(
    "--explain", is_flag=True, help="Say of each file why it was made again, or that it is current."
)
@click.option(
    "--check", "dry_run", is_flag=True, help="Write nothing; exit 1 if anything would be made again."
)
@click.option("--force", is_flag=True, help="Make everything again.")
def build(  # noqa: PLR0913, PLR0917 - one parameter per command-line option
    partner: Sequence[str],
    folder: Path | None,
    as_of: date | None,
    products: Sequence[str],
    languages: Sequence[str],
    about: str,
    formats: Sequence[str],
    occasion: str,
    number: str,
    contacts: str | None,
    output: Path | None,
    jobs: int | None,
    executor: str | None,
    explain: bool,
    dry_run: bool,
    force: bool,
) -> None:
    """Bring the notes of the PARTNERs, or of all, up to date: what has not changed is left as it is.

    They are in build/internal/PARTNER/, and with --as-of in build/internal/PARTNER@DATE/.
    """
    from briefings.build import builder
    from briefings.build.report import summary_lines
    from briefings.build.request import FORMATS, BuildRequest
    from briefings.compose.note_options import NoteOptions

    project = options.find_project(folder)
    request = BuildRequest(
        subjects=tuple(partner),
        as_of=as_of or options.today(),
        dated=as_of is not None,
        products=tuple(dict.fromkeys(products)),
        languages=tuple(dict.fromkeys(languages)),
        formats=tuple(name for name in FORMATS if name in formats) or FORMATS,
        options=NoteOptions(
            occasion=options.single_line("--occasion", occasion),
            number=options.single_line("--number", number),
            contacts=contacts or "",
            about=about,
        ),
    )
    with _open_executor(executor) as workers, progress_display() as on_progress:
        report = builder.Builder(
            project,
            output or project.output_root / "build",
            request,
            jobs=jobs,
            force=force,
            dry_run=dry_run,
            workers=workers,
            on_progress=on_progress,
            on_wait=print_message,
        ).run()
    for result in report.sets:
        for file in result.files:
            if explain:
                print_result(f"{relative_path(file.path)}: {'; '.join(file.reasons) or 'current'}")
            elif file.reasons and not dry_run:
                print_result(str(relative_path(file.path)))
        for removed in result.removed_files if explain else ():
            for path in removed.files:
                print_result(
                    f"{relative_path(path)}: {'would be ' if dry_run else ''}taken away, {removed.reason}"
                )
    for line in summary_lines(report, dry_run=dry_run):
        print_message(line)
    for path in report.backups:
        print_message(
            f"{relative_path(path)}: a file changed by hand is kept here; notes are made from facts, so write there"
        )
    for warning in report.warnings:
        print_message(format_diagnostic(warning))
    if report.problems:
        raise BriefingsError([*report.problems, *report.environment_problems])
    if report.environment_problems:
        raise EnvironmentMissingError(report.environment_problems)
    if dry_run and (report.removed_sets or any(result.has_changed for result in report.sets)):
        raise SystemExit(1)


def _open_executor(address: str | None) -> AbstractContextManager[Executor | None]:
    """Return a context with the executor that the user named; with None for the workers of this machine.

    Raises:
        click.BadParameter: if the address is not that of a Dask cluster.
    """
    if address is None:
        return nullcontext()
    kind, _, scheduler_address = address.partition(":")
    if kind != "dask" or not scheduler_address.startswith("tcp://"):
        message = f"{address!r} is not dask:tcp://HOST:PORT"
        raise click.BadParameter(message, param_hint="--executor")
    from briefings.build.pdf_pool import dask_executor

    return dask_executor(scheduler_address)
