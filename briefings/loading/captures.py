"""Texts of sources as they were when somebody read them: `captures/ID.txt` beside `facts/`, and nothing of the notes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from briefings.model.facts import Source

__all__ = ["FOLDER", "Captures", "digest_of"]

FOLDER = "captures"


def digest_of(data: bytes) -> str:
    """What an entry has under `sha256`: 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


@dataclass(frozen=True, slots=True)
class Captures:
    """The captured texts of a project, each read when it is asked for.

    Attributes:
        root: the folder with `facts/`; None for a project without texts.
    """

    root: Path | None = None
    _read: dict[str, bytes | None] = field(default_factory=dict, compare=False, repr=False)

    def name(self, id_: str) -> str:
        """The file of a source, seen from the project."""
        return f"{FOLDER}/{id_}.txt"

    def text(self, source: Source) -> str | None:
        """The text of a source as it was captured; None if there is none, or it is not that text any more."""
        data = self.data(source.id)
        if source.capture is None or data is None or digest_of(data) != source.capture.sha256:
            return None
        return data.decode("utf-8", "replace")

    def data(self, id_: str) -> bytes | None:
        """What the file of a source holds; None if it can't be read."""
        if id_ not in self._read:
            try:
                self._read[id_] = (self.root / self.name(id_)).read_bytes() if self.root else None
            except OSError:
                self._read[id_] = None
        return self._read[id_]
