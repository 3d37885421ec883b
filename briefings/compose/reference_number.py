"""The number under which a note stands in the register of its house."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefings.model.dates import PartialDate
from briefings.model.phrases import NO_LANGUAGE, AsAt, Foreign, Phrase, Wording

if TYPE_CHECKING:
    from datetime import date

    from briefings.model.phrases import Part

__all__ = ["reference", "registered"]

_PLACEHOLDER = re.compile(r"\{([a-z]+)\}")


def reference(pattern: str, *, number: str, partner: str, product: str, day: date) -> Phrase:
    """The reference of a note; empty in a house that has no pattern for it.

    Args:
        pattern: of the house, with some of `house.PLACEHOLDERS` in braces.
        number: as given; a blank to fill in by hand while it is empty.
        partner: the code of the partner.
        product: what kind of note it is.
        day: of the note.
    """
    parts: dict[str, Part] = {
        "number": number or Wording("blank"),
        "partner": partner,
        "product": product,
        "year": AsAt(PartialDate(day.year), in_digits=True),
        "date": AsAt(PartialDate.of(day), in_digits=True),
    }
    pieces = _PLACEHOLDER.split(pattern)
    said = (parts[piece] if index % 2 else piece for index, piece in enumerate(pieces))
    return registered(tuple(part for part in said if part != ""))


def registered(parts: tuple[Part, ...]) -> Phrase:
    """A number as it stands in the register: the same in the notes of all languages, whichever way these are written."""
    return Phrase((Foreign(Phrase(parts), NO_LANGUAGE, marked=False),)) if parts else Phrase()
