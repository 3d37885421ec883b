"""PDF output: a note as PDF/UA-1, marked on every page."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from briefings.compose.brief import CitationMark, Figure, PortionMark, SlotText, SourceList, SourceNote
from briefings.model.diagnostics import BriefingsError, Diagnostic
from briefings.outputs.fonts import choose_families, load_families, missing_letters
from briefings.outputs.html import render_document, sheet_classes
from briefings.outputs.html_body import render_body
from briefings.outputs.line_breaks import bind_spaces
from briefings.outputs.missing_letters import REPLACEMENT, without_letters
from briefings.outputs.page_margins import (
    PAGE_SIDE_LIMITS,
    check_page_size,
    css_string,
    fixed_margin_css,
    mark_running_headings,
)
from briefings.outputs.rtl_pictures import join_letters
from briefings.outputs.typesetter import FONT_SCHEME, typeset

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from briefings.compose.brief import Brief, Slot
    from briefings.outputs.fonts import Family
    from briefings.outputs.pdf_metadata import EmbeddedFile
    from briefings.outputs.typesetter import Pages

__all__ = ["PdfResult", "render"]

_WORD = re.compile(r"[\w-]+")
_PIXELS_PER_MM = 96 / 25.4
_LEAST_LAST_PAGE_MM = 20
"""The least height of the text on the last page, in millimetres: six lines."""


@dataclass(frozen=True, slots=True)
class PdfResult:
    """A typeset note.

    Attributes:
        pdf: content of the file.
        page_count: the number of its pages.
        section_lengths: heading and length in pages of each section, in order.
        missing_letters: the letters that no font has, in order; the PDF leaves them out.
    """

    pdf: bytes
    page_count: int
    section_lengths: tuple[tuple[str, float], ...]
    missing_letters: str = ""


def render(
    brief: Brief, style: str, fonts: Mapping[str, bytes], embedded: Sequence[EmbeddedFile] = ()
) -> PdfResult:
    """Typeset the note.

    Args:
        brief: the note.
        style: style sheet for print; it can refer to fonts as `briefings:NAME`.
        fonts: whole TrueType files, by name.
        embedded: files to embed, which make it an archive PDF.

    Raises:
        EnvironmentMissingError: if WeasyPrint can't be loaded.
        BriefingsError: if the style asks for a file that is not in `fonts`, or no font has a letter of the marking.
    """
    brief = replace(brief, slots=tuple(map(_prepare_picture, brief.slots)))
    printed = "".join(_printed_texts(brief))
    families = load_families(fonts)
    missing = missing_letters(printed, families)
    if problems := list(_check_margins(brief, families)):
        raise BriefingsError(problems)
    brief = without_letters(brief, missing)
    letters = set(map(ord, printed + (REPLACEMENT if missing else "")))
    families = _families_of_note(letters | _drawn_letters(brief), style, families)
    # Pango crashes if it has no fonts at all, so the margins declare those of the note.
    margin_style = f"{_font_faces_css(families)} {fixed_margin_css(brief)}"
    typeset_pages = _typeset_well(
        brief, style, partial(typeset, margin_style=margin_style, fonts=fonts, embedded=embedded)
    )
    if problems := list(_check_page_sizes(typeset_pages.pages)):
        raise BriefingsError(problems)
    return PdfResult(
        typeset_pages.pdf,
        len(typeset_pages.pages),
        tuple(_section_lengths(typeset_pages.pages)),
        "".join(map(chr, sorted(missing))),
    )


def _typeset_well(brief: Brief, style: str, typeset_document: Callable[[str], Pages]) -> Pages:
    """Typeset a note; if it has too many pages, or a few lines on the last one, set the lines closer where that saves a page."""
    content = f"<main>{mark_running_headings(bind_spaces(render_body(brief)), brief)}</main>"
    usual = typeset_document(_document(brief, content, style))
    is_too_long = brief.page_limit is not None and len(usual.pages) > brief.page_limit
    has_short_end = len(usual.pages) > 1 and _content_height(usual.pages[-1]) < _LEAST_LAST_PAGE_MM
    if not (is_too_long or has_short_end):
        return usual
    tight = typeset_document(_document(brief, content, style, " tight"))
    return tight if len(tight.pages) < len(usual.pages) else usual


def _document(brief: Brief, content: str, style: str, further_class: str = "") -> str:
    """Return the HTML that is typeset: in a PDF, the sheet is the body."""
    body = f'<body class="{sheet_classes(brief)}{further_class}">\n{content}'
    return render_document(brief, body, [style])


def _content_height(page: Any) -> float:  # noqa: ANN401 - WeasyPrint has no types
    """Return the height of the content of a page, in millimetres."""
    return float(page._page_box.children[0].margin_height()) / _PIXELS_PER_MM


def _printed_texts(brief: Brief) -> Iterator[str]:
    """Yield every text that the PDF prints as text."""
    yield from _margin_texts(brief)
    yield from map(_printed_text, brief.slots)
    for source in brief.sources:
        yield from (source.text_before, source.title, source.text_after, *(text for text, _ in source.links))


def _margin_texts(brief: Brief) -> tuple[str, ...]:
    """Return the texts in the margins of every page."""
    return (brief.marking, brief.bottom_marking, brief.copy_text, brief.day_text, brief.page_label)


def _printed_text(slot: Slot) -> str:
    """Return the text that a slot prints as text: the words within a picture are drawn."""
    match slot:
        case SlotText(text) | SourceNote(text) | PortionMark(text) | Figure(caption=text):
            return text
        case CitationMark() | SourceList():
            return ""


def _drawn_letters(brief: Brief) -> set[int]:
    """Return the code points in pictures that need a font, without those of markup, which every font has."""
    pictures = (slot.svg for slot in brief.slots if isinstance(slot, Figure))
    return {ord(letter) for svg in pictures for letter in svg if not letter.isascii()}


def _check_margins(brief: Brief, families: Iterable[Family]) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each letter in the margins that no font has: the marking is printed whole, or no PDF is made."""
    for text in _margin_texts(brief):
        for point in sorted(missing_letters(text, families)):
            message = (
                f"no font has {chr(point)!r} (U+{point:04X}) of {text!r}, which is printed on every page"
            )
            yield Diagnostic(
                "missing-glyph", message, hint="use another character, or add a font that has it"
            )


