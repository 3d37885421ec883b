"""The parts of the inputs, by the names that users know: facts, entities, labels, templates, tools.

Each has a hash, so that a build can name the parts that changed. Two parts with the same hash say the same; their position
in a file does not count. Of the facts and entities, only what the audience of the build may see is here, so a build names nothing else.
"""

from __future__ import annotations

import contextlib
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from briefings.build.formats import FORMATS
from briefings.build.inputs import LOOK, SHARED, TOOLS, InputKey
from briefings.model.diagnostics import BriefingsError
from briefings.model.entities import SHARED_FOLDER
from briefings.model.facts import Fact
from briefings.model.hashing import content_hash

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from briefings.build.catalog import Subject
    from briefings.build.file_states import FileGroup
    from briefings.build.plan import BuildRun
    from briefings.build.request import Note
    from briefings.build.state import SetState
    from briefings.build.workspace import Workspace
    from briefings.compose.labels import Labels
    from briefings.factbase.store import FactStore
    from briefings.model.clearances import Clearance

__all__ = ["InputParts", "Part"]

_LIBRARY = "library"
_CLEARANCE = "clearance"
_KIND_BY_SUFFIX = {
    ".j2": "template",
    ".css": "style sheet",
    ".ttf": "font",
    ".woff2": "font",
    ".svg": "picture",
    ".png": "picture",
    ".docx": "Word template",
    ".dotx": "Word template",
}
_KIND_BY_FOLDER = {"products": "product"}


class Part(NamedTuple):
    """A part of the inputs.

    Attributes:
        kind: `fact`, `post`, `label`, `template`, ...: the first words that describe it.
        name: key, id or path; may be empty.
        language: of a label; empty for other parts.
    """

    kind: str
    name: str
    language: str = ""

    def describe_change(self, old: str | None, new: str | None, *, replaces: bool = False) -> str:
        """Return what happened to the part, in words.

        >>> Part("fact", "tajikistan/oil").describe_change("1", "2")
        'fact tajikistan/oil changed'

        Args:
            old: its hash or version before; None if it did not exist.
            new: its hash or version now; None if it no longer exists.
            replaces: whether another part of this name counts where this one does not exist.
        """
        description = " ".join(filter(None, (self.kind, self.name)))
        if self.language:
            description += f" in {self.language}"
        if old is None:
            return f"{description} was {'replaced' if replaces else 'added'}"
        if new is None:
            return f"{description} {'is no longer replaced' if replaces else 'was removed'}"
        return f"{description} changed{f' from {old} to {new}' if self.kind == _LIBRARY else ''}"

    def affects(self, file_format: str, note: Note | None) -> bool:
        """Return whether the part affects a file in a format: of a note, or of all notes of a set if None."""
        path = PurePosixPath(self.name)
        styled_format = FORMATS.get(file_format)  # None for the manifest
        style_sheets = styled_format.style_sheets if styled_format else ()
        match self.kind:
            case "style sheet":
                return path.name in style_sheets
            case "label":
                return note is None or self.language == note.language
            case "product" | "clearance":
                return note is None or note.product == path.stem or note.key == self.name.partition(".")[2]
            case "picture":
                return bool(style_sheets)
            case "Word template" | "font":
                return styled_format is not None and styled_format.uses(path)
        return True


_HOUSE_PART = Part("house file", "facts/house.yaml")


