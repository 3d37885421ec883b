"""The record of an edition in its own folder: what the register says of it, how it was asked for, and what was known then.

It is for the house alone, since a note prints less. With it, a line of the register that a hand has changed is noticed, and
a line that was lost can be brought back. From the day of a reader's last edition on changes are new, and so is what that
edition could not know.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from briefings.build.workspace import Workspace
from briefings.compose.note_options import NoteOptions
from briefings.editions.register import EDITIONS_FOLDER, Edition, line_values
from briefings.factbase.turns import turns_on_record
from briefings.loading.files import read_file
from briefings.loading.journals import line_of
from briefings.model.diagnostics import Diagnostic
from briefings.model.json_data import parse_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from briefings.build.catalog import Subject
    from briefings.editions.issue import IssueRequest
    from briefings.project import Project

__all__ = [
    "RECORD_NAME",
    "Making",
    "changed_lines",
    "issued_options",
    "known_turns",
    "make_record",
    "since_last",
]

RECORD_NAME = "edition.json"
"""The name of the record."""
_OPTIONS = ("occasion", "contacts", "since", "since_edition")
"""The options that decide what a note says; those of its head are in the register."""


def known_turns(project: Project, subject: Subject, audience: str, day: date) -> tuple[str, ...]:
    """Return the turns of facts that a note could state on a day, sorted."""
    released = Workspace(project, subject.folders).released_for(subject, audience, day)
    return tuple(sorted(turns_on_record(released, day)))


@dataclass(frozen=True, slots=True)
class Making:
    """How an edition was made.

    Attributes:
        options: what its note was asked with.
        turns: the turns of facts that it could state; none for an addendum, with which no news begins.
    """

    options: NoteOptions = field(default_factory=NoteOptions)
    turns: tuple[str, ...] = ()


def make_record(edition: Edition, making: Making) -> bytes:
    """Return the record of an edition, as UTF-8 JSON; its folder has a name only once the record is in it."""
    values = {key: value for key, value in line_values(edition).items() if value and key != "folder"}
    options = {name: value for name in _OPTIONS if (value := getattr(making.options, name))}
    data = {"register": values, "options": options, "turns": making.turns}
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _read_record(root: Path, folder: str) -> Mapping[str, Any]:
    """Return the record in a folder; empty if it was not kept."""
    try:
        data = parse_json(read_file(root / EDITIONS_FOLDER / folder / RECORD_NAME))
    except (OSError, ValueError):
        return {}
    return data if isinstance(data, dict) else {}


def changed_lines(root: Path, editions: Iterable[Edition]) -> Iterator[Diagnostic]:
    """Yield an error for each line of the register that no longer says what it said when the edition was issued.

    Args:
        root: the project's top folder.
        editions: of the project.
    """
    for edition in editions:
        recorded, values = _read_record(root, edition.folder).get("register"), line_values(edition)
        if not isinstance(recorded, dict):
            continue
        written = {key: str(recorded.get(key, "")) for key in values} | {"folder": values["folder"]}
        if written != values:
            message = f"the line of {edition.reference} is not the one that was written when it was issued"
            hint = f"bring it back: {line_of(written).strip()}"
            yield Diagnostic("register-changed", message, edition.location, hint=hint)


def issued_options(root: Path, editions: Sequence[Edition], edition: Edition) -> NoteOptions | None:
    """Return what the note of an edition was asked with, to make it for another day; None if that was not kept.

    An addendum is to a note that was asked for as the edition was.
    """
    edition = next((each for each in editions if each.reference == edition.addendum_to), edition)
    recorded = _read_record(root, edition.folder).get("options")
    if not isinstance(recorded, dict):
        return None
    occasion, contacts, since, since_edition = (str(recorded.get(name, "")) for name in _OPTIONS)
    last = next((each for each in editions if each.reference == since_edition), None)
    return NoteOptions(
        occasion=occasion,
        contacts=contacts,
        since=since,
        since_edition=since_edition,
        known_turns=_read_turns(root, last) if last else None,
    )


def _read_turns(root: Path, edition: Edition) -> tuple[str, ...] | None:
    """Return the turns of facts that an edition could state; None if they were not kept."""
    turns = _read_record(root, edition.folder).get("turns")
    return tuple(map(str, turns)) if isinstance(turns, list) else None


def since_last(
    root: Path, options: NoteOptions, request: IssueRequest, editions: Sequence[Edition], note: str
) -> NoteOptions:
    """Return the options of a note with the day from which on changes are new to its readers, and what they could know.

    That is the day named, or that of the order, or of the readers' last edition. Of several readers, the one whose last
    edition is the oldest counts; if none has had one, the last edition for the audience.
    """
    if request.since or options.since:
        return replace(options, since=request.since.isoformat()) if request.since else options
    earlier = [
        each
        for each in editions
        if (each.note, each.audience, each.addendum_to) == (note, request.audience, "")
    ]
    last = {reader: edition for edition in earlier for reader in edition.to}
    own = [last[reader] for reader in request.to if reader in last]
    start = min(own, key=earlier.index, default=None) or next(reversed(earlier), None)
    if start is None:
        return options
    day, turns = start.issued.isoformat(), _read_turns(root, start)
    return replace(options, since=day, since_edition=start.reference, known_turns=turns)
