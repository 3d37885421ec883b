"""HTML output: a note as one self-contained file, for screens of at least 360 px and for print.

Python-Markdown turns the skeleton into a tree. This module adds sections, table headers and landmarks to the tree, and
finally fills the slots with escaped text. Fact text is never parsed as Markdown or HTML.
"""

from __future__ import annotations

import re
from base64 import b64encode
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from briefings.compose.brief import CitationMark, Figure, SlotText
from briefings.model.locales import text_direction
from briefings.templating.slots import SLOT

if TYPE_CHECKING:
    from briefings.compose.brief import Brief, CitedSource
    from briefings.model.house import Look

__all__ = ["css_string", "margin_boxes", "render", "render_body", "render_document"]

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LONE_SLOT = re.compile(f"<p>({SLOT.pattern})</p>")
# Templates have no inline markup but emphasis: searching for the rest would take most of the time.
_UNUSED_PATTERNS = (
    "backtick", "escape", "reference", "link", "image_link", "image_reference", "short_reference", "short_image_ref",
    "autolink", "automail", "html", "entity",
)  # fmt: skip
_RUN_OF_SPACES = re.compile(r"  +|^ | $")
_LINK = re.compile(r"https?://[^\s<>\"]+")
_HEADER_ATTRIBUTE = re.compile(r'data-header="([^"]*)"')
_PAGE_NUMBER = re.compile(r"\{(page|pages)\}")
# An important rule of the first layer overrides all later rules: no style sheet can hide the marking.
_MARKING_CSS = """@layer marking {
header, footer, .marking { display: block !important; visibility: visible !important; opacity: 1 !important; position: static !important; float: none !important; transform: none !important; filter: none !important; clip-path: none !important; height: auto !important; max-height: none !important; overflow: visible !important; }
.marking { color: #000 !important; background: #fff !important; font-size: 1rem !important; text-indent: 0 !important; text-transform: none !important; text-decoration: none !important; }
.marking::before, .marking::after { content: none !important; }
}"""
# A browser fetches nothing, even if a style asks for it.
_CONTENT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'"


def render(brief: Brief, style: str) -> bytes:
    """Render the note as a UTF-8 HTML file.

    Args:
        brief: the note.
        style: style sheet, embedded in the file.
    """
    marking = f'<p class="marking">{escape(brief.marking)}</p>'
    content = f"<header>{marking}</header>\n<main>\n{render_body(brief)}\n</main>\n<footer>{marking}</footer>"
    boxes = " ".join(f"@{box} {{ content: {words} }}" for box, words in margin_boxes(brief).items())
    return render_document(
        brief, content, f"{_MARKING_CSS}\n{style.rstrip()}\n@page {{ {boxes} }}\n"
    ).encode()


def render_document(brief: Brief, content: str, style: str) -> str:
    """Return a whole HTML document around a body.

    Args:
        brief: for title, language and other metadata.
        content: the inside of the body.
        style: style sheet.
    """
    return f"""<!DOCTYPE html>
<html{_language_attributes(brief.language, "en")}>
<head>
<meta charset="utf-8">
<title>{escape(brief.title)}</title>
<meta http-equiv="Content-Security-Policy" content="{_CONTENT_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="author" content="{escape(brief.author)}">
<meta name="description" content="{escape(brief.subject)}">
<meta name="dcterms.created" content="{brief.as_of.isoformat()}">
<style>{_look_css(brief.look)}</style>
<style>{_escape_end_tags(style)}</style>
</head>
<body>
{content}
</body>
</html>
"""


def _look_css(look: Look) -> str:
    """Return the look of the house as CSS, to put before the style sheets, which can override it."""
    colours = "; ".join(f"--{name}: {colour}" for name, colour in look.colours.items())
    return f":root {{ {colours} }} @page {{ size: {look.page_size} }}"


def _escape_end_tags(style: str) -> str:
    """Return a style sheet that can't end its `style` element; line numbers stay the same."""
    return style.replace("</", "<\\/")


def margin_boxes(brief: Brief) -> dict[str, str]:
    """Return the contents of the margins of every page, as CSS, by margin box."""
    page = _PAGE_NUMBER.split(brief.page_label)
    number = " ".join(
        f"counter({part})" if index % 2 else css_string(part) for index, part in enumerate(page)
    )
    start, end = ("left", "right") if text_direction(brief.language) == "ltr" else ("right", "left")
    return {
        "top-center": css_string(brief.marking),
        f"bottom-{start}": css_string(brief.day_text),
        "bottom-center": css_string(brief.marking),
        f"bottom-{end}": number,
    }


def css_string(text: str) -> str:
    """Return a text as CSS string."""
    return '"' + "".join(c if c.isalnum() or c in " .,-/" else f"\\{ord(c):x} " for c in text) + '"'


def render_body(brief: Brief) -> str:
    """Render the content of the note as HTML."""
    markdown = Markdown(extensions=["tables", "sane_lists", _StructureExtension(brief)], output_format="html")
    html = markdown.convert(brief.skeleton)
    # A slot with a block, such as a figure, must not be inside a paragraph.
    html = _LONE_SLOT.sub(lambda match: match[1] if brief.slots[int(match[2])].is_block else match[0], html)
    html = _HEADER_ATTRIBUTE.sub(lambda match: f'data-header="{_attribute_text(brief, match[1])}"', html)
    return _render_logo(brief) + SLOT.sub(lambda match: _render_slot(brief, int(match[1])), html)


def _render_logo(brief: Brief) -> str:
    """Return the logo as a paragraph; empty if there is none."""
    if brief.logo is None:
        return ""
    address = f"data:{brief.logo.media_type};base64,{b64encode(brief.logo.data).decode()}"
    return f'<p class="logo"><img src="{address}" alt="{escape(brief.author)}"></p>\n'


