"""The scan of all input files of a build, and the check whether any of them changed while it ran."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefings.build import fingerprints
from briefings.build.inputs import FileState, InputGroup, hash_strings, scan_files, walk_folders
from briefings.project import package_data_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from briefings.build.catalog import Subject
    from briefings.build.plan import BuildRun, SetTask

__all__ = ["InputScan", "invalidate_changed"]


@dataclass(frozen=True, slots=True)
class InputScan:
    """The input files of the sets of a build, as they were when scanned.

    Attributes:
        groups: groups of input files by name: `shared`, `look`, `facts/<folder>` and `look/<subject>`.
        folders: folders where a new input could appear, with their time of change in nanoseconds; 0 for a missing one.
    """

    groups: Mapping[str, InputGroup]
    folders: tuple[tuple[Path, int], ...]

    @classmethod
    def of_subjects(cls, run: BuildRun, subjects: Sequence[Subject]) -> InputScan:
        """Scan the inputs of the sets of these subjects."""
        root, previous = run.project.root, run.state.input_files
        facts_root = root / "facts"
        template_roots = {"templates": root / "templates", "packaged": package_data_folder() / "templates"}
        if template_roots["templates"] == template_roots["packaged"]:
            del template_roots["packaged"]
        roots = [facts_root, *template_roots.values()]
        folders = [(path, path.stat().st_mtime_ns) for top in roots for path in walk_folders(top)]
        missing_folders = [(top, 0) for top in roots if not top.is_dir()]
        groups = {
            "shared": scan_files(
                {f"facts/{name}": facts_root / name for name in ("house.yaml", "markings", "shared")},
                previous,
            ),
            "look": scan_files(template_roots, previous, skip=["partners"]),
        }
        for folder in dict.fromkeys(folder for subject in subjects for folder in subject.folders):
            groups[f"facts/{folder}"] = scan_files({f"facts/{folder}": facts_root / folder}, previous)
        for subject in subjects:
            partner_roots = {
                f"{name}/partners/{subject.id}": folder / "partners" / subject.id
                for name, folder in template_roots.items()
            }
            groups[f"look/{subject.id}"] = scan_files(partner_roots, previous)
        return cls(groups, (*folders, *missing_folders))

    def rescan(self, run: BuildRun, subjects: Sequence[Subject]) -> InputScan:
        """Return this scan with the inputs of these subjects scanned again."""
        fresh = InputScan.of_subjects(run, subjects)
        return InputScan({**self.groups, **fresh.groups}, fresh.folders)

    @property
    def files(self) -> dict[str, FileState]:
        """Return all input files, by name."""
        return {name: state for group in self.groups.values() for name, state in group.files.items()}

    def groups_of(self, subject: Subject) -> dict[str, InputGroup]:
        """Return the input groups of a subject's set, by name."""
        names = ("shared", *(f"facts/{folder}" for folder in subject.folders), "look", f"look/{subject.id}")
        return {name: self.groups[name] for name in names}

    def input_hashes(self, run: BuildRun, subject: Subject) -> dict[str, str]:
        """Return the hash of each group of inputs of a subject's set, with the tools and the options of the build."""
        return {
            **{name: group.hash for name, group in self.groups_of(subject).items()},
            "tools": fingerprints.content_hash(run.tool_versions),
            "order": hash_strings(
                [run.request.options.occasion, run.request.options.number, run.request.options.contacts]
            ),
        }


def invalidate_changed(run: BuildRun, tasks: Iterable[SetTask], before: InputScan, after: InputScan) -> bool:
    """Mark sets whose inputs changed during the build as stale, and return whether there are any.

    A `?` after the recorded hash of a changed group makes the next build look at the set again.
    """
    has_changed = False
    for task in tasks:
        old, new = before.groups_of(task.subject), after.groups_of(task.subject)
        changed_groups = [name for name, group in old.items() if group.hash != new[name].hash]
        set_state = run.state.sets.get(task.name)
        if set_state is None or set_state.input_hashes != task.input_hashes:
            continue
        invalid_hashes = {
            name: f"{hash_}?" if name in changed_groups else hash_
            for name, hash_ in task.input_hashes.items()
        }
        for name in changed_groups:
            run.state.part_hashes[invalid_hashes[name]] = run.state.part_hashes[task.input_hashes[name]]
            has_changed = True
        run.state.sets[task.name] = replace(set_state, input_hashes=invalid_hashes)
    return has_changed
