"""The reference of a note: its number in the register of the house."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefings.model.dates import PartialDate
from briefings.model.phrases import NO_LANGUAGE, AsOfDay, ForeignText, LabelRef, Phrase

if TYPE_CHECKING:
    from datetime import date

    from briefings.model.phrases import Part

__all__ = ["as_reference", "note_reference"]

_PLACEHOLDER = re.compile(r"\{([a-z]+)\}")


def note_reference(pattern: str, *, number: str, partner: str, product: str, day: date) -> Phrase:
    """Return the reference of a note; empty if the house has no pattern.

    Args:
        pattern: of the house, with some of `house.PLACEHOLDERS` in braces.
        number: in the register; if empty, the reference has a blank to fill in by hand.
        partner: the code of the partner.
        product: the id of the product.
        day: of the note.
    """
    parts: dict[str, Part] = {
        "number": number or LabelRef("blank"),
        "partner": partner,
        "product": product,
        "year": AsOfDay(PartialDate(day.year), in_digits=True),
        "date": AsOfDay(PartialDate.from_day(day), in_digits=True),
    }
    pieces = _PLACEHOLDER.split(pattern)
    chosen_parts = (parts[piece] if index % 2 else piece for index, piece in enumerate(pieces))
    return as_reference(tuple(part for part in chosen_parts if part != ""))


def as_reference(parts: tuple[Part, ...]) -> Phrase:
    """Return parts as a reference, which reads the same in all languages, left-to-right or right-to-left."""
    return Phrase((ForeignText(Phrase(parts), NO_LANGUAGE, show_language=False),)) if parts else Phrase()
