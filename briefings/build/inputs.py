"""The inputs of a set, in groups of files, and the check whether any of them changed while a build ran."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from briefings.build.file_states import FileGroup, FileState, hash_strings, read_file_group, walk_folders
from briefings.loading.folders import find_fact_folders
from briefings.project import package_data_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from os import stat_result
    from pathlib import Path

    from briefings.build.catalog import Subject
    from briefings.build.plan import SetTask
    from briefings.build.state import BuildState

__all__ = ["COMMON_GROUPS", "LOOK", "SHARED", "TOOLS", "InputKey", "InputScan", "invalidate_changed"]


class InputKey(NamedTuple):
    """The key of a group of inputs.

    Attributes:
        kind: `shared`, `facts`, `look`, `clearances` or `tools`.
        owner: the folder of facts, or the id of the subject with a look or clearances of its own; empty for what all sets share.
    """

    kind: str
    owner: str = ""

    @classmethod
    def facts_of(cls, folder: str) -> InputKey:
        """Return the key of a folder of facts."""
        return cls("facts", folder)

    @classmethod
    def clearances_of(cls, subject: str) -> InputKey:
        """Return the key of the clearances of the notes on one subject."""
        return cls("clearances", subject)

    @classmethod
    def look_of(cls, subject: str) -> InputKey:
        """Return the key of the templates, styles and labels of one subject."""
        return cls("look", subject)


SHARED, LOOK, TOOLS = map(InputKey, ("shared", "look", "tools"))
COMMON_GROUPS = frozenset({SHARED, LOOK, TOOLS})
"""The groups of inputs that all sets have."""


@dataclass(frozen=True, slots=True)
class InputScan:
    """The input files of the sets of a build, as they were when scanned.

    Attributes:
        groups: the groups of input files.
        folders: folders where a new input could appear, as they were; None for a missing one.
    """

    groups: Mapping[InputKey, FileGroup]
    folders: Mapping[Path, stat_result | None]

    @classmethod
    def of_subjects(
        cls, root: Path, subjects: Sequence[Subject], previous: Mapping[str, FileState]
    ) -> InputScan:
        """Scan the inputs of the sets of these subjects.

        Args:
            root: the project's top folder.
            subjects: the partners and regions.
            previous: the states of the input files at the last scan, by name.
        """
        facts_root = root / "facts"
        template_roots = {"templates": root / "templates", "packaged": package_data_folder() / "templates"}
        if template_roots["templates"] == template_roots["packaged"]:
            del template_roots["packaged"]
        folders: dict[Path, stat_result | None] = {}
        for top in (facts_root, *template_roots.values()):
            folders[top] = None
            folders |= {path: path.stat() for path in walk_folders(top)}
        groups = {
            SHARED: read_file_group(
                {f"facts/{name}": facts_root / name for name in ("house.yaml", "markings", "shared")},
                previous,
            ),
            LOOK: read_file_group(template_roots, previous, skip=["partners"]),
        }
        if misplaced := find_fact_folders(facts_root).problems:
            names = [problem.location.path for problem in misplaced if problem.location]
            groups[SHARED] = replace(groups[SHARED], hash=hash_strings([groups[SHARED].hash, *names]))
        for folder in dict.fromkeys(folder for subject in subjects for folder in subject.folders):
            groups[InputKey.facts_of(folder)] = read_file_group(
                {f"facts/{folder}": facts_root / folder}, previous
            )
        for subject in subjects:
            partner_roots = {
                f"{name}/partners/{subject.id}": folder / "partners" / subject.id
                for name, folder in template_roots.items()
            }
            groups[InputKey.look_of(subject.id)] = read_file_group(partner_roots, previous)
        return cls(groups, folders)

    def rescan(self, root: Path, subjects: Sequence[Subject], previous: Mapping[str, FileState]) -> InputScan:
        """Return this scan with the inputs of these subjects scanned again."""
        fresh = InputScan.of_subjects(root, subjects, previous)
        return replace(fresh, groups={**self.groups, **fresh.groups})

    @property
    def files(self) -> dict[str, FileState]:
        """Return all input files, by name."""
        return {name: state for group in self.groups.values() for name, state in group.files.items()}

    def groups_of(self, subject: Subject) -> dict[InputKey, FileGroup]:
        """Return the groups of input files of a subject's set."""
        fact_keys = map(InputKey.facts_of, subject.folders)
        return {key: self.groups[key] for key in (SHARED, *fact_keys, LOOK, InputKey.look_of(subject.id))}


def invalidate_changed(
    state: BuildState, tasks: Iterable[SetTask], before: InputScan, after: InputScan
) -> bool:
    """Mark sets whose inputs changed during the build as stale, and return whether there are any.

    The recorded hash of a changed group becomes one that no files have, so the next build looks at the set again.
    """
    has_changed = False
    for task in tasks:
        old, new = before.groups_of(task.subject), after.groups_of(task.subject)
        changed_groups = [key for key, group in old.items() if group.hash != new[key].hash]
        set_state = state.sets.get(task.name)
        if set_state is None or set_state.input_hashes != task.input_hashes:
            continue
        hashes = dict(task.input_hashes)
        for key in changed_groups:
            hashes[key] = hash_strings(["changed during the build", hashes[key]])
            state.record_parts(hashes[key], task.part_hashes[key])
            has_changed = True
        state.sets[task.name] = replace(set_state, input_hashes=hashes)
    return has_changed
