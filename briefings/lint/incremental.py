"""What the checks say of the facts of a project, folder by folder; only folders that have changed are read.

Only facts without fault of form are judged and remembered; where there is a fault, everything is read and reported as
if nothing were known.
"""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.build.inputs import combined
from briefings.checks.engine import judge
from briefings.factbase.links import folder_of
from briefings.factbase.load import load
from briefings.lint.cache import Verdict
from briefings.loading import captures
from briefings.loading.captures import Captures
from briefings.model.diagnostics import BriefingsError, Diagnostic, Location, Severity
from briefings.model.facts import SHARED, Post

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from briefings.factbase.store import FactBase
    from briefings.lint.cache import Memory
    from briefings.project import Project

__all__ = ["Said", "facts"]

_TO_DO = re.compile(r"^\s*#\s*(TODO\b)")


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of the facts.

    Attributes:
        findings: what is wrong or doubtful.
        roles: that the posts have; None where there is a fault of form, so that they are not known.
    """

    findings: Sequence[Diagnostic]
    roles: frozenset[str] | None


def facts(project: Project, day: date, partners: Sequence[str], memory: Memory) -> Said:
    """What is wrong with the facts, or doubtful on a day.

    Args:
        project: where the facts are.
        day: what is stale or planned depends on it.
        partners: whose folders are judged, beside what is shared.
        memory: what was said of each folder before; what is said now is added.
    """
    marks = _marks(project, day, (SHARED, *partners), memory)
    stale = [name for name in marks if memory.recall(_part(name), marks[name]) is None]
    try:
        if stale:
            base = load(project.root, [name for name in stale if name != SHARED])
            found = judge(base, day, Captures(project.root))
            for name, verdict in _verdicts(project, marks, base, found):
                memory.keep(_part(name), verdict)
        verdicts = [known for name in marks if (known := memory.recall(_part(name), marks[name]))]
        ids = [id_ for known in verdicts for id_ in known.ids]
        if len(ids) != len(set(ids)):
            # An id stands in two folders that were read one by one: read together, that is reported.
            load(project.root, partners)
    except BriefingsError as error:
        return Said([*error.diagnostics, *_to_dos(project, marks)], None)
    return Said(
        [finding for known in verdicts for finding in known.findings],
        frozenset(role for known in verdicts for role in known.roles),
    )


def _part(folder: str) -> str:
    return f"facts/{folder}"


def _marks(project: Project, day: date, names: Iterable[str], memory: Memory) -> dict[str, str]:
    """For each folder the digest of all that its verdict rests on."""
    root = project.root / "facts"

    def digest(*names: str) -> str:
        return memory.digest({name: root / name for name in names})

    texts = memory.digest({captures.FOLDER: project.root / captures.FOLDER})
    there = sorted(path.name for path in root.iterdir()) if root.is_dir() else []
    shared = combined(
        [digest("house.yaml", "markings", SHARED), *there, texts, memory.tools, day.isoformat()]
    )
    return {name: shared if name == SHARED else combined([shared, digest(name)]) for name in names}


def _verdicts(
    project: Project, marks: dict[str, str], base: FactBase, found: Iterable[Diagnostic]
) -> Iterator[tuple[str, Verdict]]:
    """What was found, by folder; what is said of the house counts with what is shared."""
    read = {SHARED, *(partner.id for partner in base.partners)} & marks.keys()

    def folder(place: Location | None) -> str:
        name = folder_of(place) if place else SHARED
        return name if name in read else SHARED

    findings: dict[str, list[Diagnostic]] = {name: list(_to_dos(project, [name])) for name in read}
    ids: dict[str, list[str]] = {name: [] for name in read}
    for finding in found:
        findings[folder(finding.location)].append(finding)
    roles: dict[str, set[str]] = {name: set() for name in read}
    for entity in base.entities.values():
        ids[folder(entity.location)].append(entity.id)
        if isinstance(entity, Post):
            roles[folder(entity.location)].add(entity.role)
    for name in read:
        yield name, Verdict(marks[name], tuple(findings[name]), tuple(ids[name]), tuple(sorted(roles[name])))


def _to_dos(project: Project, folders: Iterable[str]) -> Iterator[Diagnostic]:
    """What people marked, in comments of fact files, as yet to be written."""
    for folder in folders:
        for path in sorted((project.root / "facts" / folder).rglob("*.yaml")):
            with contextlib.suppress(OSError, UnicodeDecodeError):  # reported by who reads them
                text = path.read_text(encoding="utf-8")
                for number, line in enumerate(text.split("\n") if "TODO" in text else (), 1):
                    if found := _TO_DO.search(line):
                        place = Location(
                            path.relative_to(project.root).as_posix(), number, found.start(1) + 1
                        )
                        yield Diagnostic("to-do", line[found.start(1) :].strip(), place, Severity.NOTE)
