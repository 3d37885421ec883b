"""Rows of an XLSX file: a bounded archive of XML without entities, whose formulas are texts that nothing computes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefings.authoring.importing.rows import MAX_ROWS, RowList, refuse, table_rows
from briefings.authoring.importing.serial_days import FALSE_LEAP_DAY, day_of_serial
from briefings.loading.office_package import OfficePackage, PackageError, PackageTooLargeError, parse_xml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from briefings.model.diagnostics import BriefingsError

__all__ = ["read_xlsx"]

_MAX_COLUMNS = 500
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_NAMESPACES = (
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", _MAIN[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", _RELATION[1:-3].encode()),
)
_DATE_FORMATS = frozenset({*range(14, 18), 22, *range(27, 37), *range(50, 59)})
"""Numbers of built-in formats that print a date."""
_QUOTED_IN_FORMAT = re.compile(r'"[^"]*"|\[[^]]*\]|\\.')
_CELL_NAME = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


def read_xlsx(data: bytes, name: str, sheet: str = "", header: int = 0) -> RowList:
    """Return the rows of a sheet of an XLSX file.

    Args:
        data: the content of the file.
        name: its name, for messages.
        sheet: the name of the sheet; empty for the only one.
        header: the number of the line with the names of the columns; 0 for the first one that is not empty.

    Raises:
        BriefingsError: if it is not such a file, is too large, or has no such sheet.
    """
    try:
        book = _Workbook(OfficePackage(data), name)
        title, path = book.find_sheet(sheet)
        lines = book.read_lines(path)
    except PackageTooLargeError as error:
        raise _too_large(name) from error
    except (PackageError, KeyError, ValueError) as error:
        hint = "save it again from your spreadsheet, as XLSX without a password, or as CSV"
        raise refuse("not-a-table", f"{name} can't be read as an XLSX file", hint) from error
    return table_rows(lines, f"sheet {title}, ", name, header)


def _too_large(name: str) -> BriefingsError:
    """Return the error for a file that unpacks to more than any list needs."""
    return refuse("file-too-large", f"{name} unpacks to more than a list needs", "export the sheet as CSV")


class _Workbook:
    """The parts of an XLSX file."""

    def __init__(self, package: OfficePackage, name: str) -> None:
        """Read what all sheets share."""
        self._package, self._name = package, name
        book = self._parse("xl/workbook.xml")
        properties = book.find(f"{_MAIN}workbookPr")
        flag = properties.get("date1904", "") if properties is not None else ""
        self._has_1904_dates = flag in ("1", "true")
        targets = {
            relation.get("Id", ""): relation.get("Target", "")
            for relation in self._parse("xl/_rels/workbook.xml.rels")
        }
        self.sheets = {
            sheet.get("name", ""): targets[sheet.get(_RELATION, "")] for sheet in book.iter(f"{_MAIN}sheet")
        }
        self._texts = [_text_of(item) for item in self._optional("xl/sharedStrings.xml", "si")]
        self._dates = self._date_styles() if "xl/styles.xml" in package.names else []

    def _parse(self, part: str) -> Element:
        """Return the root of a part."""
        data = self._package.read(part)
        for strict, usual in _STRICT_NAMESPACES:
            data = data.replace(strict, usual)
        return parse_xml(data, part)

    def _optional(self, part: str, tag: str) -> Iterator[Element]:
        """Yield the elements of a part that a file may lack."""
        if part in self._package.names:
            yield from self._parse(part).iter(f"{_MAIN}{tag}")

    def _date_styles(self) -> list[bool]:
        """Return whether each style of cells prints a date."""
        styles = self._parse("xl/styles.xml")
        own = {
            int(item.get("numFmtId", "0")): _QUOTED_IN_FORMAT.sub("", item.get("formatCode", ""))
            for item in styles.iter(f"{_MAIN}numFmt")
        }
        cells = styles.find(f"{_MAIN}cellXfs")
        numbers = [int(style.get("numFmtId", "0")) for style in cells] if cells is not None else []
        return [
            bool(re.search("[yd]", own[number], re.IGNORECASE)) if number in own else number in _DATE_FORMATS
            for number in numbers
        ]

    def find_sheet(self, wanted: str) -> tuple[str, str]:
        """Return the name of a sheet and its part."""
        if not wanted and len(self.sheets) > 1:
            hint = "write `sheet:` with one of them in the map"
            raise refuse("unknown-sheet", f"{self._name} has the sheets {', '.join(self.sheets)}", hint)
        title = wanted or next(iter(self.sheets))
        if title not in self.sheets:
            hint = f"it has {', '.join(self.sheets)}"
            raise refuse("unknown-sheet", f"{self._name} has no sheet {wanted!r}", hint)
        target = self.sheets[title]
        return title, target.removeprefix("/") if target.startswith("/") else f"xl/{target}"

    def read_lines(self, part: str) -> list[list[str]]:
        """Return the lines of a sheet, each with its cells."""
        lines: list[list[str]] = []
        for row in self._parse(part).iter(f"{_MAIN}row"):
            number = int(row.get("r") or len(lines) + 1)
            if not len(lines) < number <= 10 * MAX_ROWS:
                raise _too_large(self._name)
            lines += [[] for _ in range(number - len(lines))]
            for cell in row.iter(f"{_MAIN}c"):
                match = _CELL_NAME.fullmatch(cell.get("r", ""))
                column = _column_number(match[1]) if match else len(lines[-1])
                if column < _MAX_COLUMNS:
                    lines[-1] += [""] * (column + 1 - len(lines[-1]))
                    lines[-1][column] = self._cell_text(cell)
        return lines

    def _cell_text(self, cell: Element) -> str:
        """Return the text of a cell; that of a formula is the formula."""
        formula = cell.find(f"{_MAIN}f")
        if formula is not None:
            return f"={formula.text or ''}"
        value, kind = cell.findtext(f"{_MAIN}v") or "", cell.get("t", "n")
        match kind:
            case "inlineStr":
                text = _text_of(cell)
            case "s":
                text = self._texts[int(value)] if value else ""
            case "b":
                text = "yes" if value == "1" else "no"
            case "d":
                text = value.partition("T")[0]
            case "n" if value:
                text = self._number(value, int(cell.get("s", "0")))
            case _:
                text = value
        return text

    def _number(self, value: str, style: int) -> str:
        """Return a number as written, or the day that its style makes of it; a time without a day has none."""
        if style < len(self._dates) and self._dates[style]:
            serial = float(value)
            is_day = int(serial) != FALSE_LEAP_DAY and serial >= 1
            if self._has_1904_dates or is_day:
                return str(day_of_serial(int(serial), is_since_1904=self._has_1904_dates))
        return value.removesuffix(".0")


def _text_of(element: Element) -> str:
    """Return the text of a shared or inline string, without the readings of its letters."""
    runs = [
        *element.iterfind(f"{_MAIN}t"),
        *element.iterfind(f"{_MAIN}r/{_MAIN}t"),
        *element.iterfind(f"{_MAIN}is//{_MAIN}t"),
    ]
    return "".join(run.text or "" for run in runs)


def _column_number(letters: str) -> int:
    """Return the number of a column, from 0."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
