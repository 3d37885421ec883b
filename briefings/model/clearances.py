"""Clearances: who has cleared which content of a note."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from briefings.model.diagnostics import Location

__all__ = ["Clearance"]


@dataclass(frozen=True, slots=True)
class Clearance:
    """The clearance of a note in one language by one office; it holds for this content alone.

    Attributes:
        note: the name of the note, with its language.
        audience: for whom it is made.
        by: who has cleared it.
        office: as what.
        day: on which it was cleared.
        content: the SHA-256 of what was cleared.
        location: of its line in the record.
    """

    note: str
    audience: str
    by: str
    office: str
    day: date
    content: str
    location: Location | None = None
