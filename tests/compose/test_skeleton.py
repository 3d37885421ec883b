"""Tests of the lines of a skeleton: kinds of blocks, tables, and ambiguous Markdown."""

from __future__ import annotations

import pytest

from briefings.compose.skeleton import (
    BlockKind,
    block_kind,
    drop_empty_columns,
    find_ambiguous_markdown,
    is_delimiter_row,
    split_row,
)


@pytest.mark.parametrize(
    ("line", "previous", "kind"),
    [
        ("# a", None, BlockKind.HEADING),
        ("| a |", BlockKind.TEXT, BlockKind.ROW),
        ("> a", None, BlockKind.QUOTE),
        ("- a", None, BlockKind.ITEM),
        ("    * a", None, BlockKind.ITEM),
        ("  a", BlockKind.ITEM, BlockKind.ITEM),
        ("a", BlockKind.ITEM, BlockKind.TEXT),
        ("  a", BlockKind.ROW, BlockKind.TEXT),
        ("-a", None, BlockKind.TEXT),
    ],
)
def test_the_kind_of_a_block(line: str, previous: BlockKind | None, kind: BlockKind) -> None:
    """The first characters tell, and an indented line continues a list item."""
    assert block_kind(line, previous) is kind


@pytest.mark.parametrize(
    ("line", "is_delimiter"),
    [("|---|", True), ("| :-: | --: |", True), ("| a |", False), ("---", False), ("", False)],
)
def test_the_row_below_a_header(line: str, is_delimiter: bool) -> None:
    """A delimiter row begins with a bar and has dashes."""
    assert is_delimiter_row(line) is is_delimiter


def test_cells() -> None:
    """Bars at the sides are no cells of their own."""
    assert split_row(" | a |  | b |") == [" a ", "  ", " b "]


def test_an_empty_column_goes_with_its_header() -> None:
    """The first column stays, whatever is in it; text around the table is left alone."""
    lines = ["x | y", "| a | b | c |", "|---|---|---|", "|  |  | 1 |", "|  |  | 2 |", "", "| z |"]
    assert drop_empty_columns(lines, lambda cell: bool(cell.strip())) == [
        "x | y", "| a | c |", "|---|---|", "|  | 1 |", "|  | 2 |", "", "| z |",
    ]  # fmt: skip


def test_a_table_without_rows_keeps_its_columns() -> None:
    """A header alone says nothing about its columns."""
    lines = ["| a | b |", "|---|---|"]
    assert drop_empty_columns(lines, lambda cell: bool(cell.strip())) == lines


@pytest.mark.parametrize(
    ("line", "before", "kind", "count"),
    [
        ("    a", "", BlockKind.TEXT, 1),
        ("  - a", "- a", BlockKind.ITEM, 1),
        ("    - a", "- a", BlockKind.ITEM, 0),
        ("---", "a", BlockKind.TEXT, 1),
        ("---", "", BlockKind.TEXT, 0),
        ("---|---", "a | b", BlockKind.TEXT, 1),
        ("| a", "|---|", BlockKind.ROW, 1),
        ("| a |", "|---|", BlockKind.ROW, 0),
        ("a", "b", BlockKind.TEXT, 0),
    ],
)
def test_ambiguous_markdown(line: str, before: str, kind: BlockKind, count: int) -> None:
    """Lines that readers of Markdown understand differently are named, each with a way out."""
    problems = list(find_ambiguous_markdown(line, before, kind))
    assert len(problems) == count
    assert all(problem.message and problem.hint for problem in problems)
