"""Captures: copies of the texts of sources, in `captures/ID.txt` next to `facts/`. Notes do not depend on them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefings.loading.files import read_file
from briefings.model.hashing import file_hash

if TYPE_CHECKING:
    from pathlib import Path

    from briefings.model.entities import Source

__all__ = ["CAPTURES_FOLDER", "Captures"]

CAPTURES_FOLDER = "captures"


@dataclass(frozen=True, slots=True)
class Captures:
    """The captures of a project, each read on first use.

    Attributes:
        root: the folder with `facts/`; None for a project without captures.
    """

    root: Path | None = None
    _cache: dict[str, bytes | None] = field(default_factory=dict, compare=False, repr=False)

    def file_name(self, source_id: str) -> str:
        """Return the path of the capture of a source, relative to the project."""
        return f"{CAPTURES_FOLDER}/{source_id}.txt"

    def text(self, source: Source) -> str | None:
        """Return the captured text of a source; None if there is none or it has changed since."""
        data = self.file_bytes(source.id)
        if source.capture is None or data is None or file_hash(data) != source.capture.sha256:
            return None
        return data.decode("utf-8", "replace")

    def file_bytes(self, source_id: str) -> bytes | None:
        """Return the content of the capture of a source; None if it can't be read."""
        if source_id not in self._cache:
            try:
                self._cache[source_id] = (
                    read_file(self.root / self.file_name(source_id)) if self.root else None
                )
            except OSError:
                self._cache[source_id] = None
        return self._cache[source_id]
