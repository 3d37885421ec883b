"""`briefings check`: report errors and doubts in facts and templates."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from briefings.cli import clock, completers, options
from briefings.cli.projects import find_project
from briefings.cli.reporting import limit_repeats, print_diagnostics, print_no_partner
from briefings.cli.terminal import as_typed, print_message, print_result
from briefings.model.diagnostics import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

__all__ = ["check"]


@options.command("check", "briefings check tajikistan", "Report errors and warnings in facts and templates.")
@options.partners
@options.project
@options.as_of
@options.audience
@click.option("--strict", is_flag=True, help="Exit 1 for warnings as well as for errors.")
@click.option("--info", is_flag=True, help="Also show notices.")
@click.option("--details", is_flag=True, help="Print every finding in full, however many there are.")
@click.option(
    "--code",
    "codes",
    metavar="CODE",
    multiple=True,
    shell_complete=completers.codes,
    help="Only findings with this code; may be repeated.",
)
@click.option(
    "--severity",
    "severities",
    metavar="SEVERITY",
    multiple=True,
    type=click.Choice([severity.value for severity in Severity]),
    help="Only findings of this severity; may be repeated.",
)
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
    details: bool,
    codes: Sequence[str],
    severities: Sequence[str],
    format_: str,
    explain: str | None,
) -> None:
    """Check the facts and templates of each PARTNER, or of the whole project, for errors and warnings.

    Each finding has a location and says what to do. Of many findings, only errors are printed in full. Exit 1 if there
    is an error, listed or not.
    """
    from briefings.lint.digest import choose_findings, count_left_out, digest_lines
    from briefings.lint.explain import explain_code
    from briefings.lint.formats import count_summary
    from briefings.lint.run import check_project

    if explain:
        print_result(explain_code(explain))
        return
    for code in codes:
        explain_code(code)  # a mistyped code would seem to have no findings
    project, today = find_project(folder), clock.today()
    found = check_project(project, as_of or today, tuple(partner), audience, today=today)
    findings = choose_findings(found, codes, severities)
    shows_infos = info or "info" in severities
    listed = [finding for finding in findings if shows_infos or finding.severity is not Severity.INFO]
    short = (
        digest_lines(limit_repeats(listed, Severity.ERROR))
        if format_ == "text" and not (info or details or codes or severities)
        else []
    )
    hidden = [
        *(["--details: how to fix them"] if short else []),
        *(["--info: list the notices too"] if len(listed) < len(findings) else []),
    ]
    remark = f" ({'; '.join(hidden)})" if hidden else ""
    lines = [f"{count_summary(findings)}{remark}"] if findings else []
    if left_out := count_left_out(found, findings, by_code=bool(codes), by_severity=bool(severities)):
        lines.append(f"{left_out}; see all with `briefings check`")
    summary = "\n".join(lines) or None
    if short:
        print_result(as_typed("\n".join(short)))
        print_message(summary or "")
    else:
        print_diagnostics(
            format_, listed, if_none=f"No {'such ' if left_out else ''}problems found.", summary=summary
        )
    if format_ == "text":
        print_no_partner(project)
    worst = {finding.severity for finding in found}
    if Severity.ERROR in worst or (strict and Severity.WARNING in worst):
        raise SystemExit(1)
