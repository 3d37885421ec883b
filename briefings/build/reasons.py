"""The reasons for a rebuild, in words: the inputs that changed, the day, and the files that are not as they were."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from briefings.build.inputs import LOOK
from briefings.compose.note_options import NoteOptions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefings.build.plan import BuildRun, NoteTask, SetTask
    from briefings.build.request import Note
    from briefings.build.state import BuildState, NoteState, SetState

__all__ = ["MANIFEST_FORMAT", "file_reasons", "manifest_reasons"]

MANIFEST_FORMAT = "manifest"
"""The format name of the manifest, which is not one of the formats of a note."""


def file_reasons(run: BuildRun, task: SetTask, note: NoteTask, file_format: str) -> list[str]:
    """Return the reasons for rendering a file."""
    state, note_state = task.previous, note.previous
    folder = run.output_store.current_folder(task.name)
    if state is None:
        return ["no record of the last build" if folder else "new"]
    file_name = run.request.file_name(task.subject.id, note.note, file_format)
    reasons = ["--force"] if run.options.force else []
    if note_state is None or file_format not in note_state.format_hashes:
        return [*reasons, "new format" if note_state else "new"]
    if file_name not in state.output_files or folder is None or not (folder / file_name).is_file():
        reasons.append("file is missing")
    elif file_name not in task.intact_files:
        reasons.append("file changed since it was built")
    if note_state.format_hashes[file_format] != note.format_hashes[file_format]:
        reasons += _describe_changes(run.state, state, task, file_format, note.note)
        reasons += _option_reasons(note_state.options, note.wanted.options)
        reasons += _date_reasons(run, state, note_state)
    return reasons or ["text changed"]


def manifest_reasons(run: BuildRun, task: SetTask, state: SetState, leftovers: Sequence[str]) -> list[str]:
    """Return the reasons for a change of a set in which no file is rendered again.

    Args:
        run: the build.
        task: the work on the set.
        state: the recorded state of the set.
        leftovers: a sentence for each note that was given up.
    """
    reasons = list(leftovers)
    if not state.output_files.keys() <= task.intact_files:
        reasons.append("a file of the set is missing or changed since it was built")
    if task.has_extra_files:
        reasons.append("the set contains a file that does not belong to it")
    if any(note.previous and note.previous.manifest_hash != note.manifest_hash for note in task.notes):
        changes = _describe_changes(run.state, state, task, MANIFEST_FORMAT)
        reasons += list(changes) or ["the record of its facts changed"]
    return reasons


def _option_reasons(old: NoteOptions, new: NoteOptions) -> Iterator[str]:
    """Yield a sentence for each changed option."""
    for field in fields(NoteOptions):
        if getattr(old, field.name) != getattr(new, field.name):
            yield f"option --{field.name} changed"


def _date_reasons(run: BuildRun, state: SetState, note_state: NoteState) -> list[str]:
    """Return the reason that the date gives for a change, if it is one."""
    if run.is_still_valid(state):
        return []
    if state.next_change and state.next_change <= run.request.as_of:
        month = "a month began, or " if state.next_change.day == 1 else ""
        return [f"{month}a fact began, ended or fell due on {state.next_change}"]
    return [f"built for a later day, {max(note_state.as_of, state.checked_on)}"]


def _describe_changes(
    build_state: BuildState, set_state: SetState, task: SetTask, file_format: str, note: Note | None = None
) -> Iterator[str]:
    """Yield a sentence for each changed part that affects a format.

    Args:
        build_state: has the recorded parts.
        set_state: the recorded state of the set.
        task: the work on the set.
        file_format: a format, or `MANIFEST_FORMAT`.
        note: the note of the file; None for the manifest, which is about all notes.
    """
    common = task.part_hashes.get(LOOK, {})
    for key, group_hash in task.input_hashes.items():
        old_hash = set_state.input_hashes.get(key)
        if old_hash != group_hash:
            old, new = build_state.parts_of(old_hash), task.part_hashes.get(key, {})
            for part in sorted({*old, *new}):
                if old.get(part) != new.get(part) and part.affects(file_format, note):
                    replaces = key != LOOK and part in common
                    yield part.describe_change(old.get(part), new.get(part), replaces=replaces)
