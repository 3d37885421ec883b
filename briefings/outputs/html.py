"""HTML output: a note as one self-contained file, for screens of at least 360 px and for print."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from briefings.outputs.css.scope import SHEET_CLASS, scope_style
from briefings.outputs.html_body import render_body
from briefings.outputs.html_text import language_attributes
from briefings.outputs.page_margins import browser_margin_css
from briefings.outputs.pdf_metadata import IDENTITY_NAME
from briefings.outputs.web_fonts import web_fonts_css

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from briefings.compose.brief import Brief
    from briefings.model.house import Look

__all__ = ["render", "render_document", "render_parts", "sheet_classes", "style_texts"]

# Style sheets reach the sheet only. The frame around it keeps inside it what they do there: nothing in it can cover, move
# or push away the marking above and below. The font is the reader's, so no style can give its letters another shape.
_PAGE_CSS = """html { color-scheme: light; background: #fff; }
body { margin: 0; }
.marking { margin: 0; padding: .4em; text-align: center; font: bold medium/1.5 sans-serif; letter-spacing: .08em; color: #000; background: #fff; border-block: 1px solid #b8b8b8; }
.frame { position: relative; z-index: 0; isolation: isolate; contain: layout paint; overflow: auto; max-height: 300000px; }
@media print {
.marking { padding: 0; border: 0; font-size: 8pt; line-height: 3mm; letter-spacing: normal; }
footer { display: none; }
.frame { overflow: clip; max-height: none; }
}"""
# What the PDF gets from its own page and from spaces that do not break, and what only browsers know.
_BROWSER_CSS = """.kept { white-space: nowrap; }
@supports selector(::details-content) { @media print, (min-width: 64rem) {
summary { display: none; }
details::details-content { content-visibility: visible; block-size: auto; }
} }"""
# A browser fetches nothing, even if a style asks for it.
_CONTENT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'"


def render(brief: Brief, style: str, fonts: Mapping[str, bytes]) -> bytes:
    """Render the note as a UTF-8 HTML file.

    Args:
        brief: the note.
        style: style sheet, embedded in the file; it reaches the text of the note, never the marking.
        fonts: WOFF2 files by name, of which the ones for its letters are embedded.
    """
    content, styles = render_parts(brief, style, fonts)
    return render_document(brief, f"<body>\n{content}", styles).encode()


def render_parts(
    brief: Brief, style: str, fonts: Mapping[str, bytes], links: Mapping[int, str] | None = None
) -> tuple[str, tuple[str, str]]:
    """Return the content of the page of a note, and its style sheets, for a page of one's own.

    Args:
        brief: the note.
        style: style sheet; it reaches the text of the note, never the marking.
        fonts: WOFF2 files by name.
        links: addresses for the texts of slots, by index of the slot, as `render_body` takes them.
    """
    top, bottom = (
        f'<p class="marking">{escape(marking)}</p>' for marking in (brief.marking, brief.bottom_marking)
    )
    copy = f'\n<p class="marking">{escape(brief.copy_text)}</p>' if brief.copy_text else ""
    sheet = f"<main>\n{render_body(brief, folds_sources=True, links=links)}\n</main>"
    content = f'''<header>{top}{copy}</header>
<div class="frame"><div class="{SHEET_CLASS} {sheet_classes(brief)}">
{sheet}
</div></div>
<footer>{bottom}</footer>'''
    fonts_css = web_fonts_css(sheet, fonts)
    own = "\n".join((_PAGE_CSS, browser_margin_css(brief), _BROWSER_CSS, fonts_css))
    return content, (scope_style(style), own)


def render_document(brief: Brief, body: str, styles: Iterable[str]) -> str:
    """Return a whole HTML document around a body.

    Args:
        brief: for title, language and other metadata.
        body: the element, without its end tag.
        styles: style sheets, the stronger ones last.
    """
    author = f'<meta name="author" content="{escape(brief.author)}">\n' if brief.author else ""
    identity = f'<meta name="{IDENTITY_NAME}" content="{brief.identity}">\n' if brief.identity else ""
    style_elements = "\n".join(f"<style>{style}</style>" for style in style_texts(brief, styles))
    return f"""<!DOCTYPE html>
<html{language_attributes(brief.language, "en")}>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_CONTENT_POLICY}">
<title>{escape(brief.title)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
{author}<meta name="description" content="{escape(brief.subject)}">
<meta name="dcterms.created" content="{brief.as_of.isoformat()}">
{identity}{style_elements}
</head>
{body}
</body>
</html>
"""


def style_texts(brief: Brief, styles: Iterable[str]) -> list[str]:
    """Return the look of a note and some style sheets as texts of `style` elements, which they can't end."""
    return [_escape_end_tags(style) for style in (_look_css(brief.look), *styles)]


def sheet_classes(brief: Brief) -> str:
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
