"""Rows of a CSV file; every cell is a text, and nothing in it is computed."""

from __future__ import annotations

import csv
import io

from briefings.authoring.importing.rows import RowList, refuse, table_rows

__all__ = ["read_csv"]

_DELIMITERS = ",;\t|"
_MAX_CELL = 10_000


def read_csv(data: bytes, name: str, header: int = 0) -> RowList:
    """Return the rows of a CSV file, whose cells are between commas, semicolons, tabs or bars.

    Args:
        data: the content of the file.
        name: its name, for messages.
        header: the number of the line with the names of the columns; 0 for the first one that is not empty.

    Raises:
        BriefingsError: if it is not UTF-8 text, or not a table.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        hint = "save it as UTF-8: in Excel, as the type `CSV UTF-8`"
        raise refuse("not-utf8", f"{name}, line {line}: the file is not UTF-8 text", hint) from error
    if "\0" in text:
        raise refuse(
            "not-a-table", f"{name} is not a CSV file", "export it from your spreadsheet as CSV UTF-8"
        )
    first_line = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(_DELIMITERS, key=first_line.count)
    csv.field_size_limit(_MAX_CELL)
    lines: list[list[str]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            # A cell may have line breaks: the number of a row is that of the line where it begins.
            lines += [[]] * (reader.line_num - len(lines) - 1 - sum(cell.count("\n") for cell in cells))
            lines.append(cells)
    except csv.Error as error:
        hint = "look for a quote that does not close"
        raise refuse("not-a-table", f"{name}, line {reader.line_num}: {error}", hint) from error
    return table_rows(lines, "", name, header)
