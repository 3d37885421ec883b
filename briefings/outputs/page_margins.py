"""The margins of every page: marking, date and page number, as CSS for HTML and PDF.

In a PDF no style sheet can hide or change them.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from briefings.model.locales import text_direction

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefings.compose.brief import Brief

__all__ = [
    "PAGE_SIDE_LIMITS",
    "browser_margin_css",
    "check_page_size",
    "css_string",
    "fixed_margin_css",
    "mark_running_headings",
]

PAGE_SIDE_LIMITS = (100, 600)
"""The least and the greatest length of the side of a page, in millimetres."""

_PAGE_NUMBER = re.compile(r"\{(page|pages)\}")
_HEADING_PLACE = "{heading}"
_SECTION_HEADING = re.compile(r"(<h2\b[^>]*>)(.*?)(</h2>)", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
# Style sheets can choose only the size of a page.
_PAGE_CSS = {
    "background": "none", "bleed": "0", "border": "none", "border-image-source": "none", "box-shadow": "none",
    "counter-increment": "page", "counter-reset": "none", "counter-set": "none", "margin": "16mm 15mm 17mm",
    "marks": "none", "mask-border-source": "none", "opacity": "1", "outline": "none", "overflow": "visible",
    "padding": "0", "transform": "none", "visibility": "visible",
}  # fmt: skip
# Lines of 126 mm, with the sources beside them.
_WIDE_MARGINS = "22mm 22mm 20mm"
_CARD_MARGINS = "14mm 14mm 14mm"
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
_HEAD_LETTERS = 80
"""The most letters above a page: a title, the marking, and as much room as the title on the other side."""
_FOOT_CSS = {"padding": "3mm 0 0", "vertical-align": "top"}
_CSS_BY_BOX: dict[str, dict[str, str]] = {
    "top-center": {"font-weight": "700", "padding": "0", "text-align": "center", "vertical-align": "middle"},
    "top-left": {"padding": "0", "text-align": "left", "vertical-align": "middle"},
    "top-right": {"padding": "0", "text-align": "right", "vertical-align": "middle"},
    "bottom-left": {**_FOOT_CSS, "text-align": "left"},
    "bottom-center": {**_FOOT_CSS, "font-weight": "700", "text-align": "center"},
    "bottom-right": {**_FOOT_CSS, "text-align": "right"},
}
_MARGIN_BOXES = (
    "top-left-corner", "top-left", "top-center", "top-right", "top-right-corner", "right-top", "right-middle",
    "right-bottom", "bottom-right-corner", "bottom-right", "bottom-center", "bottom-left", "bottom-left-corner",
    "left-bottom", "left-middle", "left-top",
)  # fmt: skip


def _margin_boxes(brief: Brief) -> dict[str, str]:
    """Return the contents of the margins of every page, as CSS, by margin box."""
    page = _PAGE_NUMBER.split(brief.page_label)
    number = " ".join(
        f"counter({part})" if index % 2 else css_string(part) for index, part in enumerate(page)
    )
    start, end = _sides(brief)
    copy = {f"top-{end}": css_string(brief.copy_text)} if brief.copy_text else {}
    title = {f"top-{start}": css_string(brief.title)} if _fits_above(brief, brief.title) else {}
    return {
        "top-center": css_string(brief.marking),
        **title,
        **copy,
        f"bottom-{start}": css_string(brief.day_text),
        "bottom-center": css_string(brief.bottom_marking),
        f"bottom-{end}": number,
    }


def _sides(brief: Brief) -> tuple[str, str]:
    """Return the sides of a page at which a line starts and ends."""
    return ("left", "right") if text_direction(brief.language) == "ltr" else ("right", "left")


def _fits_above(brief: Brief, text: str) -> bool:
    """Return whether a title or heading fits beside the marking above a page, in letters that every font has.

    A margin box in the middle gives way to long ones beside it, and a marking is never set in several lines for a title.
    """
    is_plain = all(letter.isalnum() or letter in " \u00a0-–'’.,:()" for letter in text)
    is_known = not text or max(text) < "\u0700"
    return is_plain and is_known and 2 * len(text) + len(brief.marking) <= _HEAD_LETTERS


def mark_running_headings(html: str, brief: Brief) -> str:
    """Return the content of a note with each heading marked that can stand above a page on which its section goes on.

    The number of a copy has the same place, and keeps it.

    Args:
        html: the content.
        brief: the note.
    """
    if not brief.continued_label or brief.copy_text:
        return html

    def mark(heading: re.Match[str]) -> str:
        """Return a heading, marked if it fits."""
        text = unescape(_TAG.sub("", heading[2]))
        is_fit = _fits_above(brief, brief.continued_label.replace(_HEADING_PLACE, text))
        return f'{heading[1]}<span class="running">{heading[2]}</span>{heading[3]}' if is_fit else heading[0]

    return _SECTION_HEADING.sub(mark, html)


def _running_css(brief: Brief) -> str:
    """Return CSS by which a marked heading stands above the pages on which its section goes on.

    Each heading first takes the one before it away, so that a page which begins with a heading has none above it. No
    style sheet can set these words.
    """
    before, _, after = brief.continued_label.partition(_HEADING_PLACE)
    words = f"{css_string(before)} content(text) {css_string(after)}"
    return (
        "* { string-set: none !important } "
        'h2 { string-set: continued "" !important } '
        f"h2 > .running {{ string-set: continued {words} !important }}"
    )


def css_string(text: str) -> str:
    """Return a text as CSS string."""
    return '"' + "".join(c if c.isalnum() or c in " .,-/" else f"\\{ord(c):x} " for c in text) + '"'


def fixed_margin_css(brief: Brief) -> str:
    """Return CSS for the margins of every page; as a user style sheet, no author style sheet can override it."""
    start, end = _sides(brief)
    contents = {f"top-{end}": "string(continued, start)"} | _margin_boxes(brief)
    common = _MARGIN_BOX_CSS | {"direction": text_direction(brief.language)}
    boxes = [
        f"@{box} {{ {_important_css({'content': content, **common, **_CSS_BY_BOX[box]})} }}"
        for box, content in contents.items()
    ]
    boxes += [f"@{box} {{ content: none !important }}" for box in _MARGIN_BOXES if box not in contents]
    page_css = _PAGE_CSS | {"margin": _page_margin(brief)}
    page = f"@page {{ {_important_css(page_css)} {' '.join(boxes)} }}"
    # The first page has its title below.
    first = f"@page :first {{ @top-{start} {{ content: none !important }} }}"
    return f"{page} {first} {_running_css(brief)} html {{ z-index: auto !important }}"


def browser_margin_css(brief: Brief) -> str:
    """Return CSS for the margins of every page that a browser prints.

    The marking of the first page is in the text, in the place of its margin, for browsers that print no margin boxes.
    """
    boxes = [
        f"@{box} {{ {_css({'content': content, 'font-size': '8pt', **_CSS_BY_BOX[box]})} }}"
        for box, content in _margin_boxes(brief).items()
    ]
    margin = _page_margin(brief)
    above = f"calc({margin.partition(' ')[0]} / 2 - 1.5mm)"  # on both sides of a line of 3 mm
    return (
        f"@page {{ margin: {margin}; {' '.join(boxes)} }} "
        f'@page :first {{ margin-top: {above}; @top-center {{ content: "" }} @top-left {{ content: "" }} @top-right {{ content: "" }} }} '
        f"@media print {{ header {{ margin-bottom: {above} }} }}"
    )


def check_page_size(width: float, height: float) -> str:
    """Return what is wrong with a page that is too small for the text in its margins, or too large to find it.

    Args:
        width: in millimetres.
        height: in millimetres.

    Returns:
        a message; empty for a page that is fit.
    """
    least, greatest = PAGE_SIDE_LIMITS
    sides = (round(width), round(height))
    if all(least <= side <= greatest for side in sides):
        return ""
    return "the style makes pages of {} by {} mm".format(*sides)


def _page_margin(brief: Brief) -> str:
    """Return the margins of a page: narrow on a card and in a desk copy, wide for a principal and the public."""
    if brief.look.page_size == "A5":
        return _CARD_MARGINS
    return _PAGE_CSS["margin"] if brief.reader == "desk" else _WIDE_MARGINS


def _css(declarations: Mapping[str, str]) -> str:
    """Return CSS declarations."""
    return " ".join(f"{name}: {value};" for name, value in declarations.items())


def _important_css(declarations: Mapping[str, str]) -> str:
    """Return CSS declarations as important ones."""
    return _css({name: f"{value} !important" for name, value in declarations.items()})
