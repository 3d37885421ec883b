"""The records of the lives of people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefings.model.lives import Photo
    from briefings.model.phrases import Phrase
    from briefings.views.records.facts import FactView

__all__ = ["LifeView", "PortraitView"]


@dataclass(frozen=True, slots=True)
class LifeView:
    """A part of the life of a person.

    Attributes:
        part: `born`, `died`, `education`, `office`, `honour`, `speaks`, `address` or `pronounced`, for choosing a label.
        facts: what is on file, the earliest first; `text` says all of it with its time.
    """

    part: str
    facts: tuple[FactView, ...]


@dataclass(frozen=True, slots=True)
class PortraitView:
    """The photo of the person whom a note introduces, with the name, and whose it is."""

    photo: Photo
    name: Phrase
    credit: Phrase
