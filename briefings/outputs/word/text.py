"""The text of a block as runs: emphasis, languages and directions, citation marks, and the sentences that they belong to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.compose.brief import CitationMark, PortionMark, SlotText, SourceNote
from briefings.model.locales import primary_language, text_direction
from briefings.model.phrases import NO_LANGUAGE
from briefings.outputs.text_runs import localize_marks, text_runs
from briefings.outputs.word.xml import element, find_all
from briefings.templating.slots import SLOT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from xml.etree.ElementTree import Element as TreeElement

    from docx.oxml.xmlchemy import BaseOxmlElement as Element

    from briefings.compose.brief import Brief, Slot

__all__ = ["Piece", "RunLook", "block_pieces", "embed", "make_runs", "text_run"]

_ORDINAL = re.compile(r"(?<![\w.])\d{1,3}(ers?|res?|es?)\b")
_TELEPHONE = re.compile(r"\+\d[\d ()\u00a0-]{6,}\d")
_EDGES = re.compile(r"([^\w\s]*)(.*?)(\S*)", re.DOTALL)
_UNPROOFED = "x-none"
"""What Word calls text in no language."""
_EMBEDDINGS = {"ltr": ("\u202a", "\u200f"), "rtl": ("\u202b", "\u200e")}
"""The start of a unit of each direction, and the mark of the direction around it."""
_CONFIRM_KEY = "state.confirm"
_STRONG, _EMPHASIS = "strong", "em"
_LISTS = ("ul", "ol")


@dataclass(frozen=True, slots=True)
class RunLook:
    """How a run looks.

    Attributes:
        is_bold: whether it is bold.
        is_italic: whether it is in italics.
        style: id of its character style, or empty.
        is_raised: whether it is superscript.
    """

    is_bold: bool = False
    is_italic: bool = False
    style: str = ""
    is_raised: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a block: words of a template, or a slot.

    Attributes:
        text: of the template; empty for a slot.
        slot: what fills the slot; None for words of a template.
        look: how it looks.
        sentence: the number of the sentence that it is part of; None if it is part of none.
    """

    text: str
    slot: Slot | None
    look: RunLook
    sentence: int | None = None


def block_pieces(block: TreeElement, brief: Brief, sentences: Mapping[int, int]) -> list[Piece]:
    """Return the parts of a block in order, without those of the lists in it.

    Args:
        block: a paragraph, list item, cell or heading of the tree.
        brief: the note.
        sentences: the number of the sentence of each slot.
    """
    raw = [
        (SLOT.fullmatch(part), part, look)
        for text, look in _texts(block, RunLook())
        for part in re.split(f"({SLOT.pattern.replace('(', '(?:')})", text)
        if part
    ]
    owners = [sentences.get(int(match[1])) if match else None for match, _, _ in raw]
    pieces = []
    for number, (match, text, look) in enumerate(raw):
        if match:
            pieces.append(Piece("", brief.slots[int(match[1])], look, owners[number]))
            continue
        before = owners[number - 1] if number else None
        after = owners[number + 1] if number + 1 < len(owners) else None
        pieces += _share_words(text, look, before, after)
    return pieces


def _share_words(text: str, look: RunLook, before: int | None, after: int | None) -> Iterator[Piece]:
    """Yield the words of a template between two sentences: a closing mark belongs to the sentence before it."""
    if before == after:
        yield Piece(text, None, look, before)
        return
    match = _EDGES.fullmatch(text)
    assert match  # noqa: S101 - it fits every text
    for part, owner in zip(match.groups(), (before, None, after), strict=True):
        if part:
            yield Piece(part, None, look, owner)


def _texts(block: TreeElement, look: RunLook) -> Iterator[tuple[str, RunLook]]:
    """Yield the texts of an element with their emphasis, without those of the lists and paragraphs in it."""
    if block.text:
        yield block.text.replace("\n", " "), look
    for child in block:
        if child.tag in (_STRONG, _EMPHASIS):
            inner = RunLook(look.is_bold or child.tag == _STRONG, look.is_italic or child.tag == _EMPHASIS)
            yield from _texts(child, inner)
        if child.tag not in (*_LISTS, "p") and child.tail:
            yield child.tail.replace("\n", " "), look


