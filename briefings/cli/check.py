"""`briefings check`: report errors and doubts in facts and templates."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from briefings.cli import completers, options
from briefings.cli.terminal import print_message, print_result
from briefings.model.diagnostics import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

__all__ = ["check"]


@options.command("check", "briefings check tajikistan", "Say what is wrong or doubtful in the facts.")
@options.partners
@options.project
@options.as_of
@click.option("--strict", is_flag=True, help="Exit 1 for warnings as well as for errors.")
@click.option("--info", is_flag=True, help="Show informational findings too.")
@click.option("--format", "format_", metavar="FORMAT", default="text", type=click.Choice(["text", "json", "github", "sarif"]),
              help="text, json, github or sarif; text if not given.")  # fmt: skip
@click.option(
    "--explain",
    metavar="CODE",
    shell_complete=completers.checks,
    help="Show the manual page of a check instead.",
)
def check(  # noqa: PLR0913, PLR0917 - one parameter per command-line option
    partner: Sequence[str],
    folder: Path | None,
    as_of: date | None,
    strict: bool,
    info: bool,
    format_: str,
    explain: str | None,
) -> None:
    """Read all facts and templates, or those of the PARTNERs, and say what is wrong and what is doubtful.

    Each finding has its place, and what to do about it; exit 1 if there is an error.
    """
    from briefings.lint import formats, run

    if explain:
        print_result(run.manual_page(explain))
        return
    findings = run.check_project(options.find_project(folder), as_of or options.today(), tuple(partner))
    listed = [finding for finding in findings if info or finding.severity is not Severity.INFO]
    if text := formats.FORMATTERS[format_](listed):
        print_result(text.removesuffix("\n"))
    if format_ == "text":
        if not listed:
            print_result("No problems found.")
        if findings:
            print_message(
                formats.count_summary(findings)
                + (" (--info shows them)" if len(listed) < len(findings) else "")
            )
    worst = {finding.severity for finding in findings}
    if Severity.ERROR in worst or (strict and Severity.WARNING in worst):
        raise SystemExit(1)
