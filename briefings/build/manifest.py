"""The manifest of a set: which files were written, from which visible facts, and what the notes say.

It contains nothing that the notes do not show, so it may be released with them.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from briefings import __version__
from briefings.build.snapshot import Snapshot
from briefings.model.hashing import content_hash, file_hash
from briefings.model.identity import Identity
from briefings.model.json_data import parse_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from briefings.build.request import BuildRequest, Note, SetName
    from briefings.compose.brief import Brief

__all__ = [
    "add_copies",
    "entry_digest",
    "make_identity",
    "make_manifest",
    "note_entry",
    "read_file_hashes",
    "read_snapshots",
]


def make_manifest(
    name: SetName,
    audience: str,
    entries: Iterable[tuple[dict[str, Any], Iterable[str]]],
    contents: Mapping[str, bytes],
) -> bytes:
    """Return the manifest of a set, as UTF-8 JSON.

    Args:
        name: of the set.
        audience: for whom the set is.
        entries: for each note its entry (see `note_entry`) and the names of its files.
        contents: the bytes of each file, by name.
    """
    data: dict[str, Any] = {
        "briefings": __version__,
        "set": str(name),
        "audience": audience,
        "notes": sorted(
            ({**entry, "files": sorted(file_names)} for entry, file_names in entries),
            key=lambda entry: (entry["product"], entry["about"], entry["language"]),
        ),
        "files": {
            name: {"bytes": len(content), "sha256": file_hash(content)}
            for name, content in sorted(contents.items())
        },
    }
    return _manifest_bytes(data)


def _manifest_bytes(data: Mapping[str, Any]) -> bytes:
    """Return a manifest as UTF-8 JSON."""
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def add_copies(manifest: bytes, copies: Mapping[str, tuple[str, bytes]]) -> bytes:
    """Return a manifest with numbered copies of its files.

    Args:
        manifest: the manifest of a set.
        copies: for each copy by name, the file that it is a copy of, and its bytes.
    """
    data = parse_json(manifest)
    for note in data["notes"]:
        own = [name for name, (original, _) in copies.items() if original in note["files"]]
        note["files"] = sorted([*note["files"], *own])
    added = {
        name: {"bytes": len(content), "sha256": file_hash(content)} for name, (_, content) in copies.items()
    }
    data["files"] = dict(sorted({**data["files"], **added}.items()))
    return _manifest_bytes(data)


def note_entry(brief: Brief, snapshot: Snapshot) -> dict[str, Any]:
    """Return the manifest entry of a note, without its files."""
    return {
        **snapshot.as_data(),
        "marking": brief.marking,
        **({"bottom_marking": brief.bottom_marking} if brief.bottom_marking != brief.marking else {}),
        "sources": [source.id for source in brief.sources],
    }


def make_identity(brief: Brief, request: BuildRequest, entry: Mapping[str, Any]) -> Identity:
    """Return the identity of a note that is issued.

    Args:
        brief: the note.
        request: with the number of the edition.
        entry: of the note in the manifest.
    """
    return Identity(brief.reference or request.edition, brief.as_of, request.audience, entry_digest(entry))


def entry_digest(entry: Mapping[str, Any]) -> str:
    """Return the digest of what a note says, from its entry in a manifest, with or without its files."""
    return content_hash({key: value for key, value in entry.items() if key != "files"})


def read_snapshots(manifest: bytes) -> dict[Note, Snapshot]:
    """Return the snapshot of each note in a manifest.

    Raises:
        ValueError: if it is not a manifest.
    """
    try:
        snapshots = [Snapshot.from_data(data) for data in parse_json(manifest)["notes"]]
    except (KeyError, TypeError, AttributeError) as error:
        message = f"not a manifest: {error}"
        raise ValueError(message) from error
    return {snapshot.note: snapshot for snapshot in snapshots}


def read_file_hashes(manifest: bytes) -> dict[str, str]:
    """Return the files that a manifest lists: hexadecimal SHA-256 by name.

    Raises:
        ValueError: if it is not a manifest.
    """
    try:
        return {str(name): str(entry["sha256"]) for name, entry in parse_json(manifest)["files"].items()}
    except (KeyError, TypeError, AttributeError) as error:
        message = f"not a manifest: {error}"
        raise ValueError(message) from error
