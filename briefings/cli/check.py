"""`briefings check`: report errors and doubts in facts and templates."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from briefings.cli import clock, completers, options
from briefings.cli.projects import find_project
from briefings.cli.reporting import print_diagnostics
from briefings.cli.terminal import print_result
from briefings.model.diagnostics import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

__all__ = ["check"]


@options.command("check", "briefings check tajikistan", "Find errors and doubts in facts and templates.")
@options.partners
@options.project
@options.as_of
@options.audience
@click.option("--strict", is_flag=True, help="Exit 1 for warnings as well as for errors.")
@click.option("--info", is_flag=True, help="Also show informational findings.")
@options.format_option(*options.DIAGNOSTIC_FORMATS)
@click.option(
    "--explain",
    metavar="CODE",
    shell_complete=completers.codes,
    help="Explain the code of a finding, and do nothing else.",
)
def check(  # noqa: PLR0913, PLR0917 - one parameter per command-line option
    partner: Sequence[str],
    folder: Path | None,
    as_of: date | None,
    audience: str | None,
    strict: bool,
    info: bool,
    format_: str,
    explain: str | None,
) -> None:
    """Check the facts and templates of each PARTNER, or of the whole project, for errors and doubts.

    Each finding has a location and says what to do. Exit 1 if there is an error.
    """
    from briefings.lint.explain import explain_code
    from briefings.lint.formats import count_summary
    from briefings.lint.run import check_project

    if explain:
        print_result(explain_code(explain))
        return
    findings = check_project(find_project(folder), as_of or clock.today(), tuple(partner), audience)
    listed = [finding for finding in findings if info or finding.severity is not Severity.INFO]
    hidden = " (show all with --info)" if len(listed) < len(findings) else ""
    summary = f"{count_summary(findings)}{hidden}" if findings else None
    print_diagnostics(format_, listed, if_none="No problems found.", summary=summary)
    worst = {finding.severity for finding in findings}
    if Severity.ERROR in worst or (strict and Severity.WARNING in worst):
        raise SystemExit(1)
