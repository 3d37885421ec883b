"""What the checks said of each folder of facts, so that only changed ones are read and judged again.

The file is private, like the ledger: it is never released, and deleting it costs a check, nothing else. Only facts
without fault of form are remembered; where there is a fault, everything is read and reported as if there were no such
file.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from briefings.building import fingerprint
from briefings.building.inputs import Seen, combined, scan
from briefings.checks.judge import judge
from briefings.desk.findings import data_of, from_data
from briefings.reading import captures
from briefings.reading.captures import Captures
from briefings.reading.load import SHARED, load, partner_folders
from briefings.reading.references import folder_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from briefings.project import Project
    from briefings.reading.factbase import FactBase
    from briefings.vocabulary.diagnostics import Diagnostic, Location

__all__ = ["Verdict", "verdict"]

_FILE = ".checked.json"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was said of the facts of a project.

    Attributes:
        languages: those of the house.
        findings: what the checks found.
    """

    languages: tuple[str, ...]
    findings: tuple[Diagnostic, ...]


@dataclass
class _Known:
    """What is remembered.

    Attributes:
        files: as they were when read.
        ids: of the entities of each folder, by the key of the folder: ids are unique over all of them.
        findings: what was found in each folder, by its key.
        languages: those of the house.
    """

    files: dict[str, Seen] = field(default_factory=dict)
    ids: dict[str, list[str]] = field(default_factory=dict)
    findings: dict[str, list[Diagnostic]] = field(default_factory=dict)
    languages: tuple[str, ...] = ()


def verdict(project: Project, day: date, partners: Iterable[str]) -> Verdict:
    """What the checks say of the facts on a day.

    Args:
        project: where the facts are.
        day: what is stale or planned depends on it.
        partners: whose folders are judged, beside what is shared.

    Raises:
        BriefingsError: with every problem of every file, if the facts are not without fault of form.
    """
    place = project.home / "build" / _FILE
    # A check by itself makes no folders.
    known = _read(place) if place.parent.is_dir() else _Known()
    seen = dict(known.files)
    keys = _keys(project, day, (SHARED, *partners), known)
    stale = [name for name in keys if keys[name] not in known.findings]
    if stale:
        base = load(project.root, [name for name in stale if name != SHARED])
        _learn(known, keys, base, judge(base, day, Captures(project.root)))
    ids = [id_ for key in keys.values() for id_ in known.ids[key]]
    if len(ids) != len(set(ids)):
        # An id stands in two folders that were read one by one: read together, that is reported.
        load(project.root, partners)
    if place.parent.is_dir() and (stale or known.files != seen):
        _write(
            place, known, set(_keys(project, day, (SHARED, *partner_folders(project.root)), known).values())
        )
    findings = (finding for key in keys.values() for finding in known.findings[key])
    return Verdict(known.languages, tuple(findings))


def _keys(project: Project, day: date, names: Iterable[str], known: _Known) -> dict[str, str]:
    """For each folder the digest of all that its verdict rests on."""
    facts = project.root / "facts"

    def digest(*names: str) -> str:
        group = scan({name: facts / name for name in names}, known.files)
        known.files.update(group.files)
        return group.digest

    texts = scan({captures.FOLDER: project.root / captures.FOLDER}, known.files)
    known.files.update(texts.files)
    there = sorted(path.name for path in facts.iterdir()) if facts.is_dir() else []
    tools = fingerprint.of(fingerprint.tools())
    shared = combined(
        [digest("house.yaml", "markings", SHARED), *there, texts.digest, tools, _code(), day.isoformat()]
    )
    return {name: shared if name == SHARED else combined([shared, digest(name)]) for name in names}


def _learn(known: _Known, keys: dict[str, str], base: FactBase, found: list[Diagnostic]) -> None:
    """Remember what was found, folder by folder; what is said of the house counts with what is shared."""
    known.languages = base.house.languages
    read = {SHARED, *(partner.id for partner in base.partners)} & keys.keys()
    for name in read:
        known.findings[keys[name]] = []
        known.ids[keys[name]] = []

    def key(place: Location | None) -> str:
        folder = folder_of(place) if place else SHARED
        return keys[folder if folder in read else SHARED]

    for entity in base.entities.values():
        known.ids[key(entity.location)].append(entity.id)
    for finding in found:
        known.findings[key(finding.location)].append(finding)


def _code() -> str:
    """What tells that the rules were changed while the version was not, as it is during development."""
    files = sorted(Path(__file__).parent.parent.rglob("*.py"))
    return " ".join(f"{status.st_size}:{status.st_mtime_ns}" for status in map(os.stat, files))


def _read(place: Path) -> _Known:
    try:
        data = json.loads(place.read_bytes())
        return _Known(
            {
                name: Seen(int(size), int(time), str(digest))
                for name, (size, time, digest) in data["files"].items()
            },
            {key: [str(id_) for id_ in folder["ids"]] for key, folder in data["folders"].items()},
            {
                key: [from_data(each) for each in folder["findings"]]
                for key, folder in data["folders"].items()
            },
            tuple(str(language) for language in data["languages"]),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return _Known()


def _write(place: Path, known: _Known, keep: set[str]) -> None:
    data = {
        "files": {name: (seen.size, seen.time, seen.digest) for name, seen in sorted(known.files.items())},
        "folders": {
            key: {"ids": known.ids[key], "findings": [data_of(each) for each in known.findings[key]]}
            for key in sorted(keep & known.findings.keys())
        },
        "languages": known.languages,
    }
    with contextlib.suppress(OSError):
        handle, fresh = tempfile.mkstemp(dir=place.parent, prefix=f"{place.name}.")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(json.dumps(data))  # `dump` writes piece by piece, which takes ten times as long
        Path(fresh).replace(place)
