"""Tables in Word: a header that repeats on each page, rows that do not break, and columns as wide as their texts need."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.outputs.word.xml import element

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.oxml.xmlchemy import BaseOxmlElement as Element

__all__ = ["Cell", "TableLook", "make_table"]

_LONGEST_COUNTED = 120
"""The letters of a cell that its column makes room for; more of them break into lines."""
_LEAST_SHARE = 0.09
_LETTER_WIDTH = 95
"""The width of a letter, in twentieths of a point."""
_BREAK = re.compile("[ \n]")  # a date does not break at its spaces


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its paragraph, which Word asks for even in an empty cell, and its text."""

    paragraph: Element
    text: str


@dataclass(frozen=True, slots=True)
class TableLook:
    """How a table looks.

    Attributes:
        style: id of its style.
        width: in twentieths of a point.
        is_rtl: whether the first column is on the right.
    """

    style: str
    width: int
    is_rtl: bool


def make_table(rows: Sequence[Sequence[Cell]], look: TableLook, *, caption: str, has_header: bool) -> Element:
    """Return a table.

    Args:
        rows: of cells; a row with too few cells gets empty ones.
        look: how it looks.
        caption: what it is about, for readers who can't see it.
        has_header: whether the first row is the header.
    """
    count = max(map(len, rows))
    widths = _column_widths(rows, count, look.width)
    table = element(
        "tbl",
        element(
            "tblPr",
            element("tblStyle", val=look.style),
            element("bidiVisual") if look.is_rtl else None,
            element("tblW", w=sum(widths), type="dxa"),
            element("tblLayout", type="fixed"),
            element(
                "tblLook",
                val="04A0",
                firstRow=int(has_header),
                lastRow=0,
                firstColumn=1,
                lastColumn=0,
                noHBand=0,
                noVBand=1,
            ),
            element("tblCaption", val=caption) if caption else None,
        ),
        element("tblGrid", *(element("gridCol", w=column) for column in widths)),
    )
    for number, row in enumerate(rows):
        is_header = has_header and number == 0
        properties = element("trPr", element("cantSplit"), element("tblHeader") if is_header else None)
        cells = [*(cell.paragraph for cell in row), *(element("p") for _ in range(count - len(row)))]
        table.append(
            element(
                "tr",
                properties,
                *(
                    element("tc", element("tcPr", element("tcW", w=column, type="dxa")), paragraph)
                    for column, paragraph in zip(widths, cells, strict=True)
                ),
            )
        )
    return table


def _column_widths(rows: Sequence[Sequence[Cell]], count: int, width: int) -> list[int]:
    """Return the width of each column: the longer the texts in it, the wider, and no narrower than its longest word."""
    texts = [[row[number].text for row in rows if number < len(row)] for number in range(count)]
    weights = [
        max(sum(min(len(text), _LONGEST_COUNTED) for text in column) / len(column), 1) ** 0.6
        for column in texts
    ]
    words = [max(len(word) for text in column for word in _BREAK.split(text)) for column in texts]
    least = [max((longest + 2) * _LETTER_WIDTH, width * _LEAST_SHARE) for longest in words]
    if sum(least) >= width:
        return [round(width * share / sum(least)) for share in least]
    rest = width - sum(least)
    return [round(share + rest * weight / sum(weights)) for share, weight in zip(least, weights, strict=True)]
