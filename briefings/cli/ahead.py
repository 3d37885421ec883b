"""`briefings ahead`: list what comes, and write it as a calendar."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefings.cli import clock, options
from briefings.cli.parameters import DAY
from briefings.cli.projects import find_project
from briefings.cli.reporting import print_report
from briefings.cli.terminal import print_result, relative_path

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

__all__ = ["ahead"]

_CALENDAR_SUFFIX = ".ics"


@options.command(
    "ahead",
    "briefings ahead tajikistan --as-of 2023-01-01",
    "List upcoming dates, or export them as a calendar.",
)
@options.partners
@options.project
@options.as_of
@click.option("--until", metavar="DATE", type=DAY, help="List nothing that begins after DATE (YYYY-MM-DD).")
@options.audience
@click.option(
    "--ics",
    "calendar",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write a calendar to FILE, which ends in .ics.",
)
@options.format_option("text", "json")
def ahead(  # noqa: PLR0913, PLR0917 - one parameter per command-line option
    partner: Sequence[str],
    folder: Path | None,
    as_of: date | None,
    until: date | None,
    audience: str | None,
    calendar: Path | None,
    format_: str,
) -> None:
    """List upcoming dates for each PARTNER, or for all, the next one first.

    These are: dates ahead, visits and other contacts that are planned, commitments that fall due, new names, embargoes and
    changes of markings; and when memberships, agreements, terms of office, posts and bodies begin, reach a stage, or end.
    """
    from briefings.authoring.ahead.calendar_file import calendar_bytes
    from briefings.authoring.ahead.timeline import coming_data, coming_lines, list_coming
    from briefings.loading.files import write_atomic
    from briefings.loading.project import load_house

    if calendar and calendar.suffix.lower() != _CALENDAR_SUFFIX:
        message = f"{calendar} is not the name of a calendar; let it end in {_CALENDAR_SUFFIX}"
        raise click.UsageError(message)
    project, day = find_project(folder), as_of or clock.today()
    items = list_coming(project, day, partner, until=until, audience=audience)
    if calendar:
        house, _ = load_house(project.root)
        write_atomic(calendar, calendar_bytes(items, house.side, day, until))
        print_result(str(relative_path(calendar)))
        return
    count = f"{len(items)} date{'' if len(items) == 1 else 's'} ahead" if items else "Nothing is ahead."
    print_report(format_, coming_lines(items), coming_data(items), count)
