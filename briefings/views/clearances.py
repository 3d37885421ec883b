"""The line in the head of a note that says who has cleared it, and whose clearance it still lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.model.dates import PartialDate
from briefings.model.phrases import Phrase
from briefings.views.phrases import label

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefings.model.clearances import Clearance
    from briefings.model.house import House

__all__ = ["clearance_phrases", "cleared_phrases"]


def clearance_phrases(
    house: House, offices: Sequence[Phrase], clearances: Sequence[Clearance]
) -> Iterator[Phrase]:
    """Yield who has cleared a note; then each office of the house that has not, with the remark that it has not yet.

    Args:
        house: with its offices in all languages.
        offices: the same offices, in the language of the note.
        clearances: whichever hold for the note.
    """
    yield from cleared_phrases(house, offices, clearances)
    given = {clearance.office for clearance in clearances}
    for text, office in zip(house.clearance, offices, strict=True):
        if given.isdisjoint(text.by_language.values()):
            yield label("reference.to-clear", {"office": office})


def cleared_phrases(
    house: House, offices: Sequence[Phrase], clearances: Sequence[Clearance]
) -> Iterator[Phrase]:
    """Yield who has cleared a note, as what, and when.

    Args:
        house: with its offices in all languages.
        offices: the same offices, in the language of the note.
        clearances: whichever hold for the note.
    """
    named = {
        name: office
        for text, office in zip(house.clearance, offices, strict=True)
        for name in text.by_language.values()
    }
    for clearance in clearances:
        values = {
            "name": Phrase((clearance.by,)),
            "office": named.get(clearance.office, Phrase((clearance.office,))),
            "date": Phrase((PartialDate.from_day(clearance.day),)),
        }
        yield label("reference.cleared", values)
