"""The build state: what the last build read and wrote, so that the next one can tell what is current.

The manifest beside the outputs may be released; the build state never is. It describes files with facts of any marking,
so the states of all audiences are in the build folder itself, and a folder that is made for an audience has none.
"""

from __future__ import annotations

import json
from dataclasses import asdict, astuple, dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from briefings.build.file_states import FileState, file_states_data, file_states_from_data
from briefings.build.inputs import InputKey
from briefings.build.page_count import PageCount
from briefings.build.parts import Part
from briefings.build.request import Note, SetName
from briefings.build.state_file import Section, remove_sections, write_sections
from briefings.compose.note_options import NoteOptions
from briefings.model.diagnostics import Location
from briefings.model.house import DEFAULT_AUDIENCE
from briefings.model.json_data import parse_json
from briefings.model.markings import Audience

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["BuildState", "NoteState", "SetState"]

_NOWHERE = Location("")
"""The place of an audience that no file has any more."""


def _section(audience: str) -> Section:
    """Return the section with the state of an audience."""
    return Section(f"build {audience}", 9)


def _parts_section(audience: str) -> Section:
    """Return the section with the parts of its inputs: by far the largest, and only a build asks for it."""
    return Section(f"parts {audience}", 1)


@dataclass(frozen=True, slots=True)
class NoteState:
    """The state of one note.

    Attributes:
        as_of: the as-of date printed in it.
        options: with which it was built.
        content_hash: hash of what it says, without its date.
        format_hashes: hash of what each format is rendered from, by format.
        manifest_hash: hash of its entry in the manifest.
        page_count: the length of its PDF; None if it has none.
    """

    as_of: date
    options: NoteOptions
    content_hash: str
    format_hashes: Mapping[str, str]
    manifest_hash: str
    page_count: PageCount | None


@dataclass(frozen=True, slots=True)
class SetState:
    """The state of one set.

    Attributes:
        checked_on: the last day for which a build found its notes current.
        next_change: the next day on which a fact in scope begins, ends or falls due; None for never.
        input_hashes: hash of each group of inputs.
        notes: the notes in the set.
        output_files: the files as they were written, by name.
    """

    checked_on: date
    next_change: date | None
    input_hashes: Mapping[InputKey, str]
    notes: Mapping[Note, NoteState]
    output_files: Mapping[str, FileState]

    def is_valid_on(self, day: date) -> bool:
        """Return whether no fact in scope begins, ends or falls due between the last check and a day."""
        return self.checked_on <= day and (self.next_change is None or day < self.next_change)


