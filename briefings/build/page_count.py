"""The page counts of notes, and the check against the page limit of their product.

Only typesetting gives a page count, so the build state keeps it: a current note that is too long is reported without
typesetting it again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.model.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:
    from briefings.compose.products import Product
    from briefings.outputs.pdf import PdfResult

__all__ = ["PageCount", "check_page_limit"]


@dataclass(frozen=True, slots=True)
class PageCount:
    """The length of a note on paper.

    Attributes:
        pages: of its PDF.
        longest_section: the heading of its longest section; empty if it has no sections.
        longest_section_pages: the length of that section, in pages.
    """

    pages: int
    longest_section: str
    longest_section_pages: float

    @classmethod
    def from_pdf_result(cls, result: PdfResult) -> PageCount:
        """Return the page count of a typeset note; of two equally long sections the first counts."""
        longest_section, length = max(
            result.section_lengths, key=lambda section: section[1], default=("", 0.0)
        )
        return cls(result.page_count, longest_section, round(length, 1))


def check_page_limit(file_name: str, page_count: PageCount, product: Product) -> Diagnostic | None:
    """Check a PDF against the page limit of its product.

    Returns:
        None if it is short enough; a warning for a working copy, and an error for a note that a principal or the public
        gets, whose length is a promise.
    """
    if product.page_limit is None or page_count.pages <= product.page_limit:
        return None
    section = (
        f"; its longest section is “{page_count.longest_section}”, {page_count.longest_section_pages} pages"
        if page_count.longest_section
        else ""
    )
    message = f"{file_name} has {page_count.pages} pages; {product.id!r} allows {product.page_limit}{section}"
    hint = "shorten the note, or allow more `pages:`"
    severity = Severity.WARNING if product.readers == "desk" else Severity.ERROR
    return Diagnostic("too-long", message, product.locations["pages",], severity, hint)
