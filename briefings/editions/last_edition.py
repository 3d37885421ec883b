"""The last edition that a reader got: from its day on changes are new, and so is what was not on record then."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from briefings.build.workspace import Workspace
from briefings.editions.register import EDITIONS_FOLDER
from briefings.factbase.turns import turns_on_record
from briefings.loading.files import read_file

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from briefings.build.catalog import Subject
    from briefings.compose.note_options import NoteOptions
    from briefings.editions.issue import IssueRequest
    from briefings.editions.register import Edition
    from briefings.project import Project

__all__ = ["KNOWN_NAME", "known_turns", "since_last"]

KNOWN_NAME = "known.json"
"""The file of an edition with the turns of facts on record that day; in the archive alone, since a note prints less."""
_TURNS = "turns"


def known_turns(project: Project, subject: Subject, audience: str, day: date) -> bytes:
    """Return the turns of facts that a note could state on a day, as UTF-8 JSON."""
    released = Workspace(project, subject.folders).released_for(subject, audience, day)
    return (json.dumps({_TURNS: sorted(turns_on_record(released, day))}, indent=1) + "\n").encode()


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
    day, turns = start.issued.isoformat(), _read_known_turns(root, start)
    return replace(options, since=day, since_edition=start.reference, known_turns=turns)


def _read_known_turns(root: Path, edition: Edition) -> tuple[str, ...] | None:
    """Return the turns of facts that were on record when an edition was issued; None if that was not kept."""
    path = root / EDITIONS_FOLDER / edition.folder / KNOWN_NAME
    try:
        return tuple(map(str, json.loads(read_file(path))[_TURNS]))
    except (OSError, ValueError, KeyError, TypeError):
        return None  # only the days tell
