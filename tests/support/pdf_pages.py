"""PDFs for tests: their pages, words and fonts, and the problems for which they are refused."""

from __future__ import annotations

import functools
import io
import re
from typing import TYPE_CHECKING, Any, NamedTuple
from xml.etree import ElementTree

import pytest
from pypdf import PdfReader

from briefings.model.diagnostics import BriefingsError
from tests.support.notes import render_pdf
from tests.support.tools import pdf_layout_xhtml

if TYPE_CHECKING:
    from briefings.compose.brief import Brief

__all__ = [
    "FOOT",
    "HEAD",
    "POINTS",
    "SIDE",
    "Page",
    "Word",
    "body_lines",
    "embedded_fonts",
    "read_pages",
    "refused_messages",
]

POINTS = 72 / 25.4
"""Points in a millimetre."""
HEAD, FOOT, SIDE = 16 * POINTS, 17 * POINTS, 15 * POINTS


class Word(NamedTuple):
    """A word and its position on the page, in points from the upper left."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


class Page(NamedTuple):
    """The lines of a page, from top to bottom."""

    width: float
    height: float
    lines: list[list[Word]]

    @property
    def words(self) -> list[Word]:
        """Return all words of the page."""
        return [word for line in self.lines for word in line]

    def words_between(self, top: float, bottom: float) -> str:
        """Return the words in a strip across the page."""
        return " ".join(word.text for word in self.words if word.top >= top and word.bottom <= bottom)


def body_lines(page: Page) -> list[str]:
    """Return the lines of a page between its margins, from top to bottom; the cells of a row are lines of their own."""
    inside = (
        line for line in page.lines if line[0].top > HEAD - 2 and line[-1].bottom < page.height - FOOT + 4
    )
    return [" ".join(word.text for word in line) for line in inside]


@functools.cache
def read_pages(data: bytes) -> list[Page]:
    """Return the pages of a PDF with the positions of their words."""
    text = re.sub(r'<!DOCTYPE[^>]*>| xmlns="[^"]*"', "", pdf_layout_xhtml(data))
    pages = []
    for page in ElementTree.fromstring(text).iter("page"):  # noqa: S314 - of our own PDF
        lines = [
            [
                Word(
                    word.text or "", *(float(word.attrib[side]) for side in ("xMin", "yMin", "xMax", "yMax"))
                )
                for word in line.iter("word")
            ]
            for line in page.iter("line")
        ]
        lines.sort(key=lambda line: (line[0].top, line[0].left))
        pages.append(Page(float(page.attrib["width"]), float(page.attrib["height"]), lines))
    return pages


def embedded_fonts(data: bytes) -> set[str]:
    """Return the names of the fonts embedded in a PDF."""
    pages: Any = PdfReader(io.BytesIO(data)).pages
    return {
        re.sub(r"^/[A-Z]{6}\+", "", font.get_object()["/BaseFont"])
        for page in pages
        for font in page["/Resources"]["/Font"].values()
    }


def refused_messages(brief: Brief, style: str) -> list[str]:
    """Return code and message of the problems for which a style is refused."""
    with pytest.raises(BriefingsError) as caught:
        render_pdf(brief, style)
    return [f"{found.code}: {found.message}" for found in caught.value.diagnostics]
