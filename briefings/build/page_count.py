"""How long notes are on paper, and whether they keep to what their product allows.

Only typesetting tells, so the ledger keeps it: a note that is current and too long is reported without being made
again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.model.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:
    from briefings.compose.products import Product
    from briefings.outputs.pdf import Printed

__all__ = ["Extent", "too_long"]


@dataclass(frozen=True, slots=True)
class Extent:
    """How long a note is on paper.

    Attributes:
        pages: of its PDF.
        longest: the heading of its longest section; empty if it has none.
        length: of that section, in pages.
    """

    pages: int
    longest: str
    length: float

    @classmethod
    def of(cls, printed: Printed) -> Extent:
        """The extent of a note that has been typeset; of two sections of one length the first counts."""
        longest, length = max(printed.sections, key=lambda section: section[1], default=("", 0.0))
        return cls(printed.pages, longest, round(length, 1))


def too_long(file: str, extent: Extent, product: Product) -> Diagnostic | None:
    """What is said of a PDF that has more pages than its product allows; None if it has not."""
    if product.pages is None or extent.pages <= product.pages:
        return None
    section = f"; its longest section is “{extent.longest}”, {extent.length} pages" if extent.longest else ""
    message = f"{file} has {extent.pages} pages, where {product.id!r} allows {product.pages}{section}"
    hint = "shorten it, or allow more `pages:`"
    return Diagnostic("too-long", message, product.places["pages"], Severity.WARNING, hint)
