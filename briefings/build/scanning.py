"""Looking at what sets are made from: which files there are, and which of them have changed meanwhile."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefings.build import fingerprints
from briefings.build.inputs import Group, Seen, combined, folders, scan
from briefings.project import packaged

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from briefings.build.catalog import Subject
    from briefings.build.plan import Run, Task

__all__ = ["Scan", "doubt"]


@dataclass(frozen=True, slots=True)
class Scan:
    """All input files of a run's sets, as they are.

    Attributes:
        groups: by name.
        folders: in which a new input could appear, with the times of their last change; 0 where one is not there.
    """

    groups: Mapping[str, Group]
    folders: tuple[tuple[Path, int], ...]

    @classmethod
    def of(cls, run: Run, subjects: Sequence[Subject]) -> Scan:
        """Look at the inputs of these subjects' sets."""
        root, known = run.project.root, run.ledger.files
        facts = root / "facts"
        looks = {"templates": root / "templates", "packaged": packaged() / "templates"}
        if looks["templates"] == looks["packaged"]:
            del looks["packaged"]
        tops = [facts, *looks.values()]
        found = [(path, path.stat().st_mtime_ns) for top in tops for path in folders(top)]
        absent = [(top, 0) for top in tops if not top.is_dir()]
        groups = {
            "shared": scan(
                {f"facts/{name}": facts / name for name in ("house.yaml", "markings", "shared")}, known
            ),
            "look": scan(looks, known, skip=["partners"]),
        }
        for folder in dict.fromkeys(folder for subject in subjects for folder in subject.folders):
            groups[f"facts/{folder}"] = scan({f"facts/{folder}": facts / folder}, known)
        for subject in subjects:
            special = {
                f"{name}/partners/{subject.id}": place / "partners" / subject.id
                for name, place in looks.items()
            }
            groups[f"look/{subject.id}"] = scan(special, known)
        return cls(groups, (*found, *absent))

    def again(self, run: Run, subjects: Sequence[Subject]) -> Scan:
        """The same with another look at the inputs of these subjects' sets."""
        fresh = Scan.of(run, subjects)
        return Scan({**self.groups, **fresh.groups}, fresh.folders)

    @property
    def files(self) -> dict[str, Seen]:
        """All input files, by name."""
        return {name: seen for group in self.groups.values() for name, seen in group.files.items()}

    def of_set(self, subject: Subject) -> dict[str, Group]:
        """The groups that a subject's set is made from, by name."""
        names = ("shared", *(f"facts/{folder}" for folder in subject.folders), "look", f"look/{subject.id}")
        return {name: self.groups[name] for name in names}

    def inputs(self, run: Run, subject: Subject) -> dict[str, str]:
        """The digest of everything that a subject's set is made from, by group."""
        return {
            **{name: group.digest for name, group in self.of_set(subject).items()},
            "tools": fingerprints.of(run.tools),
            "order": combined([run.order.occasion, run.order.number, run.order.contacts]),
        }


def doubt(run: Run, tasks: Iterable[Task], before: Scan, after: Scan) -> bool:
    """Have looked at again next time what was made from files that changed meanwhile; says whether there are such."""
    found = False
    for task in tasks:
        old, new = before.of_set(task.subject), after.of_set(task.subject)
        changed = [name for name, group in old.items() if group.digest != new[name].digest]
        record = run.ledger.records.get(task.key)
        if record is None or record.inputs != task.inputs:
            continue
        doubtful = {name: f"{digest}?" if name in changed else digest for name, digest in task.inputs.items()}
        for name in changed:
            run.ledger.parts[doubtful[name]] = run.ledger.parts[task.inputs[name]]
            found = True
        run.ledger.records[task.key] = replace(record, inputs=doubtful)
    return found
