"""Say what is wrong with facts and templates, and what is doubtful: `briefings check`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from briefings.cli import completers, options
from briefings.cli.terminal import say, tell
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
@click.option("--notes", is_flag=True, help="Show notes as well: what is worth knowing and no fault.")
@click.option("--format", "form", metavar="FORMAT", default="text", type=click.Choice(["text", "json", "github", "sarif"]),
              help="text, json, github or sarif; text if not given.")  # fmt: skip
@click.option(
    "--explain",
    metavar="CODE",
    shell_complete=completers.checks,
    help="Show the manual page of a check instead.",
)
def check(  # noqa: PLR0913, PLR0917 - one a command-line option
    partner: Sequence[str],
    folder: Path | None,
    as_of: date | None,
    strict: bool,
    notes: bool,
    form: str,
    explain: str | None,
) -> None:
    """Read all facts and templates, or those of the PARTNERs, and say what is wrong and what is doubtful.

    Each finding has its place, and what to do about it; exit 1 if there is an error.
    """
    from briefings.lint import formats, run

    if explain:
        tell(run.manual(explain))
        return
    found = run.check(options.found(folder), as_of or options.today(), tuple(partner))
    shown = [each for each in found if notes or each.severity is not Severity.NOTE]
    if text := formats.FORMS[form](shown):
        tell(text.removesuffix("\n"))
    if form == "text":
        if not shown:
            tell("No problems found.")
        if found:
            say(formats.summary(found) + (" (--notes shows them)" if len(shown) < len(found) else ""))
    worst = {each.severity for each in found}
    if Severity.ERROR in worst or (strict and Severity.WARNING in worst):
        raise SystemExit(1)
