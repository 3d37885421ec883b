"""The options of a note: what its user can choose for one note, beside product, day and language."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.compose.products import Product
    from briefings.model.house import House

__all__ = ["NoteOptions"]


@dataclass(frozen=True, slots=True)
class NoteOptions:
    """The options of a note; each may be empty.

    Attributes:
        occasion: the meeting or event that the note is for.
        number: its number in the register; empty for a blank to fill in by hand.
        copy: the number of the copy, for readers who get numbered ones; empty for a blank where the scheme asks for one.
        contacts: how many contacts to show, a number or `all`; empty for the default of product or house.
        since: the day from which on changes count as new, as `YYYY-MM-DD`; empty for the usual window.
        about: id of the person or visit, for a product about one.
        since_edition: the number of the reader's last edition, of the day `since`.
        known_turns: the turns of facts that this edition could state, see `factbase.turns`; None if that is not known.
        archive: whether its PDF is made for an archive, with the text, the manifest and the provenance in it.
    """

    occasion: str = ""
    number: str = ""
    contacts: str = ""
    since: str = ""
    about: str = ""
    copy: str = ""
    since_edition: str = ""
    known_turns: tuple[str, ...] | None = None
    archive: bool = False

    @property
    def since_day(self) -> date | None:
        """Return the day from which on changes count as new; None for the usual window."""
        return date.fromisoformat(self.since) if self.since else None

    def as_arguments(self) -> Iterator[str]:
        """Yield the options that are given, as the command line has them."""
        for field in fields(self):
            if value := getattr(self, field.name):
                yield f"--{field.name}"
                yield from () if value is True else (value,)

    def contact_limit(self, house: House, product: Product) -> int | None:
        """Return the maximum number of contacts that the note shows; None for no limit."""
        if self.contacts:
            return None if self.contacts == "all" else int(self.contacts)
        return house.contact_count if product.contact_limit is None else product.contact_limit.number
