"""The public record beside the outputs: what was made, from which visible facts, and what it says.

It speaks of nothing that the note itself does not show, so it may go where the note goes.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from briefings import __version__
from briefings.build.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from briefings.build.request import Note
    from briefings.compose.brief import Brief

__all__ = ["files_in", "manifest_of", "notes_in", "record_of"]


def manifest_of(
    name: str,
    audience: str,
    notes: Iterable[tuple[dict[str, Any], Iterable[str]]],
    files: Mapping[str, bytes],
) -> bytes:
    """The manifest of a set, as UTF-8 JSON.

    Args:
        name: of the set.
        audience: for whom it is.
        notes: what is said of each note (`record_of`), and the names of its files.
        files: what was made, by file name.
    """
    data: dict[str, Any] = {
        "briefings": __version__,
        "set": name,
        "audience": audience,
        "notes": sorted(
            ({**said, "files": sorted(names)} for said, names in notes),
            key=lambda note: (note["product"], note["about"], note["language"]),
        ),
        "files": {
            name: {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
            for name, content in sorted(files.items())
        },
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def record_of(brief: Brief, snapshot: Snapshot) -> dict[str, Any]:
    """What a manifest says of a note, whatever files there are of it."""
    return {
        **snapshot.data(),
        "marking": brief.marking,
        "sources": [source.id for source in brief.sources],
    }


def notes_in(manifest: bytes) -> dict[Note, Snapshot]:
    """What each note of a set says, by what a manifest says.

    Raises:
        ValueError: if it is no manifest.
    """
    try:
        snapshots = [Snapshot.of_data(data) for data in json.loads(manifest)["notes"]]
    except (KeyError, TypeError, AttributeError) as error:
        message = f"not a manifest: {error}"
        raise ValueError(message) from error
    return {snapshot.note: snapshot for snapshot in snapshots}


def files_in(manifest: bytes) -> dict[str, str]:
    """The files that a manifest lists: hexadecimal SHA-256 by name.

    Raises:
        ValueError: if it is no manifest.
    """
    try:
        return {str(name): str(entry["sha256"]) for name, entry in json.loads(manifest)["files"].items()}
    except (KeyError, TypeError, AttributeError) as error:
        message = f"not a manifest: {error}"
        raise ValueError(message) from error
