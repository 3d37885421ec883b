"""Which partners' facts have been checked and found without fault, so that only changed ones are read again.

The file is private, like the ledger: it is never released, and deleting it costs a check, nothing else. It can only
say that all is well; wherever there is doubt, everything is read and reported as if there were no such file.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from briefings import fingerprint
from briefings.diagnostics import BriefingsError
from briefings.inputs import Seen, combined, scan
from briefings.load import SHARED, load, partner_folders
from briefings.references import folder_of

if TYPE_CHECKING:
    from briefings.project import Project

__all__ = ["sound"]

_FILE = ".checked.json"


def sound(project: Project) -> tuple[str, ...]:
    """The languages of the house if the facts of a project are surely without fault, else none.

    Only a project with a build folder is remembered: a check by itself makes no folders.
    """
    place = project.home / "build" / _FILE
    if not place.parent.is_dir():
        return ()
    known, clean, languages = _read(place)
    facts = project.root / "facts"
    partners = partner_folders(project.root)
    files: dict[str, Seen] = {}

    def digest(*names: str) -> str:
        group = scan({name: facts / name for name in names}, known)
        files.update(group.files)
        return group.digest

    names = sorted(path.name for path in facts.iterdir())
    tools = fingerprint.of(fingerprint.tools())
    shared = combined([digest("house.yaml", "markings", SHARED), *names, tools, _code()])
    keys = {partner: combined([shared, digest(partner)]) for partner in partners}
    if stale := [partner for partner in partners if keys[partner] not in clean]:
        try:
            base = load(project.root, stale)
        except BriefingsError:
            return ()
        languages = base.house.languages
        for partner in stale:
            entities = base.entities.values()
            clean[keys[partner]] = [each.id for each in entities if folder_of(each.location) == partner]
    ids = [id_ for key in keys.values() for id_ in clean[key]]
    if not partners or len(ids) != len(set(ids)):
        return ()
    _write(place, files, {key: clean[key] for key in keys.values()}, languages)
    return languages


def _code() -> str:
    """What tells that the rules were changed while the version was not, as it is during development."""
    files = sorted(Path(__file__).parent.glob("*.py"))
    return " ".join(f"{status.st_size}:{status.st_mtime_ns}" for status in map(os.stat, files))


def _read(place: Path) -> tuple[dict[str, Seen], dict[str, list[str]], tuple[str, ...]]:
    try:
        data = json.loads(place.read_bytes())
        files = {
            str(name): Seen(int(size), int(time), str(digest))
            for name, (size, time, digest) in data["files"].items()
        }
        clean = {str(key): [str(id_) for id_ in ids] for key, ids in data["clean"].items()}
        return files, clean, tuple(str(language) for language in data["languages"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}, {}, ()


def _write(
    place: Path, files: dict[str, Seen], clean: dict[str, list[str]], languages: tuple[str, ...]
) -> None:
    listed = {name: (seen.size, seen.time, seen.digest) for name, seen in sorted(files.items())}
    with contextlib.suppress(OSError):
        handle, fresh = tempfile.mkstemp(dir=place.parent, prefix=f"{place.name}.")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump({"files": listed, "clean": clean, "languages": languages}, file)
        Path(fresh).replace(place)
