"""The reasons for a rebuild, in words: the named parts of the inputs that changed since the last build."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from briefings.build import fingerprints
from briefings.build.request import STYLE_SHEETS
from briefings.model.diagnostics import BriefingsError
from briefings.model.entities import SHARED_FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from briefings.build.catalog import Subject
    from briefings.build.inputs import InputGroup
    from briefings.build.plan import SetTask
    from briefings.build.request import BuildRequest, Note
    from briefings.build.state import BuildState, SetState
    from briefings.build.workspace import Workspace

__all__ = ["MANIFEST_FORMAT", "InputParts", "describe_changes"]

MANIFEST_FORMAT = "manifest"
"""The format name of the manifest, which is not one of the formats of a note."""

_HOUSE_PART = "house facts/house.yaml"
_KIND_BY_PATH_PART = {
    ".j2": "template",
    ".css": "style",
    ".ttf": "font",
    ".svg": "picture",
    ".png": "picture",
    "/products/": "product",
}


class InputParts:
    """The parts of each group of inputs now: by name of the group, the hash of each part by name."""

    def __init__(
        self, request: BuildRequest, groups: Mapping[str, InputGroup], tool_versions: Mapping[str, str]
    ) -> None:
        """Start with the parts that all sets share: the tools and the options of the build."""
        self.groups = groups
        self._shared_parts: dict[str, dict[str, str]] = {
            "tools": dict(tool_versions),
            "order": {
                "option --occasion": request.options.occasion,
                "option --number": request.options.number,
                "option --contacts": request.options.contacts,
            },
        }

    def collect(
        self,
        subject: Subject,
        workspace: Workspace,
        build_state: BuildState,
        set_state: SetState | None,
        input_hashes: Mapping[str, str],
    ) -> dict[str, Mapping[str, str]]:
        """Return the parts of a subject's set, by name of their group.

        Args:
            subject: the subject of the set.
            workspace: the opened project.
            build_state: the recorded state; parts that it has for unchanged inputs are not computed again.
            set_state: the recorded state of the set; None for a new set.
            input_hashes: hash of each group of inputs now, by name of the group.
        """
        if "shared" not in self._shared_parts:
            shared = fingerprints.fact_hashes(workspace.entries_in(SHARED_FOLDER))
            self._shared_parts["shared"] = shared | fingerprints.house_hashes(workspace.store)
            self._shared_parts["look"] = self._look_parts("look", workspace, None)
        fact_parts = {
            f"facts/{folder}": self._recorded_parts(f"facts/{folder}", build_state, set_state, input_hashes)
            or fingerprints.fact_hashes(workspace.entries_in(folder))
            for folder in subject.folders
        }
        partner_look = f"look/{subject.id}"
        return {
            **self._shared_parts,
            **fact_parts,
            partner_look: self._look_parts(partner_look, workspace, subject),
        }

    def _recorded_parts(
        self, group: str, build_state: BuildState, set_state: SetState | None, input_hashes: Mapping[str, str]
    ) -> Mapping[str, str] | None:
        """Return the recorded fact hashes of a folder, if its files, the house and the tools are unchanged."""
        if set_state is None or any(
            set_state.input_hashes.get(name) != input_hashes[name] for name in (group, "tools")
        ):
            return None
        recorded_shared = build_state.part_hashes.get(set_state.input_hashes.get("shared", ""), {})
        is_same_house = recorded_shared.get(_HOUSE_PART) == self._shared_parts["shared"].get(_HOUSE_PART)
        return build_state.part_hashes.get(input_hashes[group]) if is_same_house else None

    def _look_parts(self, group: str, workspace: Workspace, subject: Subject | None) -> dict[str, str]:
        """Return the hashes of the templates, products, styles, fonts, pictures and labels in a group of files."""
        files = self.groups[group].files
        hashes = {
            f"{kind} {path}": state.sha256
            for path, state in files.items()
            if (
                kind := next(
                    (kind for path_part, kind in _KIND_BY_PATH_PART.items() if path_part in path), None
                )
            )
        }
        if any("/labels/" in path for path in files):
            for language in workspace.store.house.languages:
                # A language whose label file is missing or has errors has no labels.
                with contextlib.suppress(BriefingsError):
                    labels = workspace.labels(subject, language)
                    # A partner's group has only the labels of its own file; the others are in the common group.
                    hashes |= fingerprints.label_hashes(
                        labels, language, labels.override_path if subject else ""
                    )
        return hashes


def describe_changes(
    set_state: SetState,
    task: SetTask,
    recorded_parts: Mapping[str, Mapping[str, str]],
    file_format: str,
    note: Note | None = None,
) -> Iterator[str]:
    """Yield a sentence for each changed part that affects a format.

    Args:
        set_state: the recorded state of the set.
        task: the work on the set.
        recorded_parts: the recorded parts, by hash of their group.
        file_format: a format, or `MANIFEST_FORMAT`.
        note: the note of the file; None for the manifest, which is about all notes.
    """
    for group, group_hash in task.input_hashes.items():
        if set_state.input_hashes.get(group) != group_hash:
            old, new = (
                recorded_parts.get(set_state.input_hashes.get(group, ""), {}),
                task.part_hashes.get(group, {}),
            )
            for part in sorted({*old, *new}):
                if old.get(part) != new.get(part) and _affects(part, file_format, note):
                    yield f"{part} {_describe_change(part, old.get(part), new.get(part))}"


def _describe_change(part: str, old: str | None, new: str | None) -> str:
    """Return the verb phrase for a change of a part: its hash or version before and after, None if it had none."""
    if old is None:
        return "was added"
    if new is None:
        return "was removed"
    return f"changed from {old} to {new}" if part.startswith("library ") else "changed"


def _affects(part: str, file_format: str, note: Note | None) -> bool:
    """Return whether a part affects a format of a note; it is named `<kind> <name>`."""
    kind, _, name = part.partition(" ")
    if kind == "style":
        return file_format in STYLE_SHEETS and name.endswith(STYLE_SHEETS[file_format])
    if kind == "label":
        return note is None or name.endswith(f" in {note.language}")
    if kind == "product":
        return note is None or name.endswith(f"/{note.product}.yaml")
    if kind == "picture":
        return file_format in STYLE_SHEETS
    return file_format == "pdf" if kind == "font" else True
