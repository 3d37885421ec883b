"""Typesetting of HTML as PDF/UA-1, or with embedded files as PDF/A-3a too; the only door to WeasyPrint.

WeasyPrint gets bytes and nothing else: a request for any other file is an error, and so is a character that no bundled
font has. It is imported only to make a PDF, since it needs system libraries that the rest of the product does not.
"""

from __future__ import annotations

import contextlib
import ctypes.util
import logging
import os
import sys
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from briefings.model.diagnostics import BriefingsError, Diagnostic, EnvironmentMissingError
from briefings.outputs.fonts import RARE_FONT_TOOLS
from briefings.outputs.late_modules import late_modules
from briefings.outputs.paper_words import check_words
from briefings.outputs.pdf_metadata import ARCHIVE_VARIANT, IDENTITY_NAME, USUAL_VARIANT, complete_metadata

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from weasyprint.urls import URLFetcher, URLFetcherResponse

    from briefings.outputs.pdf_metadata import EmbeddedFile

__all__ = [
    "FONT_SCHEME",
    "Pages",
    "check_support",
    "find_unsupported_css",
    "typeset",
    "warm_up",
]

_INSTALL_HINT = (
    "Debian, Ubuntu: apt install libpangoft2-1.0-0 libharfbuzz-subset0; "
    "Fedora: dnf install pango harfbuzz; macOS: brew install pango"
)
FONT_SCHEME = "briefings:"
"""The scheme of the URLs of fonts: a style sheet refers to the font file NAME as `briefings:NAME`."""

_FONTCONFIG = "FONTCONFIG_FILE"
_NO_GLYPH = ".notdef glyph"
_STYLE_HINT = "look in print.css, then in each look.css; the line counts through all of them"
_WARM_UP_PAGE = """<html lang="en"><title>a</title><h1>a</h1><p><a href="#b">a</a></p>
<table><tr><th>a</th><td>a</td></tr></table><ol id="b"><li>a</li></ol>
<img alt="a" src="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'%3E%3Ctext%3Ea%3C/text%3E%3C/svg%3E">"""


@dataclass(frozen=True, slots=True)
class Pages:
    """A typeset document.

    Attributes:
        pdf: content of the file.
        pages: the pages, as WeasyPrint lays them out.
    """

    pdf: bytes
    pages: Sequence[Any]


def check_support() -> Diagnostic | None:
    """Return a diagnostic if this machine can't make PDFs, with a hint how to fix that; None if it can."""
    try:
        _import_weasyprint()
    except (ImportError, OSError) as error:
        message = f"this machine lacks system libraries for PDF ({str(error).splitlines()[0]})"
        return Diagnostic("no-pango", message, hint=_INSTALL_HINT)
    return None


def _import_weasyprint() -> None:
    """Import WeasyPrint, the first time without its slow search for libraries, and without what it hardly ever needs.

    WeasyPrint tries several names for each library, and for each wrong name Python runs ldconfig and a compiler: some
    fifty processes in all. On Linux the linker usually finds the right names by itself; if it does not, the search runs.
    """
    with late_modules(RARE_FONT_TOOLS):
        if sys.platform == "linux" and "weasyprint" not in sys.modules:
            find_library = ctypes.util.find_library
            ctypes.util.find_library = lambda name: None  # noqa: ARG005 - the signature of the original
            try:
                import weasyprint  # noqa: PLC0415 - see above
            except (ImportError, OSError):
                pass
            finally:
                ctypes.util.find_library = find_library
        import weasyprint  # noqa: F401, PLC0415 - see above


def warm_up(font: bytes) -> None:
    """Load WeasyPrint and typeset a dummy page, so that its set-up on first use is done before the first note.

    Args:
        font: a TrueType file with Latin letters.
    """
    if not check_support():
        font_face = f"@font-face {{ font-family: a; src: url({FONT_SCHEME}a) }} @page {{ font-family: a }}"
        typeset(_WARM_UP_PAGE, font_face, {"a": font})


def find_unsupported_css(style: str) -> list[str]:
    """Return the messages of WeasyPrint about a style sheet; none if WeasyPrint can't be loaded."""
    if check_support():
        return []
    from weasyprint import CSS  # noqa: PLC0415 - see above
    from weasyprint.urls import URLFetcher  # noqa: PLC0415 - see above

    with _Log() as log:
        CSS(string=style, base_url=FONT_SCHEME, url_fetcher=URLFetcher(allowed_protocols=["data"]))
    return log.messages


