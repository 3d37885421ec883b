"""Reader of finished documents, sentence by sentence, with the line and column of each word.

It reads plain text, Markdown, HTML, PDF, Word, OpenDocument, RTF and mail, and never runs, follows or fetches anything
in a document.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from briefings.checks.text import office_files
from briefings.checks.text.blocks import split_blocks
from briefings.checks.text.encodings import UnknownEncodingError, decode
from briefings.checks.text.html_blocks import html_blocks, published_day
from briefings.checks.text.office_files import DamagedFileError
from briefings.checks.text.pdf_lines import DamagedPdfError, pdf_blocks, pdf_created
from briefings.checks.text.sentences import sentence_ends
from briefings.loading.files import read_bytes
from briefings.model.diagnostics import BriefingsError, Diagnostic, Location

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from briefings.checks.text.blocks import Block

__all__ = ["Document", "Sentence", "read_document", "read_sentences"]

_MAX_BYTES = 20_000_000
_LEAST_LETTERS = 2
_LONGEST_SENTENCE = 1500
_HTML_SUFFIXES = (".html", ".htm", ".xhtml", ".mhtml")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a document.

    Attributes:
        text: the sentence, on one line.
        line_starts: the position in `text` at which each line of the file begins, the number of that line, and the
            column of its first character in the sentence; both from 1.
        block: number of the paragraph, item or row that it is part of.
    """

    text: str
    line_starts: tuple[tuple[int, int, int], ...]
    block: int = 0

    def place(self, position: int) -> tuple[int, int]:
        """Return the line and the column of the file for a position in the text."""
        for start, line, column in reversed(self.line_starts):
            if start <= position:
                return line, column + position - start
        return self.line_starts[0][1:]


class Document(NamedTuple):
    """A finished document.

    Attributes:
        sentences: its sentences, in order.
        saved_on: the day that its metadata give, in ISO 8601; empty if they give none.
    """

    sentences: list[Sentence]
    saved_on: str


def read_sentences(path: Path, display_path: str) -> list[Sentence]:
    """Return the sentences of a file; see `read_document`."""
    return read_document(path, display_path).sentences


def read_document(path: Path, display_path: str) -> Document:
    """Return the sentences of a file, in order, and the day that its metadata give.

    Args:
        path: the file; its first bytes and its suffix give its format, and any other file is read as plain text.
        display_path: the path that messages show.

    Raises:
        BriefingsError: if the file can't be read in its format, or has no words.
    """
    data, problems = read_bytes(path, display_path, _MAX_BYTES)
    if data is None:
        raise BriefingsError(problems)
    blocks, saved_on = _read_blocks(data, path.suffix.lower(), display_path)
    sentences = [
        sentence for number, block in enumerate(blocks) for sentence in _split_sentences(block, number)
    ]
    if sum(sum(map(str.isalpha, sentence.text)) for sentence in sentences) < _LEAST_LETTERS:
        hint = (
            "a scan has no words: make them readable (OCR), or save the text"
            if data.startswith(b"%PDF-")
            else "is it the right file?"
        )
        raise _read_error("no-words", "the file has no words to read", display_path, hint)
    return Document(sentences, saved_on)


def _read_blocks(data: bytes, suffix: str, display_path: str) -> tuple[list[Block], str]:
    """Return the blocks of a file, and the day that its metadata give or nothing."""
    if suffix == ".pdf" or data.startswith(b"%PDF-"):
        try:
            return pdf_blocks(data), pdf_created(data)
        except DamagedPdfError as error:
            raise _read_error("not-pdf", f"the file is not a readable PDF: {error}", display_path) from error
    try:
        if data.startswith(b"PK\x03\x04") or suffix in {".docx", ".odt"}:
            read = office_files.odt_blocks if suffix == ".odt" else office_files.docx_blocks
            return read(data), office_files.saved_day(data)
        if data.startswith(b"{\\rtf") or suffix == ".rtf":
            return office_files.rtf_blocks(data), ""
        if suffix == ".eml":
            return office_files.eml_blocks(data)
        if data.startswith(b"\xd0\xcf\x11\xe0"):
            message = "it is in the old binary format of Word"
            raise DamagedFileError(message)
        text = decode(data)
    except (DamagedFileError, RecursionError) as error:
        message = f"the file is not a readable document: {error}"
        hint = "save it as .docx, .odt, PDF or text"
        raise _read_error("not-document", message, display_path, hint) from error
    except UnknownEncodingError as error:
        hint = "save it as UTF-8, or as .docx, .odt or PDF"
        raise _read_error("not-utf8", "the file is not text", display_path, hint) from error
    if suffix in _HTML_SUFFIXES:
        return html_blocks(text), published_day(text)
    return list(split_blocks(text.splitlines(), markdown=suffix in {".md", ".markdown"})), ""


def _read_error(code: str, message: str, display_path: str, hint: str = "") -> BriefingsError:
    return BriefingsError([Diagnostic(code, message, Location(display_path), hint=hint)])


def _split_sentences(block: Block, number: int) -> Iterator[Sentence]:
    """Yield the sentences of a block."""
    parts: list[str] = []
    starts: list[tuple[int, int, int]] = []
    length = 0
    for line, column, content in block:
        if parts:
            parts.append(" ")
            length += 1
        starts.append((length, line, column))
        parts.append(content)
        length += len(content)
    text = "".join(parts)
    positions = [start for start, _, _ in starts]
    begin = 0
    for end in _cuts(text):
        words = text[begin:end].rstrip()
        if words:
            inner = bisect_right(positions, begin)
            lines = starts[inner : bisect_left(positions, end)]
            own = [(start - begin, line, column) for start, line, column in lines]
            first = starts[max(inner - 1, 0)]
            opening = (0, first[1], first[2] + begin - first[0])
            yield Sentence(words, (opening, *own), number)
        begin = end


def _cuts(text: str) -> Iterator[int]:
    """Yield where sentences end; what goes on without an end is cut at a space, so that reading takes linear time."""
    begin = 0
    for end in (*sentence_ends(text), len(text)):
        while end - begin > _LONGEST_SENTENCE:
            space = text.rfind(" ", begin, begin + _LONGEST_SENTENCE)
            begin = space + 1 if space > begin else begin + _LONGEST_SENTENCE
            yield begin
        yield end
        begin = end