def _prepare_picture(slot: Slot) -> Slot:
    """Return a slot whose picture WeasyPrint can draw, or an empty slot for a picture in a script that it can't.

    WeasyPrint sets the letters of pictures one by one. The table next to the picture states the same facts.
    """
    if not isinstance(slot, Figure):
        return slot
    svg, *more = (join_letters(drawn) for drawn in (slot.svg, *(svg for svg, _ in slot.continuations)))
    if svg is None or None in more:
        return SlotText("")
    alt_texts = (alt_text for _, alt_text in slot.continuations)
    continued = tuple(zip(filter(None, more), alt_texts, strict=True))
    return replace(slot, svg=svg, continuations=continued)


def _families_of_note(letters: set[int], style: str, families: list[Family]) -> list[Family]:
    """Return the families for a note: those for text that its style sheet names, and those for the letters left.

    A family without Latin letters is for letters of its own, so a style sheet can name it for all notes.
    """
    words = set(_WORD.findall(style))
    named = [family for family in families if family.name in words and ord("a") in family.letters]
    left = letters.difference(*(family.letters for family in named))
    others = [family for family in families if family not in named]
    return [*named, *(choose_families(left, others) if others and (left or not named) else ())]


def _font_faces_css(families: Iterable[Family]) -> str:
    """Return CSS that declares the fonts of the note."""
    return " ".join(
        f"@font-face {{ font-family: {css_string(family.name)}; src: url({css_string(FONT_SCHEME + face.file)}); "
        f"font-weight: {face.weight}; font-style: {face.style} }}"
        for family in families
        for face in family.faces
    )


def _check_page_sizes(pages: Iterable[Any]) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each page that is too small for the text in its margins, or too large to find it."""
    for page in pages:
        if message := check_page_size(page.width / _PIXELS_PER_MM, page.height / _PIXELS_PER_MM):
            hint = "choose sides from {} to {} mm".format(*PAGE_SIDE_LIMITS)
            yield Diagnostic("page-size", message, hint=hint)


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
