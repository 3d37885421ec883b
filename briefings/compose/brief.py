"""The composed note, the input of all outputs: a Markdown skeleton with slots, and the contents of the slots."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, TypeAlias

if TYPE_CHECKING:
    from datetime import date

    from briefings.model.house import Logo, Look
    from briefings.model.identity import Identity
    from briefings.model.markings import Marking
    from briefings.model.phrases import Citation

__all__ = [
    "Brief",
    "CitationMark",
    "CitedSource",
    "ColophonSlot",
    "DraftSlot",
    "Figure",
    "ForeignRun",
    "LegendSlot",
    "MarkingSlot",
    "PortionMark",
    "PortionSlot",
    "Sentence",
    "Slot",
    "SlotText",
    "SourceList",
    "SourceNote",
]


@dataclass(frozen=True, slots=True)
class ForeignRun:
    """A run of text in a language other than that of the note.

    Attributes:
        start: index of its first character.
        end: index after its last character.
        language: BCP 47 tag.
    """

    start: int
    end: int
    language: str


@dataclass(frozen=True, slots=True)
class SlotText:
    """The final text of a slot.

    Attributes:
        text: as printed, unescaped.
        key: of the label that it comes from, or empty; headings are distinguished by it.
        runs: the parts in other languages, in order.
        contains_day: whether the as-of day of the note is part of it.
    """

    text: str
    key: str = ""
    runs: tuple[ForeignRun, ...] = ()
    contains_day: bool = False

    @property
    def is_block(self) -> bool:
        """Return whether the slot can't be part of a paragraph: an empty slot takes its paragraph away."""
        return not self.text


@dataclass(frozen=True, slots=True)
class CitationMark:
    """A mark that refers to a source by its number, from 1."""

    number: int
    is_block: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class SourceNote:
    """The sources of a block of text in short form, beside it or after it.

    Attributes:
        text: publishers and dates.
        is_beside: whether it belongs in the margin; else it follows the text.
    """

    text: str
    is_beside: bool
    is_block: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class PortionMark:
    """The marking of one block of text or of a picture, at its head.

    Attributes:
        text: as printed, such as `(NC)`; empty in a note that needs no such marks.
        block: the text of the block; of a picture all that it shows.
        marking: the marking itself.
    """

    text: str
    block: str
    marking: Marking
    is_block: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture in a slot.

    Attributes:
        name: a key of `pictures.PICTURES`.
        svg: the picture.
        alt_text: its alternative text.
        caption: text below the picture, or empty.
        mark: the marking of what it shows; None until that is known.
        continuations: pictures that go on below this one, on the next page if need be, each with its alternative text.
    """

    name: str
    svg: str
    alt_text: str
    caption: str = ""
    mark: PortionMark | None = None
    continuations: tuple[tuple[str, str], ...] = ()
    is_block: ClassVar[bool] = True

    @property
    def printed_alt_text(self) -> str:
        """Return the alternative text after the mark."""
        return self._after_mark(self.alt_text)

    @property
    def printed_caption(self) -> str:
        """Return the caption after the mark, or the mark alone."""
        return self._after_mark(self.caption)

    def _after_mark(self, text: str) -> str:
        return f"{self.mark.text} {text}".strip() if self.mark else text


@dataclass(frozen=True, slots=True)
class SourceList:
    """A slot for the numbered list of sources."""

    is_block: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class MarkingSlot:
    """A slot for the marking of the note, which is computed from all its citations."""


@dataclass(frozen=True, slots=True)
class ColophonSlot:
    """A slot for the colophon, which counts all citations of the note."""


Slot: TypeAlias = SlotText | CitationMark | SourceNote | PortionMark | Figure | SourceList


@dataclass(frozen=True, slots=True)
class PublishersSlot:
    """A slot for the publishers of all sources of the note, which are known once its citations are placed."""


@dataclass(frozen=True, slots=True)
class LegendSlot:
    """A slot for the key to the marks of old sources.

    Attributes:
        text: what those marks mean that the note uses; known once all of it is composed.
    """

    text: str = ""


@dataclass(frozen=True, slots=True)
class PortionSlot:
    """A slot for the marking of one block of text, which is computed from the citations of its sentences.

    Attributes:
        sentences: of the block.
        title: its text, if it is the title of the note, which has no sentences.
    """

    sentences: tuple[Sentence, ...] = ()
    title: str = ""


DraftSlot: TypeAlias = Slot | MarkingSlot | ColophonSlot | PublishersSlot | LegendSlot | PortionSlot
"""A slot of a note whose citations are still being placed."""


@dataclass(frozen=True, slots=True)
class CitedSource:
    """An item of the list of sources.

    Attributes:
        number: as in the citation marks, from 1.
        id: of the source.
        text_before: text before the title.
        title: text of the link.
        text_after: text after the title.
        address: target of the link, or empty.
        links: further links after the text, each with its words: a DOI, an archived copy.
        language: of the title, if it differs from that of the note; else empty.
    """

    number: int
    id: str
    text_before: str
    title: str
    text_after: str
    address: str
    links: tuple[tuple[str, str], ...] = ()
    language: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A unit of text with its own citation marks: a sentence, a list item, a table row.

    Attributes:
        text: without citation marks.
        section_key: the label key of the heading above it; empty before the first heading.
        heading: the text of that heading; empty before the first heading.
        citations: of the facts that it states.
        quotes: the words of its sources, each with the id of the source.
        slots: the indexes of the slots that it prints.
    """

    text: str
    section_key: str
    heading: str
    citations: tuple[Citation, ...]
    quotes: tuple[tuple[str, str], ...] = ()
    slots: range = range(0)


