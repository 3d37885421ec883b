"""The hashes of a composed note: of what it says, of what it prints, and of how it looks.

Two notes with the same hash say, print or look the same.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefings.compose.brief import Figure, SlotText
from briefings.model.hashing import content_hash
from briefings.model.house import Look

if TYPE_CHECKING:
    from briefings.compose.brief import Brief, Slot

__all__ = ["brief_content_hash", "look_hash", "paper_hash"]


def brief_content_hash(brief: Brief) -> str:
    """Return the hash of what a note says, without its date."""
    slots = [
        slot
        for slot in _slots_without_drawings(brief)
        if not (isinstance(slot, SlotText) and slot.contains_day)
    ]
    return content_hash(
        (
            brief.language,
            brief.title,
            brief.author,
            brief.logo_name,
            brief.marking,
            brief.bottom_marking,
            brief.copy_text,
            brief.page_label,
            brief.continued_label,
            brief.skeleton,
            slots,
            brief.sources,
        )
    )


def paper_hash(brief: Brief) -> str:
    """Return the hash of everything that a note prints, with its date but without its look."""
    return content_hash(
        replace(
            brief, sentences=(), left_out=(), slots=_slots_without_drawings(brief), look=Look(), logo=None
        )
    )


def look_hash(brief: Brief) -> str:
    """Return the hash of how a note looks: the choices of the house, and the drawings of its figures."""
    drawn = [(slot.svg, slot.continuations) for slot in brief.slots if isinstance(slot, Figure)]
    return content_hash((brief.look, brief.logo, drawn))


def _slots_without_drawings(brief: Brief) -> tuple[Slot, ...]:
    """Return what fills the slots, without the drawings of figures, whose content is also there in words."""
    return tuple(_without_drawing(slot) if isinstance(slot, Figure) else slot for slot in brief.slots)


def _without_drawing(figure: Figure) -> Figure:
    """Return a figure without its drawing, which its mark holds, too."""
    continued = tuple(("", alt_text) for _, alt_text in figure.continuations)
    mark = figure.mark and replace(figure.mark, block="")
    return replace(figure, svg="", mark=mark, continuations=continued)
