"""A note as PDF/UA-1, typeset by WeasyPrint; the only door to it.

WeasyPrint gets bytes and nothing else: a request for anything that was not handed to it is an error, and so is a
character that no bundled font has. It is imported when a PDF is due, since it needs system libraries that the rest
of the product does without.
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

from briefings.compose.brief import Figure, Words
from briefings.model.diagnostics import BriefingsError, Diagnostic, EnvironmentMissingError
from briefings.model.locales import direction
from briefings.outputs.fonts import families, needed
from briefings.outputs.html import body, css_string, document, page_boxes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from weasyprint.urls import URLFetcherResponse

    from briefings.compose.brief import Brief, Slot
    from briefings.outputs.fonts import Family

__all__ = ["REMEDY", "Printed", "ignored", "render", "unsupported", "warm_up"]

REMEDY = (
    "Debian, Ubuntu: apt install libpangoft2-1.0-0 libharfbuzz-subset0; "
    "Fedora: dnf install pango harfbuzz; macOS: brew install pango"
)

_SCHEME = "briefings:"
_FONTCONFIG = "FONTCONFIG_FILE"
_NO_GLYPH = ".notdef glyph"
_STYLE = "look at print.css, and at each look.css behind it; a line named counts through all of them"
_PIXELS_PER_MM = 96 / 25.4
_SIZES = (100, 600)


@dataclass(frozen=True, slots=True)
class Printed:
    """A note on paper.

    Attributes:
        pdf: the file.
        pages: how many there are.
        sections: the heading of each, in order, and how long it is, in pages.
    """

    pdf: bytes
    pages: int
    sections: tuple[tuple[str, float], ...]


def unsupported() -> Diagnostic | None:
    """Why PDF can't be made here, with the line that mends it; None if it can."""
    try:
        _import()
    except (ImportError, OSError) as error:
        message = f"PDF needs libraries of the system that are not there ({str(error).splitlines()[0]})"
        return Diagnostic("no-pango", message, hint=REMEDY)
    return None


def _import() -> None:
    """Import WeasyPrint, for the first time without its long search for libraries.

    It asks for each library under several names, and for each wrong one Python runs ldconfig and a compiler, some
    fifty processes in all. On Linux the linker finds the right names by itself; where it does not, all is searched.
    """
    if sys.platform == "linux" and "weasyprint" not in sys.modules:
        find_library = ctypes.util.find_library
        ctypes.util.find_library = lambda name: None  # noqa: ARG005 - as it was declared
        try:
            import weasyprint  # noqa: PLC0415 - see above
        except (ImportError, OSError):
            pass
        finally:
            ctypes.util.find_library = find_library
    import weasyprint  # noqa: F401, PLC0415 - see above


def warm_up() -> None:
    """Load WeasyPrint and typeset a page for nobody: what it prepares at first use then is ready for real ones."""
    if not unsupported():
        from weasyprint import HTML  # noqa: PLC0415 - see above

        with _Log():
            HTML(string=_FIRST_PAGE).write_pdf(pdf_variant="pdf/ua-1")


_FIRST_PAGE = """<html lang="en"><title>a</title><h1>a</h1><p><a href="#b">a</a></p>
<table><tr><th>a</th><td>a</td></tr></table><ol id="b"><li>a</li></ol>
<img alt="a" src="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'%3E%3Ctext%3Ea%3C/text%3E%3C/svg%3E">"""


def ignored(style: str) -> tuple[list[str], frozenset[str]]:
    """What WeasyPrint would not take of a style sheet, in its words, and the properties that it knows.

    Nothing is said where it can't be loaded.
    """
    if unsupported():
        return [], frozenset()
    from weasyprint import CSS  # noqa: PLC0415 - see above
    from weasyprint.css.properties import KNOWN_PROPERTIES  # noqa: PLC0415 - see above
    from weasyprint.urls import URLFetcher  # noqa: PLC0415 - see above

    with _Log() as log:
        CSS(string=style, base_url=_SCHEME, url_fetcher=URLFetcher(allowed_protocols=["data"]))
    return log.messages, frozenset(name.replace("_", "-") for name in KNOWN_PROPERTIES)


