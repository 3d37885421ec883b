"""Blocks of a PDF: as its tags have them, else of the lines of its pages, in the order in which a person reads them."""

from __future__ import annotations

import io
import logging
import re
from typing import TYPE_CHECKING, Any

from briefings.checks.text.blocks import split_blocks
from briefings.checks.text.pdf_tags import tagged_blocks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefings.checks.text.blocks import Block

__all__ = ["DamagedPdfError", "pdf_blocks", "pdf_created"]

_MAX_PAGES = 1000
_GAP = re.compile(r"(?<=\S) {3,}(?=\S)")
_LEAST_COLUMN_LINES = 5
_CREATED = re.compile(r"D:(\d{4})(\d\d)(\d\d)")


class DamagedPdfError(ValueError):
    """A PDF that can't be read; the message says why."""


def pdf_blocks(data: bytes) -> list[Block]:
    """Return the blocks of a PDF.

    Raises:
        DamagedPdfError: if it can't be read.
    """
    try:
        reader = _reader(data)
        if len(reader.pages) > _MAX_PAGES:
            message = f"it has more than {_MAX_PAGES} pages"
            raise DamagedPdfError(message)
        if blocks := tagged_blocks(reader):
            return blocks
        lines = [line for page in reader.pages for line in (*_page_lines(page), "")]
    except DamagedPdfError:
        raise
    except Exception as error:
        raise DamagedPdfError(str(error) or type(error).__name__) from error
    return list(split_blocks(lines, hyphenated=True))


def pdf_created(data: bytes) -> str:
    """Return the day on which a PDF says it was made, in ISO 8601; empty if it does not say."""
    try:
        metadata = _reader(data).metadata
        found = _CREATED.match(str((metadata or {}).get("/CreationDate", "")))
    except Exception:  # noqa: BLE001 - see above
        return ""
    return "-".join(found.groups()) if found else ""


def _reader(data: bytes) -> Any:  # noqa: ANN401 - pypdf is loaded only for a PDF
    from pypdf import PdfReader  # noqa: PLC0415 - for PDF only

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    return PdfReader(io.BytesIO(data))


def _page_lines(page: Any) -> Iterator[str]:  # noqa: ANN401 - a page of pypdf
    """Yield the lines of a page."""
    lines = page.extract_text().splitlines()
    yield from _split_columns(lines) or lines


def _split_columns(lines: Sequence[str]) -> list[str]:
    """Return the lines of a page in two columns one column after the other; empty if it has only one."""
    gaps = [match for line in lines if (match := _GAP.search(line))]
    if len(gaps) < max(_LEAST_COLUMN_LINES, len(lines) // 2):
        return []
    parts = [_GAP.split(line, maxsplit=1) for line in lines]
    return [part[0] for part in parts] + [""] + [part[1] for part in parts if len(part) > 1]
