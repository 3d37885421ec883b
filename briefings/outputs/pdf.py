"""PDF output: a note as PDF/UA-1, typeset by WeasyPrint; the only door to it.

WeasyPrint gets bytes and nothing else: a request for any other file is an error, and so is a character that no bundled
font has. It is imported only to make a PDF, since it needs system libraries that the rest of the product does not.
"""

from __future__ import annotations

import contextlib
import ctypes.util
import logging
import os
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unicodedata import bidirectional
from urllib.parse import unquote

from briefings.compose.brief import Figure, SlotText
from briefings.model.diagnostics import BriefingsError, Diagnostic, EnvironmentMissingError
from briefings.model.locales import text_direction
from briefings.outputs.fonts import choose_families, load_families
from briefings.outputs.html import css_string, margin_boxes, render_body, render_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from weasyprint.urls import URLFetcherResponse

    from briefings.compose.brief import Brief, Slot
    from briefings.outputs.fonts import Family

__all__ = ["INSTALL_HINT", "PdfResult", "check_support", "find_unsupported_css", "render", "warm_up"]

INSTALL_HINT = (
    "Debian, Ubuntu: apt install libpangoft2-1.0-0 libharfbuzz-subset0; "
    "Fedora: dnf install pango harfbuzz; macOS: brew install pango"
)

_SCHEME = "briefings:"
_FONTCONFIG = "FONTCONFIG_FILE"
_NO_GLYPH = ".notdef glyph"
_STYLE_HINT = "look at print.css, and at each look.css behind it; a line named counts through all of them"
_PIXELS_PER_MM = 96 / 25.4
_PAGE_SIDE_LIMITS = (100, 600)


@dataclass(frozen=True, slots=True)
class PdfResult:
    """A typeset note.

    Attributes:
        pdf: content of the file.
        page_count: the number of its pages.
        section_lengths: heading and length in pages of each section, in order.
    """

    pdf: bytes
    page_count: int
    section_lengths: tuple[tuple[str, float], ...]


def check_support() -> Diagnostic | None:
    """Return a diagnostic if this machine can't make PDFs, with a hint how to fix that; None if it can."""
    try:
        _import_weasyprint()
    except (ImportError, OSError) as error:
        message = f"PDF needs libraries of the system that are not there ({str(error).splitlines()[0]})"
        return Diagnostic("no-pango", message, hint=INSTALL_HINT)
    return None


def _import_weasyprint() -> None:
    """Import WeasyPrint, the first time without its slow search for libraries.

    WeasyPrint tries several names for each library, and for each wrong name Python runs ldconfig and a compiler: some
    fifty processes in all. On Linux the linker usually finds the right names by itself; if it does not, the search runs.
    """
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


def warm_up() -> None:
    """Load WeasyPrint and typeset a dummy page, so that its set-up on first use is done before the first note."""
    if not check_support():
        from weasyprint import HTML  # noqa: PLC0415 - see above

        with _Log():
            HTML(string=_WARM_UP_PAGE).write_pdf(pdf_variant="pdf/ua-1")


_WARM_UP_PAGE = """<html lang="en"><title>a</title><h1>a</h1><p><a href="#b">a</a></p>
<table><tr><th>a</th><td>a</td></tr></table><ol id="b"><li>a</li></ol>
<img alt="a" src="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'%3E%3Ctext%3Ea%3C/text%3E%3C/svg%3E">"""


def find_unsupported_css(style: str) -> tuple[list[str], frozenset[str]]:
    """Return the messages of WeasyPrint about a style sheet, and all properties that it supports.

    Both are empty if WeasyPrint can't be loaded.
    """
    if check_support():
        return [], frozenset()
    from weasyprint import CSS  # noqa: PLC0415 - see above
    from weasyprint.css.properties import KNOWN_PROPERTIES  # noqa: PLC0415 - see above
    from weasyprint.urls import URLFetcher  # noqa: PLC0415 - see above

    with _Log() as log:
        CSS(string=style, base_url=_SCHEME, url_fetcher=URLFetcher(allowed_protocols=["data"]))
    return log.messages, frozenset(name.replace("_", "-") for name in KNOWN_PROPERTIES)