@dataclass(frozen=True, slots=True)
class Brief:
    """A note, ready to be rendered to any format.

    Attributes:
        language: BCP 47 tag.
        as_of: the day of the note.
        title: plain words.
        subject: one line that describes the note and gives its day.
        author: the originator or the drafting desk, or empty: no one is named who did not write the note.
        logo_name: the name that a logo replaces, of the originator or of the side of the house.
        marking: as printed at the top of every page.
        bottom_marking: as printed at the bottom of every page; some words stand at one place only.
        copy_text: the number of the copy, for every page; empty for a note whose copies have none.
        label: the marking for programs, a file beside the note; empty if the scheme asks for none.
        reference: its number in the register of the house, or empty.
        day_text: the day of the note in words, for the foot of a page.
        page_label: text of the page number, with `{page}` and `{pages}`.
        continued_label: the heading above a page on which its section goes on, with `{heading}`; empty for none.
        sources_label: the word that opens the sources of a block on a narrow screen.
        look: of the house.
        reader: for whom the note is, as the product names it.
        citations: how the note shows its citations, as the product names it.
        has_footnotes: whether its marks refer to notes at the foot of the page, in a format that has pages.
        page_limit: how many pages its PDF may have; None for no limit.
        logo: of the house, which replaces its name, or None.
        skeleton: Markdown with slots, each used once, in order.
        slots: their contents, by index.
        sources: in order of their numbers.
        sentences: in reading order.
        combined_marking: the marking itself, of which `marking` is the printed form.
        left_out: how many items did not fit its pages, by the name of the template of their section; the note does not
            show it.
        identity: of the edition that it is issued as; None for a note that is built only.
    """

    language: str
    as_of: date
    title: str
    subject: str
    author: str
    logo_name: str
    marking: str
    bottom_marking: str
    copy_text: str
    label: str
    reference: str
    day_text: str
    page_label: str
    continued_label: str
    sources_label: str
    look: Look
    reader: str
    citations: str
    has_footnotes: bool
    page_limit: int | None
    logo: Logo | None
    skeleton: str
    slots: tuple[Slot, ...]
    sources: tuple[CitedSource, ...]
    sentences: tuple[Sentence, ...]
    combined_marking: Marking = field(compare=False)
    identity: Identity | None = field(default=None, compare=False)
    left_out: tuple[tuple[str, int], ...] = field(default=(), compare=False)