def typeset(
    document: str, margin_style: str, fonts: Mapping[str, bytes], embedded: Sequence[EmbeddedFile] = ()
) -> Pages:
    """Typeset an HTML document.

    Args:
        document: HTML with its style sheets.
        margin_style: user style sheet, which no style sheet of the document can override.
        fonts: whole TrueType files, by name.
        embedded: files to embed, which make it an archive PDF.

    Raises:
        EnvironmentMissingError: if WeasyPrint can't be loaded.
        BriefingsError: if the document asks for a file that is not in `fonts`, its pages do not show all its words, or
            WeasyPrint reports anything.
    """
    if missing := check_support():
        raise EnvironmentMissingError([missing])
    from weasyprint import CSS, HTML  # noqa: PLC0415 - see above
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415 - see above
    from weasyprint.urls import URLFetchingError  # noqa: PLC0415 - see above

    refused_urls: list[str] = []
    fetcher = _given_files_fetcher(fonts, refused_urls)
    with _hide_system_fonts():
        font_config = FontConfiguration()
    with _Log() as log:
        # No author style sheet can override the important rules of a user style sheet.
        style = CSS(string=margin_style, font_config=font_config, url_fetcher=fetcher)
        if log.messages:
            raise BriefingsError([Diagnostic("bad-font", message) for message in log.messages])
        page = HTML(string=document, url_fetcher=fetcher, base_url=FONT_SCHEME)
        try:
            variant = ARCHIVE_VARIANT if embedded else USUAL_VARIANT
            pages = page.render(stylesheets=[style], font_config=font_config, pdf_variant=variant)
            if lost := list(check_words(page.etree_element, pages.pages)):
                raise BriefingsError([*_all_problems(log, refused_urls), *lost])
            if embedded:  # only the page of a note has a day
                pages.metadata.attachments += _attachments(embedded, pages.metadata.created)
            pdf = pages.write_pdf(finisher=partial(_finish, variant=variant), pdf_variant=variant)
        except URLFetchingError as error:
            # WeasyPrint only logs most refused requests, but raises an error for some.
            log.messages.append(str(error))
        except IndexError as error:
            # WeasyPrint fails so if a line of columns does not fit on a page.
            message = "the style makes pages that are too small for the text"
            raise BriefingsError([Diagnostic("page-size", message, hint="choose a larger page")]) from error
    if problems := _all_problems(log, refused_urls):
        raise BriefingsError(problems)
    return Pages(pdf, pages.pages)


def _given_files_fetcher(fonts: Mapping[str, bytes], refused_urls: list[str]) -> URLFetcher:
    """Return a fetcher that serves the given fonts and `data:` URLs, and records all other URLs as refused."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415 - see above

    fonts_by_url = {unquote(f"{FONT_SCHEME}{name}"): font for name, font in fonts.items()}

    class GivenFilesFetcher(URLFetcher):  # type: ignore[misc] # WeasyPrint has no types
        """A fetcher without network and file system."""

        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
            """Return the response to a request, or record its URL and raise `ValueError`."""
            if url.startswith("data:"):
                return super().fetch(url, headers)
            if (font := fonts_by_url.get(unquote(url))) is not None:
                return URLFetcherResponse(url, font, {"Content-Type": "font/ttf"})
            refused_urls.append(url)
            message = f"refused: {url}"
            raise ValueError(message)

    return GivenFilesFetcher(allowed_protocols=["data"])


@contextlib.contextmanager
def _hide_system_fonts() -> Iterator[None]:
    """Hide the fonts of the machine and its font rules from font configurations created in this context."""
    previous = os.environ.get(_FONTCONFIG)
    os.environ[_FONTCONFIG] = str(Path(__file__).with_name("fontconfig.xml"))
    try:
        yield
    finally:
        del os.environ[_FONTCONFIG]
        if previous is not None:
            os.environ[_FONTCONFIG] = previous


def _attachments(embedded: Iterable[EmbeddedFile], created: str) -> Iterator[Any]:
    """Yield the files to embed as WeasyPrint knows them, with the day of the document as their day."""
    from weasyprint import Attachment  # noqa: PLC0415 - see above

    day = datetime.fromisoformat(created)
    # The list of files in a PDF is in the order of their names.
    for file in sorted(embedded, key=lambda file: file.name):
        yield Attachment(
            string=file.data,
            name=file.name,
            description=file.description,
            created=day,
            modified=day,
            relationship=file.relationship,
        )


def _finish(document: Any, pdf: Any, variant: str) -> None:  # noqa: ANN401 - WeasyPrint has no types
    """Complete a PDF before it is written."""
    _name_every_glyph(pdf)
    complete_metadata(pdf, document.metadata.custom.get(IDENTITY_NAME, ""), variant)


def _name_every_glyph(pdf: Any) -> None:  # noqa: ANN401 - WeasyPrint has no types
    """Map every glyph to a character: of a letter with several glyphs, WeasyPrint maps only one.

    PDF/UA-1 requires a character for each glyph. The others get a zero-width joiner, which is neither visible nor read
    aloud.
    """
    for stream_object in pdf.objects:
        lines = getattr(stream_object, "stream", None) or []
        if b"begincmap" in lines:
            stream_object.stream = [
                line[:-2] + b"<200d>" if line.endswith(b" <>") else line for line in lines
            ]


def _all_problems(log: _Log, refused_urls: Sequence[str]) -> list[Diagnostic]:
    """Return a diagnostic for each refused request and each other message of WeasyPrint."""
    return [*_refused_requests(refused_urls), *_reported_problems(log.messages, refused_urls)]


def _refused_requests(urls: Iterable[str]) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each URL that the fetcher refused."""
    for url in urls:
        message = f"the style or a template asks for {url}"
        yield Diagnostic("refused-request", message, hint="remove it: a note is built from given files only")


def _reported_problems(messages: Iterable[str], refused_urls: Sequence[str]) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each message of WeasyPrint, except those about refused URLs."""
    for message in messages:
        if not any(url in message for url in refused_urls):
            code = "missing-glyph" if _NO_GLYPH in message else "typesetting"
            yield Diagnostic(code, message, hint=_STYLE_HINT)


class _Log(logging.Handler):
    """A context that collects the log messages of WeasyPrint: missing glyphs, refused files, unsupported CSS."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []
        self._logger = logging.getLogger("weasyprint")

    def emit(self, record: logging.LogRecord) -> None:
        """Store the message."""
        self.messages.append(record.getMessage())

    def __enter__(self) -> _Log:
        self._logger.addHandler(self)
        return self

    def __exit__(self, *_: object) -> None:
        self._logger.removeHandler(self)
