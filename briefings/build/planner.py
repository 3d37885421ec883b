"""The decision which files of a set are rebuilt, and why.

There are two cut-offs. A set with the recorded inputs and outputs, before its next change, is current, and nothing is
loaded for it. Otherwise its notes are composed, which is fast, and only files that would differ are rendered.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from briefings.build.brief_hashes import brief_content_hash, look_hash, paper_hash
from briefings.build.file_states import hash_strings, read_file_state
from briefings.build.formats import FORMATS
from briefings.build.inputs import OPTIONS, TOOLS
from briefings.build.manifest import note_entry
from briefings.build.parts import InputParts
from briefings.build.plan import NoteTask, SetTask
from briefings.build.reasons import file_reasons, manifest_reasons
from briefings.build.removed_files import Removal
from briefings.build.snapshot import Snapshot
from briefings.model.dates import move_day
from briefings.model.diagnostics import BriefingsError
from briefings.model.hashing import content_hash

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from briefings.build.catalog import Subject
    from briefings.build.inputs import InputScan
    from briefings.build.plan import BuildRun
    from briefings.build.state import NoteState
    from briefings.build.workspace import Workspace
    from briefings.compose.brief import Brief

__all__ = ["Planner", "create_task", "is_current"]


# --- first cut-off: inputs, day, outputs ------------------------------------------------------------


def create_task(run: BuildRun, scan: InputScan, subject: Subject) -> SetTask | None:
    """Create the task for a subject's set from its present files; None if the request asks for none of its notes.

    Raises:
        BriefingsError: if one of its products has errors.
    """
    name = run.request.set_name(subject.id)
    state = run.state.sets.get(name)
    note_states = state.notes if state else {}
    if run.request.existing_only:
        formats_by_note = {
            note: tuple(
                file_format for file_format in FORMATS if file_format in note_states[note].format_hashes
            )
            for note in note_states
        }
    else:
        formats_by_note = dict.fromkeys(
            run.catalog.requested_notes(run.request, subject), run.request.formats
        )
    if not formats_by_note:
        return None
    standard = run.catalog.standard_note(subject)
    notes = [
        NoteTask(note, note.describe(standard), formats_by_note.get(note, ()), note_states.get(note))
        for note in dict.fromkeys((*formats_by_note, *note_states))
    ]
    request = run.request
    input_hashes = {
        **{key: group.hash for key, group in scan.groups_of(subject).items()},
        TOOLS: content_hash(run.tool_versions),
        OPTIONS: content_hash(request.set_options),
    }
    if state is None:
        return SetTask(subject, name, None, input_hashes, frozenset(), has_extra_files=False, notes=notes)
    folder = run.output_store.current_folder(name)
    intact = {
        file_name: current
        for file_name, recorded in state.output_files.items()
        if folder
        and (current := read_file_state(folder / file_name, recorded))
        and current.sha256 == recorded.sha256
    }
    if len(intact) == len(state.output_files):
        # The files are old enough now for their times to be trusted.
        state = run.state.sets[name] = replace(state, output_files=intact)
    has_extra_files = folder is not None and not state.output_files.keys() >= {
        path.name for path in folder.iterdir()
    }
    return SetTask(subject, name, state, input_hashes, frozenset(intact), has_extra_files, notes)


def is_current(run: BuildRun, task: SetTask) -> bool:
    """Return whether a set is current, judged by hashes and dates alone, without loading facts."""
    state = task.previous
    if run.options.force or state is None or state.input_hashes != task.input_hashes:
        return False
    if task.has_extra_files or set(state.output_files) != task.intact_files:
        return False
    return run.is_still_valid(state) and all(_has_requested_formats(note) for note in task.notes)


def _has_requested_formats(note: NoteTask) -> bool:
    """Return whether the set already has a note in all requested formats."""
    recorded = note.previous.format_hashes if note.previous else {}
    return all(file_format in recorded for file_format in note.requested_formats)


# --- second cut-off: what would be on paper ---------------------------------------------------------


class Planner:
    """The second cut-off: composes the notes of stale sets and finds the files that would differ."""

    def __init__(self, run: BuildRun, scan: InputScan, workspace: Workspace) -> None:
        """Prepare the plan of a run, from the scan of its inputs."""
        self.run = run
        self.request = run.request
        self.workspace = workspace
        self.input_parts = InputParts(run, scan.groups)

    def draft_set(self, task: SetTask) -> bool:
        """Compose the notes of a set and plan which files to render; return False if a note can't be composed."""
        leftovers: list[str] = []
        try:
            task.next_change = self._next_change(task)
            task.part_hashes = self.input_parts.collect(
                task.subject, self.workspace, task.previous, task.input_hashes
            )
            for note in list(task.notes):
                leftovers += self._plan_note(task, note)
        except BriefingsError as error:
            self.run.fail_set(task, error.diagnostics)
            return False
        if task.previous and not any(note.due_formats for note in task.notes):
            task.manifest_reasons = manifest_reasons(self.run, task, task.previous, leftovers)
        task.is_drafted = True
        return True

    def _next_change(self, task: SetTask) -> date | None:
        """Return the next day on which a note of a set may change; None for never."""
        day = self.request.as_of
        change = self.workspace.next_change(task.subject, day, self.request.audience)
        products = (self.workspace.product(task.subject, note.note) for note in task.notes)
        if any(product.changes_monthly for product in products):
            next_month = move_day(day.replace(day=1), timedelta(days=32)).replace(day=1)
            return min(next_month, change or next_month) if next_month > day else change
        return change

    def _plan_note(self, task: SetTask, note: NoteTask) -> list[str]:
        """Plan which files of a note to render or remove, and return a sentence for each outdated unrequested file.

        Raises:
            BriefingsError: if a requested note can't be composed.
        """
        name = note.description or "the standard note"
        recorded = note.previous.format_hashes if note.previous else {}
        try:
            self._compose_note(task, note)
        except BriefingsError as error:
            if note.requested_formats:
                raise
            task.notes.remove(note)
            self._add_removal(task, note, recorded, error.diagnostics[0].message)
            return [f"{name} was not requested and can no longer be built"]
        printed_hash = paper_hash(note.finished_draft.brief)
        leftovers, outdated = [], []
        for file_format in dict.fromkeys((*note.requested_formats, *recorded)):
            file_name = self.request.file_name(task.subject.id, note.note, file_format)
            note.format_hashes[file_format] = self._format_hash(
                task, note.finished_draft.brief, file_format, printed_hash
            )
            is_unchanged = (
                recorded.get(file_format) == note.format_hashes[file_format]
                and file_name in task.intact_files
            )
            if file_format in note.requested_formats and (self.run.options.force or not is_unchanged):
                note.due_formats.append(file_format)
                note.reasons[file_format] = file_reasons(self.run, task, note, file_format)
            elif not is_unchanged:
                # A file that was not requested stays only while it is current.
                del note.format_hashes[file_format]
                of_note = f" of {note.description}" if note.description else ""
                leftovers.append(f"the {file_format}{of_note} was not requested and is outdated")
                outdated.append(file_format)
        self._add_removal(task, note, outdated)
        if not note.format_hashes:
            task.notes.remove(note)
            return [f"{name} was not requested and is outdated"]
        return leftovers

    def _add_removal(self, task: SetTask, note: NoteTask, formats: Iterable[str], failure: str = "") -> None:
        """Record the files of a note to remove, skipping those already deleted."""
        folder = self.run.output_store.current_folder(task.name)
        file_names = {
            file_format: self.request.file_name(task.subject.id, note.note, file_format)
            for file_format in formats
        }
        existing = tuple(
            file_format
            for file_format in FORMATS
            if file_format in file_names and folder and (folder / file_names[file_format]).exists()
        )
        if existing:
            task.removals.append(Removal(note.note, existing, tuple(note.format_hashes), failure))

    def _compose_note(self, task: SetTask, note: NoteTask) -> None:
        """Compose a note, with its earlier date if its content has not changed since."""
        draft, previous = self.workspace.draft(task.subject, note.note, self.request), note.previous
        note.content_hash = brief_content_hash(draft.brief)
        if previous and previous.content_hash == note.content_hash and self._may_keep_day(previous):
            # Its content has not changed, so it keeps its date.
            dated_draft = self.workspace.draft(task.subject, note.note, self.request, previous.as_of)
            if brief_content_hash(dated_draft.brief) == note.content_hash:
                draft = dated_draft
        note.draft = draft
        note.snapshot = Snapshot.from_brief(note.note, draft.brief, draft.visible_facts)
        note.manifest_hash = content_hash(note_entry(draft.brief, note.snapshot))

    def _may_keep_day(self, previous: NoteState) -> bool:
        """Return whether an unchanged note may keep its date: without `--as-of`, and if it is not in the future."""
        return not self.request.dated and previous.as_of <= self.request.as_of

    def _format_hash(self, task: SetTask, brief: Brief, file_format: str, printed_hash: str) -> str:
        """Return the hash of everything that a format is rendered from."""
        # Markdown has no look; it only names the owner of the logo.
        drawn_hash = str(brief.logo is not None) if file_format == "md" else look_hash(brief)
        return hash_strings(
            [
                printed_hash,
                task.input_hashes[TOOLS],
                self.workspace.style_sheet(task.subject, file_format),
                self.workspace.fonts(task.subject, file_format).hash,
                drawn_hash,
            ]
        )
