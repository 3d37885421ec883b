"""Rows of a list that is imported, and the problems of reading it."""

from __future__ import annotations

from dataclasses import dataclass, field

from briefings.model.diagnostics import BriefingsError, Diagnostic, Location

__all__ = ["MAX_IMPORT_BYTES", "MAX_ROWS", "Row", "RowList", "refuse", "table_rows"]

MAX_ROWS = 10_000
MAX_IMPORT_BYTES = 20_000_000


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a list.

    Attributes:
        place: where it is in the file, as a locator says it: `sheet Visits, row 17`.
        cells: the texts of its cells by the name of their column; a date is written as 2002-02-20.
        file: the name of the file.
        number: of the row in the file.
    """

    place: str
    cells: dict[str, str]
    file: str
    number: int

    def location_of(self, column: str = "") -> Location:
        """Return the location of a cell, or of the row if it has no such column."""
        columns = list(self.cells)
        return Location(self.file, self.number, columns.index(column) + 1 if column in columns else 1)


@dataclass(frozen=True, slots=True)
class RowList:
    """A list that is imported.

    Attributes:
        columns: the names of its columns.
        rows: its rows, without empty ones.
        skipped: rows that are left out, each with the reason.
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    skipped: tuple[str, ...] = field(default=())


def refuse(code: str, message: str, hint: str = "") -> BriefingsError:
    """Return the error for a file that can't be imported."""
    return BriefingsError([Diagnostic(code, message, hint=hint)])


def table_rows(lines: list[list[str]], place_of: str, name: str, header: int = 0) -> RowList:
    """Return the rows of a table.

    Args:
        lines: its lines, each with its cells.
        place_of: what a place begins with, such as `sheet Visits, `.
        name: of the file, for messages.
        header: the number of the line with the names of the columns; 0 for the first one that is not empty.

    Raises:
        BriefingsError: if it has no names of columns, or one of them twice, or is too long.
    """
    numbered = [(number, cells) for number, cells in enumerate(lines, 1) if any(map(str.strip, cells))]
    titles = next((line for line in numbered if not header or line[0] == header), None)
    if titles is None:
        raise refuse(
            "no-columns", f"{name} has no line with the names of its columns", "write them above the rows"
        )
    columns = [title.strip() for title in titles[1]]
    if repeated := next((title for title in columns if title and columns.count(title) > 1), ""):
        raise refuse("no-columns", f"{name} has the column {repeated!r} twice", "rename one of them")
    rows = [
        Row(
            f"{place_of}row {number}",
            {title: cell.strip() for title, cell in zip(columns, cells, strict=False) if title},
            name,
            number,
        )
        for number, cells in numbered
        if number > titles[0]
    ]
    if len(rows) > MAX_ROWS:
        raise refuse("too-many-rows", f"{name} has {len(rows)} rows; {MAX_ROWS} are allowed", "split it")
    return RowList(tuple(filter(None, columns)), tuple(rows))
