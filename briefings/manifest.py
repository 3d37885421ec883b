"""The public record beside the outputs: what was made, from which visible facts, and what it says.

It speaks of nothing that the note itself does not show, so it may go where the note goes.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefings.brief import Brief
    from briefings.changes import Snapshot

__all__ = ["files_in", "manifest_of", "record_of"]


def manifest_of(brief: Brief, snapshot: Snapshot, audience: str, files: Mapping[str, bytes]) -> bytes:
    """The manifest of a set, as UTF-8 JSON.

    Args:
        brief: the note.
        snapshot: what it says.
        audience: for whom it is.
        files: what was made, by file name.
    """
    data: dict[str, Any] = {
        **record_of(brief, snapshot, audience),
        "files": {
            name: {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
            for name, content in sorted(files.items())
        },
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def record_of(brief: Brief, snapshot: Snapshot, audience: str) -> dict[str, Any]:
    """What a manifest says of a note, whatever files there are of it."""
    return {
        **snapshot.data(),
        "audience": audience,
        "language": brief.language,
        "marking": brief.marking,
        "sources": [source.id for source in brief.sources],
    }


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
