"""`briefings build`: bring notes up to date."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, TypedDict

import click

from briefings.build.formats import DEFAULT_FORMATS, NAMED_FORMATS, REVIEW_FORMAT
from briefings.build.state_file import STATE_FILE
from briefings.cli import clock, completers, options
from briefings.cli.parameters import CLUSTER, CONTACT_LIMIT, COPY, DAY, REVIEW_COPY, SINGLE_LINE
from briefings.cli.projects import find_project
from briefings.cli.terminal import print_message, print_result, progress_display, relative_path
from briefings.model.diagnostics import BriefingsError, EnvironmentMissingError, Severity, format_diagnostic
from briefings.model.house import DEFAULT_AUDIENCE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import Executor
    from contextlib import AbstractContextManager
    from datetime import date
    from pathlib import Path
    from typing import Unpack

    from briefings.build.report import BuildReport
    from briefings.build.request import BuildRequest
    from briefings.cli.parameters import ClusterAddress
    from briefings.project import Project

__all__ = ["build"]


class _RequestOptions(TypedDict):
    """The options that say which notes to build, as click passes them."""

    partner: Sequence[str]
    as_of: date | None
    products: Sequence[str]
    languages: Sequence[str]
    about: str
    formats: Sequence[str]
    occasion: str
    number: str
    copy: str
    contacts: str | None
    since: date | None
    archive: bool


@options.command("build", "briefings build tajikistan --as-of 2011-06-23", "Bring notes up to date.")
@options.partners
@options.project
@options.as_of
@options.multi_option(
    "--audience",
    "audiences",
    metavar="NAME",
    shell_complete=completers.audiences,
    help=f"Audiences of facts/house.yaml, several with commas. Default: {DEFAULT_AUDIENCE}; for a product that is for an "
    "audience, that one.",
)
@click.option("--all-audiences", is_flag=True, help="Make notes for every audience of facts/house.yaml.")
@options.products
@options.languages
@click.option("--about", metavar="ID", default="", help="Person or visit that the note is about.")
@options.multi_option(
    "--format",
    "formats",
    metavar="FORMAT",
    choices=NAMED_FORMATS,
    help=f"File formats, several with commas: {', '.join(NAMED_FORMATS)}. Default: {', '.join(DEFAULT_FORMATS)}.",
)
@click.option(
    "--occasion",
    metavar="TEXT",
    default="",
    type=SINGLE_LINE,
    help="Meeting or event that the note is for; printed in its head.",
)
@click.option(
    "--number",
    metavar="NUMBER",
    default="",
    type=SINGLE_LINE,
    help="Number of the note in your register; printed in its head.",
)
@click.option(
    "--copy",
    metavar="NUMBER|review",
    default="",
    type=COPY,
    help="Number of the copy, printed on each page of the notes; or review, for a Word file with a comment at each sentence.",
)
@click.option(
    "--contacts",
    metavar="NUMBER|all",
    default=None,
    type=CONTACT_LIMIT,
    help="Number of contacts to show, newest first. Default: as in facts/house.yaml.",
)
@click.option(
    "--since",
    metavar="DATE",
    type=DAY,
    help="Day of the reader's last copy, YYYY-MM-DD; the brief says what is new since then.",
)
@options.archive
@options.output
@click.option("--jobs", metavar="NUMBER", type=click.IntRange(1), help="Number of PDFs to make in parallel.")
@click.option(
    "--executor", metavar="ADDRESS", type=CLUSTER, help="Make PDFs on a Dask cluster: dask:tcp://HOST:PORT."
)
@click.option("--explain", is_flag=True, help="Print for each file why it was built, or that it is current.")
@click.option("--check", "dry_run", is_flag=True, help="Write nothing; exit 1 if anything is out of date.")
@click.option("--force", is_flag=True, help="Rebuild everything.")
def build(  # noqa: PLR0913 - one parameter per command-line option
    *,
    folder: Path | None,
    output: Path | None,
    audiences: Sequence[str],
    all_audiences: bool,
    jobs: int | None,
    executor: ClusterAddress | None,
    explain: bool,
    dry_run: bool,
    force: bool,
    **request_options: Unpack[_RequestOptions],
) -> None:
    """Build the notes on each PARTNER, or on all partners; leave notes that are up to date unchanged.

    The files are in build/AUDIENCE/PARTNER/, or with --as-of in build/AUDIENCE/PARTNER@DATE/. Each audience's notes have
    only what it may see.
    """
    if audiences and all_audiences:
        message = "--all-audiences can't be combined with --audience"
        raise click.UsageError(message)
    project = find_project(folder)
    output = output or project.build_folder
    makes_pdf = not dry_run and executor is None and "pdf" in _asked_formats(request_options)
    is_single = not (audiences or all_audiences) and len(request_options["partner"]) == 1
    with (
        _open_early_worker(output, is_needed=makes_pdf and is_single) as early_worker,
        _open_cluster(executor) as workers,
        progress_display() as on_progress,
    ):
        from briefings.build.builder import build_notes  # workers load WeasyPrint meanwhile
        from briefings.build.plan import BuildOptions

        requests = _split_request(
            project, _make_request(request_options), audiences, all_audiences=all_audiences
        )
        build_options = BuildOptions(
            jobs=jobs,
            force=force,
            dry_run=dry_run,
            workers=workers,
            early_worker=early_worker,
            words=None if explain or force or len(requests) > 1 else options.typed_words(),
            on_progress=on_progress,
            on_wait=print_message,
        )
        reports = [build_notes(project, output, request, build_options) for request in requests]
    for report in reports:
        _print_files(report, explain=explain, dry_run=dry_run)
        _print_summary(report, dry_run=dry_run)
    if not dry_run:
        _keep_orders(project, output, list(zip(requests, reports, strict=True)))
    _exit(reports, dry_run=dry_run)


def _asked_formats(request_options: _RequestOptions) -> tuple[str, ...]:
    """Return the formats to make, in the order in which a build makes them."""
    if request_options["copy"] == REVIEW_COPY:
        return (REVIEW_FORMAT,)
    return tuple(name for name in NAMED_FORMATS if name in request_options["formats"]) or DEFAULT_FORMATS


def _split_request(
    project: Project, request: BuildRequest, audiences: Sequence[str], *, all_audiences: bool
) -> list[BuildRequest]:
    """Return a request for each audience; the request as it is if the house file has errors, which the build reports."""
    from briefings.build.audiences import split_request
    from briefings.build.catalog import Catalog

    try:
        catalog = Catalog.load(project)
    except BriefingsError:
        return [request]
    return split_request(catalog, request, tuple(catalog.house.audiences) if all_audiences else audiences)


def _keep_orders(project: Project, output: Path, results: Sequence[tuple[BuildRequest, BuildReport]]) -> None:
    """Write down what was asked for, so that every later build keeps it up to date, and print it."""
    from briefings.authoring.orders.keep import keep_orders
    from briefings.loading.folders import ORDERS_FILE

    for order in keep_orders(project, output, results, print_message):
        print_message(f"saved in facts/{ORDERS_FILE}: `briefings build` now {order}")


def _exit(reports: Sequence[BuildReport], *, dry_run: bool) -> None:
    """End the command with the exit code that the reports ask for; do nothing if that is 0."""
    problems = [problem for report in reports for problem in report.problems]
    environment_problems = [problem for report in reports for problem in report.environment_problems]
    if problems:
        raise BriefingsError([*problems, *environment_problems])
    if environment_problems:
        raise EnvironmentMissingError(environment_problems)
    for report in reports:
        if any(found.severity is Severity.ERROR for found in report.warnings):
            raise SystemExit(1)
        has_changed = any(result.has_changed for result in report.sets)
        removes = report.former_audiences or report.withdrawn_sets or report.removed_sets
        if dry_run and (removes or has_changed):
            raise SystemExit(1)


def _make_request(request_options: _RequestOptions) -> BuildRequest:
    """Return the request that the options make."""
    from briefings.build.request import BuildRequest
    from briefings.compose.note_options import NoteOptions

    as_of, since = request_options["as_of"] or clock.today(), request_options["since"]
    if since and since > as_of:
        message = f"{since} is after the day of the notes, {as_of}"
        raise click.BadParameter(message, param_hint="'--since'")
    is_review = request_options["copy"] == REVIEW_COPY
    options.check_archive(_asked_formats(request_options), archive=request_options["archive"])
    if is_review and not {"docx"}.issuperset(request_options["formats"]):
        message = f"a review copy is a Word file; leave out --format {','.join(request_options['formats'])}"
        raise click.UsageError(message)
    return BuildRequest(
        subjects=tuple(request_options["partner"]),
        as_of=as_of,
        dated=request_options["as_of"] is not None,
        products=tuple(dict.fromkeys(request_options["products"])),
        languages=tuple(dict.fromkeys(request_options["languages"])),
        formats=_asked_formats(request_options),
        options=NoteOptions(
            occasion=request_options["occasion"],
            number=request_options["number"],
            copy="" if is_review else request_options["copy"],
            contacts=request_options["contacts"] or "",
            since=since.isoformat() if since else "",
            about=request_options["about"],
            archive=request_options["archive"],
        ),
    )


def _print_files(report: BuildReport, *, explain: bool, dry_run: bool) -> None:
    """Print the files that were built; with `explain`, all files and why each was built or removed."""
    for result in report.sets:
        for file in result.files:
            if explain:
                print_result(f"{relative_path(file.path)}: {'; '.join(file.reasons) or 'unchanged'}")
            elif file.reasons and not dry_run:
                print_result(str(relative_path(file.path)))
        for removed in result.removed_files if explain else ():
            verb = "would be removed" if dry_run else "removed"
            for path in removed.files:
                print_result(f"{relative_path(path)}: {verb}: {removed.reason}")


def _print_summary(report: BuildReport, *, dry_run: bool) -> None:
    """Print a summary of each set, the edited files that were kept, and the warnings."""
    from briefings.build.report import summary_lines

    for line in summary_lines(report, dry_run=dry_run):
        print_message(line)
    for path in report.backups:
        print_message(
            f"{relative_path(path)}: your edited copy of a note; edit the facts instead, since notes are rebuilt from them"
        )
    for warning in report.warnings:
        print_message(format_diagnostic(warning))


def _open_cluster(cluster: ClusterAddress | None) -> AbstractContextManager[Executor | None]:
    """Return a context with the executor of a cluster; with None for the workers of this machine."""
    if cluster is None:
        return nullcontext()
    from briefings.build.dask_executor import dask_executor

    return dask_executor(cluster.scheduler)


def _open_early_worker(output: Path, *, is_needed: bool) -> AbstractContextManager[Executor | None]:
    """Return a context with a worker that starts at once if the build surely has a note to typeset, else with None.

    The first build into a folder makes all that is requested.

    Args:
        output: the build folder.
        is_needed: whether a PDF on one subject is requested.
    """
    if not is_needed or (output / STATE_FILE).exists():
        return nullcontext()
    from briefings.build.pdf_pool import early_worker, temporary_folder

    return early_worker(temporary_folder(output))
