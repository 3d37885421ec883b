"""XLSX files for tests, made of XML."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

__all__ = ["make_workbook"]

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><numFmts><numFmt numFmtId="170" formatCode="d\\.m\\.yyyy"/>'
    '<numFmt numFmtId="171" formatCode="0.0&quot; days&quot;"/></numFmts>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/></cellXfs></styleSheet>'
)
"""Four styles of cells: general, a built-in date, a date of its own, a number with letters."""


def make_workbook(
    sheets: dict[str, list[list[str]]], *, dates_from_1904: bool = False, **parts: bytes
) -> bytes:
    """Return a workbook.

    Args:
        sheets: the lines of each sheet. A cell is a text, or the XML of its element if it begins with `<`.
        dates_from_1904: whether it counts days from 1904.
        parts: parts to put in the place of others; their names have `__` for a slash and `_xml` for the suffix.
    """
    names = "".join(
        f'<sheet name="{escape(name)}" sheetId="{number}" r:id="rId{number}"/>'
        for number, name in enumerate(sheets, 1)
    )
    flag = ' date1904="1"' if dates_from_1904 else ""
    targets = "".join(
        f'<Relationship Id="rId{number}" Target="worksheets/sheet{number}.xml"/>'
        for number in range(1, len(sheets) + 1)
    )
    files = {
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><workbookPr{flag}/><sheets>{names}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f"<Relationships>{targets}</Relationships>",
        "xl/styles.xml": _STYLES,
        "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}"><si><t>Shared</t></si><si><r><t>Two </t></r><r><t>runs</t></r></si></sst>',
    }
    for number, lines in enumerate(sheets.values(), 1):
        rows = "".join(f"<row>{''.join(map(_cell, cells))}</row>" for cells in lines)
        files[f"xl/worksheets/sheet{number}.xml"] = (
            f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'
        )
    contents = {name: text.encode() for name, text in files.items()}
    contents |= {name.replace("__", "/").replace("_xml", ".xml"): data for name, data in parts.items()}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in contents.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def _cell(text: str) -> str:
    """Return the XML of a cell."""
    return text if text.startswith("<") else f'<c t="inlineStr"><is><t>{escape(text)}</t></is></c>'
