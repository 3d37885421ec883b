"""What can be printed: words that know which facts and sources they rest on.

A phrase holds no markup and no final wording.
Dates, wording of the house and short forms of names stay symbols until the note is composed, since what they
print depends on the language and on what the reader has already read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefings.model.dates import PartialDate

__all__ = ["NO_LANGUAGE", "AsAt", "Citation", "Foreign", "Part", "Phrase", "Term", "Wording"]


NO_LANGUAGE = "zxx"
"""The BCP 47 tag of what is in no language and read from left to right in all of them: the number of a register."""


@dataclass(frozen=True, slots=True)
class Citation:
    """That a fact is printed, and the source that says it.

    Attributes:
        fact: the fact as known outside its folder, `tajikistan/pfp`.
        source: id of a source.
    """

    fact: str
    source: str


@dataclass(frozen=True, slots=True)
class Term:
    """A name with a short form: printed in full with the short form once, then short."""

    full: str
    short: str


@dataclass(frozen=True, slots=True)
class Wording:
    """An entry of the label file, with phrases for its placeholders."""

    key: str
    values: tuple[tuple[str, Phrase], ...] = ()


@dataclass(frozen=True, slots=True)
class AsAt:
    """The day that a note bears: the one thing on it that may pass without anything having changed.

    `in_digits` writes it as a register does, `2011-06-23`, and not in the words of the language.
    """

    day: PartialDate
    in_digits: bool = False


@dataclass(frozen=True, slots=True)
class Foreign:
    """Words in another language than what they stand in, since there are none in that one.

    Attributes:
        words: what is said.
        language: BCP 47 tag.
        marked: whether readers are told the language. Names of people and titles of sources are what they are.
    """

    words: Phrase
    language: str
    marked: bool = True


Part: TypeAlias = "str | Term | PartialDate | AsAt | Wording | Foreign"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Something to print, and what it rests on.

    Attributes:
        parts: in reading order.
        citations: in the order in which they are to be numbered, without repeats.
    """

    parts: tuple[Part, ...] = ()
    citations: tuple[Citation, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.parts)

    @property
    def bears_day(self) -> bool:
        """Whether the day of the note is among the words."""
        return any(
            isinstance(part, AsAt)
            or (isinstance(part, Foreign) and part.words.bears_day)
            or (isinstance(part, Wording) and any(value.bears_day for _, value in part.values))
            for part in self.parts
        )

    def citing(self, citations: Iterable[Citation]) -> Phrase:
        """The same words, resting on these citations as well."""
        return Phrase(self.parts, tuple(dict.fromkeys((*self.citations, *citations))))

    @staticmethod
    def joined(phrases: Iterable[Phrase]) -> Phrase:
        """One phrase after another, with nothing between them."""
        parts: list[Part] = []
        citations: dict[Citation, None] = {}
        for phrase in phrases:
            parts += phrase.parts
            citations |= dict.fromkeys(phrase.citations)
        return Phrase(tuple(parts), tuple(citations))
