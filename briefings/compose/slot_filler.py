"""The final contents of slots in reading order: short forms after first use, numbered citation marks, sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from briefings.compose.brief import CitationMark, PortionSlot, Sentence, SlotText, SourceNote
from briefings.compose.citation_style import CitationStyle, first_and_newest, short_citations
from briefings.compose.inserts import Insert
from briefings.compose.label_text import label_text
from briefings.compose.phrase_text import phrase_slot
from briefings.model.phrases import LabelRef
from briefings.templating.slots import CLOSE, OPEN

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefings.compose.brief import DraftSlot
    from briefings.compose.labels import Labels
    from briefings.compose.products import Product
    from briefings.model.phrases import Citation, Phrase, Term
    from briefings.templating.slots import Value
    from briefings.views.records import View

__all__ = ["FilledSlot", "SlotFiller"]


class FilledSlot(NamedTuple):
    """A filled slot.

    Attributes:
        token: the slot in the notation of the skeleton.
        text: its text; empty if it is not a text.
    """

    token: str
    text: str


class SlotFiller:
    """A filler of slots, which remembers what the reader has already read and which citations still need a mark.

    Attributes:
        slots: contents of the slots, by index.
        sentences: in reading order.
    """

    def __init__(self, labels: Labels, view: View, product: Product, *, marks_portions: bool = False) -> None:
        """Begin a note.

        Args:
            labels: in the language of the note.
            view: with the cited sources.
            product: for the style of its citations, and whether its reader knows short forms.
            marks_portions: whether each block of text begins with its own marking.
        """
        self.slots: list[DraftSlot] = []
        self.sentences: list[Sentence] = []
        self._labels = labels
        self._view = view
        self._style = CitationStyle(product.citations)
        self._spells_out = product.readers != "desk"
        self._marks_portions = marks_portions
        self._portion_index: int | None = None
        self._first_sentence = 0
        self._block_citations: dict[Citation, None] = {}
        self._source_numbers: dict[str, int] = {}
        self._section_key = ""
        self._heading = ""
        self._introduced_terms: set[Term] = set()
        self._pending_citations: dict[Citation, None] = {}
        self._sentence_text: list[str] = []
        self._sentence_start: int | None = None

    @property
    def source_ids(self) -> tuple[str, ...]:
        """Return the cited sources, in order of their numbers."""
        return tuple(self._source_numbers)

    @property
    def has_pending_citations(self) -> bool:
        """Return whether a value was printed whose citations have no mark yet."""
        return bool(self._pending_citations)

    def begin_section(self, key: str, heading: str) -> None:
        """Begin a section: its label key and heading belong to the sentences that follow."""
        self._section_key, self._heading = key, heading

    def begin_block(self) -> str:
        """Return the slot for the marking of a block; empty if it has one already, or if blocks have none."""
        if not self._marks_portions or self._portion_index is not None:
            return ""
        self._portion_index, self._first_sentence = len(self.slots), len(self.sentences)
        return self._add_slot(PortionSlot())

    def mark_title(self, title: str) -> str:
        """Return the slot for the marking of the title of the note; empty if its parts have none."""
        return self._add_slot(PortionSlot(title=title)) if self._marks_portions else ""

    def fill(self, value: Value, *, starts_item: bool = False) -> FilledSlot:
        """Fill the slot of a value; its citations wait for the next marks.

        Args:
            value: as a template printed it.
            starts_item: whether a list item begins with it.
        """
        self._pending_citations |= dict.fromkeys(value.phrase.citations)
        if self._sentence_start is None:
            self._sentence_start = len(self.slots)
        return self.fill_uncited(value, self.introduce_term, starts_item=starts_item)

    def fill_uncited(
        self, value: Value, term_text: Callable[[Term], str], *, starts_item: bool = False
    ) -> FilledSlot:
        """Fill the slot of a value whose citations get no marks.

        Args:
            value: as a template printed it.
            term_text: returns the text of a name with a short form.
            starts_item: as for `fill`.
        """
        if isinstance(value, Insert):
            return FilledSlot(self._add_slot(value.content or SlotText("")), "")
        key = value.key or _label_key(value.phrase)
        content = phrase_slot(self._labels, value.phrase, term_text, key, starts_item=starts_item)
        return FilledSlot(self._add_slot(content), content.text)

    def introduce_term(self, term: Term) -> str:
        """Return a name in full with its short form on first use, and its short form from then on."""
        if self._spells_out:
            # A principal reads full names; only our own side is known by its short one.
            return term.short if term.short in self._view.side_short_names else term.full
        if term in self._introduced_terms:
            return term.short
        self._introduced_terms.add(term)
        return label_text(self._labels, "term", full=term.full, short=term.short)

    def add_text(self, text: str) -> None:
        """Add printed text to the current sentence."""
        self._sentence_text.append(text)

    def emit_marks(self) -> str:
        """End the current sentence, and return the marks of the pending citations: by source, without repeats."""
        text = "".join(self._sentence_text).strip()
        citations = tuple(self._pending_citations)
        self._sentence_text, self._pending_citations = [], {}
        if text:
            self.sentences.append(self._sentence(text, citations))
        self._sentence_start = None
        numbers = {
            self._source_numbers.setdefault(citation.source_id, len(self._source_numbers) + 1)
            for citation in citations
        }
        if not self._style.has_source_list:
            shown = first_and_newest(citations, self._view)
            self._block_citations |= dict.fromkeys(
                citation for id_ in shown for citation in citations if citation.source_id == id_
            )
            return ""
        return "".join(self._add_slot(CitationMark(number)) for number in sorted(numbers))

    def _sentence(self, text: str, citations: tuple[Citation, ...]) -> Sentence:
        """Return the sentence that ends here."""
        quotes = dict.fromkeys(
            (citation.source_id, words)
            for citation in citations
            for words in self._view.quotes.get(citation, ())
        )
        end = len(self.slots)
        start = end if self._sentence_start is None else self._sentence_start
        return Sentence(text, self._section_key, self._heading, citations, tuple(quotes), range(start, end))

    def end_block(self) -> str:
        """End the current sentence and its block; return the marks, or the short forms of the sources of the block."""
        marks = self.emit_marks()
        if self._portion_index is not None:
            self.slots[self._portion_index] = PortionSlot(tuple(self.sentences[self._first_sentence :]))
            self._portion_index = None
        citations, self._block_citations = tuple(self._block_citations), {}
        if not citations or not self._style.has_source_notes:
            return marks
        text = short_citations(citations, self._view, self._labels)
        return self._add_slot(SourceNote(text, is_beside=self._style is CitationStyle.MARGIN))

    def _add_slot(self, content: DraftSlot) -> str:
        """Add the content of a slot; return the slot in the notation of the skeleton."""
        self.slots.append(content)
        return f"{OPEN}{len(self.slots) - 1}{CLOSE}"


def _label_key(phrase: Phrase) -> str:
    """Return the key of the label that a phrase consists of; empty if it is anything else."""
    match phrase.parts:
        case (LabelRef(key),):
            return key
        case _:
            return ""