@dataclass
class BuildState:
    """The state of all sets for an audience, and of the input files.

    Attributes:
        input_files: as last read, by name.
        sets: by name.
        cleared_sets: for each set of which nothing is withheld now, the hash of the facts for which that was found.
        readers: the audience as it was when its sets were last looked through, and none that may see more; None if that
            is not known.
    """

    input_files: dict[str, FileState] = field(default_factory=dict)
    sets: dict[SetName, SetState] = field(default_factory=dict)
    cleared_sets: dict[SetName, str] = field(default_factory=dict)
    readers: Audience | None = None
    # By hash of a group of inputs, its parts as JSON: a build asks for few of the thousands, so the others stay a text.
    _part_rows: dict[str, str] = field(default_factory=dict)
    _recorded: dict[str, Mapping[Part, str]] = field(default_factory=dict, repr=False, compare=False)

    def parts_of(self, group_hash: str | None) -> dict[Part, str]:
        """Return the recorded parts of a group of inputs with their hashes; empty if there are none."""
        return {
            Part(kind, name, language): part_hash
            for kind, name, language, part_hash in parse_json(self._part_rows.get(group_hash or "", "[]"))
        }

    def record_parts(self, group_hash: str, parts: Mapping[Part, str]) -> None:
        """Record the parts of a group of inputs with their hashes, so that a build can name the changed ones."""
        if self._recorded.get(group_hash) is parts:  # as for groups that all sets share
            return
        rows = [[*part, part_hash] for part, part_hash in parts.items()]
        self._part_rows[group_hash] = json.dumps(rows, separators=(",", ":"))
        self._recorded[group_hash] = parts

    def record_set(
        self, name: SetName, set_state: SetState, parts: Mapping[InputKey, Mapping[Part, str]]
    ) -> None:
        """Record the state of a set, and the parts of its groups of inputs."""
        self.sets[name] = set_state
        for key, group_parts in parts.items():
            self.record_parts(set_state.input_hashes[key], group_parts)

    @property
    def recorded_groups(self) -> frozenset[str]:
        """Return the hashes of the groups of inputs whose parts this build has recorded."""
        return frozenset(self._recorded)

    @classmethod
    def load(cls, output: Path, audience: str = DEFAULT_AUDIENCE) -> BuildState:
        """Load the state of an audience in a build folder; it is empty if missing, damaged or from another version."""
        state = _section(audience).read_as(output, cls._from_data)
        parts = _parts_section(audience).read_as(output, dict)
        if state is None or parts is None:
            return cls()
        state._part_rows = parts
        return state

    @classmethod
    def load_sets(cls, output: Path, audience: str = DEFAULT_AUDIENCE) -> Mapping[SetName, SetState]:
        """Load the states of the sets alone, for readers that do not build; none if they are missing or damaged."""
        state = _section(audience).read_as(output, cls._from_data)
        return state.sets if state else {}

    @classmethod
    def _from_data(cls, data: Mapping[str, Any]) -> BuildState:
        """Return the state that a section holds."""
        sets = {SetName.parse(name): _set_state_from(set_state) for name, set_state in data["sets"].items()}
        cleared = {SetName.parse(name): facts_hash for name, facts_hash in data["cleared"].items()}
        readers = _readers_from(data["readers"]) if data["readers"] else None
        return cls(file_states_from_data(data["files"]), sets, cleared, readers)

    def save(self, output: Path, audience: str = DEFAULT_AUDIENCE) -> None:
        """Write the state of an audience in one step; a failure is ignored, as the next build only takes longer."""
        used_hashes = {hash_ for set_state in self.sets.values() for hash_ in set_state.input_hashes.values()}
        data = {
            "files": file_states_data(self.input_files),
            "readers": _readers_data(self.readers) if self.readers else None,
            "cleared": {str(name): self.cleared_sets[name] for name in sorted(self.cleared_sets, key=str)},
            "sets": {str(name): _set_state_data(self.sets[name]) for name in sorted(self.sets, key=str)},
        }
        parts = {hash_: self._part_rows[hash_] for hash_ in sorted(used_hashes & self._part_rows.keys())}
        write_sections(output, {_section(audience): data, _parts_section(audience): parts})

    @classmethod
    def forget(cls, output: Path, audience: str) -> None:
        """Remove the state of an audience from a build folder; a failure is ignored."""
        remove_sections(output, (_section(audience), _parts_section(audience)))


def _readers_from(data: Mapping[str, Any]) -> Audience:
    """Return an audience from its JSON data."""
    communities, holds = tuple(data["communities"]), tuple(data["holds"])
    return Audience(
        name=data["name"], level=data["level"], communities=communities, holds=holds, location=_NOWHERE
    )


def _readers_data(readers: Audience) -> dict[str, Any]:
    """Return what decides what an audience may see, as JSON data."""
    return {
        "name": readers.name,
        "level": readers.level,
        "communities": readers.communities,
        "holds": readers.holds,
    }


def _set_state_from(data: Mapping[str, Any]) -> SetState:
    """Return the state of a set from its JSON data."""
    next_change = data["next_change"]
    return SetState(
        checked_on=date.fromisoformat(data["checked_on"]),
        next_change=date.fromisoformat(next_change) if next_change else None,
        input_hashes={InputKey(kind, owner): hash_ for kind, owner, hash_ in data["inputs"]},
        notes={Note(*note): _note_state_from(note_state) for note, note_state in data["notes"]},
        output_files=file_states_from_data(data["outputs"]),
    )


def _note_state_from(data: Mapping[str, Any]) -> NoteState:
    """Return the state of a note from its JSON data."""
    page_count = data["page_count"]
    return NoteState(
        as_of=date.fromisoformat(data["as_of"]),
        options=NoteOptions(**data["options"]),
        content_hash=data["content"],
        format_hashes=data["formats"],
        manifest_hash=data["manifest"],
        page_count=PageCount(*page_count) if page_count else None,
    )


def _set_state_data(set_state: SetState) -> dict[str, Any]:
    """Return the state of a set as JSON data."""
    return {
        "checked_on": set_state.checked_on.isoformat(),
        "next_change": set_state.next_change.isoformat() if set_state.next_change else None,
        "inputs": [[*key, hash_] for key, hash_ in set_state.input_hashes.items()],
        "notes": [[astuple(note), _note_state_data(state)] for note, state in set_state.notes.items()],
        "outputs": file_states_data(set_state.output_files),
    }


def _note_state_data(note_state: NoteState) -> dict[str, Any]:
    """Return the state of a note as JSON data."""
    return {
        "as_of": note_state.as_of.isoformat(),
        "options": asdict(note_state.options),
        "content": note_state.content_hash,
        "formats": dict(note_state.format_hashes),
        "manifest": note_state.manifest_hash,
        "page_count": astuple(note_state.page_count) if note_state.page_count else None,
    }
