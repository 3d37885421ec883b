"""The house style: everything of a house that shapes its notes, beside the facts and the product."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefings.compose.labels import Labels
    from briefings.model.house import House, Logo
    from briefings.model.markings import MarkingScheme
    from briefings.templating import Templates

__all__ = ["HouseStyle"]


@dataclass(frozen=True, slots=True)
class HouseStyle:
    """The style of a house in one language.

    Attributes:
        house: for the look of its notes and the pattern of their references.
        scheme: to combine and to print the markings of what a note says.
        templates: with `brief.md.j2` and its sections.
        labels: in the language of the note.
        logo: of the house, or None.
    """

    house: House
    scheme: MarkingScheme
    templates: Templates
    labels: Labels
    logo: Logo | None = None
