"""Rows of a list that is imported, and the problems of reading it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from briefings.model.diagnostics import BriefingsError, Diagnostic, Location

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["MAX_IMPORT_BYTES", "MAX_ROWS", "Row", "RowList", "group_problems", "refuse", "table_rows"]

MAX_ROWS = 10_000
MAX_IMPORT_BYTES = 20_000_000
_MOST_NUMBERS = 8
_FIRST_LINES = 20
_CURED_BY_THE_MAP = frozenset({"ambiguous-date", "ambiguous-number"})
"""Problems that a line in the map cures in all rows at once, whatever the cells say."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a list.

    Attributes:
        place: where it is in the file, as a locator says it: `sheet Visits, row 17`.
        cells: the texts of its cells by the name of their column; a date is written as 2002-02-20.
        file: the name of the file.
        number: of the row in the file.
        sheet: what its place says before the number; None if its place is more than a number.
    """

    place: str
    cells: dict[str, str]
    file: str
    number: int
    sheet: str | None = None

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
        lines: the first lines of the table by number, to find the names of columns below a line that looks like them.
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    skipped: tuple[str, ...] = field(default=())
    lines: tuple[tuple[int, tuple[str, ...]], ...] = field(default=(), compare=False, repr=False)

    def line_with(self, names: Iterable[str]) -> int:
        """Return the number of the first line that has all of some names as cells; 0 for none."""
        wanted = set(names)
        return next((number for number, cells in self.lines if wanted <= {*cells}), 0)


def group_problems(problems: Iterable[Diagnostic], rows: RowList) -> list[Diagnostic]:
    """Return problems of rows, with one for all rows that have the same in the same column; it lists the rows.

    A problem that a line in the map cures stands once, with the first cell.
    """
    by_number = {row.number: row for row in rows.rows}
    groups: dict[tuple[object, ...], list[tuple[Row | None, Diagnostic]]] = {}
    for problem in sorted(problems, key=lambda each: each.location.line if each.location else 0):
        place = problem.location
        row = by_number.get(place.line) if place else None
        row = row if row and place and place.path == row.file and problem.front == row.place else None
        said = problem.said if row else problem.message
        if row and problem.code in _CURED_BY_THE_MAP:
            key: tuple[object, ...] = (problem.code, problem.hint)
        else:
            key = (problem.code, said, problem.hint, place.column if row and place else place)
        groups.setdefault(key, []).append((row, problem))
    return [_join_problems(group) for group in groups.values()]


def _join_problems(group: list[tuple[Row | None, Diagnostic]]) -> Diagnostic:
    """Return one problem for equal ones of several rows, at the first of them."""
    first, problem = group[0]
    numbers = list(dict.fromkeys(row.number for row, _ in group if row))
    if first is None or len(numbers) < 2:  # noqa: PLR2004 - one row
        return problem
    more = f" and {len(numbers) - _MOST_NUMBERS} more" if len(numbers) > _MOST_NUMBERS else ""
    if first.sheet is not None:
        places = f"{first.sheet}rows {', '.join(map(str, numbers[:_MOST_NUMBERS]))}{more}"
    else:  # the place of an event or item has a name besides its number
        named = dict.fromkeys(row.place for row, _ in group if row)
        places = f"{', '.join([*named][:_MOST_NUMBERS])}{more}"
    is_example = any(other.said != problem.said for row, other in group if row)
    message = f"{places}: in {problem.message}" if is_example else f"{places}{problem.said}"
    return replace(problem, message=message, front="")


def refuse(code: str, message: str, hint: str = "") -> BriefingsError:
    """Return the error for a file that can't be imported."""
    return BriefingsError([Diagnostic(code, message, hint=hint)])


def table_rows(lines: list[list[str]], place_of: str, name: str, header: int = 0) -> RowList:
    """Return the rows of a table.

    Args:
        lines: its lines, each with its cells.
        place_of: what a place begins with, such as `sheet Visits, `.
        name: of the file, for messages.
        header: the number of the line with the names of the columns; 0 for the first one below the title of the list.

    Raises:
        BriefingsError: if it has no names of columns, or one of them twice, or is too long.
    """
    numbered = [(number, cells) for number, cells in enumerate(lines, 1) if any(map(str.strip, cells))]
    is_title = [len(list(filter(str.strip, cells))) == 1 for _, cells in numbered]
    below = numbered[is_title.index(False) :] if False in is_title else numbered
    titles = next((line for line in (numbered if header else below) if header in (0, line[0])), None)
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
            place_of,
        )
        for number, cells in numbered
        if number > titles[0] and not _repeats(columns, cells)
    ]
    repeated_lines = [number for number, cells in numbered if number > titles[0] and _repeats(columns, cells)]
    if (count := len(rows) + len(repeated_lines)) > MAX_ROWS:
        raise refuse("too-many-rows", f"{name} has {count} rows; {MAX_ROWS} are allowed", "split it")
    skipped = tuple(f"{place_of}row {number} has the names of the columns again" for number in repeated_lines)
    first_lines = tuple((number, tuple(map(str.strip, cells))) for number, cells in numbered[:_FIRST_LINES])
    return RowList(tuple(filter(None, columns)), tuple(rows), skipped, first_lines)


def _repeats(columns: list[str], cells: list[str]) -> bool:
    """Return whether a line has the names of the columns again, as at the head of each printed page."""
    return [cell.strip() for cell in cells[: len(columns)]] == columns
