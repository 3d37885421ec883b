"""The body of a note in Word: headings, paragraphs, lists, boxes, tables and the list of sources, in named styles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.compose.brief import CitationMark, SlotText, SourceList, SourceNote
from briefings.model.locales import text_direction
from briefings.outputs.block_language import block_language
from briefings.outputs.skeleton_tree import parse_skeleton
from briefings.outputs.word.tables import Cell, TableLook, make_table
from briefings.outputs.word.text import block_pieces, make_runs, text_run
from briefings.outputs.word.xml import element
from briefings.templating.slots import SLOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from xml.etree.ElementTree import Element as TreeElement

    from docx.oxml.xmlchemy import BaseOxmlElement as Element

    from briefings.compose.brief import Brief, Slot
    from briefings.outputs.word.sources import Sources
    from briefings.outputs.word.template import HouseTemplate
    from briefings.outputs.word.text import Piece

__all__ = ["BodyWriter"]

_HEADING_STYLES = {"h1": "title", "h2": "heading 1", "h3": "heading 2"}
_LOWEST_HEADING = "heading 3"
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LISTS = ("ul", "ol")
_FOOT_KEYS = ("copies", "publishers")


class BodyWriter:
    """A writer of the blocks of one note.

    Attributes:
        brief: the note.
        styles: the id of each style by name.
    """

    def __init__(self, brief: Brief, template: HouseTemplate, sources: Sources, text_width: int) -> None:
        """Prepare to write a note.

        Args:
            brief: the note.
            template: whose document gets the blocks.
            sources: writes the marks and the list of sources.
            text_width: width of the text, in twentieths of a point.
        """
        self.brief = brief
        self.styles = template.styles
        self._sources = sources
        self._text_width = text_width
        self._heading = ""

    def blocks(self) -> Iterator[Element]:
        """Yield the blocks of the note."""
        children = list(parse_skeleton(self.brief.skeleton))
        if not self._sources.has_list:
            children = _without_list(children, self.brief)
        before: TreeElement | None = None
        is_after_table = False
        for child in children:
            for block in self._blocks_of(child, "" if before is None else before.tag):
                is_table = block.tag.endswith("}tbl")
                if is_table and is_after_table:
                    yield element("p")  # Word joins tables with nothing between them
                is_after_table = is_table
                yield block
            before = child
        if is_after_table:
            yield element("p")

    def _blocks_of(self, child: TreeElement, tag_before: str) -> Iterator[Element]:
        """Yield the blocks of a child of the tree.

        Args:
            child: of the root.
            tag_before: the tag of the child before it.
        """
        if child.tag in _LISTS:
            yield from self._list_items(child, "note head" if tag_before == "h1" else "", 0)
        elif child.tag == "blockquote":
            yield from self._box(child)
        elif child.tag == "table":
            yield self._table(child)
        elif child.tag in _HEADINGS:
            yield from self._heading_block(child)
        else:
            yield from self._text_block(child, "subtitle" if tag_before == "h1" else "")

    def _heading_block(self, heading: TreeElement) -> Iterator[Element]:
        """Yield a heading."""
        pieces = block_pieces(heading, self.brief, self._sources.sentence_of_slot)
        self._heading = "".join(
            piece.slot.text if isinstance(piece.slot, SlotText) else piece.text for piece in pieces
        )
        yield self.paragraph(_HEADING_STYLES.get(heading.tag, _LOWEST_HEADING), pieces)

    def _text_block(self, block: TreeElement, style: str) -> Iterator[Element]:
        """Yield a paragraph, or the list of sources; nothing for a paragraph without words, such as a picture's."""
        pieces = self._pieces(block)
        if any(isinstance(piece.slot, SourceList) for piece in pieces):
            yield from self._sources.list_blocks()
        elif pieces:
            yield self.paragraph(style or self._paragraph_style(pieces), pieces)

    def _paragraph_style(self, pieces: Sequence[Piece]) -> str:
        """Return the style of a paragraph: that of the colophon for one about the note itself."""
        first = next((piece.slot for piece in pieces if isinstance(piece.slot, SlotText)), None)
        is_foot = first is not None and first.key.partition(".")[0] in _FOOT_KEYS
        return "colophon" if is_foot else "body text"

    def _list_items(self, items: TreeElement, style: str, level: int) -> Iterator[Element]:
        """Yield the paragraphs of a list and of the lists in it."""
        for item in items:
            paragraphs = item.findall("p")
            for block in paragraphs[:1] or [item]:
                if pieces := self._pieces(block):
                    yield self.paragraph(style or ("list bullet 2" if level else "list bullet"), pieces)
            for block in paragraphs[1:]:
                yield from self._text_block(block, "")
            for nested in item:
                if nested.tag in _LISTS:
                    yield from self._list_items(nested, style, level + 1)

    def _box(self, box: TreeElement) -> Iterator[Element]:
        """Yield the paragraphs of a box; the first is its heading."""
        for number, child in enumerate(box):
            if child.tag in _LISTS:
                for item in child:
                    yield self.paragraph("box text", self._pieces(item))
            else:
                yield self.paragraph("box text" if number else "box heading", self._pieces(child))

    def _table(self, table: TreeElement) -> Element:
        """Return a table, with the sources beside its rows in a column of their own."""
        head, body = table.find("thead"), table.find("tbody")
        header = [self._pieces(cell) for row in head or () for cell in row]
        rows = [[self._pieces(cell) for cell in row] for row in body or ()]
        notes = [_take_note(row) for row in rows]
        has_header, has_notes = any(header), any(notes)
        made: list[list[Cell]] = []
        if has_header:
            made.append([self._cell("table heading", pieces) for pieces in header])
            if has_notes:
                made[0].append(self._plain_cell("table heading", self.brief.sources_label))
        for row, note in zip(rows, notes, strict=True):
            cells = [
                self._cell("table text" if number else "table row heading", pieces)
                for number, pieces in enumerate(row)
            ]
            if has_notes:
                cells.append(self._plain_cell("table sources", note))
            made.append(cells)
        is_rtl = text_direction(self.brief.language) == "rtl"
        look = TableLook(self.styles["note table"], self._text_width, is_rtl)
        return make_table(made, look, caption=self._heading, has_header=has_header)

    def _plain_cell(self, style: str, text: str) -> Cell:
        """Return a cell with a text of the note."""
        return Cell(self._plain_paragraph(style, text), text)

    def _cell(self, style: str, pieces: Sequence[Piece]) -> Cell:
        """Return a cell: a paragraph, even if it is empty."""
        text = "".join(
            piece.slot.text if isinstance(piece.slot, SlotText) else piece.text for piece in pieces
        )
        return Cell(self.paragraph(style, pieces), text)

    def _plain_paragraph(self, style: str, text: str) -> Element:
        """Return a paragraph with a text of the note."""
        runs = [text_run(text, self.brief.language, self.brief.language)] if text else []
        return self._block(style, self.brief.language, runs)

    def paragraph(self, style: str, pieces: Sequence[Piece]) -> Element:
        """Return a paragraph of these parts, in the direction of the language in which most of it is written."""
        slots: list[Slot] = [piece.slot for piece in pieces if piece.slot is not None]
        language = block_language(slots, self.brief.language)
        return self._block(style, language, list(self._content(pieces, language)))

    def _block(self, style: str, language: str, content: Sequence[Element]) -> Element:
        """Return a paragraph element."""
        is_rtl = text_direction(language) == "rtl"
        # The name of a row stays on the side of its column, whatever its direction.
        turned = style == "table row heading" and is_rtl != (text_direction(self.brief.language) == "rtl")
        properties = element(
            "pPr",
            element("pStyle", val=self.styles[style]),
            element("bidi") if is_rtl else None,
            element("jc", val="right") if turned else None,
        )
        return element("p", properties, *content)

    def _content(self, pieces: Sequence[Piece], language: str) -> Iterator[Element]:
        """Yield the content of a paragraph: runs, the marks of one place together, and sentences in their controls."""
        position = 0
        while position < len(pieces):
            piece = pieces[position]
            end = position + 1
            if isinstance(piece.slot, CitationMark):
                while end < len(pieces) and isinstance(pieces[end].slot, CitationMark):
                    end += 1
                marks = [
                    item.slot.number for item in pieces[position:end] if isinstance(item.slot, CitationMark)
                ]
                yield from self._sources.mark_runs(marks)
            else:
                while (
                    end < len(pieces)
                    and pieces[end].sentence == piece.sentence
                    and not isinstance(pieces[end].slot, CitationMark)
                ):
                    end += 1
                runs = [
                    run
                    for item in pieces[position:end]
                    for run in make_runs(item, self.brief, language, self.styles)
                ]
                yield from self._sources.sentence_content(piece.sentence, runs)
            position = end

    def _pieces(self, block: TreeElement) -> list[Piece]:
        """Return the parts of a block; none for one without words."""
        pieces = block_pieces(block, self.brief, self._sources.sentence_of_slot)
        if not self._sources.shows_notes:
            pieces = [piece for piece in pieces if not isinstance(piece.slot, SourceNote)]
        has_words = any(
            _has_words(piece.slot) or (piece.slot is None and piece.text.strip()) for piece in pieces
        )
        return pieces if has_words else []


def _without_list(children: Sequence[TreeElement], brief: Brief) -> list[TreeElement]:
    """Return the children of a tree without the list of sources, and without a heading that has nothing else below it."""
    kept: list[TreeElement] = []
    for child in children:
        match = SLOT.fullmatch((child.text or "").strip()) if child.tag == "p" else None
        if match is None or not isinstance(brief.slots[int(match[1])], SourceList):
            kept.append(child)
        elif kept and kept[-1].tag in _HEADINGS:
            kept.pop()
    return kept


def _has_words(slot: Slot | None) -> bool:
    """Return whether a slot prints anything in Word, which has no pictures."""
    return isinstance(slot, CitationMark | SourceNote | SourceList) or (
        isinstance(slot, SlotText) and bool(slot.text)
    )


def _take_note(row: list[list[Piece]]) -> str:
    """Remove the sources beside a row from its cells, and return them; empty if there are none."""
    for cell in row:
        for piece in cell:
            if isinstance(piece.slot, SourceNote) and piece.slot.is_beside:
                cell.remove(piece)
                return piece.slot.text
    return ""
