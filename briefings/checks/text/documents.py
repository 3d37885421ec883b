"""Reader of finished documents: plain text, Markdown, HTML or PDF, sentence by sentence with line numbers.

It never runs, follows or fetches anything in a document. Besides `reopen`, no other module imports pypdf.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from briefings.checks.text.sentences import sentence_ends
from briefings.loading.files import read_bytes
from briefings.model.diagnostics import BriefingsError, Diagnostic, Location

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

__all__ = ["Sentence", "read_sentences"]

_MAX_BYTES = 20_000_000

_HIDDEN_TAGS = frozenset({"script", "style", "template", "head", "noscript"})
# A table row is one block: the text of one cell belongs to the text of another.
_CELL_TAGS = frozenset({"td", "th"})
_INLINE_TAGS = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "em", "i", "mark", "q", "s", "small", "span", "strong", "sub", "sup", "u",
})  # fmt: skip
# In Markdown: the start of a new block, and markup to ignore.
_BLOCK_START = re.compile(r"\s*(?:[-*+>#|]|\d+\.\s)")
_MARKUP = re.compile(r"^\s*(?:[-*+>#]+\s+|\d+\.\s+)+|\[\^[^\]]*\]|[*_`]+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a document.

    Attributes:
        text: the sentence, on one line.
        line_starts: the position in `text` at which each line of the file begins, and the number of that line, from 1.
    """

    text: str
    line_starts: tuple[tuple[int, int], ...]

    def line_number(self, position: int) -> int:
        """Return the line of the file for a position in the text."""
        return next(
            (number for start, number in reversed(self.line_starts) if start <= position),
            self.line_starts[0][1],
        )


def read_sentences(path: Path, display_path: str) -> list[Sentence]:
    """Return the sentences of a file, in order.

    Args:
        path: the file; its suffix gives its format, and a file with an unknown suffix is read as plain text.
        display_path: the path that messages show.

    Raises:
        BriefingsError: if the file can't be read in its format.
    """
    data, problems = read_bytes(path, display_path, _MAX_BYTES)
    if data is None:
        raise BriefingsError(problems)
    suffix = path.suffix.lower()
    if suffix == ".pdf" or data.startswith(b"%PDF-"):
        blocks = list(_split_blocks(_read_pdf_lines(path, display_path)))
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise _read_error(
                "not-utf8", "the file is not UTF-8 text", display_path, "save it as UTF-8"
            ) from error
        if suffix in (".html", ".htm", ".xhtml"):
            parser = _HtmlBlocks()
            parser.feed(text)
            parser.close()
            blocks = parser.blocks
        else:
            blocks = list(_split_blocks(text.splitlines(), markdown=suffix == ".md"))
    return [sentence for block in blocks for sentence in _split_sentences(block)]


def _read_error(code: str, message: str, display_path: str, hint: str = "") -> BriefingsError:
    return BriefingsError([Diagnostic(code, message, Location(display_path), hint=hint)])


def _read_pdf_lines(path: Path, display_path: str) -> list[str]:
    """Return the lines of a PDF in extraction order, with a blank line after each page."""
    import logging  # noqa: PLC0415 - for PDF only

    from pypdf import PdfReader  # noqa: PLC0415 - for PDF only
    from pypdf.errors import PyPdfError  # noqa: PLC0415 - for PDF only

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    lines: list[str] = []
    try:
        for page in PdfReader(path).pages:
            lines += [*page.extract_text().splitlines(), ""]
    except (PyPdfError, ValueError, KeyError, RecursionError, OSError) as error:
        raise _read_error("not-pdf", f"the file is not a readable PDF: {error}", display_path) from error
    return lines


def _split_blocks(lines: Sequence[str], *, markdown: bool = False) -> Iterator[list[tuple[int, str]]]:
    """Yield runs of non-blank lines, each line with its number.

    In Markdown, each heading, list item and table row is a block of its own.
    """
    block: list[tuple[int, str]] = []
    for number, line in enumerate(lines, 1):
        if block and (not line.strip() or (markdown and _BLOCK_START.match(line))):
            yield block
            block = []
        if content := (_MARKUP.sub(" ", line) if markdown else line).strip():
            block.append((number, content))
        if block and markdown and line.startswith("#"):
            yield block
            block = []
    if block:
        yield block


def _split_sentences(block: Sequence[tuple[int, str]]) -> Iterator[Sentence]:
    """Yield the sentences of a block."""
    text = ""
    starts: list[tuple[int, int]] = []
    for number, line in block:
        text += " " if text and not text.endswith(" ") else ""
        starts.append((len(text), number))
        text += re.sub(r"\s+", " ", line)
    begin = 0
    for end in (*sentence_ends(text), len(text)):
        words = text[begin:end].rstrip()
        if words:
            sentence_starts = [(max(0, start - begin), number) for start, number in starts if start < end]
            first = max((index for index, (start, _) in enumerate(starts) if start <= begin), default=0)
            yield Sentence(words, tuple(sentence_starts[first:]))
        begin = end


class _HtmlBlocks(HTMLParser):
    """Parser that collects the visible text of an HTML page, block by block, with the line numbers of its source."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[list[tuple[int, str]]] = []
        self._block: list[tuple[int, str]] = []
        self._hidden_depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the signature of HTMLParser
        """Start a block or hidden content."""
        if tag in _HIDDEN_TAGS:
            self._hidden_depth += 1
        if tag not in _INLINE_TAGS | _CELL_TAGS:
            self._flush()

    def handle_endtag(self, tag: str) -> None:
        """End a block, a table cell or hidden content."""
        if tag in _HIDDEN_TAGS and self._hidden_depth:
            self._hidden_depth -= 1
        if tag in _CELL_TAGS:
            self._block.append((self.getpos()[0], "|"))
        elif tag not in _INLINE_TAGS:
            self._flush()

    def handle_data(self, data: str) -> None:
        """Keep visible text with its line number."""
        if not self._hidden_depth:
            line = self.getpos()[0]
            self._block += [
                (line + offset, text.strip()) for offset, text in enumerate(data.split("\n")) if text.strip()
            ]

    def close(self) -> None:
        """Finish parsing and keep the last block."""
        super().close()
        self._flush()

    def _flush(self) -> None:
        if self._block:
            self.blocks.append(self._block)
            self._block = []