def _render_slot(brief: Brief, index: int) -> str:
    """Return the content of a slot as HTML."""
    slot = brief.slots[index]
    if isinstance(slot, SlotText):
        return _render_text(slot, brief.language)
    if isinstance(slot, CitationMark):
        return f'<sup class="cite"><a href="#source-{slot.number}">{slot.number}</a></sup>'
    if isinstance(slot, Figure):
        address = "data:image/svg+xml," + quote(slot.svg)
        image = f'<img src="{address}" alt="{escape(slot.alt_text)}">'
        caption = f"<figcaption>{escape(slot.caption)}</figcaption>" if slot.caption else ""
        return f'<figure class="{slot.name}">{image}{caption}</figure>'
    items = "\n".join(
        f'<li id="source-{source.number}">{_render_source(source, brief.language)}</li>'
        for source in brief.sources
    )
    return f'<ol class="source-list">\n{items}\n</ol>' if items else ""


def _attribute_text(brief: Brief, text: str) -> str:
    """Return the texts of slots, escaped for an attribute."""
    slots = (brief.slots[int(index)] for index in SLOT.findall(text))
    return escape(" ".join(slot.text for slot in slots if isinstance(slot, SlotText)))


def _render_text(words: SlotText, language: str) -> str:
    """Return escaped text, with language tags on runs in other languages, and with runs of spaces preserved."""
    out: list[str] = []
    position = 0
    for run in words.runs:
        out.append(_keep_spaces(words.text, position, run.start))
        out.append(_wrap_language(_keep_spaces(words.text, run.start, run.end), run.language, language))
        position = run.end
    return "".join([*out, _keep_spaces(words.text, position, len(words.text))])


def _keep_spaces(text: str, start: int, end: int) -> str:
    """Return a part of a text, escaped, with the spaces that HTML would drop or collapse.

    Args:
        text: the whole text.
        start: index of the first character of the part.
        end: index after its last character.
    """
    out: list[str] = []
    for match in _RUN_OF_SPACES.finditer(text, start, end):
        if match.group() == " " and match.start() > 0 and match.end() < len(text):
            continue  # at the edge of the part only
        out += [escape(text[start : match.start()]), f'<span class="spaces">{match.group()}</span>']
        start = match.end()
    return "".join([*out, escape(text[start:end])])


def _wrap_language(html: str, language: str, outer_language: str) -> str:
    """Return HTML in an element with its language and direction.

    Args:
        html: to wrap.
        language: of the HTML, as BCP 47 tag.
        outer_language: of the surrounding text.
    """
    return f"<span{_language_attributes(language, outer_language)}>{html}</span>"


def _language_attributes(language: str, outer_language: str) -> str:
    """Return the attributes for a language, with the direction if it differs from that of the surrounding text."""
    direction = text_direction(language)
    return f' lang="{escape(language)}"' + (
        f' dir="{direction}"' if direction != text_direction(outer_language) else ""
    )


def _render_source(source: CitedSource, language: str) -> str:
    """Return an item of the list of sources, in a note of some language."""
    title = escape(source.title)
    if _LINK.fullmatch(source.address):
        title = f'<a href="{escape(source.address)}">{title}</a>'
    if source.language:
        title = _wrap_language(title, source.language, language)
    return f"{escape(source.text_before)}{title}{escape(source.text_after)}"


class _StructureExtension(Extension):
    """An extension that adds structure which Markdown has no notation for."""

    def __init__(self, brief: Brief) -> None:
        super().__init__()
        self.brief = brief

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Python-Markdown's
        """Register the processor to run last, and deregister the patterns that a skeleton can't contain."""
        for name in _UNUSED_PATTERNS:
            md.inlinePatterns.deregister(name)
        md.treeprocessors.register(_StructureProcessor(md, self.brief), "briefings-structure", 0)


class _StructureProcessor(Treeprocessor):
    """A processor that adds sections and table headers to the tree."""

    def __init__(self, md: Markdown, brief: Brief) -> None:
        super().__init__(md)
        self.brief = brief

    def run(self, root: Element) -> None:
        """Wrap the elements under each second-level heading in a section, and label the cells of tables."""
        for table in root.iter("table"):
            _label_cells(table)
        children = list(root)
        for child in children:
            root.remove(child)
        section: Element = root
        heading_id = ""
        number = 0
        for child in children:
            if child.tag in _HEADINGS:
                number += 1
                heading_id = f"heading-{number}"
                child.set("id", heading_id)
            if child.tag == "h1":
                section = root
            elif child.tag == "h2":
                section = SubElement(
                    root, "section", {"class": self._section_class(child), "aria-labelledby": heading_id}
                )
            section.append(child)
            section[-1].tail = "\n"

    def _section_class(self, heading: Element) -> str:
        """Return the class of a section: the last part of the label key of its heading."""
        keys = [
            slot.key.rpartition(".")[2]
            for match in SLOT.finditer("".join(heading.itertext()))
            if isinstance(slot := self.brief.slots[int(match[1])], SlotText) and slot.key
        ]
        return keys[0] if keys else "section"


def _label_cells(table: Element) -> None:
    """Set the scope of table headers, and the header of each cell in `data-header`."""
    headers = list(table.iter("th"))
    for header in headers:
        header.set("scope", "col")
    for body_ in table.iter("tbody"):
        for row in body_:
            for header, cell in zip(headers, row, strict=False):
                cell.set("data-header", "".join(header.itertext()))
            row[0].tag = "th"
            row[0].set("scope", "row")
            del row[0].attrib["data-header"]
