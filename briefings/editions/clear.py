"""The clearance of a note: who has cleared it, as what, and exactly which content.

The content is kept first, in a file of its own; then comes the line in the record, in one step.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.build.catalog import Catalog
from briefings.build.clearances import (
    ClearanceBook,
    cleared_file,
    content_bytes,
    lapsed_clearances,
    missing_clearances,
    note_name,
    standing_clearances,
)
from briefings.build.lock import hold_lock
from briefings.build.manifest import note_entry
from briefings.build.request import BuildRequest, Note, SetName, build_command
from briefings.build.snapshot import Snapshot
from briefings.build.store import MANIFEST_NAME, OutputStore
from briefings.build.workspace import Workspace
from briefings.editions.named_notes import find_named_notes
from briefings.editions.search import read_manifest
from briefings.loading.clearances import append_clearance
from briefings.loading.files import make_folder, read_file, write_atomic
from briefings.loading.journals import EDITIONS_FOLDER
from briefings.model.clearances import Clearance
from briefings.model.diagnostics import BriefingsError, Diagnostic, Severity
from briefings.model.hashing import file_hash
from briefings.model.json_data import parse_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date
    from typing import Any

    from briefings.build.catalog import Subject
    from briefings.editions.register import Edition
    from briefings.project import Project

__all__ = ["ClearRequest", "check_clearance", "clear_note", "lapsed_in_edition"]

_LOCK = ".lock"


@dataclass(frozen=True, slots=True)
class ClearRequest:
    """Which note to clear, and who clears it.

    Attributes:
        note: the name of the note, as its files are named, with or without language.
        by: who clears it.
        office: as what.
        day: on which it is cleared.
        audience: for whom it is made.
    """

    note: str
    by: str
    office: str
    day: date
    audience: str


def clear_note(
    project: Project, request: ClearRequest, on_wait: Callable[[str], None] = lambda _message: None
) -> list[Clearance]:
    """Clear a note as it is now, in each of its languages, and return what was entered into the record.

    Args:
        project: where the facts and the record are.
        request: which note to clear, and who clears it.
        on_wait: called with a message when this waits for another command.

    Raises:
        BriefingsError: if there is no such note, it can't be made, the note on disk is out of date, or the record has
            errors.
        UnwritableFileError: if the record can't be written; then the note is not cleared.
    """
    catalog = Catalog.load(project)
    if catalog.clearance_book.problems:
        raise BriefingsError(catalog.clearance_book.problems)
    contents = dict(_draft_contents(catalog, request))
    home = project.root / EDITIONS_FOLDER
    make_folder(home, inside=project.root)
    with hold_lock(home / _LOCK, on_wait):
        cleared = []
        for name, data in contents.items():
            content = file_hash(data)
            path = cleared_file(project.root, content)
            make_folder(path.parent, inside=project.root)
            write_atomic(path, data, sync=True)
            clearance = Clearance(name, request.audience, request.by, request.office, request.day, content)
            append_clearance(project.root, clearance)
            cleared.append(clearance)
        return cleared


def _draft_contents(catalog: Catalog, request: ClearRequest) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the content of a note in each language.

    Raises:
        BriefingsError: if it can't be made, or the note on disk is out of date.
    """
    project = catalog.project
    subject, named = find_named_notes(catalog, request.note, request.audience)
    workspace = Workspace(project, subject.folders)
    asked = BuildRequest((subject.id,), request.day, audience=request.audience)
    built = _built_contents(project, subject, request.audience)
    for note, note_options in named.items():
        draft = workspace.draft(subject, note, asked.for_note(note_options))
        snapshot = Snapshot.from_brief(note, draft.brief, draft.visible_facts)
        data = content_bytes(note_entry(draft.brief, snapshot))
        if built.get(note, data) != data:
            message = f"{note_name(subject.id, note)} on disk does not say what the facts say now"
            hint = f"run `{build_command(request.audience, subject.id)}`, and clear what it makes"
            raise BriefingsError([Diagnostic("not-current", message, hint=hint)])
        yield note_name(subject.id, note), data


def _built_contents(project: Project, subject: Subject, audience: str) -> dict[Note, bytes]:
    """Return what each note on a subject says, as it is on disk."""
    folder = OutputStore(project.build_folder / audience).current_folder(SetName(subject.id))
    try:
        entries = parse_json(read_file(folder / MANIFEST_NAME))["notes"] if folder else []
    except (OSError, ValueError, KeyError):
        return {}  # the next build replaces it
    return {
        Note(entry["product"], entry["about"], entry["language"]): content_bytes(entry) for entry in entries
    }


def check_clearance(
    catalog: Catalog, subject: str, audience: str, entries: Sequence[Mapping[str, Any]]
) -> Iterator[Diagnostic]:
    """Yield which clearances of notes about to be issued have lapsed, and which the house asks for and they lack.

    Args:
        catalog: with the house and the clearances.
        subject: id of the partner or region that the notes are on.
        audience: for whom they are made.
        entries: of the notes, as in a manifest.
    """
    book: ClearanceBook = catalog.clearance_book
    for entry in entries:
        note = Note(entry["product"], entry["about"], entry["language"])
        name, given = note_name(subject, note), book.of_note(subject, note, audience)
        yield from lapsed_clearances(catalog.project.root, given, entry)
        missing = missing_clearances(catalog.house, standing_clearances(catalog.project.root, given, entry))
        if catalog.house.needs_clearance and missing:
            who = ", ".join(filter(None, missing))
            message = f"{name} is not cleared{f' by {who}' if who else ''}"
            hint = f'clear it: `briefings clear {name} --by NAME --as "{missing[0] or "OFFICE"}"`'
            place = catalog.house.location_of("clear_first")
            yield Diagnostic("not-cleared", message, place, Severity.ERROR, hint=hint)


def lapsed_in_edition(project: Project, edition: Edition) -> Iterator[Diagnostic]:
    """Yield a warning for each clearance of a note that had lapsed when it was issued.

    Raises:
        BriefingsError: if the manifest of the edition is missing, or not the one that was issued.
    """
    entries = parse_json(read_manifest(project.root, edition))["notes"]
    subject = edition.note.partition(".")[0]
    for problem in check_clearance(Catalog.load(project), subject, edition.audience, entries):
        if problem.severity is Severity.WARNING:
            yield problem
