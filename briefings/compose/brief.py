"""The composed note, as the outputs get it: a Markdown skeleton with slots, and what fills them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from datetime import date

    from briefings.model.house import Logo, Look
    from briefings.model.phrases import Citation

__all__ = ["Brief", "Cite", "CitedSource", "Figure", "Run", "Sentence", "Slot", "SourceList", "Words"]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of words in another language than the note's.

    Attributes:
        start: index of its first character.
        end: index behind its last one.
        language: BCP 47 tag.
    """

    start: int
    end: int
    language: str


@dataclass(frozen=True, slots=True)
class Words:
    """Final words.

    Attributes:
        key: the label they come from, or empty: headings are told apart by it.
        runs: what of them is in other languages, in order.
    """

    text: str
    key: str = ""
    runs: tuple[Run, ...] = ()


@dataclass(frozen=True, slots=True)
class Cite:
    """A mark that leads to a source; `number` counts from 1."""

    number: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture, named as in `pictures.PICTURES`, with its alternative text and what is printed below it, if anything."""

    name: str
    svg: str
    alternative: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class SourceList:
    """The place of the numbered list of sources."""


Slot: TypeAlias = Words | Cite | Figure | SourceList


@dataclass(frozen=True, slots=True)
class CitedSource:
    """A line of the list of sources.

    Attributes:
        number: as in the marks, from 1.
        id: of the source.
        before: words before the title.
        title: words that lead to the address.
        after: words after the title.
        address: where it is found, or empty.
        language: of the title, where that is not the note's; else empty.
    """

    number: int
    id: str
    before: str
    title: str
    after: str
    address: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """What is printed between one placing of citation marks and the next: a sentence, an item, a row.

    Attributes:
        text: the words, without marks.
        section: the label key of the heading above it.
        heading: how that reads; empty above the first one.
        citations: what it rests on.
    """

    text: str
    section: str
    heading: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """A note, ready to be rendered to any format.

    Attributes:
        language: BCP 47 tag.
        as_of: the day of the note.
        title: plain words.
        subject: one line on what it is and as at when.
        author: who answers for it, or for whom it is written.
        marking: as printed on every page.
        reference: its number in the register of the house, or empty.
        as_at: the day of the note in words, for the foot of a page.
        page: the page number in words, with `{page}` and `{pages}`.
        look: of the house.
        logo: of the house, which stands for the author, or None.
        skeleton: Markdown with slots, each used once, in order.
        slots: what fills them, by index.
        sources: in order of their numbers.
        sentences: in reading order.
    """

    language: str
    as_of: date
    title: str
    subject: str
    author: str
    marking: str
    reference: str
    as_at: str
    page: str
    look: Look
    logo: Logo | None
    skeleton: str
    slots: tuple[Slot, ...]
    sources: tuple[CitedSource, ...]
    sentences: tuple[Sentence, ...]
