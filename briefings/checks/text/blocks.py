"""Blocks of a finished text: paragraphs, headings, items of lists and rows of tables, with the place of each piece."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from briefings.checks.text.spelling import CAPITAL

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Block", "Piece", "is_note_mark", "join_broken_words", "split_blocks"]

# In Markdown: the start of a new block, and markup to ignore.
_BLOCK_START = re.compile(r"\s*(?:[-*+>#|]|\d+[.)]\s)")
_MARKUP = re.compile(r"^\s*(?:[-*+>#]+\s+|\d+[.)]\s+)+|\[\^[^\]]*\]|[*_`]+")
# In plain text: a bullet, a number, a label ("Prime minister: NAME") or a heading ("== Notes ==") starts a block.
_ITEM = re.compile(
    r"\s*(?:[•◦▪●‣∙·*–—-]\s+|\(?\d{1,3}[.)]\s+|[a-z]\)\s+|==|\||\d{4}\s*[–—-]\s*(?:\d{4}\s|[^\W\d]|\s))"
)
_LABEL = re.compile(rf"\s*{CAPITAL}[\w’'/.-]*(?:[ ][\w’'/().-]+){{0,6}}:(?:\s|$)")
_ITEM_MARK = re.compile(r"^\s*(?:[•◦▪●‣∙·*–—-]\s+|\(?\d{1,3}[.)]\s+|[a-z]\)\s+)")
_SENTENCE_END = re.compile(r"[.!?…:;,”’»\"')\]]\s*$")
_HYPHEN_END = re.compile(r"(?<=[^\W\d_]{2})[-\u00ad\u2010]$")
_SHORT_LINE = 60
_NOTE_MARK = re.compile(r"[\d,;\s\u200b\u2060–-]*")


class Piece(NamedTuple):
    """A part of a block that stands on one line of the file.

    Attributes:
        line: the line of the file, from 1.
        column: of its first character, from 1.
        text: as written, with a space for each sign that is only markup.
    """

    line: int
    column: int
    text: str


Block: TypeAlias = "list[Piece]"


def split_blocks(
    lines: Sequence[str], *, markdown: bool = False, hyphenated: bool = False
) -> Iterator[Block]:
    """Yield the blocks of a text.

    Args:
        lines: the lines of the text.
        markdown: whether it is Markdown, with its own marks for headings, items and rows.
        hyphenated: whether words may be broken at the ends of lines, as in a PDF.
    """
    block: Block = []
    longest = max(map(len, lines), default=0)
    for number, line in enumerate(lines, 1):
        starts = _BLOCK_START.match(line) if markdown else _starts_block(block, line, longest)
        if block and (not line.strip() or starts):
            yield join_broken_words(block) if hyphenated else block
            block = []
        piece = _piece(number, line, _MARKUP if markdown else _ITEM_MARK)
        if piece.text:
            block.append(piece)
        if block and markdown and line.startswith("#"):
            yield block
            block = []
    if block:
        yield join_broken_words(block) if hyphenated else block


def is_note_mark(raised: str) -> bool:
    """Return whether letters above their line only number notes or sources: "3", "1,2", but not "er" or "th"."""
    return _NOTE_MARK.fullmatch(raised) is not None


def _starts_block(block: Block, line: str, longest: int) -> bool:
    """Return whether a line of plain text starts a block, although no blank line precedes it."""
    if _ITEM.match(line) or _LABEL.match(line):
        return True
    # A heading or an entry of a roster ends long before the others, and without a full stop.
    last = block[-1].text if block else ""
    is_short = len(last) < (_SHORT_LINE if longest < _SHORT_LINE else min(_SHORT_LINE, longest * 0.6))
    return bool(last) and is_short and not _SENTENCE_END.search(last) and line.lstrip()[:1].isupper()


def _piece(number: int, line: str, markup: re.Pattern[str]) -> Piece:
    """Return the content of a line, with spaces for its markup, so that all columns stay the same."""
    plain = markup.sub(lambda match: " " * len(match[0]), line).rstrip()
    content = plain.lstrip()
    return Piece(number, len(plain) - len(content) + 1, re.sub(r"\s", " ", content))


def join_broken_words(block: Block) -> Block:
    """Return a block with the words that a line end broke put together."""
    joined = list(block)
    for index, (upper, lower) in enumerate(pairwise(block)):
        if _HYPHEN_END.search(upper.text) and lower.text[:1].islower():
            word, _, rest = joined[index + 1].text.partition(" ")
            joined[index] = joined[index]._replace(text=_HYPHEN_END.sub("", joined[index].text) + word)
            joined[index + 1] = Piece(lower.line, lower.column + len(word) + 1, rest)
    return [piece for piece in joined if piece.text]
