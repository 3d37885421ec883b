"""The issue of a note: it is made for the day with its number, and kept with its bytes in the archive of the project.

An edition is its line in the register. Its folder is written first, whole, under a name of its own; only then comes the
line, in one step. So a command that is stopped leaves at most a folder that no line names, which does not count. Nothing
complete is ever removed: a line may have been lost in a merge.
"""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefings.build.builder import build_notes
from briefings.build.catalog import Catalog
from briefings.build.lock import hold_lock
from briefings.build.manifest import add_copies
from briefings.build.plan import BuildOptions
from briefings.build.request import BuildRequest, SetName
from briefings.build.set_folder import UNFINISHED_PREFIX, delete, set_hash, write_set
from briefings.build.store import MANIFEST_NAME, OutputStore
from briefings.build.workspace import Workspace
from briefings.editions.clear import check_clearance
from briefings.editions.edition_record import RECORD_NAME, Making, known_turns, make_record, since_last
from briefings.editions.named_notes import find_named_notes
from briefings.editions.numbered_copies import copy_name
from briefings.editions.register import EDITIONS_FOLDER, Edition, append_edition, read_register
from briefings.loading.files import make_folder, read_file, writing
from briefings.model.diagnostics import BriefingsError, Diagnostic, Severity
from briefings.model.hashing import file_hash
from briefings.model.json_data import parse_json

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from briefings.build.catalog import Subject
    from briefings.build.request import Note
    from briefings.compose.note_options import NoteOptions
    from briefings.project import Project

__all__ = ["IssueRequest", "check_cleared", "issue_note", "keep_edition"]

_LOCK = ".lock"
_UNSAFE = re.compile(r"[^\w.-]+")
_HASH_LENGTH = 8


@dataclass(frozen=True, slots=True)
class IssueRequest:
    """What to issue, and to whom.

    Attributes:
        note: the name of the note, as its files are named, with or without language.
        to: who gets it.
        day: on which it is issued.
        audience: for whom it is made.
        formats: of the files to keep.
        number: its running number; empty for the next one.
        archive: whether its PDF is made for an archive, even if no order says so.
        since: from which day on changes count as new; None for the day of the readers' last edition.
    """

    note: str
    to: tuple[str, ...]
    day: date
    audience: str
    formats: tuple[str, ...]
    number: str = ""
    archive: bool = False
    since: date | None = None


def issue_note(project: Project, request: IssueRequest, options: BuildOptions | None = None) -> Edition:
    """Make an edition of a note, and enter it into the register.

    Args:
        project: where the facts and the register are.
        request: what to issue, and to whom.
        options: how to build it.

    Raises:
        BriefingsError: if there is no such note, it can't be built, its number was used, or the register has errors;
            or if the house asks for clearances that it lacks.
        UnwritableFileError: if the archive can't be written; then there is no edition.
    """
    options = options or BuildOptions()
    catalog = Catalog.load(project)
    subject, named = find_named_notes(catalog, request.note, request.audience)
    notes = list(named)
    home = project.root / EDITIONS_FOLDER
    make_folder(home, inside=project.root)
    with hold_lock(home / _LOCK, options.on_wait):
        editions = read_register(project.root).sound_value()
        _remove_unfinished(home)
        number = request.number or _next_number(editions, request.day, catalog.house.reference_pattern)
        prints_number = bool(catalog.house.reference_pattern)
        if not prints_number:
            _check_number(number, editions)
        making = _Making(project, subject, notes, replace(request, number=number), options)
        name = f"{subject.id}.{notes[0].key.removesuffix(f'.{notes[0].language}')}"
        ordered = named[notes[0]]
        note_options = replace(
            ordered, number=number if prints_number else "", archive=ordered.archive or request.archive
        )
        note_options = since_last(project.root, note_options, request, editions, name)
        files, entry = making.make(note_options)
        check_cleared(catalog, subject, request.audience, files)
        reference = entry["reference"] if prints_number else number
        _check_number(reference, editions)
        edition = Edition(
            reference=reference,
            number=number,
            issued=request.day,
            note=name,
            audience=request.audience,
            marking=entry["marking"],
            to=request.to,
            copies=making.copies,
            folder="",
            manifest="",
        )
        return keep_edition(project, edition, files, Making(note_options, making.turns))


def keep_edition(project: Project, edition: Edition, files: Mapping[str, bytes], making: Making) -> Edition:
    """Keep the files of an edition and enter it into the register; return it with its folder and its manifest.

    Args:
        project: where the register is.
        edition: what the register says of it.
        files: by name, the manifest among them.
        making: how it was made.

    Raises:
        UnwritableFileError: if the archive can't be written; then there is no edition.
    """
    home = project.root / EDITIONS_FOLDER
    edition = replace(edition, folder="", manifest=file_hash(files[MANIFEST_NAME]), location=None)
    files = {**files, RECORD_NAME: make_record(edition, making)}
    folder = _folder_name(edition.reference, files)
    edition = replace(edition, folder=folder)
    if not (home / folder).exists():
        with writing(home / folder):
            write_set(home, home / folder, files)
    append_edition(project.root, edition)
    return edition


