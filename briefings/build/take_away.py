"""The removal of single notes from a set, when their user has no more need of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from briefings.build.earlier_states import record_earlier_states
from briefings.build.edited_files import back_up_edits
from briefings.build.file_states import read_file_state
from briefings.build.manifest import make_manifest
from briefings.build.request import Note
from briefings.build.state import BuildState
from briefings.build.store import MANIFEST_NAME, OutputStore
from briefings.loading.files import read_file
from briefings.model.diagnostics import BriefingsError, Diagnostic
from briefings.model.json_data import parse_json

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from briefings.build.request import SetName

__all__ = ["take_away"]


def take_away(output: Path, audience: str, name: SetName, notes: Collection[Note]) -> list[Path]:
    """Remove the files of some notes from a set, in one step, and return the copies of what a hand had changed.

    The caller holds the lock of the build folder.

    Args:
        output: the build folder.
        audience: for whom the set is.
        name: of the set.
        notes: the notes to remove.

    Raises:
        BriefingsError: if the manifest of the set is damaged, or a file that Briefings did not write is in the way.
        OSError: if the set can't be written; then it stays as it is.
    """
    store, state = OutputStore(output / audience), BuildState.load(output, audience)
    store.recover()
    folder = store.current_folder(name)
    if folder is None:
        return []
    entries = _read_entries(folder)
    kept = [
        entry for entry in entries if Note(entry["product"], entry["about"], entry["language"]) not in notes
    ]
    backups = back_up_edits(store, name)
    if kept:
        names = [file for entry in kept for file in entry["files"] if (folder / file).is_file()]
        files = {file: read_file(folder / file) for file in names}
        manifest = make_manifest(
            name,
            audience,
            ((entry, filter(files.__contains__, entry["files"])) for entry in kept),
            files,
        )
        record_earlier_states(store, name, kept)
        store.publish(name, {**files, MANIFEST_NAME: manifest})
        _forget_notes(state, store, name, notes)
    else:
        store.remove(name)
        state.sets.pop(name, None)
    state.save(output, audience)
    return backups


def _read_entries(folder: Path) -> list[dict[str, Any]]:
    """Return the entries of the notes in the manifest of a set.

    Raises:
        BriefingsError: if it is damaged.
    """
    try:
        entries: list[dict[str, Any]] = parse_json(read_file(folder / MANIFEST_NAME))["notes"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        message = f"{folder / MANIFEST_NAME} can't be used: {error}"
        hint = "run `briefings build`, which writes it again"
        raise BriefingsError([Diagnostic("damaged-manifest", message, hint=hint)]) from error
    return entries


def _forget_notes(state: BuildState, store: OutputStore, name: SetName, notes: Collection[Note]) -> None:
    """Take notes out of the recorded state of a set; its other files are as they were recorded."""
    recorded, folder = state.sets.get(name), store.current_folder(name)
    if recorded is None or folder is None:
        return
    present = {path.name for path in folder.iterdir()}
    output_files = {file: known for file, known in recorded.output_files.items() if file in present}
    if manifest := read_file_state(folder / MANIFEST_NAME, None):
        output_files[MANIFEST_NAME] = manifest
    kept = {note: known for note, known in recorded.notes.items() if note not in notes}
    state.sets[name] = replace(recorded, notes=kept, output_files=output_files)
