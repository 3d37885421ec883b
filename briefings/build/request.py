"""What is asked for: which notes on whom, as of which day, in which formats."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.model.house import STANDARD

if TYPE_CHECKING:
    from datetime import date

    from briefings.compose.products import Product
    from briefings.model.house import House

__all__ = ["FORMATS", "STYLES", "Note", "Order"]

FORMATS = ("md", "html", "pdf")
STYLES = {"html": ("screen.css", "look.css"), "pdf": ("print.css", "look.css")}
"""The style sheets of a format: the first one is replaced whole, those of the second name are added to it."""


@dataclass(frozen=True, slots=True, order=True)
class Note:
    """Which of a subject's notes: there is one of each product, person or visit, and language.

    Attributes:
        product: id of the product.
        about: id of the person or visit that it is about; empty where it is about the subject itself.
        language: BCP 47 tag.
    """

    product: str
    about: str
    language: str

    @classmethod
    def of_key(cls, key: str) -> Note:
        """The note that a key stands for.

        Raises:
            ValueError: if it is no key.
        """
        product, _, rest = key.partition(".")
        about, _, language = rest.rpartition(".")
        if not product or not language:
            message = f"{key!r} is no note"
            raise ValueError(message)
        return cls(product, about, language)

    @property
    def key(self) -> str:
        """Product, person or visit, and language, with dots between them."""
        return ".".join(filter(None, (self.product, self.about, self.language)))

    def stem(self, subject: str) -> str:
        """The name of its files without day and format: that of the standard note does not name the product."""
        return f"{subject}.{self.language if self.product == STANDARD else self.key}"

    def words(self, standard: Note) -> str:
        """In what it differs from the standard note, in words for messages; empty for that one itself."""
        return " ".join(
            mine
            for mine, usual in zip(
                (self.product, self.about, self.language),
                (standard.product, standard.about, standard.language),
                strict=True,
            )
            if mine != usual
        )


@dataclass(frozen=True, slots=True)
class Order:
    """What to build.

    Attributes:
        subjects: ids of partners and regions; none for all.
        as_of: the day of the notes.
        dated: whether the user gave that day, so that it stands in the names of the files.
        products: which kinds of note; none for those of the house.
        languages: some of those of the house; none for all of them.
        about: id of the person or visit, for products about one; empty otherwise.
        formats: some of `FORMATS`.
        occasion: what the notes are for; empty for none.
        number: of the note in the register; empty for a blank to fill in by hand.
        contacts: how many contacts are shown, a number or `all`; empty for as many as product or house say.
        as_made: whether nothing is asked for but what there is already, as it was made.
    """

    subjects: tuple[str, ...]
    as_of: date
    dated: bool = False
    products: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    about: str = ""
    formats: tuple[str, ...] = FORMATS
    occasion: str = ""
    number: str = ""
    contacts: str = ""
    as_made: bool = False

    def set_name(self, subject: str) -> str:
        """The name of a subject's set: a question about another day never overwrites today's notes."""
        return f"{subject}@{self.as_of.isoformat()}" if self.dated else subject

    def file_name(self, subject: str, note: Note, form: str) -> str:
        """The name of a file of a set."""
        day = f".{self.as_of.isoformat()}" if self.dated else ""
        return f"{note.stem(subject)}{day}.{form}"

    def shown(self, house: House, product: Product) -> int | None:
        """How many contacts a note shows; None for all."""
        if self.contacts:
            return None if self.contacts == "all" else int(self.contacts)
        return house.contacts if product.contacts is None else product.contacts
