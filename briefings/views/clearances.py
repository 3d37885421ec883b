"""The line in the head of a note that says who has cleared it, and whose clearance it still lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.model.dates import PartialDate
from briefings.model.phrases import LabelRef, Phrase
from briefings.views.phrases import label

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefings.model.clearances import Clearance
    from briefings.model.house import House

__all__ = ["clearance_phrases"]


def clearance_phrases(
    house: House, offices: Sequence[Phrase], clearances: Sequence[Clearance]
) -> Iterator[Phrase]:
    """Yield who clears a note, in the order of the house, and then others; once one has, a blank for who has not.

    Args:
        house: with its offices in all languages.
        offices: the same offices, in the language of the note.
        clearances: whichever hold for the note.
    """
    rest = list(clearances)
    for text, office in zip(house.clearance, offices, strict=True):
        own = [clearance for clearance in rest if clearance.office in text.by_language.values()]
        rest = [clearance for clearance in rest if clearance not in own]
        yield from (_cleared(clearance, office) for clearance in own)
        if clearances and not own:
            yield label("reference.to-clear", {"office": office, "blank": Phrase((LabelRef("blank"),))})
        elif not own:
            yield office
    yield from (_cleared(clearance, Phrase((clearance.office,))) for clearance in rest)


def _cleared(clearance: Clearance, office: Phrase) -> Phrase:
    """Return who has cleared a note, as what, and when."""
    name, day = Phrase((clearance.by,)), Phrase((PartialDate.from_day(clearance.day),))
    return label("reference.cleared", {"name": name, "office": office, "date": day})
