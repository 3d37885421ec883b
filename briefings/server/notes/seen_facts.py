"""Changes since the reader marked everything as seen: a file next to the notes keeps the state of that day."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from briefings.authoring.wording.titles import fact_title
from briefings.build.file_states import hash_strings
from briefings.loading.files import make_folder, read_file, write_atomic
from briefings.model.hashing import short_hash
from briefings.model.json_data import parse_json

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from briefings.build.workspace import Workspace
    from briefings.project import Project
    from briefings.server.reading import Reading
    from briefings.server.warm_project import WarmProject

    Hashes = Mapping[str, str]

__all__ = ["find_changes", "has_seen", "mark_seen"]

_FOLDER, _FILE = ".page", "seen.json"


def find_changes(reading: Reading) -> tuple[list[tuple[str, str, str]] | None, str]:
    """Return what has changed, and the day since which; None and an empty text if nothing was marked as seen.

    Each change is the address of the fact, which is empty for one that is gone, its title, and what happened to it.
    An audience is not told of changes: some are of what it may not see.
    """
    if reading.access.audience:
        return None, ""
    day, before = _read(reading.warm.project)
    if not day:
        return None, ""
    found: list[tuple[str, str, str]] = []
    store = reading.store
    for folder in sorted({*store.entries_by_folder, *before}):
        old = before.get(folder, {})
        if old and _digest(old) == _folder_digest(reading.warm, reading.workspace, folder):
            continue
        new = _hashes(reading.workspace, folder)
        for id_ in sorted(old.keys() | new.keys()):
            if old.get(id_) == new.get(id_):
                continue
            key = f"{folder}/{id_}"
            fact = store.facts_by_key.get(key) or store.proposals.get(key)
            if fact:
                found.append(
                    (f"/fact/{key}", fact_title(store, fact, reading.day), _word(old, id_, fact.is_proposed))
                )
            else:
                found.append(("", key, "removed"))
    return found, day


def has_seen(project: Project) -> bool:
    """Return whether anything was marked as seen before."""
    return bool(_read(project)[0])


def mark_seen(warm: WarmProject, today: date) -> None:
    """Mark all facts as seen, as they are.

    Raises:
        BriefingsError: if the facts have errors.
        OSError: if the file can't be written.
    """
    workspace = warm.workspace()
    folders = sorted(workspace.store.entries_by_folder)
    facts = {folder: _hashes(workspace, folder) for folder in folders}
    path = _path(warm.project)
    make_folder(path.parent)
    write_atomic(path, json.dumps({"day": today.isoformat(), "facts": facts}).encode())


def _word(old: Hashes, id_: str, is_proposed: bool) -> str:
    """Return what happened to a fact that exists."""
    if id_ in old:
        return "changed"
    return "newly proposed" if is_proposed else "new"


def _folder_digest(warm: WarmProject, workspace: Workspace, folder: str) -> str:
    """Return one hash for all facts in a folder; those of each fact are not kept, since there are ten thousands."""
    return warm.recall_part(("seen", folder), folder, lambda: _digest(_hashes(workspace, folder)))


def _digest(hashes: Hashes) -> str:
    """Return one hash for the hashes of facts."""
    return hash_strings(f"{id_} {hashes[id_]}" for id_ in sorted(hashes))


def _hashes(workspace: Workspace, folder: str) -> Hashes:
    """Return the hash of each fact in a folder, by its id."""
    store = workspace.store
    entries = store.entries_by_folder.get(folder, ())
    keys = {f"{folder}/{entry.id}": entry.id for entry in entries}
    facts = ((id_, store.facts_by_key.get(key) or store.proposals.get(key)) for key, id_ in keys.items())
    return {id_: short_hash((fact, fact.is_proposed)) for id_, fact in facts if fact}


def _path(project: Project) -> Path:
    """Return where the file is."""
    return project.build_folder / _FOLDER / _FILE


def _read(project: Project) -> tuple[str, Mapping[str, Hashes]]:
    """Return the day of the file and the hashes in it; nothing if there is none, or it is not ours."""
    try:
        data = parse_json(read_file(_path(project)))
        day, facts = str(data["day"]), dict(data["facts"])
        return day, {str(folder): dict(hashes) for folder, hashes in facts.items()}
    except (OSError, ValueError, KeyError, TypeError):
        return "", {}
