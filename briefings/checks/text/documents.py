"""A finished text, read line by line whatever its form: plain text, Markdown, HTML or PDF; the only door to pypdf.

Nothing in it is run, followed or fetched.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from briefings.checks.text.mentions import SENTENCE_END
from briefings.loading.files import read_bytes
from briefings.model.diagnostics import BriefingsError, Diagnostic, Location

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

__all__ = ["Sentence", "sentences_of"]

MOST_BYTES = 20_000_000

_HIDDEN = frozenset({"script", "style", "template", "head", "noscript"})
# A row of a table is one block: what stands in one cell of it belongs to what stands in another.
_CELLS = frozenset({"td", "th"})
_INLINE = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "em", "i", "mark", "q", "s", "small", "span", "strong", "sub", "sup", "u",
})  # fmt: skip
# Of Markdown: what begins a block of its own, and what is not read.
_STARTS = re.compile(r"\s*(?:[-*+>#|]|\d+\.\s)")
_MARKUP = re.compile(r"^\s*(?:[-*+>#]+\s+|\d+\.\s+)+|\[\^[^\]]*\]|[*_`]+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a text.

    Attributes:
        text: its words, on one line.
        starts: where in `text` each line of the file begins, with the number of that line, from 1.
    """

    text: str
    starts: tuple[tuple[int, int], ...]

    def line(self, position: int) -> int:
        """The line of the file in which a place of the text stands."""
        return next(
            (number for start, number in reversed(self.starts) if start <= position), self.starts[0][1]
        )


def sentences_of(path: Path, shown_as: str) -> list[Sentence]:
    """The sentences of a file, in order.

    Args:
        path: the file; its ending tells its form, and an unknown one is read as plain text.
        shown_as: what messages call it.

    Raises:
        BriefingsError: if it can't be read as what it is.
    """
    problems: list[Diagnostic] = []
    data = read_bytes(path, shown_as, MOST_BYTES, problems)
    if data is None:
        raise BriefingsError(problems)
    ending = path.suffix.lower()
    if ending == ".pdf" or data.startswith(b"%PDF-"):
        blocks = list(_blocks(_pdf_lines(path, shown_as)))
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise _refused("not-utf8", "is not UTF-8 text", shown_as, "save the file as UTF-8") from error
        if ending in (".html", ".htm", ".xhtml"):
            reader = _Html()
            reader.feed(text)
            reader.close()
            blocks = reader.blocks
        else:
            blocks = list(_blocks(text.splitlines(), markdown=ending == ".md"))
    return [sentence for block in blocks for sentence in _cut(block)]


def _refused(code: str, message: str, shown_as: str, hint: str = "") -> BriefingsError:
    return BriefingsError([Diagnostic(code, message, Location(shown_as), hint=hint)])


def _pdf_lines(path: Path, shown_as: str) -> list[str]:
    """The lines of a PDF, page after page, as they are read out; a blank one between pages."""
    import logging  # noqa: PLC0415 - for PDF only

    from pypdf import PdfReader  # noqa: PLC0415 - for PDF only
    from pypdf.errors import PyPdfError  # noqa: PLC0415 - for PDF only

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    lines: list[str] = []
    try:
        for page in PdfReader(path).pages:
            lines += [*page.extract_text().splitlines(), ""]
    except (PyPdfError, ValueError, KeyError, RecursionError, OSError) as error:
        raise _refused("not-pdf", f"can't be read as PDF: {error}", shown_as) from error
    return lines


def _blocks(lines: Sequence[str], *, markdown: bool = False) -> Iterator[list[tuple[int, str]]]:
    """Runs of lines without a blank one between them, each line with its number; of Markdown items and rows too."""
    block: list[tuple[int, str]] = []
    for number, line in enumerate(lines, 1):
        if block and (not line.strip() or (markdown and _STARTS.match(line))):
            yield block
            block = []
        if words := (_MARKUP.sub(" ", line) if markdown else line).strip():
            block.append((number, words))
        if block and markdown and line.startswith("#"):
            yield block
            block = []
    if block:
        yield block


def _cut(block: Sequence[tuple[int, str]]) -> Iterator[Sentence]:
    """The sentences of a block."""
    text = ""
    starts: list[tuple[int, int]] = []
    for number, line in block:
        text += " " if text and not text.endswith(" ") else ""
        starts.append((len(text), number))
        text += re.sub(r"\s+", " ", line)
    begin = 0
    for end in [match.end() for match in SENTENCE_END.finditer(text)] + [len(text)]:
        words = text[begin:end].rstrip()
        if words:
            inner = [(max(0, start - begin), number) for start, number in starts if start < end]
            first = max((index for index, (start, _) in enumerate(starts) if start <= begin), default=0)
            yield Sentence(words, tuple(inner[first:]))
        begin = end


class _Html(HTMLParser):
    """Collects what a page shows, block by block, with the lines of its source."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[list[tuple[int, str]]] = []
        self._block: list[tuple[int, str]] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - as declared
        """Begin a block, or something that is not shown."""
        if tag in _HIDDEN:
            self._hidden += 1
        if tag not in _INLINE | _CELLS:
            self._flush()

    def handle_endtag(self, tag: str) -> None:
        """End what was begun."""
        if tag in _HIDDEN and self._hidden:
            self._hidden -= 1
        if tag in _CELLS:
            self._block.append((self.getpos()[0], "|"))
        elif tag not in _INLINE:
            self._flush()

    def handle_data(self, data: str) -> None:
        """Keep the words with the number of their line."""
        if not self._hidden:
            line = self.getpos()[0]
            self._block += [
                (line + offset, text.strip()) for offset, text in enumerate(data.split("\n")) if text.strip()
            ]

    def close(self) -> None:
        """Take what is left."""
        super().close()
        self._flush()

    def _flush(self) -> None:
        if self._block:
            self.blocks.append(self._block)
            self._block = []
