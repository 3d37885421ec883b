"""The context of reading: where problems go, and what holds for all entries of a file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefings.model.diagnostics import Diagnostic, Location

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from briefings.model.markings import Marking, MarkingScheme

__all__ = ["ReadContext"]


@dataclass(frozen=True, slots=True)
class ReadContext:
    """Knowledge of a reader apart from the node that it reads.

    Attributes:
        problems: list to add problems to.
        default_language: language of texts that name none.
        scheme: the marking scheme of the house; None if it is unknown.
        folder: folder of the file.
        has_file_marking: whether the head of the file has a marking, valid or not.
        drafts: files as a command is about to write them, by path; they are read in place of those on disk.
        project: the folder that contains `facts/`; None if no file beside the one read is needed.
        file_marking: the marking at the head of the file, for entries without one; None if it is missing or invalid.
    """

    problems: list[Diagnostic]
    default_language: str = "en"
    scheme: MarkingScheme | None = None
    folder: str = ""
    has_file_marking: bool = False
    file_marking: Marking | None = None
    project: Path | None = None
    drafts: Mapping[Path, bytes] = field(default_factory=dict)

    def report(
        self, code: str, message: str, location: Location, hint: str = "", keys: tuple[str, ...] = ()
    ) -> None:
        """Add a problem."""
        self.problems.append(Diagnostic(code, message, location, hint=hint, keys=keys))
