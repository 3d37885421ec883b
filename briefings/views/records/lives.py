"""The records of the lives of people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefings.views.records.facts import FactView

__all__ = ["LifeView"]


@dataclass(frozen=True, slots=True)
class LifeView:
    """A part of the life of a person.

    Attributes:
        part: `born`, `died`, `education`, `office`, `honour`, `speaks`, `address` or `pronounced`, for choosing a label.
        facts: what is on file, the earliest first; `text` says all of it with its time.
    """

    part: str
    facts: tuple[FactView, ...]
