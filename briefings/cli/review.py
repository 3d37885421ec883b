"""`briefings review`: list the facts that are due for review, and record reviews."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefings.cli import clock, completers, options
from briefings.cli.parameters import PASTED_LINE
from briefings.cli.projects import find_own_project, find_project
from briefings.cli.reporting import print_report
from briefings.cli.terminal import print_message, print_result, relative_path
from briefings.model.entities import SHARED_FOLDER

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from briefings.authoring.proposals.waiting import Acceptance
    from briefings.model.diagnostics import Diagnostic

__all__ = ["review"]


@options.command(
    "review", "briefings review tajikistan", "List facts that are due for review, or record a review."
)
@click.argument("name", nargs=-1, shell_complete=completers.partners, metavar="[PARTNER|FACT]...")
@options.project
@options.as_of
@options.audience
@click.option(
    "--all", "everything", is_flag=True, help="Also list facts that were never reviewed, or changed since."
)
@click.option(
    "--by",
    metavar="NAME",
    type=PASTED_LINE,
    help="Record that NAME reviewed each FACT, today or on the day of --as-of.",
)
@click.option(
    "--accept", is_flag=True, help="Accept each proposal, or all of a PARTNER; notes print them from now on."
)
@click.option(
    "--reject",
    is_flag=True,
    help="Remove each proposal, or all of a PARTNER, from its file; no import brings it back.",
)
@options.format_option("text", "json")
def review(  # noqa: PLR0913, PLR0917 - one parameter per command-line option
    name: Sequence[str],
    folder: Path | None,
    as_of: date | None,
    audience: str | None,
    everything: bool,
    by: str | None,
    accept: bool,
    reject: bool,
    format_: str,
) -> None:
    """List the facts in the notes on each PARTNER, or in all notes, that are overdue for review, oldest first.

    With --by, record a review of each FACT in its file. A fact that changes afterwards counts as unreviewed again.

    Proposals (`status: proposed`) are listed last. No note prints them until you accept them.
    """
    from briefings.authoring.entries.findings import find_errors_about
    from briefings.authoring.proposals.waiting import accept_proposals, reject_proposals
    from briefings.authoring.review.due import (
        HOW_TO_CONFIRM,
        ReviewState,
        count_summary,
        due_fact_data,
        due_fact_lines,
        list_due_facts,
    )
    from briefings.authoring.review.records import record_review
    from briefings.loading.project import list_partner_ids

    day = as_of or clock.today()
    if accept or reject:
        if not name or (accept and reject):
            message = "name the proposals, and say --accept or --reject: --accept tajikistan/visit-2026"
            raise click.UsageError(message)
        if accept:
            project = find_own_project(folder)
            acceptance = accept_proposals(project, name, day, (by or "").strip())
            _print_accepted(acceptance)
            keys = (*acceptance.accepted, *acceptance.ended)
            _print_errors(find_errors_about(project, keys, day, clock.today()), as_of)
        else:
            _print_rejected(reject_proposals(find_own_project(folder), name, day, (by or "").strip()))
        return
    if by is not None:
        if not name or not by.strip():
            message = "name the reviewer and the facts: --by 'A. Baker' tajikistan/pfp"
            raise click.UsageError(message)
        project = find_own_project(folder)
        if partners := {*name}.intersection(list_partner_ids(project.root)):
            message = f"with --by, name facts, not a partner: {', '.join(sorted(partners))}/ID in place of {', '.join(sorted(partners))}"
            raise click.UsageError(message)
        for path in record_review(project, by.strip(), name, day):
            print_result(str(relative_path(path)))
        return
    due_facts = list_due_facts(find_project(folder), day, name, all_states=everything, audience=audience)
    print_report(format_, due_fact_lines(due_facts), due_fact_data(due_facts), count_summary(due_facts))
    if format_ == "text" and any(due_fact.state is ReviewState.OVERDUE for due_fact in due_facts):
        print_message(HOW_TO_CONFIRM)


def _print_accepted(acceptance: Acceptance) -> None:
    """Print the changed files, and the earlier lines of the facts that were corrected or ended."""
    for path in acceptance.paths:
        print_result(str(relative_path(path)))
    if acceptance.confirmed:
        count = len(acceptance.confirmed)
        print_result(f"{count} {'fact is' if count == 1 else 'facts are'} confirmed by a newer source")
    for what, facts in (("corrected", acceptance.corrected), ("ended", acceptance.ended)):
        for key, lines in facts.items():
            print_result(f"# {key} ({what}) was:")
            print_result(lines)
    if acceptance.corrected or acceptance.ended:
        print_message("To undo a change, paste the earlier lines in the place of the entry with this id.")


def _print_errors(errors: Sequence[Diagnostic], as_of: date | None) -> None:
    """Print how many errors the accepted facts have, by code, and how to see them."""
    if not errors:
        return
    codes = Counter(problem.code for problem in errors)
    count = "1 error" if len(errors) == 1 else f"{len(errors)} errors"
    folders = {Path(problem.location.path).parent.name for problem in errors if problem.location}
    partner = f" {folders.pop()}" if len(folders) == 1 and SHARED_FOLDER not in folders else ""
    day = f" --as-of {as_of}" if as_of else ""
    print_message(
        f"There {'is' if len(errors) == 1 else 'are'} now {count} in what you accepted: "
        f"{', '.join(f'{number} {code}' for code, number in codes.items())}. "
        f"See `briefings check{partner}{day} --severity error`."
    )


def _print_rejected(removed: dict[str, str]) -> None:
    """Print the lines of rejected proposals, and how to have them back."""
    for key, lines in removed.items():
        print_result(f"# {key}")
        print_result(lines)
    count = f"{len(removed)} proposal{'' if len(removed) == 1 else 's'}"
    print_message(f"Removed {count}. To have one back, paste its lines into the list that it came from.")