class InputParts:
    """The parts of each group of inputs now, with their hashes."""

    def __init__(self, run: BuildRun, groups: Mapping[InputKey, FileGroup]) -> None:
        """Start with the parts that all sets share: the tools."""
        self._state = run.state
        self._audience = run.request.audience
        self._day = run.request.as_of
        self._groups = groups
        self._shared_parts: dict[InputKey, Mapping[Part, str]] = {
            TOOLS: {Part(_LIBRARY, name): version for name, version in run.tool_versions.items()},
        }

    def collect(
        self,
        subject: Subject,
        workspace: Workspace,
        set_state: SetState | None,
        input_hashes: Mapping[InputKey, str],
    ) -> dict[InputKey, Mapping[Part, str]]:
        """Return the hash of each part of a subject's set, by group.

        Args:
            subject: the subject of the set.
            workspace: the opened project.
            set_state: the recorded state of the set; None for a new set.
            input_hashes: hash of each group of inputs now.
        """
        released = workspace.released_for(subject, self._audience, self._day)
        if SHARED not in self._shared_parts:
            shared = _fact_parts(released, SHARED_FOLDER)
            self._shared_parts[SHARED] = shared | _house_parts(workspace.store)
            self._shared_parts[LOOK] = self._look_parts(LOOK, workspace, None)
        parts_by_key = dict(self._shared_parts)
        for folder in subject.folders:
            key = InputKey.facts_of(folder)
            recorded = self._recorded_parts(key, set_state, input_hashes)
            parts_by_key[key] = recorded or _fact_parts(released, folder)
        if cleared := workspace.catalog.clearance_book.on_subject(subject.id, self._audience):
            parts_by_key[InputKey.clearances_of(subject.id)] = _clearance_parts(cleared)
        look = InputKey.look_of(subject.id)
        return parts_by_key | {look: self._look_parts(look, workspace, subject)}

    def _recorded_parts(
        self, key: InputKey, set_state: SetState | None, input_hashes: Mapping[InputKey, str]
    ) -> Mapping[Part, str]:
        """Return the recorded parts of a folder of facts; empty if what they depend on changed.

        They depend on the files of the folder, the house, the tools, and on which shared entries the audience may see:
        a fact is withheld with what it rests on.
        """
        if set_state is None or any(
            set_state.input_hashes.get(group) != input_hashes[group] for group in (key, TOOLS)
        ):
            return {}
        old, new = self._state.parts_of(set_state.input_hashes.get(SHARED)), self._shared_parts[SHARED]
        is_same = old.keys() == new.keys() and old.get(_HOUSE_PART) == new.get(_HOUSE_PART)
        return self._state.parts_of(input_hashes[key]) if is_same else {}

    def _look_parts(self, key: InputKey, workspace: Workspace, subject: Subject | None) -> dict[Part, str]:
        """Return the templates, products, styles, fonts, pictures and labels in a group of files."""
        files = self._groups[key].files
        parts = dict(_file_parts((name, state.sha256) for name, state in files.items()))
        if any(PurePosixPath(name).parent.name == "labels" for name in files):
            for language in workspace.store.house.languages:
                # A language whose label file is missing or has errors has no labels.
                with contextlib.suppress(BriefingsError):
                    labels = workspace.labels(subject, language)
                    # A partner's group has only the labels of its own file; the others are in the common group.
                    parts |= _label_parts(labels, labels.override_path if subject else None)
        return parts


def _fact_parts(store: FactStore, folder: str) -> dict[Part, str]:
    """Return each fact and entity of a folder as a part, with its hash."""
    parts: dict[Part, str] = {}
    for entry in store.entries_by_folder.get(folder, ()):
        if isinstance(entry, Fact):
            parts[Part("fact", entry.key)] = store.digest(entry)
        else:
            parts[Part(entry.kind, entry.id)] = content_hash(entry)
    return parts


def _clearance_parts(clearances: Iterable[Clearance]) -> dict[Part, str]:
    """Return the clearances of each note as a part."""
    by_note: dict[str, list[Clearance]] = {}
    for clearance in clearances:
        by_note.setdefault(clearance.note, []).append(clearance)
    return {Part(_CLEARANCE, name): content_hash(given) for name, given in by_note.items()}


def _house_parts(store: FactStore) -> dict[Part, str]:
    """Return the house and its marking scheme as parts."""
    return {_HOUSE_PART: content_hash(store.house), Part("marking scheme", ""): content_hash(store.scheme)}


def _label_parts(labels: Labels, path: str | None) -> dict[Part, str]:
    """Return each label of a language as a part; with a path, only the labels from that file."""
    return {
        Part("label", key, labels.language): content_hash(label)
        for key, label in labels.texts.items()
        if path is None or labels.location(key).path == path
    }


def _file_parts(files: Iterable[tuple[str, str]]) -> Iterator[tuple[Part, str]]:
    """Yield each template, product, style, font and picture among files, given as name and hash."""
    for name, file_hash in files:
        path = PurePosixPath(name)
        if kind := _KIND_BY_FOLDER.get(path.parent.name) or _KIND_BY_SUFFIX.get(path.suffix):
            yield Part(kind, name), file_hash
