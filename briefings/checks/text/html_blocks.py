"""Blocks of an HTML page: what a reader sees, with its place in the source."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from briefings.checks.text.blocks import Block, Piece, is_note_mark

__all__ = ["html_blocks", "published_day"]

_HIDDEN_TAGS = frozenset({"script", "style", "template", "head", "noscript", "svg"})
# A table row is one block: the text of one cell belongs to the text of another.
_CELL_TAGS = frozenset({"td", "th"})
_INLINE_TAGS = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "em", "font", "i", "mark", "q", "s", "small", "span", "strong",
    "sub", "sup", "time", "u", "wbr",
})  # fmt: skip
_META_DATE = re.compile(
    r"""<(?:meta[^<>]{0,300}?(?:published_time|datePublished|DC\.date|["']date["'])[^<>]{0,300}?content=|time[^<>]{0,200}?datetime=)["'](\d{4}-\d\d-\d\d)""",
    re.IGNORECASE,
)


def html_blocks(text: str) -> list[Block]:
    """Return the blocks of a page."""
    parser = _HtmlBlocks()
    parser.feed(_close_tags(text))
    parser.close()
    return parser.blocks


def published_day(text: str) -> str:
    """Return the day of publication that a page gives in its metadata, in ISO 8601; empty if it gives none."""
    found = _META_DATE.search(text)
    return found[1] if found else ""


def _close_tags(text: str) -> str:
    """Return a page with other signs for the brackets that begin no tag, so that reading takes linear time."""
    parts, position, end = [], 0, -1
    while (start := text.find("<", position)) >= 0:
        parts.append(text[position:start])
        if text.startswith("<!--", start):
            end = text.find("-->", start)
            if end < 0:
                parts.append(" ")
                parts.append(text[start + 4 :].replace("<", " "))
                return "".join(parts)
            parts.append(" " if "\n" not in text[start:end] else "\n" * text.count("\n", start, end))
            position = end + 3
            continue
        if end < start:
            end = text.find(">", start)
            end = len(text) if end < 0 else end
        following = text.find("<", start + 1)
        is_tag = end < (len(text) if following < 0 else following) and not text.startswith("<![", start)
        parts.append("<" if is_tag else " ")
        position = start + 1
        if end == len(text):
            parts.append(text[position:].replace("<", " "))
            return "".join(parts)
    parts.append(text[position:])
    return "".join(parts)


class _HtmlBlocks(HTMLParser):
    """Parser that collects the visible text of an HTML page, block by block, with its place in the source."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self._block: Block = []
        self._hidden_depth = 0
        self._raised_depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the signature of HTMLParser
        """Start a block or hidden content."""
        if tag in _HIDDEN_TAGS:
            self._hidden_depth += 1
        self._raised_depth += tag == "sup"
        if tag not in _INLINE_TAGS | _CELL_TAGS:
            self._flush()

    def handle_endtag(self, tag: str) -> None:
        """End a block, a table cell or hidden content."""
        if tag in _HIDDEN_TAGS and self._hidden_depth:
            self._hidden_depth -= 1
        if tag == "sup" and self._raised_depth:
            self._raised_depth -= 1
        if tag in _CELL_TAGS:
            line, column = self.getpos()
            self._block.append(Piece(line, column + 1, "|"))
            self._is_glued = False
        elif tag not in _INLINE_TAGS:
            self._flush()

    def handle_data(self, data: str) -> None:
        """Keep visible text with its place."""
        if self._hidden_depth or (self._raised_depth and is_note_mark(data)):
            return
        line, column = self.getpos()
        for offset, text in enumerate(data.split("\n")):
            if content := text.strip():
                indent = len(text) - len(text.lstrip())
                glued = offset == 0 and self._block and not text[0].isspace() and self._is_glued
                piece = Piece(
                    line + offset, (0 if offset else column) + indent + 1, re.sub(r"\s", " ", content)
                )
                if glued:
                    self._block[-1] = self._block[-1]._replace(text=self._block[-1].text + piece.text)
                else:
                    self._block.append(piece)
        self._is_glued = bool(data) and not data[-1].isspace()

    _is_glued = False

    def close(self) -> None:
        """Finish parsing and keep the last block."""
        super().close()
        self._flush()

    def _flush(self) -> None:
        self._is_glued = False
        if self._block:
            self.blocks.append(self._block)
            self._block = []
