"""A note as PDF/UA-1, typeset by WeasyPrint; the only door to it.

WeasyPrint gets bytes and nothing else: a request for anything that was not handed to it is an error, and so is a
character that no bundled font has. It is imported when a PDF is due, since it needs system libraries that the rest
of the product does without.
"""

from __future__ import annotations

import io
import logging
import re
from typing import TYPE_CHECKING

from briefings.brief import Words
from briefings.diagnostics import BriefingsError, Diagnostic, EnvironmentMissingError
from briefings.outputs.html import body, document

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from weasyprint.urls import URLFetcherResponse

    from briefings.brief import Brief

__all__ = ["REMEDY", "render", "unsupported"]

REMEDY = (
    "Debian, Ubuntu: apt install libpangoft2-1.0-0 libharfbuzz-subset0; "
    "Fedora: dnf install pango harfbuzz; macOS: brew install pango"
)

_SCHEME = "briefings:"
_PAGE_NUMBER = re.compile(r"\{(page|pages)\}")
_NO_GLYPH = ".notdef glyph"


def unsupported() -> Diagnostic | None:
    """Why PDF can't be made here, with the line that mends it; None if it can."""
    try:
        import weasyprint  # noqa: F401, PLC0415 - imported to see whether its libraries are there
    except (ImportError, OSError) as error:
        message = f"PDF needs libraries of the system that are not there ({str(error).splitlines()[0]})"
        return Diagnostic("no-pango", message, hint=REMEDY)
    return None


def render(brief: Brief, style: str, fonts: Mapping[str, bytes]) -> bytes:
    """Typeset the note.

    Args:
        brief: the note.
        style: style sheet for print; it finds fonts under `briefings:NAME`.
        fonts: whole TrueType files by name.

    Raises:
        EnvironmentMissingError: if WeasyPrint can't be loaded.
        BriefingsError: if the style asks for what was not handed over, or a character has no glyph.
    """
    if missing := unsupported():
        raise EnvironmentMissingError([missing])
    problems = list(_missing_glyphs(brief, fonts))
    if problems:
        raise BriefingsError(problems)
    from weasyprint import CSS, HTML  # noqa: PLC0415 - see above
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415 - see above
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415 - see above

    refused: list[str] = []

    class HandedOver(URLFetcher):  # type: ignore[misc] # WeasyPrint has no types
        """Serves the bytes handed over, and pictures written out in the page."""

        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
            if url.startswith("data:"):
                return super().fetch(url, headers)
            name = url.removeprefix(_SCHEME)
            if url.startswith(_SCHEME) and name in fonts:
                return URLFetcherResponse(url, fonts[name], {"Content-Type": "font/ttf"})
            refused.append(url)
            message = f"refused: {url}"
            raise ValueError(message)

    fetcher = HandedOver(allowed_protocols=["data"])
    font_config = FontConfiguration()
    sheets = [
        CSS(string=css, font_config=font_config, url_fetcher=fetcher, base_url=_SCHEME)
        for css in (style, _furniture(brief))
    ]
    with _Log() as log:
        page = HTML(
            string=document(brief, f"<main>{body(brief)}</main>", ""), url_fetcher=fetcher, base_url=_SCHEME
        )
        pdf = page.write_pdf(stylesheets=sheets, font_config=font_config, pdf_variant="pdf/ua-1")
    problems = [
        Diagnostic(
            "refused-request",
            f"the style or a template asks for {url}",
            hint="nothing is fetched: take it out",
        )
        for url in refused
    ]
    problems += [
        Diagnostic("missing-glyph" if _NO_GLYPH in message else "typesetting", message)
        for message in log.messages
    ]
    if problems:
        raise BriefingsError(problems)
    assert isinstance(pdf, bytes)  # noqa: S101 - it is, where no target is given
    return pdf


def _furniture(brief: Brief) -> str:
    """Marking, date and page number of every page; after every other style, and not to be overruled."""
    page = _PAGE_NUMBER.split(brief.page)
    number = " ".join(f"counter({part})" if index % 2 else _string(part) for index, part in enumerate(page))
    boxes = {
        "top-center": _string(brief.marking),
        "bottom-left": _string(brief.as_at),
        "bottom-center": _string(brief.marking),
        "bottom-right": number,
    }
    shown = "display: block !important; visibility: visible !important; color: #000 !important"
    return "@page {" + " ".join(
        f"@{box} {{ content: {content} !important; {shown} }}" for box, content in boxes.items()
    ) + "}"  # fmt: skip


def _string(text: str) -> str:
    """A CSS string."""
    return '"' + "".join(c if c.isalnum() or c in " .,-/" else f"\\{ord(c):x} " for c in text) + '"'


def _missing_glyphs(brief: Brief, fonts: Mapping[str, bytes]) -> Iterator[Diagnostic]:
    """Characters that a bundled font lacks; another font would have to be found on each machine."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - slow to import, and needed for PDF only

    covered = [set(TTFont(io.BytesIO(font), lazy=True)["cmap"].getBestCmap()) for font in fonts.values()]
    known = set.intersection(*covered) if covered else set()
    lacking = sorted({ord(character) for text in _texts(brief) for character in text} - known)
    for point in lacking:
        character = chr(point)
        where = next((sentence for sentence in brief.sentences if character in sentence.text), None)
        facts = ", ".join(dict.fromkeys(citation.fact for citation in where.citations)) if where else ""
        message = f"no bundled font has {character!r} (U+{point:04X}){f', used by {facts}' if facts else ''}"
        yield Diagnostic("missing-glyph", message, hint="write it otherwise, or bring a font that has it")


def _texts(brief: Brief) -> Iterable[str]:
    yield from (brief.marking, brief.as_at, brief.page)
    for slot in brief.slots:
        if isinstance(slot, Words):
            yield slot.text
    for source in brief.sources:
        yield from (source.before, source.title, source.after)


class _Log(logging.Handler):
    """Collects what WeasyPrint only logs: glyphs and files that it did without."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []
        self._logger = logging.getLogger("weasyprint")

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the message."""
        self.messages.append(record.getMessage())

    def __enter__(self) -> _Log:
        self._logger.addHandler(self)
        return self

    def __exit__(self, *_: object) -> None:
        self._logger.removeHandler(self)
