"""The lines of a rendered skeleton: kinds of blocks, table rows, and Markdown that readers understand differently."""

from __future__ import annotations

import enum
import itertools
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = [
    "BlockKind",
    "MarkdownProblem",
    "block_kind",
    "drop_empty_columns",
    "ends_block",
    "find_ambiguous_markdown",
    "is_delimiter_row",
    "is_list_item",
    "split_row",
]

_INDENT = 4
_LIST_ITEM = re.compile(r"\s*(?:>\s*)*[-*+]\s")
_INDENTED_CODE = re.compile(r" {4}|\t")
_UNDERLINE = re.compile(r"=+|-+")
_DELIMITER_ROW = re.compile(r"\|[\s:|-]*-[\s:|-]*")
_BARE_DELIMITER_ROW = re.compile(r"[:-][\s:-]*\|[\s:|-]*")


class BlockKind(enum.Enum):
    """A kind of block that a line belongs to; `ALONE` is a picture or the list of sources."""

    HEADING = enum.auto()
    ROW = enum.auto()
    ITEM = enum.auto()
    QUOTE = enum.auto()
    ALONE = enum.auto()
    TEXT = enum.auto()

    @property
    def has_single_lines(self) -> bool:
        """Return whether each line is a block of its own."""
        return self in (BlockKind.HEADING, BlockKind.ROW)


_KIND_BY_CHARACTER = {"#": BlockKind.HEADING, "|": BlockKind.ROW, ">": BlockKind.QUOTE}


def block_kind(line: str, previous_kind: BlockKind | None) -> BlockKind:
    """Return the kind of block that a line belongs to, as far as its Markdown shows it: never `ALONE`.

    >>> block_kind("  of two lines", BlockKind.ITEM)
    <BlockKind.ITEM: 3>

    Args:
        line: which is not blank.
        previous_kind: of the line before it that is not blank; None for the first line.
    """
    if kind := _KIND_BY_CHARACTER.get(line.strip()[0]):
        return kind
    is_continued_item = previous_kind is BlockKind.ITEM and line[0] == " "
    return BlockKind.ITEM if is_list_item(line) or is_continued_item else BlockKind.TEXT


def is_list_item(line: str) -> bool:
    """Return whether a line begins a list item, which may be in a quotation.

    >>> is_list_item("> - an item of a box")
    True
    """
    return bool(_LIST_ITEM.match(line))


def ends_block(line: str) -> bool:
    """Return whether a line is blank, or is the blank line of a quotation.

    >>> ends_block("> ")
    True
    """
    return not line.replace(">", " ").strip()


def is_delimiter_row(line: str) -> bool:
    """Return whether a line separates the header of a table from its body."""
    return bool(_DELIMITER_ROW.fullmatch(line.strip()))


def split_row(row: str) -> list[str]:
    """Return the cells of a table row.

    >>> split_row("| a | b |")
    [' a ', ' b ']
    """
    return row.strip().removeprefix("|").removesuffix("|").split("|")


def drop_empty_columns(lines: list[str], has_content: Callable[[str], bool]) -> list[str]:
    """Return the lines without table columns that are empty in all rows; the first column always stays.

    Args:
        lines: of the skeleton.
        has_content: returns whether a cell will print anything.
    """
    out = list(lines)
    for number, line in enumerate(lines):
        if number == 0 or not is_delimiter_row(line):
            continue
        body = [split_row(row) for row in itertools.takewhile(_is_row, lines[number + 1 :])]
        filled = {
            column for row in body for column, cell in enumerate(row) if column == 0 or has_content(cell)
        }
        for row_number in range(number - 1, number + 1 + len(body) if filled else 0):
            cells = split_row(lines[row_number])
            if not filled.issuperset(range(len(cells))):
                out[row_number] = (
                    f"|{'|'.join(cell for column, cell in enumerate(cells) if column in filled)}|"
                )
    return out


def _is_row(line: str) -> bool:
    """Return whether a line is a table row."""
    return line.strip().startswith("|")


class MarkdownProblem(NamedTuple):
    """Markdown that some readers understand differently.

    Attributes:
        text: the lines that have it.
        message: what is wrong.
        hint: how to write it instead.
    """

    text: str
    message: str
    hint: str


def find_ambiguous_markdown(line: str, line_before: str, kind: BlockKind) -> Iterator[MarkdownProblem]:
    """Yield the Markdown in a line that some readers understand differently.

    Args:
        line: of the skeleton; not blank.
        line_before: the line before it; empty for the first line.
        kind: of the block that the line belongs to.
    """
    text = line.strip()
    if kind is BlockKind.TEXT and _INDENTED_CODE.match(line):
        message = "Markdown takes an indented line for code"
        yield MarkdownProblem(line, message, "begin it at the left edge")
    if is_list_item(line) and (len(line) - len(line.lstrip())) % _INDENT:
        message = "some Markdown readers do not nest this list item"
        yield MarkdownProblem(line, message, "indent it by four spaces, or not at all")
    if line_before.strip() and _UNDERLINE.fullmatch(text):
        message = "a line under a text makes the text a heading"
        yield MarkdownProblem(line_before, message, "write headings with #")
    if _BARE_DELIMITER_ROW.fullmatch(text) or (kind is BlockKind.ROW and not text.endswith("|")):
        message = "a table row does not begin and end with |"
        yield MarkdownProblem(line + line_before, message, "put | at both ends of each row")
