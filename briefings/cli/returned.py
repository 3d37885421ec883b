"""`briefings returned`: read a review copy that came back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefings.cli import options
from briefings.cli.projects import find_own_project, find_project
from briefings.cli.terminal import print_message, print_result, relative_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from briefings.diff.returned import Change, Remark, ReturnedCopy

__all__ = ["returned"]


@options.command(
    "returned",
    "briefings returned tajikistan.en.review.docx",
    "List the edits and comments in a review copy that came back.",
)
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@options.project
@click.option(
    "--propose", is_flag=True, help="Add a proposal for each change that is in one text of one fact."
)
def returned(file: Path, folder: Path | None, *, propose: bool) -> None:
    """List each changed, struck, moved and added sentence of a review copy, with its facts, and each comment.

    The copy is one of `briefings build PARTNER --copy review`, edited in Word or LibreOffice. Without --propose nothing is
    written: edit the facts, and rebuild the note.
    """
    from briefings.diff.returned import read_returned
    from briefings.factbase.load import load

    copy = read_returned(file, str(relative_path(file)))
    locations = {fact.key: str(fact.location) for fact in load(find_project(folder).root).facts}
    for line in _report_lines(copy, locations):
        print_result(line)
    if propose:
        _propose(copy, folder)


def _propose(copy: ReturnedCopy, folder: Path | None) -> None:
    """Add proposals for the changes in a copy, and print them."""
    from briefings.authoring.proposals.returned_remarks import take_copy

    replaced, remarks = take_copy(find_own_project(folder), copy)
    for key, fact in replaced.items():
        print_message(f"proposed: {key}, in place of {fact.key} ({fact.location})")
    count = len(replaced)
    print_message(f"{count} proposal{'' if count == 1 else 's'} added; `briefings review` lists them")
    if remarks:
        print_message(
            f"{len(remarks)} more wait in the inbox of `briefings serve`: comments, and other edits"
        )
    if count:
        print_message("accept one if its sources say so; it then replaces the fact")


def _report_lines(copy: ReturnedCopy, locations: Mapping[str, str]) -> Iterator[str]:
    """Yield the lines of the report.

    Args:
        copy: what came back.
        locations: the position of each fact, by its key.
    """
    counts = {
        kind: sum(change.kind == kind for change in copy.changes)
        for kind in ("changed", "struck", "moved", "added")
    }
    remarks = len(copy.remarks)
    counted = ", ".join(f"{count} {kind}" for kind, count in counts.items())
    yield f"{copy.title} ({copy.as_of}): {counted}, {remarks} comment{'' if remarks == 1 else 's'}"
    for change in copy.changes:
        yield ""
        yield from _change_lines(change)
        yield from _fact_lines(change.fact_keys, locations)
    for remark in copy.remarks:
        yield ""
        yield from _remark_lines(remark)
        yield from _fact_lines(remark.fact_keys, locations)


def _change_lines(change: Change) -> Iterator[str]:
    """Yield the lines about an edit."""
    section = f" under {change.heading!r}" if change.heading else ""
    authors = f" by {', '.join(change.authors)}" if change.authors else ""
    yield f"{change.kind}{section}{authors}:"
    if change.kind == "added":
        yield f"  + {change.after}"
        if change.before:
            yield f"  after: {change.before}"
    elif change.kind == "moved":
        yield f"  {change.after}"
    else:
        yield f"  - {change.before}"
        if change.after:
            yield f"  + {change.after}"


def _remark_lines(remark: Remark) -> Iterator[str]:
    """Yield the lines about a comment."""
    day = f" on {remark.day}" if remark.day else ""
    yield f"comment by {remark.author or 'an unknown author'}{day}:"
    yield f"  {remark.text}"
    if remark.on:
        yield f"  on: {remark.on}"


def _fact_lines(keys: tuple[str, ...], locations: Mapping[str, str]) -> Iterator[str]:
    """Yield a line for each fact, with its position."""
    for key in keys:
        yield f"  fact: {key} ({locations.get(key, 'no longer in the facts')})"
