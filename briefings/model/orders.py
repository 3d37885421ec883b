"""Standing orders: the notes that a desk makes regularly, beside the notes that its house file names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefings.model.diagnostics import Location

__all__ = ["StandingOrder"]


@dataclass(frozen=True, slots=True)
class StandingOrder:
    """An order to keep some notes up to date.

    Attributes:
        partner: id of the partner or region that the notes are on, or `ALL_PARTNERS`.
        products: ids of products; empty for the products of the house.
        languages: of the notes; empty for all languages of the house.
        formats: of the notes; empty for all.
        audience: for whom the notes are; empty for the audience of the product.
        about: id of the person or visit that they are about; empty for none.
        occasion: the meeting or event that they are for; empty for none.
        number: their number in the register; empty for none.
        copy: the number of the copy; empty for none.
        contacts: how many contacts they show, a number or `all`; empty for the default.
        since: the day from which on changes count as new, as `YYYY-MM-DD`; empty for the usual window.
        archive: whether their PDFs are made for an archive.
        location: of the order in its file.
    """

    partner: str
    products: tuple[str, ...]
    languages: tuple[str, ...]
    formats: tuple[str, ...]
    audience: str
    about: str
    occasion: str
    number: str
    copy: str
    contacts: str
    since: str
    archive: bool
    location: Location