def render(brief: Brief, style: str, fonts: Mapping[str, bytes]) -> PdfResult:
    """Typeset the note.

    Args:
        brief: the note.
        style: style sheet for print; it can refer to fonts as `briefings:NAME`.
        fonts: whole TrueType files, by name.

    Raises:
        EnvironmentMissingError: if WeasyPrint can't be loaded.
        BriefingsError: if the style asks for a file that is not in `fonts`, or a character has no glyph.
    """
    if missing := check_support():
        raise EnvironmentMissingError([missing])
    families = choose_families(
        {ord(letter) for text in _printed_texts(brief) for letter in text}, load_families(fonts)
    )
    problems = list(_check_glyphs(brief, families))
    if problems:
        raise BriefingsError(problems)
    from weasyprint import CSS, HTML  # noqa: PLC0415 - see above
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415 - see above
    from weasyprint.urls import URLFetcher, URLFetcherResponse, URLFetchingError  # noqa: PLC0415 - see above

    refused_urls: list[str] = []
    fonts_by_url = {unquote(f"{_SCHEME}{name}"): font for name, font in fonts.items()}

    class GivenFilesFetcher(URLFetcher):  # type: ignore[misc] # WeasyPrint has no types
        """A fetcher that serves the given fonts and `data:` URLs, and refuses everything else."""

        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
            """Return the response to a request, or record its URL and raise `ValueError`."""
            if url.startswith("data:"):
                return super().fetch(url, headers)
            if (font := fonts_by_url.get(unquote(url))) is not None:
                return URLFetcherResponse(url, font, {"Content-Type": "font/ttf"})
            refused_urls.append(url)
            message = f"refused: {url}"
            raise ValueError(message)

    brief = replace(brief, slots=tuple(map(_drop_rtl_picture, brief.slots)))
    fetcher = GivenFilesFetcher(allowed_protocols=["data"])
    with _hide_system_fonts():
        font_config = FontConfiguration()
    with _Log() as log:
        # No author style sheet can override the important rules of a user style sheet.
        margin_style = CSS(string=_margin_css(brief, families), font_config=font_config, url_fetcher=fetcher)
        if log.messages:
            raise BriefingsError([Diagnostic("bad-font", message) for message in log.messages])
        page = HTML(
            string=render_document(brief, f"<main>{render_body(brief)}</main>", style),
            url_fetcher=fetcher,
            base_url=_SCHEME,
        )
        try:
            pages = page.render(stylesheets=[margin_style], font_config=font_config, pdf_variant="pdf/ua-1")
            pdf = pages.write_pdf(finisher=_name_every_glyph, pdf_variant="pdf/ua-1")
        except URLFetchingError as error:
            # WeasyPrint only logs most refused requests, but raises an error for some.
            log.messages.append(str(error))
            pages, pdf = None, None
    problems = [
        Diagnostic(
            "refused-request",
            f"the style or a template asks for {url}",
            hint="nothing is fetched: take it out",
        )
        for url in refused_urls
    ]
    problems += [
        Diagnostic("missing-glyph" if _NO_GLYPH in message else "typesetting", message, hint=_STYLE_HINT)
        for message in log.messages
        if not any(url in message for url in refused_urls)
    ]
    problems += list(_check_page_sizes(pages.pages if pages else ()))
    if problems or pages is None or pdf is None:
        raise BriefingsError(problems)
    return PdfResult(pdf, len(pages.pages), tuple(_section_lengths(pages.pages)))


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


