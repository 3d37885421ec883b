"""The text of each note of a set before its last change, kept for comparison.

Notes of one set change on different days, so the set before the current one does not tell what each said before. The
file has, for each note, the manifest entries of the last two different contents that it had before; the newest one
that differs from the note as it is now is its earlier state. So it is right whether or not the switch to the new set
came after it was written.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from briefings.build.request import Note
from briefings.build.snapshot import Snapshot
from briefings.build.store import MANIFEST_NAME
from briefings.loading.files import read_file, write_atomic
from briefings.model.json_data import parse_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from briefings.build.request import SetName
    from briefings.build.store import OutputStore

__all__ = ["earlier_snapshot", "record_earlier_states"]

_KEPT = 2
_Entry = dict[str, Any]


def record_earlier_states(store: OutputStore, name: SetName, entries: Iterable[Mapping[str, Any]]) -> None:
    """Keep what the notes of a set say now, if they are to say something else; forget notes that leave the set.

    Args:
        store: has the set.
        name: of the set.
        entries: the manifest entries of the notes that are to be published.

    Raises:
        OSError: if the file can't be written.
    """
    folder = store.current_folder(name)
    new = {_note_of(entry): entry for entry in entries}
    kept = {note: list(states) for note, states in _read(store.earlier_file(name)).items() if note in new}
    for entry in _entries_in(folder / MANIFEST_NAME) if folder else ():
        note = _note_of(entry)
        if note in new and _content(entry) != _content(new[note]):
            states = [state for state in kept.get(note, []) if _content(state) != _content(entry)]
            kept[note] = [*states, entry][-_KEPT:]
    data = {"notes": [state for states in kept.values() for state in states]}
    old = _entries_in(store.earlier_file(name))
    if data["notes"] != old:
        write_atomic(store.earlier_file(name), json.dumps(data, ensure_ascii=False).encode(), sync=True)


def earlier_snapshot(store: OutputStore, name: SetName, current: Snapshot) -> Snapshot | None:
    """Return what a note said before its last change; None if it has not changed since it was first built."""
    now = _content(current.as_data())
    states = _read(store.earlier_file(name)).get(current.note, [])
    return next((Snapshot.from_data(state) for state in reversed(states) if _content(state) != now), None)


def _content(entry: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return what tells the content of a note from another: its facts, and its lines below the head."""
    return entry["facts"], [line for line in entry["lines"] if line["section"]]


def _note_of(entry: Mapping[str, Any]) -> Note:
    """Return which note an entry is of."""
    return Note(entry["product"], entry["about"], entry["language"])


def _read(path: Path) -> dict[Note, list[_Entry]]:
    """Return the earlier states of each note, the newest last."""
    states: dict[Note, list[_Entry]] = {}
    for entry in _entries_in(path):
        states.setdefault(_note_of(entry), []).append(entry)
    return states


def _entries_in(path: Path) -> list[_Entry]:
    """Return the entries of notes in a manifest, or a file like it; none if it is missing or damaged."""
    try:
        entries: list[_Entry] = parse_json(read_file(path))["notes"]
        for entry in entries:
            Snapshot.from_data(entry)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return []
    return entries
