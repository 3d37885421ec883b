"""The state file of a build folder: what `build` and `check` remember, each in a section of its own.

The file is private and never released; deleting or damaging it costs a build and a check, nothing else. It is JSON Lines,
so reading it runs no code. Each section has two lines: its name, version and hash, and its content. A section that is
damaged or from another version counts as missing.
"""

from __future__ import annotations

import contextlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from briefings.loading.files import read_file, write_atomic
from briefings.model.hashing import file_hash

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

__all__ = ["STATE_FILE", "Section"]

_T = TypeVar("_T")

STATE_FILE = ".state.jsonl"
"""The name of the file in the build folder."""


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the state file.

    Attributes:
        name: what it is for.
        version: of the format of its content.
    """

    name: str
    version: int

    def read(self, folder: Path) -> Any:  # noqa: ANN401 - JSON
        """Return the content of this section in a build folder; None if it is missing, damaged or from another version."""
        for header, content in _read_sections(folder):
            if header == self._header(content):
                with contextlib.suppress(ValueError, RecursionError):
                    return json.loads(content)
        return None

    def read_as(self, folder: Path, make: Callable[[Any], _T]) -> _T | None:
        """Return what a function makes of the content of this section; None if there is none, or it has another form."""
        content = self.read(folder)
        with contextlib.suppress(ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
            return None if content is None else make(content)
        return None

    def write(self, folder: Path, content: object) -> None:
        """Write this section in one step, and keep the others; a failure is ignored, as it only costs time."""
        data = json.dumps(content, separators=(",", ":")).encode()
        self._replace(folder, [json.dumps(self._header(data)).encode(), data])

    def remove(self, folder: Path) -> None:
        """Remove this section in one step, and keep the others; a failure is ignored."""
        self._replace(folder, [])

    def _replace(self, folder: Path, lines: list[bytes]) -> None:
        """Write lines in place of those of this section."""
        for header, other in _read_sections(folder):
            if header.get("section") != self.name:
                lines += [json.dumps(header).encode(), other]
        with contextlib.suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            write_atomic(folder / STATE_FILE, b"\n".join(lines))

    def _header(self, content: bytes) -> dict[str, object]:
        """Return the header of this section with some content."""
        return {
            "section": self.name,
            "version": self.version,
            "sha256": file_hash(content),
        }


def _read_sections(folder: Path) -> Iterator[tuple[dict[str, object], bytes]]:
    """Yield the header and the content of each section of the state file, damaged contents included."""
    try:
        lines = read_file(folder / STATE_FILE).split(b"\n")
    except OSError:
        return
    for header_line, content in zip(lines[::2], lines[1::2], strict=False):
        with contextlib.suppress(ValueError, RecursionError):
            header = json.loads(header_line)
            if isinstance(header, dict):
                yield header, content
