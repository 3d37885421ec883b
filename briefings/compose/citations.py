"""Citation marks and final texts for the slots of a rendered skeleton.

Citations wait until the value that ends a sentence is printed, until the list item ends, or until the last cell of a
row that has a citation. There the placer prints their marks, numbered by source and without repeats. It prints names
with a short form in full on first use, and leaves out table columns without content.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from briefings.compose.brief import CitationMark, Figure, Sentence, SlotText, SourceList
from briefings.compose.inserts import Insert
from briefings.compose.label_text import label_text, localize_punctuation
from briefings.compose.phrase_text import full_form, phrase_slot, short_form
from briefings.model.diagnostics import BriefingsError, Diagnostic
from briefings.templating.slots import CLOSE, OPEN, SLOT, cited_facts

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefings.compose.brief import DraftSlot
    from briefings.compose.labels import Labels
    from briefings.compose.pictures import Pictures
    from briefings.model.diagnostics import Location
    from briefings.model.phrases import Citation, Term
    from briefings.templating.slots import Slots, Value
    from briefings.views.records import View

__all__ = ["CitationPlacer", "CitedSkeleton"]

_KIND_BY_CHARACTER = {"#": "heading", "|": "row", ">": "quote"}
_SINGLE_LINE_KINDS = ("heading", "row")
_INDENT = 4
_TOKEN = re.compile(f"({OPEN}[0-9]+{CLOSE})")
# A remark such as [en] after a sentence belongs to it.
_ENDS_SENTENCE = re.compile(r"[.!?…؟][”’»\"')\]]*(?:\s*\[[\w-]+\])?\s*$")
_CLOSING = re.compile(r"[*_”’»\"')\]]*[.!?…]*[*_”’»\"')\]]*")
_PUNCTUATION = re.compile(r"[.!?…]")
_LIST_ITEM = re.compile(r"\s*[-*+]\s")
_BLOCK_START = re.compile(r"\s*(?:[-+*>]\s+)*")
_EMPHASIS = re.compile(r"[*_]+")
_INDENTED_CODE = re.compile(r" {4}|\t")
_UNDERLINE = re.compile(r"=+|-+")
_DELIMITER_ROW = re.compile(r"\|[\s:|-]*-[\s:|-]*")
_BARE_DELIMITER_ROW = re.compile(r"[:-][\s:-]*\|[\s:|-]*")


def _stands_alone(value: Value) -> bool:
    """Return whether a value needs a line of its own."""
    return isinstance(value, Insert) and value.stands_alone


def _is_row(line: str) -> bool:
    """Return whether a line is a table row."""
    return line.strip().startswith("|")


def _split_row(row: str) -> list[str]:
    """Return the cells of a table row."""
    return row.strip().removeprefix("|").removesuffix("|").split("|")


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
    """A pass over the rendered skeleton, in reading order, that gives each slot its final content."""

    def __init__(
        self,
        slots: Slots,
        labels: Labels,
        view: View,
        pictures: Pictures,
        locate: Callable[[Any], Location | None],
    ) -> None:
        """Prepare to place citations.

        Args:
            slots: values that the templates printed.
            labels: in the language of the note.
            view: with the cited sources.
            pictures: of the note.
            locate: returns the location of a render point; None if it is unknown.
        """
        self.values = slots.values
        self.render_points = slots.render_points
        self.labels = labels
        self.view = view
        self.pictures = pictures
        self.locate = locate
        self._slots: list[DraftSlot] = []
        self._sentences: list[Sentence] = []
        self._source_numbers: dict[str, int] = {}
        self._section_key = ""
        self._heading = ""
        self._problems: dict[Diagnostic, Diagnostic] = {}
        self._introduced_terms: set[Term] = set()
        self._pending_citations: dict[Citation, None] = {}
        self._printed_text: list[str] = []

    # --- the document, line by line -------------------------------------------------------------

    def place(self, skeleton: str) -> CitedSkeleton:
        """Return the skeleton with renumbered slots and with citation marks.

        Raises:
            BriefingsError: with everything in the skeleton that templates must not print.
        """
        lines = self._drop_empty_columns(skeleton.split("\n"))
        out: list[str] = []
        kind = ""
        for number, line in enumerate(lines):
            previous_kind, kind = kind, self._line_kind(line, kind) or kind
            text = line.strip()
            next_text = lines[number + 1].strip() if number + 1 < len(lines) else ""
            self._check_line(line, lines[number - 1].strip() if number else "", kind)
            if not text or kind != previous_kind or kind in _SINGLE_LINE_KINDS or _LIST_ITEM.match(line):
                self._end_block(out)
            if text and kind != previous_kind and out and out[-1].strip():
                # Without a blank line some Markdown readers join the line to the block above.
                out.append("")
            if not text:
                out.append("")
            elif kind == "heading":
                # The title uses the short, well-known names.
                out.append(self._render_heading(line, full_form if text.startswith("##") else short_form))
            elif _DELIMITER_ROW.fullmatch(text):
                out.append(line)
            elif kind == "row":
                out.append(self._render_row(line, header=bool(_DELIMITER_ROW.fullmatch(next_text))))
            else:
                out.append(self._render_running_text(line))
        self._end_block(out)
        self._check_document()
        if self._problems:
            raise BriefingsError(self._problems.values())
        return CitedSkeleton(
            "\n".join(out), tuple(self._slots), tuple(self._sentences), tuple(self._source_numbers)
        )

    def _drop_empty_columns(self, lines: list[str]) -> list[str]:
        """Return the lines without table columns that are empty in all rows; the first column always stays."""
        out = list(lines)
        for number, line in enumerate(lines):
            if number == 0 or not _DELIMITER_ROW.fullmatch(line.strip()):
                continue
            body = [_split_row(row) for row in itertools.takewhile(_is_row, lines[number + 1 :])]
            filled = {
                column
                for row in body
                for column, cell in enumerate(row)
                if column == 0 or self._has_content(cell)
            }
            for row_number in range(number - 1, number + 1 + len(body) if filled else 0):
                cells = _split_row(lines[row_number])
                if not filled.issuperset(range(len(cells))):
                    out[row_number] = (
                        f"|{'|'.join(cell for column, cell in enumerate(cells) if column in filled)}|"
                    )
        return out

    def _has_content(self, cell: str) -> bool:
        """Return whether a cell will print anything."""
        return any(
            self._value_of(part) if SLOT.fullmatch(part) else part.strip() for part in _TOKEN.split(cell)
        )

    def _line_kind(self, line: str, previous_kind: str) -> str:
        """Return the kind of block that a line belongs to, empty for a blank line.

        Kinds are `heading`, `row`, `item`, `quote`, `alone` (a picture or the list of sources) and `text`.
        """
        text = line.strip()
        if not text:
            return ""
        if text[0] in _KIND_BY_CHARACTER:
            return _KIND_BY_CHARACTER[text[0]]
        if _LIST_ITEM.match(line) or (previous_kind == "item" and line[0] == " "):
            return "item"
        return "alone" if SLOT.fullmatch(text) and _stands_alone(self._value_of(text)) else "text"

    def _check_line(self, line: str, previous_text: str, kind: str) -> None:
        """Report ambiguous Markdown, and pictures and lists of sources that do not have a line of their own."""
        text = line.strip()
        if not text:
            return
        if kind == "text" and _INDENTED_CODE.match(line):
            message = "an indented line, which would be read as code"
            self._report(line, "template-refused", message, "begin it at the left edge")
        if _LIST_ITEM.match(line) and (len(line) - len(line.lstrip())) % _INDENT:
            message = "a list item that some readers would not take for a nested one"
            self._report(line, "template-refused", message, "indent it by four spaces, or not at all")
        if previous_text and _UNDERLINE.fullmatch(text):
            self._report(previous_text, "template-refused", "an underlined heading", "write headings with #")
        if _BARE_DELIMITER_ROW.fullmatch(text) or (kind == "row" and not text.endswith("|")):
            message = "a table row that does not begin and end with |"
            self._report(line + previous_text, "template-refused", message, "put | at both ends of each row")
        for token in _TOKEN.findall(line) if kind != "alone" else ():
            value = self._value_of(token)
            if isinstance(value, Insert) and value.stands_alone:
                message = f"the {value.name} must stand alone"
                self._report(
                    token, "template-refused", message, f"give {{{{ {value.name} }}}} a line of its own"
                )

    def _check_document(self) -> None:
        """Report a list of sources that is missing or repeated, and pictures whose facts the text does not cite."""
        lists = sum(isinstance(slot, SourceList) for slot in self._slots)
        if lists > 1 or (self._source_numbers and not lists):
            message = f"the list of sources is printed {'twice' if lists else 'nowhere'}"
            self._report("", "sources-list", message, "print {{ sources }} once, where the list is to stand")
        cited = {citation for sentence in self._sentences for citation in sentence.citations}
        for name in dict.fromkeys(slot.name for slot in self._slots if isinstance(slot, Figure)):
            picture = self.pictures.get(name)
            if picture and not picture.citations <= cited:
                message = f"the {name} shows what the note says nowhere, so nothing cites it"
                self._report("", "picture-alone", message, "print the same in a table below it as well")

    def _report(self, line: str, code: str, message: str, hint: str) -> None:
        """Add a problem, located at the template line that printed the first value of a line."""
        token = _TOKEN.search(line)
        location = self.locate(self.render_points[self._value_index(token[0])]) if token else None
        fact_key = next(iter(cited_facts(self._value_of(token[0]))), "") if token else ""
        problem = Diagnostic(code, message, location, hint=hint)
        # Report a loop's error once, for its first fact.
        self._problems.setdefault(problem, problem.with_fact(fact_key, self.view.locations))

    def _end_block(self, out: list[str]) -> None:
        """Append the marks of the pending citations to the last line that is not blank."""
        for index in range(len(out) - 1, -1, -1):
            if out[index].strip():
                out[index] = out[index].rstrip() + self._emit_marks()
                return
        self._emit_marks()

    def _render_heading(self, line: str, term_text: Callable[[Term], str]) -> str:
        """Return a heading with filled slots, and remember it as the heading of the sentences that follow."""
        keys = [self._value_of(token).key for token in _TOKEN.findall(line)]
        out = self._render_uncited(line, term_text)
        if key := next(filter(None, keys), ""):
            self._section_key, self._heading = key, SLOT.sub(self._slot_text, out).lstrip("# ")
        return out

    def _slot_text(self, slot: re.Match[str]) -> str:
        """Return the text of a filled slot; empty if it is not text."""
        content = self._slots[int(slot[1])]
        return content.text if isinstance(content, SlotText) else ""

    def _render_row(self, line: str, *, header: bool) -> str:
        """Return a table row with filled slots, and marks in the last cell with a citation."""
        if header:
            return self._render_uncited(line, self._term_text)
        cells = [self._render_cell(cell) for cell in _split_row(line)]
        # A cell without citation may print that something is unknown, which no source states: it gets no marks.
        cited_cells = [number for number, cell in enumerate(cells) if cell.words and cell.has_citation]
        text_cells = [number for number, cell in enumerate(cells) if cell.words]
        last = next(reversed(cited_cells or text_cells), len(cells) - 1)
        self._printed_text = [" | ".join(cell.words for cell in cells if cell.words)]
        marks = self._emit_marks()
        texts = [cell.text + (marks if number == last else "") for number, cell in enumerate(cells)]
        return "| " + " | ".join(texts) + " |"

    def _render_cell(self, text: str) -> _Cell:
        """Return a cell with filled slots."""
        out, printed = self._render_tokens(text)
        has_citation = any(self._value_of(token).phrase.citations for token in _TOKEN.findall(text))
        return _Cell("".join(out).strip(), "".join(printed).strip(), has_citation)

    def _render_tokens(self, text: str) -> tuple[list[str], list[str]]:
        """Return a text with filled slots, and the same with the texts of the slots and without emphasis."""
        out, printed = [], []
        for token in _TOKEN.split(text):
            if SLOT.fullmatch(token):
                slot, slot_text = self._fill_slot(self._value_of(token))
                out.append(slot)
                printed.append(slot_text)
            else:
                out.append(localize_punctuation(self.labels, token))
                printed.append(_EMPHASIS.sub("", out[-1]))
        return out, printed

    def _render_uncited(self, line: str, term_text: Callable[[Term], str]) -> str:
        """Return a heading or table header with filled slots, and report facts in it: it can't have citation marks."""
        out = []
        for token in _TOKEN.split(line):
            if not SLOT.fullmatch(token):
                out.append(localize_punctuation(self.labels, token))
                continue
            value = self._value_of(token)
            if value.phrase.citations:
                message = "a heading or table header prints a fact, which can't be cited there"
                hint = "print labels there, and the fact in the text below"
                self._report(token, "cited-heading", message, hint)
            if isinstance(value, Insert):
                # An insert that needs a line of its own has been reported.
                out.append("" if value.stands_alone else self._fill_insert(value))
            else:
                out.append(self._add_slot(phrase_slot(self.labels, value.phrase, term_text, value.key)))
        return "".join(out)

    def _render_running_text(self, line: str) -> str:
        """Return a line of a paragraph or list item with filled slots, and marks after each value that ends a sentence."""
        start = _BLOCK_START.match(line)
        lead = start.group() if start else ""
        out: list[str] = [lead]
        self._printed_text.append(" ")
        sentence_ended = False
        for token in _TOKEN.split(line[len(lead) :]):
            if SLOT.fullmatch(token):
                if sentence_ended:
                    out.append(self._emit_marks())
                slot, text = self._fill_slot(self._value_of(token))
                out.append(slot)
                self._printed_text.append(text)
                sentence_ended = bool(_ENDS_SENTENCE.search(text))
                continue
            match = _CLOSING.match(token)
            closing = match.group() if match else ""
            rest = token
            if sentence_ended or (self._pending_citations and _PUNCTUATION.search(closing)):
                rest = token[len(closing) :]
                self._printed_text.append(_EMPHASIS.sub("", closing))
                out += [closing, self._emit_marks()]
            rest = localize_punctuation(self.labels, rest)
            out.append(rest)
            self._printed_text.append(_EMPHASIS.sub("", rest))
            sentence_ended = False
        if sentence_ended:
            out.append(self._emit_marks())
        return "".join(out)

    # --- slots ----------------------------------------------------------------------------------

    @staticmethod
    def _value_index(token: str) -> int:
        """Return the index of the value in a slot."""
        match = SLOT.fullmatch(token)
        assert match  # noqa: S101 - called for slots only
        return int(match[1])

    def _value_of(self, token: str) -> Value:
        """Return the value that a template printed as a slot."""
        return self.values[self._value_index(token)]

    def _add_slot(self, content: DraftSlot) -> str:
        """Add the content of a slot; return the slot in the notation of the skeleton."""
        self._slots.append(content)
        return f"{OPEN}{len(self._slots) - 1}{CLOSE}"

    def _fill_slot(self, value: Value) -> tuple[str, str]:
        """Add the final slot of a value; return the slot and its text."""
        if isinstance(value, Insert):
            return self._fill_insert(value), ""
        self._pending_citations |= dict.fromkeys(value.phrase.citations)
        slot_text = phrase_slot(self.labels, value.phrase, self._term_text, value.key)
        return self._add_slot(slot_text), slot_text.text

    def _fill_insert(self, insert: Insert) -> str:
        """Add the slot of an insert, which is empty if there is nothing to print; return the slot."""
        return self._add_slot(insert.content or SlotText(""))

    def _term_text(self, term: Term) -> str:
        """Return a name in full with its short form on first use, and its short form from then on."""
        if term in self._introduced_terms:
            return term.short
        self._introduced_terms.add(term)
        return label_text(self.labels, "term", full=term.full, short=term.short)

    # --- citations ------------------------------------------------------------------------------

    def _emit_marks(self) -> str:
        """Return the marks of the pending citations and clear them; record the text since the last marks as a sentence."""
        text = "".join(self._printed_text).strip()
        pending, self._pending_citations, self._printed_text = tuple(self._pending_citations), {}, []
        if text:
            self._sentences.append(Sentence(text, self._section_key, self._heading, pending))
        numbers = {
            self._source_numbers.setdefault(citation.source_id, len(self._source_numbers) + 1)
            for citation in pending
        }
        return "".join(self._add_slot(CitationMark(number)) for number in sorted(numbers))
