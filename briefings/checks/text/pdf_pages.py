"""The text on the pages of a PDF that Briefings made: what its glyphs mean by the tables that the file carries.

pypdf reads any PDF, and takes a sixth of the time of a note for two pages, since it looks where each letter stands.
Here the order of the file is enough. Other pages are left to pypdf.
"""

from __future__ import annotations

import re
from typing import Any

__all__ = ["font_tables", "page_text"]

_OPERATOR = re.compile(
    rb"/(?P<font>[^\s/]+)\s+[\d.]+\s+Tf|(?P<shown>\[[^\]]*\]|<[0-9A-Fa-f]*>)\s*T[Jj]\b|(?P<move>\bT[dm*D]\b|\bBT\b)"
    rb"|(?P<other>\)\s*(?:T[Jj]\b|['\"]))"
)
_GLYPHS = re.compile(rb"<([0-9A-Fa-f]*)>")
_MAPPING = re.compile(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]+)>\s*(?=<|\n|e)")
_RANGES = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
_GLYPH_DIGITS = 4


def page_text(page: Any) -> str:  # noqa: ANN401 - pypdf has its own types
    """Return the words of a page, in the order of the file, with a line for each move.

    Args:
        page: a page of pypdf.
    """
    text = _content_text(page.get_contents(), page.get("/Resources"))
    return str(page.extract_text()) if text is None else text


def _content_text(content: Any, resources: Any) -> str | None:  # noqa: ANN401 - see above
    """Return the text of a stream of operators; None if it has something that this does not understand."""
    resources = resources.get_object() if resources is not None else {}
    drawings, tables = _entries_of(resources, "/XObject"), font_tables(resources)
    parts, letters = [], {}
    for found in _OPERATOR.finditer(content.get_data() if content is not None else b""):
        if found["other"]:
            return None
        if found["font"]:
            table = tables.get(f"/{found['font'].decode('latin-1')}")
            if table is None:
                return None
            letters = table
        elif found["move"]:
            parts.append("\n")
        else:
            for glyphs in _GLYPHS.findall(found["shown"]):
                for start in range(0, len(glyphs), _GLYPH_DIGITS):
                    letter = letters.get(glyphs[start : start + _GLYPH_DIGITS].lower())
                    if letter is None:
                        return None
                    parts.append(letter)
    for form in drawings.values():
        if form.get("/Subtype") == "/Form":
            inner = _content_text(form, form.get("/Resources"))
            if inner != "":
                return None  # letters in drawings stand one by one, so their places matter
    return "".join(parts).strip()


def font_tables(resources: Any) -> dict[str, dict[bytes, str] | None]:  # noqa: ANN401 - see above
    """Return, for each font that a page names, its letters by glyph; None for one without a plain table of them."""
    return {name: _letters(font) for name, font in _entries_of(resources, "/Font").items()}


def _entries_of(resources: Any, key: str) -> dict[str, Any]:  # noqa: ANN401 - see above
    """Return the fonts or drawings of a page by name."""
    entries = resources.get(key)
    return (
        {} if entries is None else {name: entry.get_object() for name, entry in entries.get_object().items()}
    )


def _letters(font: Any) -> dict[bytes, str] | None:  # noqa: ANN401 - see above
    """Return the letters of a font by glyph, as four hexadecimal digits; None if it has no plain table of them."""
    if font is None or font.get("/ToUnicode") is None or font.get("/Encoding") != "/Identity-H":
        return None
    table = font["/ToUnicode"].get_data()
    if _RANGES.search(table):
        return None
    return {
        glyph.lower(): bytes.fromhex(letter.decode()).decode("utf-16-be", "replace")
        for glyph, letter in _MAPPING.findall(table)
    }
