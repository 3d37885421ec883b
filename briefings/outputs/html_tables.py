"""Tables in HTML: headers with their scope, cells with the words of their column, as many cells in each row."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import SubElement

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

__all__ = ["finish_table"]


def finish_table(table: Element, sources_label: str) -> None:
    """Make the table that Markdown gives one that screen readers, phones and WeasyPrint understand.

    Args:
        table: with the sources of its rows in their last cells.
        sources_label: the head of the column of sources.
    """
    _label_cells(table)
    _drop_empty_header(table)
    _widen_header(table, sources_label)


def _label_cells(table: Element) -> None:
    """Set the scope of table headers, and the header of each cell in `data-header`."""
    headers = list(table.iter("th"))
    for header in headers:
        if "".join(header.itertext()).strip():
            header.set("scope", "col")
        else:  # the corner of a table heads nothing
            header.tag = "td"
    for body_ in table.iter("tbody"):
        for row in body_:
            for header, cell in zip(headers, row, strict=False):
                cell.set("data-header", "".join(header.itertext()))
            row[0].tag = "th"
            row[0].set("scope", "row")
            del row[0].attrib["data-header"]


def _drop_empty_header(table: Element) -> None:
    """Remove the header of a table whose columns have no names; its rows have headers of their own."""
    head = table.find("thead")
    if head is not None and not "".join(head.itertext()).strip():
        table.remove(head)
        for cell in table.iter("td"):
            cell.attrib.pop("data-header", None)


def _widen_header(table: Element, sources_label: str) -> None:
    """Give the header of a table a cell above its sources, because each cell needs a header."""
    head, is_noted = table.find("thead"), table.find(".//td[@class='source-note']") is not None
    if head is not None and is_noted:
        SubElement(head[0], "th", {"class": "source-note", "scope": "col"}).text = sources_label
