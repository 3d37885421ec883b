"""The build state: what the last build read and wrote, so that the next one can tell what is current.

The state is private and never released; deleting it costs a rebuild, nothing else. (The manifest beside the outputs may
be released.) It is JSON, so reading it runs no code. A state that is damaged or from another version counts as missing;
a hash of the whole detects a flipped byte.
"""

from __future__ import annotations

import contextlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from briefings.build.inputs import FileState
from briefings.build.page_count import PageCount
from briefings.build.request import Note, SetName
from briefings.loading.files import write_atomic
from briefings.model.hashing import file_hash

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["STATE_FILE", "BuildState", "NoteState", "SetState"]

STATE_FILE = ".ledger.json"
"""The name of the file in the build folder."""

_FORMAT_VERSION = 4
_HEADER = '{"form":%d,"sha256":"%s","state":'


@dataclass(frozen=True, slots=True)
class NoteState:
    """The state of one note.

    Attributes:
        as_of: the as-of date printed in it, ISO.
        content_hash: hash of what it says, without its date.
        format_hashes: hash of what each format is rendered from, by format.
        manifest_hash: hash of its entry in the manifest.
        page_count: the length of its PDF; None if it has none.
    """

    as_of: str
    content_hash: str
    format_hashes: Mapping[str, str]
    manifest_hash: str
    page_count: PageCount | None


@dataclass(frozen=True, slots=True)
class SetState:
    """The state of one set.

    Attributes:
        checked_on: the last day for which a build found its notes current, ISO.
        next_change: the next day on which a fact in scope begins, ends or falls due, ISO; empty for never.
        input_hashes: hash of each group of inputs, by name of the group.
        notes: the notes in the set.
        output_files: the files as they were written, by name.
    """

    checked_on: str
    next_change: str
    input_hashes: Mapping[str, str]
    notes: Mapping[Note, NoteState]
    output_files: Mapping[str, FileState]


@dataclass
class BuildState:
    """The state of all sets and of the input files.

    Attributes:
        input_files: as last read, by name.
        part_hashes: by hash of a group of inputs, the hash of each part in it (file, fact, label) by name, so that a
            build can name the parts that changed.
        sets: by name.
    """

    input_files: dict[str, FileState] = field(default_factory=dict)
    part_hashes: dict[str, dict[str, str]] = field(default_factory=dict)
    sets: dict[SetName, SetState] = field(default_factory=dict)

    @classmethod
    def load(cls, path: Path) -> BuildState:
        """Load a state file; return an empty state if it is missing, damaged or from another version."""
        try:
            file_content = path.read_bytes()
            header_length = len(_HEADER % (_FORMAT_VERSION, " " * 64))
            content = file_content[header_length:-1]
            if file_content != _with_header(content):
                return cls()
            data = json.loads(content)
            sets = {
                SetName.parse(name): _set_state_from(set_state) for name, set_state in data["records"].items()
            }
            part_hashes = {hash_: dict(part_hashes) for hash_, part_hashes in data["parts"].items()}
            return cls(_file_states_from(data["files"]), part_hashes, sets)
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return cls()

    def save(self, path: Path) -> None:
        """Write the state file in one step; a failure is ignored, as it only makes the next build slower."""
        used_hashes = {hash_ for set_state in self.sets.values() for hash_ in set_state.input_hashes.values()}
        data: dict[str, Any] = {
            "files": _file_state_data(self.input_files),
            "parts": {
                hash_: self.part_hashes[hash_] for hash_ in sorted(used_hashes & self.part_hashes.keys())
            },
            "records": {str(name): _set_state_data(self.sets[name]) for name in sorted(self.sets, key=str)},
        }
        content = json.dumps(data, ensure_ascii=True, separators=(",", ":")).encode()
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            write_atomic(path, _with_header(content))


def _with_header(content: bytes) -> bytes:
    """Return the content of a state file: an object with the format version, the hash and the state."""
    return (_HEADER % (_FORMAT_VERSION, file_hash(content))).encode() + content + b"}"


def _set_state_from(data: Mapping[str, Any]) -> SetState:
    """Return the state of a set from its JSON data."""
    notes = {Note.from_key(key): _note_state_from(note) for key, note in data["notes"].items()}
    return SetState(
        checked_on=data["looked"],
        next_change=data["changes_on"],
        input_hashes=data["inputs"],
        notes=notes,
        output_files=_file_states_from(data["outputs"]),
    )


def _note_state_from(data: Mapping[str, Any]) -> NoteState:
    """Return the state of a note from its JSON data."""
    page_count = data["extent"]
    return NoteState(
        as_of=data["as_of"],
        content_hash=data["content"],
        format_hashes=data["formats"],
        manifest_hash=data["manifest"],
        page_count=PageCount(
            pages=page_count["pages"],
            longest_section=page_count["longest"],
            longest_section_pages=page_count["length"],
        )
        if page_count
        else None,
    )


def _set_state_data(set_state: SetState) -> dict[str, Any]:
    """Return the state of a set as JSON data."""
    notes = {
        note.key: {
            "as_of": note_state.as_of,
            "content": note_state.content_hash,
            "formats": dict(note_state.format_hashes),
            "manifest": note_state.manifest_hash,
            "extent": _page_count_data(note_state.page_count) if note_state.page_count else None,
        }
        for note, note_state in set_state.notes.items()
    }
    return {
        "looked": set_state.checked_on,
        "changes_on": set_state.next_change,
        "inputs": dict(set_state.input_hashes),
        "notes": notes,
        "outputs": _file_state_data(set_state.output_files),
    }


def _page_count_data(page_count: PageCount) -> dict[str, Any]:
    """Return a page count as JSON data."""
    return {
        "pages": page_count.pages,
        "longest": page_count.longest_section,
        "length": page_count.longest_section_pages,
    }


def _file_states_from(data: Mapping[str, Any]) -> dict[str, FileState]:
    """Return file states by name from their JSON data."""
    return {
        name: FileState(int(size), int(mtime_ns), str(sha256))
        for name, (size, mtime_ns, sha256) in data.items()
    }


def _file_state_data(states: Mapping[str, FileState]) -> dict[str, tuple[int, int, str]]:
    """Return file states by name as JSON data: size, time of change and hash of each file."""
    return {name: (state.size, state.mtime_ns, state.sha256) for name, state in sorted(states.items())}