def make_runs(
    piece: Piece, brief: Brief, block_language: str, styles: Mapping[str, str]
) -> Iterator[Element]:
    """Yield the runs of a part of a block; none for what is not text.

    Args:
        piece: the part.
        brief: the note.
        block_language: the language of the block.
        styles: the ids of styles by name.
    """
    match piece.slot:
        case None:
            text = localize_marks(piece.text, block_language)
            yield text_run(text, block_language, brief.language, piece.look)
        case SlotText(text):
            style = styles["confirm"] if piece.slot.key == _CONFIRM_KEY else ""
            look = RunLook(piece.look.is_bold, piece.look.is_italic, style)
            for run in text_runs(piece.slot, brief.language, block_language):
                words = text[run.start : run.end]
                words = localize_marks(words, block_language) if run.is_edge else words
                yield from embed(
                    _language_run(words, run.language, brief, look), run.language, block_language
                )
        case SourceNote(text):
            look = RunLook(style=styles["source note"])
            yield text_run(" ", block_language, brief.language, look)
            note = text_run(f"[{text}]", brief.language, brief.language, look)
            yield from embed([note], brief.language, block_language)
        case PortionMark(text):
            mark = text_run(text, brief.language, brief.language)
            yield from embed([mark], brief.language, block_language)
            yield text_run(" ", block_language, brief.language)
        case CitationMark(number):
            yield text_run(str(number), NO_LANGUAGE, brief.language, RunLook(style=styles["citation"]))
        case _:
            return


def _language_run(text: str, language: str, brief: Brief, look: RunLook) -> Iterator[Element]:
    """Yield the runs of a text in one language."""
    for part, part_language, is_raised in _special_parts(text, language):
        raised = RunLook(look.is_bold, look.is_italic, look.style, is_raised)
        yield text_run(part, part_language, brief.language, raised)


def embed(runs: Iterable[Element], language: str, block_language: str) -> list[Element]:
    """Return runs of a language for a block: in the other direction as one unit, whose parts do not change places.

    The unit is between characters for that, because LibreOffice does not know the element `w:dir`. The mark at its end
    keeps a number behind it on its side.
    """
    made = list(runs)
    direction = text_direction(language)
    if made and direction != text_direction(block_language):
        opening, mark = _EMBEDDINGS[direction]
        first, last = (next(iter(find_all(made[place], "t"))) for place in (0, -1))
        first.text = f"{opening}{first.text}"
        last.text = f"{last.text}\u202c{mark}"
    return made


def _special_parts(text: str, language: str) -> Iterator[tuple[str, str, bool]]:
    """Yield the parts of a text with their language, and whether they are raised: `er` in the French `1er`.

    The groups of a telephone number stand from left to right in every language.
    """
    pattern = None
    if primary_language(language) == "fr":
        pattern = _ORDINAL
    elif text_direction(language) == "rtl":
        pattern = _TELEPHONE
    position = 0
    for match in pattern.finditer(text) if pattern else ():
        start, end = match.span(match.lastindex or 0)
        if position < start:
            yield text[position:start], language, False
        yield text[start:end], (language if match.lastindex else NO_LANGUAGE), bool(match.lastindex)
        position = end
    if position < len(text):
        yield text[position:], language, False


def text_run(text: str, language: str, note_language: str, look: RunLook | None = None) -> Element:
    """Return a run.

    Args:
        text: of the run.
        language: of the text, as BCP 47 tag.
        note_language: of the note; a run in it needs no tag.
        look: how it looks; None for plain text.
    """
    properties = element(
        "rPr", *_look_properties(look or RunLook()), *_language_properties(language, note_language)
    )
    return element("r", properties if len(properties) else None, element("t", text=text))


def _look_properties(look: RunLook) -> Iterable[Element]:
    """Yield the properties of a look, in the order that Word asks for."""
    if look.style:
        yield element("rStyle", val=look.style)
    if look.is_bold:
        yield from (element("b"), element("bCs"))
    if look.is_italic:
        yield from (element("i"), element("iCs"))
    if look.is_raised:
        yield element("vertAlign", val="superscript")


def _language_properties(language: str, note_language: str) -> Iterable[Element]:
    """Yield the properties of a language: direction, and the tag if it is not that of the note."""
    if text_direction(language) == "rtl":
        yield element("rtl")
        if language != note_language:
            yield element("lang", bidi=language)
    elif language != note_language:
        yield element("lang", val=_UNPROOFED if language == NO_LANGUAGE else language)
