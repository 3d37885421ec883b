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
from briefings.build.formats import REVIEW_FORMAT
from briefings.build.inputs import TOOLS, InputKey
from briefings.build.manifest import make_identity, note_entry
from briefings.build.note_checks import check_visible_facts
from briefings.build.parts import InputParts
from briefings.build.plan import NoteTask, SetTask
from briefings.build.reasons import file_reasons, manifest_reasons
from briefings.build.removed_files import Removal
from briefings.build.snapshot import Snapshot
from briefings.build.wanted_notes import GIVEN_UP, wanted_notes
from briefings.model.days import move_day
from briefings.model.diagnostics import BriefingsError
from briefings.model.hashing import content_hash

if TYPE_CHECKING:
    from datetime import date

    from briefings.build.catalog import Subject
    from briefings.build.inputs import InputScan
    from briefings.build.plan import BuildRun
    from briefings.build.state import NoteState
    from briefings.build.workspace import Workspace
    from briefings.model.diagnostics import Diagnostic

__all__ = ["Planner", "create_task", "is_current"]


# --- first cut-off: inputs, day, outputs ------------------------------------------------------------


def create_task(run: BuildRun, scan: InputScan, subject: Subject) -> SetTask | None:
    """Create the task for a subject's set from its present files; None if the request asks for none of its notes.

    Raises:
        BriefingsError: if one of its products has errors.
    """
    name = run.request.set_name(subject.id)
    state = run.state.sets.get(name)
    wanted_by_note = wanted_notes(run, subject, state)
    if not wanted_by_note:
        return None
    standard = run.catalog.standard_note(subject)
    note_states = state.notes if state else {}
    notes = [
        NoteTask(note, note.describe(standard), wanted, note_states.get(note))
        for note, wanted in wanted_by_note.items()
    ]
    input_hashes = {
        **{key: group.hash for key, group in scan.groups_of(subject).items()},
        TOOLS: content_hash(run.tool_versions),
    }
    if cleared := run.catalog.clearance_book.on_subject(subject.id, run.request.audience):
        input_hashes[InputKey.clearances_of(subject.id)] = content_hash(cleared)
    folder = run.output_store.current_folder(name)
    present = frozenset(path.name for path in folder.iterdir()) if folder else frozenset[str]()
    if state is None:
        return SetTask(subject, name, None, input_hashes, frozenset(), present, notes)
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
    return SetTask(subject, name, state, input_hashes, frozenset(intact), present, notes)


def is_current(run: BuildRun, task: SetTask) -> bool:
    """Return whether a set is current, judged by hashes and dates alone, without loading facts."""
    state = task.previous
    if run.options.force or state is None or state.input_hashes != task.input_hashes:
        return False
    if task.has_extra_files or set(state.output_files) != task.intact_files:
        return False
    return run.is_still_valid(state) and all(map(_is_as_wanted, task.notes))


def _is_as_wanted(note: NoteTask) -> bool:
    """Return whether the set already has a note in all wanted formats, with the wanted options."""
    previous, wanted = note.previous, note.wanted
    return (
        previous is not None
        and previous.options == wanted.options
        and set(wanted.formats) <= previous.format_hashes.keys()
    )


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
        for note in task.notes[:1]:
            audience = self.workspace.store.house.audiences[self.request.audience]
            task.blindness = check_visible_facts(task.subject, audience, note.finished_draft.visible_facts)
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
        """Plan which files of a note to render; return a sentence if it has to be given up.

        Raises:
            BriefingsError: if a note can't be composed, except one that the project no longer has.
        """
        recorded = note.previous.format_hashes if note.previous else {}
        try:
            self._compose_note(task, note)
        except BriefingsError as error:
            problem = error.diagnostics[0]
            if problem.code not in GIVEN_UP or (note.wanted.is_asked and not note.wanted.order):
                raise
            if note.wanted.order and note.previous:
                raise BriefingsError([_at_order(problem, task, note)]) from error
            task.notes.remove(note)
            if note.wanted.order:
                self.run.report.problems.append(self.run.as_shown(_at_order(problem, task, note)))
                return []
            task.removals.append(Removal(note.note, note.wanted, problem.message))
            return [f"{note.description or 'the standard note'} can no longer be built"]
        printed_hash = paper_hash(note.finished_draft.brief)
        for file_format in note.wanted.formats:
            file_name = self.request.file_name(task.subject.id, note.note, file_format)
            note.format_hashes[file_format] = self._format_hash(task, note, file_format, printed_hash)
            is_unchanged = (
                recorded.get(file_format) == note.format_hashes[file_format]
                and file_name in task.intact_files
            )
            if self.run.options.force or not is_unchanged:
                note.due_formats.append(file_format)
                note.reasons[file_format] = file_reasons(self.run, task, note, file_format)
        return []

    def _compose_note(self, task: SetTask, note: NoteTask) -> None:
        """Compose a note, with its earlier date if its content has not changed since."""
        request, previous = self.request.for_note(note.wanted.options), note.previous
        draft = self.workspace.draft(task.subject, note.note, request)
        note.content_hash = brief_content_hash(draft.brief)
        if previous and previous.content_hash == note.content_hash and self._may_keep_day(previous):
            # Its content has not changed, so it keeps its date.
            dated_draft = self.workspace.draft(task.subject, note.note, request, previous.as_of)
            if brief_content_hash(dated_draft.brief) == note.content_hash:
                draft = dated_draft
        note.draft = draft
        note.snapshot = Snapshot.from_brief(note.note, draft.brief, draft.visible_facts)
        entry = note_entry(draft.brief, note.snapshot)
        note.manifest_hash = content_hash(entry)
        if request.edition:
            identity = make_identity(draft.brief, request, entry)
            note.draft = replace(draft, brief=replace(draft.brief, identity=identity))

    def _may_keep_day(self, previous: NoteState) -> bool:
        """Return whether an unchanged note may keep an earlier date: without `--as-of`, and if it is in the past."""
        return not self.request.dated and previous.as_of < self.request.as_of

    def _format_hash(self, task: SetTask, note: NoteTask, file_format: str, printed_hash: str) -> str:
        """Return the hash of everything that a format is rendered from."""
        brief = note.finished_draft.brief
        # Markdown has no look; it only names the owner of the logo.
        drawn_hash = str(brief.logo is not None) if file_format == "md" else look_hash(brief)
        extras: object = ()
        if file_format == REVIEW_FORMAT:
            extras = [(sentence.citations, sentence.quotes) for sentence in brief.sentences]
        elif file_format == "pdf" and note.wanted.options.archive:
            extras = note.manifest_hash
        return hash_strings(
            [
                printed_hash,
                task.input_hashes[TOOLS],
                self.workspace.style_sheet(task.subject, file_format),
                self.workspace.files(task.subject, file_format).hash,
                drawn_hash,
                content_hash(extras),
            ]
        )


def _at_order(problem: Diagnostic, task: SetTask, note: NoteTask) -> Diagnostic:
    """Return the problem of a note that the project does not have, at the standing order that asks for it."""
    order = note.wanted.order
    hint = f"change the order, or end it with `briefings drop {task.subject.id}.{note.note.key}`"
    return replace(problem, location=order.location if order else None, hint=hint)
