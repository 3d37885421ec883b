"""The job to typeset one PDF, with its limits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefings.compose.brief import Brief
    from briefings.outputs.pdf_metadata import EmbeddedFile

__all__ = ["Job"]

_TIMEOUT_SECONDS = 30
_MEMORY_LIMIT_BYTES = 1 << 30
_MOST_PAGES = 1000
_MOST_BYTES = 64 << 20


@dataclass(frozen=True, slots=True)
class Job:
    """A note to typeset, with everything that this needs.

    Attributes:
        name: the name of the note in messages.
        brief: the note.
        style: style sheet for print.
        fonts: font files by name.
        embedded: files to embed, which make it an archive PDF.
        timeout_seconds: the processor time that it may take.
        memory_limit_bytes: the memory it may use beyond that of its worker.
        most_pages: that the PDF may have.
        most_bytes: that the PDF may have.
    """

    name: str
    brief: Brief
    style: str
    fonts: Mapping[str, bytes]
    embedded: tuple[EmbeddedFile, ...] = ()
    timeout_seconds: int = _TIMEOUT_SECONDS
    memory_limit_bytes: int = _MEMORY_LIMIT_BYTES
    most_pages: int = _MOST_PAGES
    most_bytes: int = _MOST_BYTES