def render(brief: Brief, style: str, fonts: Mapping[str, bytes]) -> Printed:
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
    used = needed({ord(letter) for text in _texts(brief) for letter in text}, families(fonts))
    problems = list(_missing_glyphs(brief, used))
    if problems:
        raise BriefingsError(problems)
    from weasyprint import CSS, HTML  # noqa: PLC0415 - see above
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415 - see above
    from weasyprint.urls import URLFetcher, URLFetcherResponse, URLFetchingError  # noqa: PLC0415 - see above

    refused: list[str] = []
    served = {unquote(f"{_SCHEME}{name}"): font for name, font in fonts.items()}

    class HandedOver(URLFetcher):  # type: ignore[misc] # WeasyPrint has no types
        """Serves the bytes handed over, and pictures written out in the page."""

        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
            if url.startswith("data:"):
                return super().fetch(url, headers)
            if (font := served.get(unquote(url))) is not None:
                return URLFetcherResponse(url, font, {"Content-Type": "font/ttf"})
            refused.append(url)
            message = f"refused: {url}"
            raise ValueError(message)

    brief = replace(brief, slots=tuple(map(_drawable, brief.slots)))
    fetcher = HandedOver(allowed_protocols=["data"])
    with _no_other_fonts():
        font_config = FontConfiguration()
    with _Log() as log:
        # What comes as a style sheet of the user's, and is important, no style sheet of the author's can overrule.
        furniture = CSS(string=_furniture(brief, used), font_config=font_config, url_fetcher=fetcher)
        if log.messages:
            raise BriefingsError([Diagnostic("bad-font", message) for message in log.messages])
        page = HTML(
            string=document(brief, f"<main>{body(brief)}</main>", style),
            url_fetcher=fetcher,
            base_url=_SCHEME,
        )
        try:
            pages = page.render(stylesheets=[furniture], font_config=font_config, pdf_variant="pdf/ua-1")
            pdf = pages.write_pdf(finisher=_name_every_glyph, pdf_variant="pdf/ua-1")
        except URLFetchingError as error:
            # Of most files that it can't have WeasyPrint only logs that, of some it breaks off.
            log.messages.append(str(error))
            pages, pdf = None, None
    problems = [
        Diagnostic(
            "refused-request",
            f"the style or a template asks for {url}",
            hint="nothing is fetched: take it out",
        )
        for url in refused
    ]
    problems += [
        Diagnostic("missing-glyph" if _NO_GLYPH in message else "typesetting", message, hint=_STYLE)
        for message in log.messages
        if not any(url in message for url in refused)
    ]
    problems += list(_odd_sizes(pages.pages if pages else ()))
    if problems or pages is None or pdf is None:
        raise BriefingsError(problems)
    return Printed(pdf, len(pages.pages), tuple(_lengths(pages.pages)))


@contextlib.contextmanager
def _no_other_fonts() -> Iterator[None]:
    """Hide the fonts of the machine, and its rules for them, from a font configuration that is being made."""
    before = os.environ.get(_FONTCONFIG)
    os.environ[_FONTCONFIG] = str(Path(__file__).with_name("fontconfig.xml"))
    try:
        yield
    finally:
        del os.environ[_FONTCONFIG]
        if before is not None:
            os.environ[_FONTCONFIG] = before


def _odd_sizes(pages: Iterable[Any]) -> Iterator[Diagnostic]:
    """Pages on which the furniture has no room, or can't be found."""
    for page in pages:
        width, height = (round(side / _PIXELS_PER_MM) for side in (page.width, page.height))
        if not (_SIZES[0] <= width <= _SIZES[1] and _SIZES[0] <= height <= _SIZES[1]):
            hint = f"{_SIZES[0]} mm are the least, {_SIZES[1]} mm the most"
            yield Diagnostic("page-size", f"the style makes pages of {width} by {height} mm", hint=hint)


def _name_every_glyph(_document: object, pdf: Any) -> None:  # noqa: ANN401 - WeasyPrint has no types
    """Give a character to glyphs that WeasyPrint leaves without: of a letter made of several, all but one.

    PDF/UA-1 wants one for each glyph. A joiner is neither seen nor read aloud.
    """
    for found in pdf.objects:
        lines = getattr(found, "stream", None) or []
        if b"begincmap" in lines:
            found.stream = [line[:-2] + b"<200d>" if line.endswith(b" <>") else line for line in lines]


def _lengths(pages: Iterable[Any]) -> Iterator[tuple[str, float]]:
    """The heading of each section and the height of what stands under it, in pages; over several pages the sum."""
    found: dict[int, tuple[str, float]] = {}
    for page in pages:
        sheet = page._page_box  # WeasyPrint shows its layout nowhere else
        for box in _sections(sheet):
            heading = " ".join("".join(box.element[0].itertext()).split())
            before = found.get(id(box.element), (heading, 0.0))[1]
            found[id(box.element)] = (heading, before + box.margin_height() / sheet.height)
    yield from found.values()


