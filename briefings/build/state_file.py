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
from briefings.model.json_data import parse_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

__all__ = ["STATE_FILE", "Section", "remove_sections", "write_sections"]

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
            if header.get("section") == self.name and header == self._header(content):
                with contextlib.suppress(ValueError):
                    return parse_json(content)
        return None

    def read_as(self, folder: Path, make: Callable[[Any], _T]) -> _T | None:
        """Return what a function makes of the content of this section; None if there is none, or it has another form."""
        content = self.read(folder)
        with contextlib.suppress(ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
            return None if content is None else make(content)
        return None

    def write(self, folder: Path, content: object) -> None:
        """Write this section in one step, and keep the others; a failure is ignored, as it only costs time."""
        write_sections(folder, {self: content})

    def _header(self, content: bytes) -> dict[str, object]:
        """Return the header of this section with some content."""
        return {
            "section": self.name,
            "version": self.version,
            "sha256": file_hash(content),
        }


def write_sections(folder: Path, contents: Mapping[Section, object]) -> None:
    """Write sections in one step, and keep the others; a failure is ignored, as it only costs time."""
    lines: list[bytes] = []
    for section, content in contents.items():
        data = json.dumps(content, separators=(",", ":")).encode()
        lines += [json.dumps(section._header(data)).encode(), data]
    _replace(folder, contents, lines)


def remove_sections(folder: Path, sections: Iterable[Section]) -> None:
    """Remove sections in one step, and keep the others; a failure is ignored."""
    _replace(folder, sections, [])


def _replace(folder: Path, sections: Iterable[Section], lines: list[bytes]) -> None:
    """Write lines in place of those of some sections."""
    names = {section.name for section in sections}
    for header, other in _read_sections(folder):
        if header.get("section") not in names:
            lines += [json.dumps(header).encode(), other]
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        write_atomic(folder / STATE_FILE, b"\n".join(lines))


def _read_sections(folder: Path) -> Iterator[tuple[dict[str, object], bytes]]:
    """Yield the header and the content of each section of the state file, damaged contents included."""
    try:
        lines = read_file(folder / STATE_FILE).split(b"\n")
    except OSError:
        return
    for header_line, content in zip(lines[::2], lines[1::2], strict=False):
        with contextlib.suppress(ValueError):
            header = parse_json(header_line)
            if isinstance(header, dict):
                yield header, content