def _check_page_sizes(pages: Iterable[Any]) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each page that is too small for the text in its margins, or too large to find it."""
    for page in pages:
        width, height = (round(side / _PIXELS_PER_MM) for side in (page.width, page.height))
        if not (
            _PAGE_SIDE_LIMITS[0] <= width <= _PAGE_SIDE_LIMITS[1]
            and _PAGE_SIDE_LIMITS[0] <= height <= _PAGE_SIDE_LIMITS[1]
        ):
            hint = f"{_PAGE_SIDE_LIMITS[0]} mm are the least, {_PAGE_SIDE_LIMITS[1]} mm the most"
            yield Diagnostic("page-size", f"the style makes pages of {width} by {height} mm", hint=hint)


def _name_every_glyph(_document: object, pdf: Any) -> None:  # noqa: ANN401 - WeasyPrint has no types
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


def _section_lengths(pages: Iterable[Any]) -> Iterator[tuple[str, float]]:
    """Yield the heading and the height of each section, in pages; parts on several pages are added up."""
    lengths: dict[int, tuple[str, float]] = {}
    for page in pages:
        sheet = page._page_box  # WeasyPrint has no public access to its layout
        for box in _section_boxes(sheet):
            heading = " ".join("".join(box.element[0].itertext()).split())
            height = lengths.get(id(box.element), (heading, 0.0))[1]
            lengths[id(box.element)] = (heading, height + box.margin_height() / sheet.height)
    yield from lengths.values()


def _section_boxes(box: Any) -> Iterator[Any]:  # noqa: ANN401 - WeasyPrint has no types
    """Yield the boxes of the sections below a box."""
    if box.element_tag == "section":
        yield box
    else:
        for child in getattr(box, "children", ()):
            yield from _section_boxes(child)


def _margin_css(brief: Brief, fonts: Iterable[Family]) -> str:
    """Return CSS for the marking, date and page number of every page, which no other style can hide.

    It declares the fonts of the note as well, since Pango crashes if it has no fonts at all.
    """
    faces = [
        f"@font-face {{ font-family: {css_string(family.name)}; src: url({css_string(_SCHEME + face.file)}); "
        f"font-weight: {face.weight}; font-style: {face.style} }}"
        for family in fonts
        for face in family.faces
    ]
    contents = margin_boxes(brief)
    common = _MARGIN_BOX_CSS | {"direction": text_direction(brief.language)}
    boxes = [
        f"@{box} {{ {_important_css({'content': content, **common, **_CSS_BY_BOX[box]})} }}"
        for box, content in contents.items()
    ]
    boxes += [f"@{box} {{ content: none !important }}" for box in _MARGIN_BOXES if box not in contents]
    page = f"@page {{ {_important_css(_PAGE_CSS)} {' '.join(boxes)} }}"
    return " ".join([*faces, page, "html { z-index: auto !important }"])


def _important_css(declarations: Mapping[str, str]) -> str:
    """Return CSS declarations as important ones."""
    return " ".join(f"{name}: {value} !important;" for name, value in declarations.items())


# Style sheets can choose only the size of a page.
_PAGE_CSS = {
    "background": "none", "bleed": "0", "border": "none", "border-image-source": "none", "box-shadow": "none",
    "counter-increment": "page", "counter-reset": "none", "counter-set": "none", "margin": "16mm 15mm 17mm",
    "marks": "none", "mask-border-source": "none", "opacity": "1", "outline": "none", "overflow": "visible",
    "padding": "0", "transform": "none", "visibility": "visible",
}  # fmt: skip
_MARGIN_BOX_CSS = {
    "background": "#fff", "border": "none", "border-image-source": "none", "box-shadow": "none",
    "box-sizing": "content-box", "color": "#000", "column-count": "auto", "column-width": "auto",
    "display": "block", "font-feature-settings": "normal", "font-kerning": "auto",
    "font-size": "8pt", "font-stretch": "normal", "font-style": "normal", "font-variant": "normal",
    "font-weight": "400", "height": "auto", "hyphens": "none", "letter-spacing": "normal",
    "line-height": "normal", "margin": "0", "mask-border-source": "none", "max-height": "none",
    "max-lines": "none", "max-width": "none", "min-height": "0", "min-width": "0", "opacity": "1",
    "outline": "none", "overflow": "visible", "overflow-wrap": "normal", "position": "static",
    "text-decoration": "none", "text-indent": "0", "text-overflow": "clip", "text-transform": "none",
    "transform": "none", "visibility": "visible", "white-space": "normal", "width": "auto",
    "word-break": "normal", "word-spacing": "normal", "z-index": "1",
}  # fmt: skip
_FOOT_CSS = {"padding": "3mm 0 0", "vertical-align": "top"}
_CSS_BY_BOX: dict[str, dict[str, str]] = {
    "top-center": {"font-weight": "700", "padding": "0", "text-align": "center", "vertical-align": "middle"},
    "bottom-left": {**_FOOT_CSS, "text-align": "left"},
    "bottom-center": {**_FOOT_CSS, "font-weight": "700", "text-align": "center"},
    "bottom-right": {**_FOOT_CSS, "text-align": "right"},
}
_MARGIN_BOXES = (
    "top-left-corner", "top-left", "top-center", "top-right", "top-right-corner", "right-top", "right-middle",
    "right-bottom", "bottom-right-corner", "bottom-right", "bottom-center", "bottom-left", "bottom-left-corner",
    "left-bottom", "left-middle", "left-top",
)  # fmt: skip


def _check_glyphs(brief: Brief, fonts: Iterable[Family]) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each character that no bundled font has: fonts of the machine are not used."""
    available = frozenset[int]().union(*(family.letters for family in fonts))
    missing = sorted({ord(character) for text in _printed_texts(brief) for character in text} - available)
    for point in missing:
        character = chr(point)
        sentence = next((sentence for sentence in brief.sentences if character in sentence.text), None)
        facts = (
            ", ".join(dict.fromkeys(citation.fact_key for citation in sentence.citations)) if sentence else ""
        )
        message = f"no bundled font has {character!r} (U+{point:04X}){f', used by {facts}' if facts else ''}"
        yield Diagnostic("missing-glyph", message, hint="write it otherwise, or bring a font that has it")


def _drop_rtl_picture(slot: Slot) -> Slot:
    """Return a slot, or an empty slot for a picture with text in a right-to-left script.

    WeasyPrint sets the letters of pictures one by one, which leaves such words unjoined and in the wrong order. The
    table next to the picture states the same facts.
    """
    if isinstance(slot, Figure) and any(bidirectional(letter) in ("AL", "R") for letter in slot.svg):
        return SlotText("")
    return slot


def _printed_texts(brief: Brief) -> Iterable[str]:
    """Yield every text that the PDF prints as text; pictures only have captions."""
    yield from (brief.marking, brief.day_text, brief.page_label)
    for slot in brief.slots:
        if isinstance(slot, SlotText):
            yield slot.text
        elif isinstance(slot, Figure):
            yield slot.caption
    for source in brief.sources:
        yield from (source.text_before, source.title, source.text_after)


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