def _sections(box: Any) -> Iterator[Any]:  # noqa: ANN401 - WeasyPrint has no types
    if box.element_tag == "section":
        yield box
    else:
        for child in getattr(box, "children", ()):
            yield from _sections(child)


def _furniture(brief: Brief, fonts: Iterable[Family]) -> str:
    """Marking, date and page number of every page, shown whatever the other styles say.

    It has the fonts of the note as well, since Pango breaks down if a style names none and there are no others.
    """
    faces = [
        f"@font-face {{ font-family: {css_string(family.name)}; src: url({css_string(_SCHEME + face.file)}); "
        f"font-weight: {face.weight}; font-style: {face.style} }}"
        for family in fonts
        for face in family.faces
    ]
    contents = page_boxes(brief)
    shown = _SHOWN | {"direction": direction(brief.language)}
    boxes = [
        f"@{box} {{ {_important({'content': content, **shown, **_PLACED[box]})} }}"
        for box, content in contents.items()
    ]
    boxes += [f"@{box} {{ content: none !important }}" for box in _MARGIN_BOXES if box not in contents]
    page = f"@page {{ {_important(_PAGE)} {' '.join(boxes)} }}"
    return " ".join([*faces, page, "html { z-index: auto !important }"])


def _important(declarations: Mapping[str, str]) -> str:
    return " ".join(f"{name}: {value} !important;" for name, value in declarations.items())


# Of a page, style sheets choose the size only.
_PAGE = {
    "background": "none", "bleed": "0", "border": "none", "border-image-source": "none", "box-shadow": "none",
    "counter-increment": "page", "counter-reset": "none", "counter-set": "none", "margin": "16mm 15mm 17mm",
    "marks": "none", "mask-border-source": "none", "opacity": "1", "outline": "none", "overflow": "visible",
    "padding": "0", "transform": "none", "visibility": "visible",
}  # fmt: skip
_SHOWN = {
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
_FOOT = {"padding": "3mm 0 0", "vertical-align": "top"}
_PLACED: dict[str, dict[str, str]] = {
    "top-center": {"font-weight": "700", "padding": "0", "text-align": "center", "vertical-align": "middle"},
    "bottom-left": {**_FOOT, "text-align": "left"},
    "bottom-center": {**_FOOT, "font-weight": "700", "text-align": "center"},
    "bottom-right": {**_FOOT, "text-align": "right"},
}
_MARGIN_BOXES = (
    "top-left-corner", "top-left", "top-center", "top-right", "top-right-corner", "right-top", "right-middle",
    "right-bottom", "bottom-right-corner", "bottom-right", "bottom-center", "bottom-left", "bottom-left-corner",
    "left-bottom", "left-middle", "left-top",
)  # fmt: skip


def _missing_glyphs(brief: Brief, fonts: Iterable[Family]) -> Iterator[Diagnostic]:
    """Characters that no bundled font has; another font would have to be found on each machine."""
    known = frozenset[int]().union(*(family.letters for family in fonts))
    lacking = sorted({ord(character) for text in _texts(brief) for character in text} - known)
    for point in lacking:
        character = chr(point)
        where = next((sentence for sentence in brief.sentences if character in sentence.text), None)
        facts = ", ".join(dict.fromkeys(citation.fact for citation in where.citations)) if where else ""
        message = f"no bundled font has {character!r} (U+{point:04X}){f', used by {facts}' if facts else ''}"
        yield Diagnostic("missing-glyph", message, hint="write it otherwise, or bring a font that has it")


def _drawable(slot: Slot) -> Slot:
    """A slot, but nothing for a picture with words of a script that is written from right to left.

    WeasyPrint sets the letters of pictures one by one, which leaves such words unjoined and in the wrong order. The
    table beside a picture says the same.
    """
    if isinstance(slot, Figure) and any(bidirectional(letter) in ("AL", "R") for letter in slot.svg):
        return Words("")
    return slot


def _texts(brief: Brief) -> Iterable[str]:
    yield from (brief.marking, brief.as_at, brief.page)
    for slot in brief.slots:
        if isinstance(slot, Words):
            yield slot.text
        elif isinstance(slot, Figure):
            yield slot.caption
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