def _folder_name(reference: str, files: Mapping[str, bytes]) -> str:
    """Return the name of the folder of an edition.

    The hash in it keeps apart what two desks issued under one number, and what a stopped command left.
    """
    return f"{_UNSAFE.sub('-', reference).strip('-.')}-{set_hash(files)[:_HASH_LENGTH]}"


def _remove_unfinished(home: Path) -> None:
    """Remove the folders that a stopped command left before they were whole."""
    for path in home.glob(f"{UNFINISHED_PREFIX}*"):
        delete(path)


def _next_number(editions: Sequence[Edition], day: date, pattern: str) -> str:
    """Return the running number after the highest one: of the year, if the reference says of which year it is."""
    restarts = "{year}" in pattern or "{date}" in pattern
    numbers = [edition.number for edition in editions if not restarts or edition.issued.year == day.year]
    return str(max((int(number) for number in numbers if number.isdecimal()), default=0) + 1)


def _check_number(reference: str, editions: Sequence[Edition]) -> None:
    """Check that no edition has a number.

    Raises:
        BriefingsError: if one has.
    """
    for edition in editions:
        if edition.reference == reference:
            message = f"the number {reference} was used on {edition.issued} for {edition.note}"
            hint = "leave --number out to get the next one"
            raise BriefingsError([Diagnostic("number-used", message, edition.location, hint=hint)])


def check_cleared(catalog: Catalog, subject: Subject, audience: str, files: Mapping[str, bytes]) -> None:
    """Check that the notes in some files have the clearances that the house asks for.

    Raises:
        BriefingsError: if they lack one; then with what has changed since they were cleared.
    """
    entries = parse_json(files[MANIFEST_NAME])["notes"]
    problems = list(check_clearance(catalog, subject.id, audience, entries))
    if any(problem.severity is Severity.ERROR for problem in problems):
        raise BriefingsError(problems)


class _Making:
    """The making of the files of an edition, in a folder that goes when it is done.

    Attributes:
        copies: the number of the copy of each reader; empty if copies are not numbered.
        turns: the turns of facts that the note could state.
    """

    def __init__(
        self,
        project: Project,
        subject: Subject,
        notes: Sequence[Note],
        request: IssueRequest,
        options: BuildOptions,
    ) -> None:
        """Prepare the making of the same note in some languages."""
        self._project, self._subject, self._notes = project, subject, notes
        self._options = replace(options, words=None)
        self._request = BuildRequest(
            (subject.id,),
            request.day,
            products=(notes[0].product,),
            languages=tuple(note.language for note in notes),
            formats=request.formats,
            audience=request.audience,
            edition=request.number,
        )
        self._readers = request.to
        self.copies: tuple[int, ...] = ()
        self.turns: tuple[str, ...] = ()

    def make(self, options: NoteOptions) -> tuple[dict[str, bytes], Mapping[str, Any]]:
        """Return the files of the edition by name, and the manifest entry of its note.

        Raises:
            BriefingsError: if it can't be built.
        """
        options = replace(options, about=self._notes[0].about)
        if self._numbers_copies(options):
            self.copies = tuple(range(1, len(self._readers) + 1))
        files = self._build(options)
        entry: Mapping[str, Any] = parse_json(files[MANIFEST_NAME])["notes"][0]
        copies = {
            copy_name(name, number): (name, data)
            for number in self.copies
            for name, data in self._build(replace(options, copy=str(number))).items()
            if name != MANIFEST_NAME
        }
        files |= {name: data for name, (_, data) in copies.items()}
        files[MANIFEST_NAME] = add_copies(files[MANIFEST_NAME], copies)
        audience, day = self._request.audience, self._request.as_of
        self.turns = known_turns(self._project, self._subject, audience, day)
        return files, entry

    def _numbers_copies(self, options: NoteOptions) -> bool:
        """Return whether each reader gets a copy with a number of its own."""
        workspace = Workspace(self._project, self._subject.folders)
        if not workspace.store.scheme.copies_from:
            return False
        draft = workspace.draft(self._subject, self._notes[0], self._request.for_note(options))
        return workspace.store.scheme.numbers_copies(draft.brief.combined_marking)

    def _build(self, options: NoteOptions) -> dict[str, bytes]:
        """Build the notes with some options, and return their files.

        Raises:
            BriefingsError: if they can't be built.
        """
        with tempfile.TemporaryDirectory() as folder:
            output = Path(folder) / "build"
            report = build_notes(self._project, output, self._request.for_note(options), self._options)
            if problems := [*report.problems, *report.environment_problems]:
                raise BriefingsError(problems)
            store = OutputStore(output / self._request.audience)
            place = store.current_folder(SetName(self._subject.id))
            return {path.name: read_file(path) for path in sorted(place.iterdir())} if place else {}
