"""HTML output: a note as one self-contained file, for screens of at least 360 px and for print."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from briefings.outputs.html_body import render_body
from briefings.outputs.html_text import language_attributes
from briefings.outputs.page_margins import browser_margin_css
from briefings.outputs.web_fonts import web_fonts_css

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefings.compose.brief import Brief
    from briefings.model.house import Look

__all__ = ["render", "render_document"]

# An important rule of the first layer overrides all later rules: no style sheet can hide the marking.
_MARKING_CSS = """@layer marking {
header, footer, .marking { display: block !important; visibility: visible !important; opacity: 1 !important; position: static !important; float: none !important; transform: none !important; filter: none !important; clip-path: none !important; height: auto !important; max-height: none !important; overflow: visible !important; }
.marking { color: #000 !important; background: #fff !important; font-size: 1rem !important; text-indent: 0 !important; text-transform: none !important; text-decoration: none !important; }
.marking::before, .marking::after { content: none !important; }
@media print { .marking { font-size: 8pt !important; line-height: 3mm !important; } footer { display: none !important; } }
}"""
# What the PDF gets from its own page and from spaces that do not break, and what only browsers know.
_BROWSER_CSS = """.kept { white-space: nowrap; }
@media print { .marking { margin: 0; text-align: center; font-weight: 700; font-family: NotoSans, sans-serif; } }
@supports selector(::details-content) { @media print, (min-width: 64rem) {
summary { display: none; }
details::details-content { content-visibility: visible; block-size: auto; }
} }"""
# The files that print styles name are for the PDF: a browser has fonts of its own addresses.
_PDF_FONT = re.compile(r"@font-face\s*\{[^}]*briefings:[^}]*\}")
# A browser fetches nothing, even if a style asks for it.
_CONTENT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'"


def render(brief: Brief, style: str, fonts: Mapping[str, bytes]) -> bytes:
    """Render the note as a UTF-8 HTML file.

    Args:
        brief: the note.
        style: style sheet, embedded in the file.
        fonts: WOFF2 files by name, of which the ones for its letters are embedded.
    """
    marking = f'<p class="marking">{escape(brief.marking)}</p>'
    content = f"<header>{marking}</header>\n<main>\n{render_body(brief, folds_sources=True)}\n</main>\n<footer>{marking}</footer>"
    styles = (
        _MARKING_CSS,
        _PDF_FONT.sub("", style).rstrip(),
        browser_margin_css(brief),
        _BROWSER_CSS,
        web_fonts_css(content, fonts),
    )
    return render_document(brief, content, "\n".join(styles)).encode()


def render_document(brief: Brief, content: str, style: str, *, is_tight: bool = False) -> str:
    """Return a whole HTML document around a body.

    Args:
        brief: for title, language and other metadata.
        content: the inside of the body.
        style: style sheet.
        is_tight: whether lines stand closer, so that the last page does not hold a few lines only.
    """
    tight = " tight" if is_tight else ""
    author = f'<meta name="author" content="{escape(brief.author)}">\n' if brief.author else ""
    return f"""<!DOCTYPE html>
<html{language_attributes(brief.language, "en")}>
<head>
<meta charset="utf-8">
<title>{escape(brief.title)}</title>
<meta http-equiv="Content-Security-Policy" content="{_CONTENT_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
{author}<meta name="description" content="{escape(brief.subject)}">
<meta name="dcterms.created" content="{brief.as_of.isoformat()}">
<style>{_look_css(brief.look)}</style>
<style>{_escape_end_tags(style)}</style>
</head>
<body class="{_body_classes(brief)}{tight}">
{content}
</body>
</html>
"""


def _body_classes(brief: Brief) -> str:
    """Return the classes by which style sheets tell notes apart: their reader, citations and page size.

    A note for a principal or the public, `edited`, has another page than the working copy of the desk.
    """
    reader = brief.reader if brief.reader == "desk" else f"{brief.reader} edited"
    return escape(f"{reader} citations-{brief.citations} page-{brief.look.page_size.lower()}")


def _look_css(look: Look) -> str:
    """Return the look of the house as CSS, to put before the style sheets, which can override it."""
    colours = "; ".join(f"--{name}: {colour}" for name, colour in look.colours.items())
    return f":root {{ {colours} }} @page {{ size: {look.page_size} }}"


def _escape_end_tags(style: str) -> str:
    """Return a style sheet that can't end its `style` element; line numbers stay the same."""
    return style.replace("</", "<\\/")
