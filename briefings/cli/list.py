"""`briefings list`: list the partners with their facts and the state of their notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.cli import clock, options
from briefings.cli.projects import find_project
from briefings.cli.reporting import print_no_partner
from briefings.cli.terminal import print_message, print_result
from briefings.model.diagnostics import format_diagnostic
from briefings.model.house import DEFAULT_AUDIENCE

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

__all__ = ["list_"]


@options.command("list", "briefings list", "List the partners and their notes.")
@options.project
@options.as_of
@options.audience
def list_(folder: Path | None, as_of: date | None, audience: str | None) -> None:
    """List the partners: their number of facts, last contact, whether their notes are up to date, and when these change."""
    from briefings.authoring.partners.overview import list_partners
    from briefings.build.clearance_warnings import lapsed_in_build_folder

    project, day = find_project(folder), as_of or clock.today()
    for line in list_partners(project, day, is_dated=as_of is not None, audience=audience):
        print_result(line)
    for problem in lapsed_in_build_folder(project, audience or DEFAULT_AUDIENCE):
        print_message(format_diagnostic(problem))
    print_no_partner(project)
