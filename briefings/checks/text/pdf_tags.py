"""Blocks of a tagged PDF: its paragraphs, items and rows, as its own structure has them.

Without the tags a page is a heap of lines: its foot, the notes in its margin and the cells of its tables run into the
sentences. Briefings tags all that it makes, as PDF/UA asks. A file that this reader does not understand is read by lines.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from briefings.checks.text.blocks import Piece, is_note_mark, join_broken_words
from briefings.checks.text.pdf_pages import font_tables
from briefings.checks.text.visual_order import logical_text, mend_brackets
from briefings.model.locales import text_direction

if TYPE_CHECKING:
    from briefings.checks.text.blocks import Block

__all__ = ["tagged_blocks"]

_OPERATOR = re.compile(
    rb"/(?P<font>[^\s/]+)\s+[\d.]+\s+Tf|(?P<shown>\[[^\]]*\]|<[0-9A-Fa-f]*>)\s*T[Jj]\b"
    rb"|(?:-?[\d.]+\s+){5}(?P<height>-?[\d.]+)\s+Tm\b"
    rb"|/\w+\s*(?:<<\s*/MCID\s+(?P<number>\d+)\s*>>\s*BDC|(?P<artifact>BMC))\b|\b(?P<end>EMC)\b"
    rb"|(?P<other>\)\s*(?:T[Jj]\b|['\"])|\bT[dD*]\s|\bBDC\b)"
)
_GLYPHS = re.compile(rb"<([0-9A-Fa-f]*)>")
_GLYPH_DIGITS = 4
_INLINE = frozenset(
    {"/Span", "/NonStruct", "/Link", "/Em", "/Strong", "/Quote", "/Code", "/Reference", "/Lbl"}
)
_CELLS = frozenset({"/TD", "/TH"})
_DRAWN = frozenset({"/Figure", "/Artifact"})
_DEEPEST = 60
_MARK_END = re.compile(r"[.,;:!?…]$")
_ITEM_MARK = re.compile(r"^\s*[•–—-]\s*(?=\w|$)")
_HIGHEST_MARK = 8.0
_SAME_LINE = 0.5


class _Text(NamedTuple):
    """The words of a marked part of a page, and how far down they stand."""

    words: str
    height: float


_Texts: TypeAlias = "dict[tuple[int, int], _Text]"


class _UnknownPdfError(Exception):
    """The error for a file that has something this reader does not know."""


def tagged_blocks(reader: Any) -> list[Block]:  # noqa: ANN401 - a reader of pypdf
    """Return the blocks of a tagged PDF in their order; none if it has no tags, or something that this does not know."""
    root = reader.trailer["/Root"]
    tree, from_right = root.get("/StructTreeRoot"), text_direction(str(root.get("/Lang") or "en")) == "rtl"
    if tree is None:
        return []
    try:
        texts: _Texts = {}
        for page in reader.pages:
            marked = _marked_texts(page, from_right=from_right)
            texts |= {(page.indirect_reference.idnum, number): text for number, text in marked.items()}
        blocks = _TaggedBlocks(texts)
        blocks.read(tree.get_object().get("/K"), 0, 0)
    except _UnknownPdfError:
        return []
    blocks.flush()
    return blocks.blocks


def _marked_texts(page: Any, *, from_right: bool) -> dict[int, _Text]:  # noqa: ANN401 - a page of pypdf
    """Return the texts on a page by the number of their mark.

    Raises:
        _UnknownPdfError: if a font or an operator is not known, or a text has no mark.
    """
    resources, content = page.get("/Resources"), page.get_contents()
    tables = font_tables(resources.get_object() if resources is not None else {})
    letters: dict[bytes, str] | None = None
    marks: list[int | None] = []
    height = 0.0
    runs: dict[int, tuple[list[str], float]] = {}
    for found in _OPERATOR.finditer(content.get_data() if content is not None else b""):
        if found["other"]:
            raise _UnknownPdfError
        if found["font"]:
            letters = tables.get(f"/{found['font'].decode('latin-1')}")
        elif found["height"]:
            height = float(found["height"])
        elif found["number"] or found["artifact"]:
            marks.append(int(found["number"]) if found["number"] else None)
        elif found["end"]:
            if not marks:
                raise _UnknownPdfError
            marks.pop()
        elif not marks or letters is None:
            raise _UnknownPdfError
        elif None not in marks:
            runs.setdefault(marks[-1] or 0, ([], height))[0].extend(_letters_of(found["shown"], letters))
    return {
        number: _Text(logical_text(parts, from_right=from_right), height)
        for number, (parts, height) in runs.items()
    }


def _letters_of(shown: bytes, letters: dict[bytes, str]) -> list[str]:
    """Return the letters of each glyph of a run."""
    glyphs = "".join(part.decode() for part in _GLYPHS.findall(shown)).lower().encode()
    cut = [glyphs[start : start + _GLYPH_DIGITS] for start in range(0, len(glyphs), _GLYPH_DIGITS)]
    try:
        return [letters[glyph] for glyph in cut]
    except KeyError:
        raise _UnknownPdfError from None


class _TaggedBlocks:
    """The blocks of a structure, as it is walked through."""

    def __init__(self, texts: _Texts) -> None:
        """Begin with the texts by their page and mark."""
        self.blocks: list[Block] = []
        self._texts = texts
        self._lines: list[str] = []
        self._height: float | None = None
        self._count = 0
        self._is_row = False

    def read(self, element: Any, page: int, depth: int) -> None:  # noqa: ANN401 - pypdf has its own types
        """Read an element of the structure, a list of them, or the number of a mark on a page."""
        if depth > _DEEPEST:
            raise _UnknownPdfError
        own_page = page
        if hasattr(element, "get_object"):
            element = element.get_object()
        if isinstance(element, list):
            for part in element:
                self.read(part, page, depth + 1)
        elif isinstance(element, int):
            self._add(self._texts.get((page, int(element))))
        elif isinstance(element, dict) and element.get("/Type") != "/OBJR":
            if "/Pg" in element:
                own_page = element["/Pg"].indirect_reference.idnum
            if "/MCID" in element:
                self.read(element["/MCID"], own_page, depth + 1)
            elif element.get("/S") not in _DRAWN:
                self._read_element(element, own_page, depth)

    def _read_element(self, element: Any, page: int, depth: int) -> None:  # noqa: ANN401 - see above
        """Read an element with a tag: a row is one block, with a stroke after each cell."""
        tag, is_in_row = element.get("/S"), self._is_row
        if tag not in _INLINE and not is_in_row:
            self.flush()
        self._is_row = is_in_row or tag == "/TR"
        self.read(element.get("/K"), page, depth + 1)
        self._is_row = is_in_row
        if tag in _CELLS:
            self._lines.append("|")
            self._height = None
        elif tag not in _INLINE and not is_in_row:
            self.flush()

    def _add(self, text: _Text | None) -> None:
        """Add a text to its line, or as a new line; leave out the number of a source above the line."""
        if text is None or not text.words:
            return
        rise = (self._height or text.height) - text.height
        if _SAME_LINE < rise < _HIGHEST_MARK and is_note_mark(text.words):
            return
        if self._lines and -_HIGHEST_MARK < rise < -_SAME_LINE and is_note_mark(self._lines[-1]):
            self._lines.pop()  # its line begins with the number of a source
            self._height = None
        if self._height is not None and self._lines and abs(rise) < _HIGHEST_MARK:
            is_next_sentence = _MARK_END.search(self._lines[-1]) and text.words[0].isalpha()
            self._lines[-1] += (" " if is_next_sentence else "") + text.words
        else:
            self._lines.append(text.words)
            self._height = text.height

    def flush(self) -> None:
        """End a block."""
        block: Block = []
        for line in mend_brackets(self._lines):
            if content := re.sub(r"\s", " ", line if block else _ITEM_MARK.sub("", line)).strip():
                self._count += 1
                block.append(Piece(self._count, 1, content))
        if any(piece.text != "|" for piece in block):
            self.blocks.append(join_broken_words(block))
        self._lines, self._height = [], None
