"""Phrases: printable text that keeps the facts and sources it rests on.

A phrase contains no markup and no final text.
Dates, labels and short forms of names stay symbols until the note is composed, because the text they print
depends on the language and on what the reader has already read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from briefings.model.dates import PartialDate

__all__ = [
    "EMPTY",
    "NO_LANGUAGE",
    "AsOfDay",
    "Citation",
    "ForeignText",
    "LabelRef",
    "Noun",
    "Part",
    "Phrase",
    "ShortDate",
    "Term",
]


NO_LANGUAGE = "zxx"
"""The BCP 47 tag for text in no language, such as a reference number; it reads from left to right everywhere."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A printed fact and a source for it.

    Attributes:
        fact_key: key of the fact, `tajikistan/pfp`.
        source_id: id of the source.
    """

    fact_key: str
    source_id: str


@dataclass(frozen=True, slots=True)
class Term:
    """A name with a short form. It is printed in full once, followed by the short form, and short from then on."""

    full: str
    short: str


@dataclass(frozen=True, slots=True)
class Noun:
    """A name that takes an article within a sentence, where a label asks for it; elsewhere it is printed without.

    Attributes:
        name: the name.
        article: of the name, or of its full form: the key of a pattern of labels, such as `the`; empty for none.
        short_article: of its short form.
    """

    name: str | Term
    article: str
    short_article: str = ""


@dataclass(frozen=True, slots=True)
class LabelRef:
    """A reference to a label, with a phrase for each of its placeholders."""

    key: str
    values: tuple[tuple[str, Phrase], ...] = ()


@dataclass(frozen=True, slots=True)
class AsOfDay:
    """The as-of day of a note: the only part of a note that changes although no fact does.

    Attributes:
        day: the day.
        in_digits: whether to print `2011-06-23`, as in a reference number, instead of a date in words.
    """

    day: PartialDate
    in_digits: bool = False


@dataclass(frozen=True, slots=True)
class ShortDate:
    """A date whose month is abbreviated where the language does that: `Nov 2023`, `21 Mar 2019`.

    Attributes:
        date: the date.
        is_day_only: whether only its day is printed, as in "1–5 May": some languages write the first as an ordinal.
    """

    date: PartialDate
    is_day_only: bool = False


@dataclass(frozen=True, slots=True)
class Number:
    """A number, which each language writes in its own way.

    Attributes:
        value: the number, with all its decimals.
        exponent: the power of ten that a word after it names, as in "1.2 million"; 0 for no word.
        is_percent: whether the sign for per cent follows.
        is_grouped: whether the digits are in groups.
    """

    value: Decimal
    exponent: int = 0
    is_percent: bool = False
    is_grouped: bool = True


@dataclass(frozen=True, slots=True)
class ForeignText:
    """Text in a language other than the surrounding one, used where a translation is missing.

    Attributes:
        phrase: the text.
        language: BCP 47 tag.
        show_language: whether to print the language; False for names of people and titles of sources.
        label_key: of a label that says the same, which a language may have; empty if there is none.
    """

    phrase: Phrase
    language: str
    show_language: bool = True
    label_key: str = ""


Part: TypeAlias = "str | Term | Noun | Number | PartialDate | ShortDate | AsOfDay | LabelRef | ForeignText"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Printable text and its citations.

    Attributes:
        parts: in reading order.
        citations: in the order to number them, without duplicates.

    >>> pact = Citation("tajikistan/pfp", "nato-2002")
    >>> phrase = Phrase.join([Phrase(("joined in ",), (pact,)), Phrase(("2002",), (pact,))])
    >>> phrase.parts
    ('joined in ', '2002')
    >>> phrase.citations == (pact,)
    True
    """

    parts: tuple[Part, ...] = ()
    citations: tuple[Citation, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.parts)

    @property
    def contains_day(self) -> bool:
        """Return whether the as-of day of the note is part of the text."""
        return any(
            isinstance(part, AsOfDay)
            or (isinstance(part, ForeignText) and part.phrase.contains_day)
            or (isinstance(part, LabelRef) and any(value.contains_day for _, value in part.values))
            for part in self.parts
        )

    def with_citations(self, citations: Iterable[Citation]) -> Phrase:
        """Return the same text with these citations added."""
        added = tuple(citations)
        if not added or added == self.citations:  # as most texts of a fact have its citations already
            return self
        return Phrase(self.parts, tuple(dict.fromkeys((*self.citations, *added))))

    @staticmethod
    def join(phrases: Iterable[Phrase]) -> Phrase:
        """Join phrases with nothing between them."""
        parts: list[Part] = []
        citations: dict[Citation, None] = {}
        for phrase in phrases:
            parts += phrase.parts
            citations |= dict.fromkeys(phrase.citations)
        return Phrase(tuple(parts), tuple(citations))


EMPTY = Phrase()
"""The phrase without text, for what a note does not have."""
