"""Citation marks and final texts for the slots of a rendered skeleton.

Citations wait until the value that ends a sentence is printed, until the list item ends, or until the last cell of a
row that has a citation. There the placer prints their marks, numbered by source and without repeats. It prints names
with a short form in full on first use, and leaves out table columns without content.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from briefings.compose.brief import Figure, Sentence, SlotText, SourceList
from briefings.compose.citation_style import CitationStyle
from briefings.compose.inserts import Insert
from briefings.compose.label_text import drop_second_stop, localize_punctuation
from briefings.compose.phrase_text import full_form, short_form
from briefings.compose.skeleton import (
    BlockKind,
    block_kind,
    drop_empty_columns,
    ends_block,
    find_ambiguous_markdown,
    is_delimiter_row,
    is_list_item,
    split_row,
)
from briefings.compose.slot_filler import SlotFiller
from briefings.model.diagnostics import BriefingsError, Diagnostic
from briefings.templating.slots import CLOSE, OPEN, SLOT, cited_facts

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefings.compose.brief import DraftSlot
    from briefings.compose.house_style import HouseStyle
    from briefings.compose.pictures import Pictures
    from briefings.compose.products import Product
    from briefings.model.phrases import Term
    from briefings.templating.slots import Slots, Value
    from briefings.views.records import View

__all__ = ["CitationPlacer", "CitedSkeleton"]

_TOKEN = re.compile(f"({OPEN}[0-9]+{CLOSE})")
# A remark such as [en] after a sentence belongs to it.
_ENDS_SENTENCE = re.compile(r"[.!?…؟][”’»\"')\]]*(?:\s*\[[\w-]+\])?\s*$")
_CLOSING = re.compile(r"[*_”’»\"')\]]*[.!?…]*[*_”’»\"')\]]*")
_PUNCTUATION = re.compile(r"[.!?…]")
_BLOCK_START = re.compile(r"\s*(?:[-+*>]\s+)*")
_EMPHASIS = re.compile(r"[*_]+")


class _Cell(NamedTuple):
    """A cell of a table.

    Attributes:
        text: as printed, with slots.
        words: the same with the texts of the slots, without markup.
        has_citation: whether any value in it has a citation.
    """

    text: str
    words: str
    has_citation: bool


@dataclass(frozen=True, slots=True)
class CitedSkeleton:
    """A skeleton with citation marks.

    Attributes:
        text: Markdown with slots, each used once, in order.
        slots: their contents, by index.
        sentences: in reading order.
        source_ids: the cited sources, in order of their numbers.
    """

    text: str
    slots: tuple[DraftSlot, ...]
    sentences: tuple[Sentence, ...]
    source_ids: tuple[str, ...]


class CitationPlacer:
    """A pass over the lines of the rendered skeleton that fills the slots and decides where citation marks go."""

    def __init__(
        self,
        slots: Slots,
        view: View,
        pictures: Pictures,
        product: Product,
        style: HouseStyle,
    ) -> None:
        """Prepare to place citations.

        Args:
            slots: values that the templates printed.
            view: with the cited sources.
            pictures: of the note.
            product: for the style of its citations.
            style: of the house: its labels, its templates, and whether its scheme marks each block.
        """
        self._values = slots.values
        self._render_points = slots.render_points
        self._labels = style.labels
        self._view = view
        self._pictures = pictures
        self._has_source_list = CitationStyle(product.citations).has_source_list
        self._locate = style.templates.locate
        marks_portions = style.scheme.portion_marks != "no"
        self._filler = SlotFiller(style.labels, view, product, marks_portions=marks_portions)
        self._problems: dict[Diagnostic, Diagnostic] = {}

    # --- the document, line by line -------------------------------------------------------------

    def place(self, skeleton: str) -> CitedSkeleton:
        """Return the skeleton with renumbered slots and with citation marks.

        Raises:
            BriefingsError: with everything in the skeleton that templates must not print.
        """
        lines = drop_empty_columns(skeleton.split("\n"), self._has_content)
        out: list[str] = []
        kind: BlockKind | None = None
        for line_before, line, next_line in zip(["", *lines], lines, [*lines[1:], ""], strict=False):
            if ends_block(line):
                self._end_block(out)
                out.append(line.strip())
                continue
            previous_kind, kind = kind, self._line_kind(line, kind)
            self._check_line(line, line_before, kind)
            if kind is not previous_kind or kind.has_single_lines or is_list_item(line):
                self._end_block(out)
            if kind is not previous_kind and out and out[-1].strip():
                # Without a blank line some Markdown readers join the line to the block above.
                out.append("")
            out.append(self._render_line(line, kind, is_header=is_delimiter_row(next_line)))
        self._end_block(out)
        self._check_document()
        if self._problems:
            raise BriefingsError(self._problems.values())
        filler = self._filler
        return CitedSkeleton("\n".join(out), tuple(filler.slots), tuple(filler.sentences), filler.source_ids)

    def _has_content(self, cell: str) -> bool:
        """Return whether a cell will print anything."""
        return any(
            self._value_of(part) if SLOT.fullmatch(part) else part.strip() for part in _TOKEN.split(cell)
        )

    def _line_kind(self, line: str, previous_kind: BlockKind | None) -> BlockKind:
        """Return the kind of block that a line belongs to."""
        kind = block_kind(line, previous_kind)
        text = line.strip()
        is_alone = kind is BlockKind.TEXT and SLOT.fullmatch(text) and _is_block(self._value_of(text))
        return BlockKind.ALONE if is_alone else kind

    def _end_block(self, out: list[str]) -> None:
        """Append the marks of the pending citations to the last line that is not blank."""
        for index in range(len(out) - 1, -1, -1):
            if not ends_block(out[index]):
                out[index] = out[index].rstrip() + self._filler.end_block()
                return
        self._filler.end_block()

    # --- problems -------------------------------------------------------------------------------

    def _check_line(self, line: str, line_before: str, kind: BlockKind) -> None:
        """Report ambiguous Markdown, and pictures and lists of sources that do not have a line of their own."""
        for problem in find_ambiguous_markdown(line, line_before, kind):
            self._report(problem.text, "template-refused", problem.message, problem.hint)
        for token in _TOKEN.findall(line) if kind is not BlockKind.ALONE else ():
            value = self._value_of(token)
            if isinstance(value, Insert) and value.is_block:
                message = f"{{{{ {value.name} }}}} shares its line with something else"
                self._report(token, "template-refused", message, "give it a line of its own")

    def _check_document(self) -> None:
        """Report a list of sources that is missing or repeated, and pictures whose facts the text does not cite."""
        slots = self._filler.slots
        lists = sum(isinstance(slot, SourceList) for slot in slots)
        if lists > 1 or (self._has_source_list and self._filler.source_ids and not lists):
            message = f"the template {'repeats' if lists else 'does not print'} the list of sources"
            self._report("", "sources-list", message, "print {{ sources }} once, where the list belongs")
        cited = {citation for sentence in self._filler.sentences for citation in sentence.citations}
        for name in dict.fromkeys(slot.name for slot in slots if isinstance(slot, Figure)):
            picture = self._pictures.get(name)
            if picture and not picture.citations <= cited:
                message = f"the {name} shows facts that the text of the note does not cite"
                self._report("", "picture-alone", message, "print the same facts in a table below it")

    def _report(self, line: str, code: str, message: str, hint: str) -> None:
        """Add a problem, located at the template line that printed the first value of a line."""
        token = _TOKEN.search(line)
        location = self._locate(self._render_points[_value_index(token[0])]) if token else None
        fact_key = next(iter(cited_facts(self._value_of(token[0]))), "") if token else ""
        problem = Diagnostic(code, message, location, hint=hint)
        # Report a loop's error once, for its first fact.
        self._problems.setdefault(problem, problem.with_fact(fact_key, self._view.locations))

    # --- lines ----------------------------------------------------------------------------------

    def _render_line(self, line: str, kind: BlockKind, *, is_header: bool) -> str:
        """Return a line with filled slots, and with marks unless they wait for the end of its block.

        Args:
            line: of the skeleton; not blank.
            kind: of the block that it belongs to.
            is_header: whether the line is the header, if it is the row of a table.
        """
        if kind is BlockKind.HEADING:
            return self._render_heading(line)
        if is_delimiter_row(line):
            return line
        if kind is BlockKind.ROW:
            return (
                self._render_uncited(line, self._filler.introduce_term)
                if is_header
                else self._render_row(line)
            )
        mark = "" if kind is BlockKind.ALONE else self._filler.begin_block()
        return self._render_running_text(line, mark)

    def _render_heading(self, line: str) -> str:
        """Return a heading with filled slots, and remember it as the heading of the sentences that follow."""
        # The title uses the short, well-known names.
        is_title = not line.strip().startswith("##")
        out = self._render_uncited(line, short_form if is_title else full_form)
        if is_title:
            sign, _, title = out.partition(" ")
            mark = self._filler.mark_title(SLOT.sub(self._slot_text, title))
            out = f"{sign} {mark}{title}"
        keys = (self._value_of(token).key for token in _TOKEN.findall(line))
        if key := next(filter(None, keys), ""):
            self._filler.begin_section(key, SLOT.sub(self._slot_text, out).lstrip("# "))
        return out

    def _slot_text(self, slot: re.Match[str]) -> str:
        """Return the text of a filled slot; empty if it is not text."""
        content = self._filler.slots[int(slot[1])]
        return content.text if isinstance(content, SlotText) else ""

    def _render_uncited(self, line: str, term_text: Callable[[Term], str]) -> str:
        """Return a heading or table header with filled slots, and report facts in it: it can't have citation marks."""
        out = []
        for token in _TOKEN.split(line):
            if not SLOT.fullmatch(token):
                out.append(localize_punctuation(self._labels, token))
                continue
            value = self._value_of(token)
            if value.phrase.citations:
                message = "a heading or table header prints a fact, but can't have a citation mark"
                hint = "print a label there, and the fact in the text below"
                self._report(token, "cited-heading", message, hint)
            # An insert that needs a line of its own has been reported.
            if not _is_block(value):
                out.append(self._filler.fill_uncited(value, term_text).token)
        return "".join(out)

    def _render_row(self, line: str) -> str:
        """Return a table row with filled slots, and marks in the last cell with a citation."""
        mark = self._filler.begin_block()
        cells = [self._render_cell(cell) for cell in split_row(line)]
        # A cell without citation may print that something is unknown, which no source states: it gets no marks.
        cited_cells = [number for number, cell in enumerate(cells) if cell.words and cell.has_citation]
        text_cells = [number for number, cell in enumerate(cells) if cell.words]
        last = next(reversed(cited_cells or text_cells), len(cells) - 1)
        self._filler.add_text(" | ".join(cell.words for cell in cells if cell.words))
        marks = self._filler.end_block()
        first = next(iter(text_cells), 0)
        texts = [
            (mark if number == first else "") + cell.text + (marks if number == last else "")
            for number, cell in enumerate(cells)
        ]
        return "| " + " | ".join(texts) + " |"

    def _render_cell(self, text: str) -> _Cell:
        """Return a cell with filled slots."""
        out, printed = [], []
        for token in _TOKEN.split(text):
            if SLOT.fullmatch(token):
                slot = self._filler.fill(self._value_of(token))
                out.append(slot.token)
                printed.append(slot.text)
            else:
                out.append(drop_second_stop("".join(printed), localize_punctuation(self._labels, token)))
                printed.append(_EMPHASIS.sub("", out[-1]))
        has_citation = any(self._value_of(token).phrase.citations for token in _TOKEN.findall(text))
        return _Cell("".join(out).strip(), "".join(printed).strip(), has_citation)

    def _render_running_text(self, line: str, portion_mark: str) -> str:
        """Return a line of a paragraph or list item with filled slots, and marks after each value that ends a sentence.

        Args:
            line: of the skeleton; not blank.
            portion_mark: the slot for the marking of the block that begins with it, or empty.
        """
        filler = self._filler
        start = _BLOCK_START.match(line)
        lead = start.group() if start else ""
        out: list[str] = [lead, portion_mark]
        filler.add_text(" ")
        sentence_ended, text_before = False, ""
        for token in _TOKEN.split(line[len(lead) :]):
            if SLOT.fullmatch(token):
                if sentence_ended:
                    out.append(filler.emit_marks())
                slot = filler.fill(self._value_of(token), starts_item=is_list_item(line) and not text_before)
                out.append(slot.token)
                filler.add_text(slot.text)
                sentence_ended = bool(_ENDS_SENTENCE.search(slot.text))
                text_before += slot.text
                continue
            rest = drop_second_stop(text_before, token)
            text_before += _EMPHASIS.sub("", rest)
            match = _CLOSING.match(rest)
            closing = match.group() if match else ""
            if sentence_ended or (filler.has_pending_citations and _PUNCTUATION.search(closing)):
                rest = rest[len(closing) :]
                filler.add_text(_EMPHASIS.sub("", closing))
                out += [closing, filler.emit_marks()]
            rest = localize_punctuation(self._labels, rest)
            out.append(rest)
            filler.add_text(_EMPHASIS.sub("", rest))
            sentence_ended = False
        if sentence_ended:
            out.append(filler.emit_marks())
        return "".join(out)

    def _value_of(self, token: str) -> Value:
        """Return the value that a template printed as a slot."""
        return self._values[_value_index(token)]


def _is_block(value: Value) -> bool:
    """Return whether a value needs a line of its own."""
    return isinstance(value, Insert) and value.is_block


def _value_index(token: str) -> int:
    """Return the index of the value in a slot."""
    match = SLOT.fullmatch(token)
    assert match  # noqa: S101 - called for slots only
    return int(match[1])
