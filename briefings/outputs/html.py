"""A note as one self-contained HTML file, for screens from 360 px up and for print.

Python-Markdown turns the skeleton into a tree; the tree is given sections, table headers and landmarks; at the end
the slots are filled, with HTML's own escape. Fact text is never parsed as Markdown or HTML.
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

from briefings.compose.brief import Cite, Figure, Words
from briefings.model.locales import direction
from briefings.templating.slots import SLOT

if TYPE_CHECKING:
    from briefings.compose.brief import Brief, CitedSource
    from briefings.model.house import Look

__all__ = ["body", "css_string", "document", "page_boxes", "render"]

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_ALONE = re.compile(f"<p>({SLOT.pattern})</p>")
# Templates have no markup but emphasis: to look for the rest takes longer than all else.
_NO_NOTATION = (
    "backtick", "escape", "reference", "link", "image_link", "image_reference", "short_reference", "short_image_ref",
    "autolink", "automail", "html", "entity",
)  # fmt: skip
_RUN_OF_SPACES = re.compile(r"  +|^ | $")
_LINK = re.compile(r"https?://[^\s<>\"]+")
_HEADERS = re.compile(r'data-header="([^"]*)"')
_PAGE_NUMBER = re.compile(r"\{(page|pages)\}")
# An important rule of the first layer is stronger than any rule that comes later: the marking is shown.
_MARKING = """@layer marking {
header, footer, .marking { display: block !important; visibility: visible !important; opacity: 1 !important; position: static !important; float: none !important; transform: none !important; filter: none !important; clip-path: none !important; height: auto !important; max-height: none !important; overflow: visible !important; }
.marking { color: #000 !important; background: #fff !important; font-size: 1rem !important; text-indent: 0 !important; text-transform: none !important; text-decoration: none !important; }
.marking::before, .marking::after { content: none !important; }
}"""
# Whatever a style asks for, a browser fetches nothing.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'"


def render(brief: Brief, style: str) -> bytes:
    """The note as a UTF-8 HTML file.

    Args:
        brief: the note.
        style: style sheet, written into the file.
    """
    marking = f'<p class="marking">{escape(brief.marking)}</p>'
    content = f"<header>{marking}</header>\n<main>\n{body(brief)}\n</main>\n<footer>{marking}</footer>"
    boxes = " ".join(f"@{box} {{ content: {words} }}" for box, words in page_boxes(brief).items())
    return document(brief, content, f"{_MARKING}\n{style.rstrip()}\n@page {{ {boxes} }}\n").encode()


def document(brief: Brief, content: str, style: str) -> str:
    """A whole HTML document around a body.

    Args:
        brief: for title, language and other data about the note.
        content: the inside of the body.
        style: style sheet.
    """
    return f"""<!DOCTYPE html>
<html{_spoken(brief.language, "en")}>
<head>
<meta charset="utf-8">
<title>{escape(brief.title)}</title>
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="author" content="{escape(brief.author)}">
<meta name="description" content="{escape(brief.subject)}">
<meta name="dcterms.created" content="{brief.as_of.isoformat()}">
<style>{_look(brief.look)}</style>
<style>{_inside(style)}</style>
</head>
<body>
{content}
</body>
</html>
"""


def _look(look: Look) -> str:
    """What the house decides, for style sheets to use: it stands before them, so that they have the last word."""
    colours = "; ".join(f"--{name}: {colour}" for name, colour in look.colours.items())
    return f":root {{ {colours} }} @page {{ size: {look.page} }}"


def _inside(style: str) -> str:
    """A style sheet that does not end the element it stands in; its lines keep their numbers."""
    return style.replace("</", "<\\/")


def page_boxes(brief: Brief) -> dict[str, str]:
    """What stands in the margins of every page, as CSS: contents by margin box."""
    page = _PAGE_NUMBER.split(brief.page)
    number = " ".join(
        f"counter({part})" if index % 2 else css_string(part) for index, part in enumerate(page)
    )
    start, end = ("left", "right") if direction(brief.language) == "ltr" else ("right", "left")
    return {
        "top-center": css_string(brief.marking),
        f"bottom-{start}": css_string(brief.as_at),
        "bottom-center": css_string(brief.marking),
        f"bottom-{end}": number,
    }


def css_string(text: str) -> str:
    """A CSS string."""
    return '"' + "".join(c if c.isalnum() or c in " .,-/" else f"\\{ord(c):x} " for c in text) + '"'


def body(brief: Brief) -> str:
    """The inside of the note as HTML."""
    markdown = Markdown(extensions=["tables", "sane_lists", _Structure(brief)], output_format="html")
    html = markdown.convert(brief.skeleton)
    # What makes a block of its own does not stand in a paragraph.
    html = _ALONE.sub(lambda match: match[1] if _is_block(brief, match[2]) else match[0], html)
    html = _HEADERS.sub(lambda match: f'data-header="{_attribute(brief, match[1])}"', html)
    return _logo(brief) + SLOT.sub(lambda match: _filled(brief, int(match[1])), html)


def _logo(brief: Brief) -> str:
    if brief.logo is None:
        return ""
    address = f"data:{brief.logo.media};base64,{b64encode(brief.logo.data).decode()}"
    return f'<p class="logo"><img src="{address}" alt="{escape(brief.author)}"></p>\n'


def _is_block(brief: Brief, index: str) -> bool:
    slot = brief.slots[int(index)]
    return slot == Words("") or not isinstance(slot, Words | Cite)


def _filled(brief: Brief, index: int) -> str:
    slot = brief.slots[index]
    if isinstance(slot, Words):
        return _words(slot, brief.language)
    if isinstance(slot, Cite):
        return f'<sup class="cite"><a href="#source-{slot.number}">{slot.number}</a></sup>'
    if isinstance(slot, Figure):
        address = "data:image/svg+xml," + quote(slot.svg)
        image = f'<img src="{address}" alt="{escape(slot.alternative)}">'
        caption = f"<figcaption>{escape(slot.caption)}</figcaption>" if slot.caption else ""
        return f'<figure class="{slot.name}">{image}{caption}</figure>'
    items = "\n".join(
        f'<li id="source-{source.number}">{_source(source, brief.language)}</li>' for source in brief.sources
    )
    return f'<ol class="source-list">\n{items}\n</ol>' if items else ""


def _attribute(brief: Brief, text: str) -> str:
    """Words of slots, for an attribute."""
    slots = (brief.slots[int(index)] for index in SLOT.findall(text))
    return escape(" ".join(slot.text for slot in slots if isinstance(slot, Words)))


def _words(words: Words, language: str) -> str:
    """Escaped words, those in other languages than the note's marked as such; runs of spaces are kept as they are."""
    out: list[str] = []
    position = 0
    for run in words.runs:
        out.append(_spaced(words.text, position, run.start))
        out.append(_in_language(_spaced(words.text, run.start, run.end), run.language, language))
        position = run.end
    return "".join([*out, _spaced(words.text, position, len(words.text))])


def _spaced(text: str, start: int, end: int) -> str:
    """A part of a text, escaped, with the spaces that HTML would drop or draw together."""
    out: list[str] = []
    for match in _RUN_OF_SPACES.finditer(text, start, end):
        if match.group() == " " and match.start() > 0 and match.end() < len(text):
            continue  # at the edge of the part only
        out += [escape(text[start : match.start()]), f'<span class="spaces">{match.group()}</span>']
        start = match.end()
    return "".join([*out, escape(text[start:end])])


def _in_language(html: str, language: str, around: str) -> str:
    """HTML in another language than what stands around it, written its own way."""
    return f"<span{_spoken(language, around)}>{html}</span>"


def _spoken(language: str, around: str) -> str:
    """The attributes that tell a language, and which way it is written where that is not as around it."""
    way = direction(language)
    return f' lang="{escape(language)}"' + (f' dir="{way}"' if way != direction(around) else "")


def _source(source: CitedSource, language: str) -> str:
    title = escape(source.title)
    if _LINK.fullmatch(source.address):
        title = f'<a href="{escape(source.address)}">{title}</a>'
    if source.language:
        title = _in_language(title, source.language, language)
    return f"{escape(source.before)}{title}{escape(source.after)}"


class _Structure(Extension):
    """Gives the tree what Markdown has no notation for."""

    def __init__(self, brief: Brief) -> None:
        super().__init__()
        self.brief = brief

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Python-Markdown's
        """Run after the tree is complete, and look for no notation that a skeleton can't have."""
        for name in _NO_NOTATION:
            md.inlinePatterns.deregister(name)
        md.treeprocessors.register(_Sections(md, self.brief), "briefings-structure", 0)


class _Sections(Treeprocessor):
    def __init__(self, md: Markdown, brief: Brief) -> None:
        super().__init__(md)
        self.brief = brief

    def run(self, root: Element) -> None:
        """Wrap what stands under each heading of the second level in a section, and mend tables."""
        for table in root.iter("table"):
            _head(table)
        children = list(root)
        for child in children:
            root.remove(child)
        section: Element = root
        heading = ""
        number = 0
        for child in children:
            if child.tag in _HEADINGS:
                number += 1
                heading = f"heading-{number}"
                child.set("id", heading)
            if child.tag == "h1":
                section = root
            elif child.tag == "h2":
                section = SubElement(
                    root, "section", {"class": self._name(child), "aria-labelledby": heading}
                )
            section.append(child)
            section[-1].tail = "\n"

    def _name(self, heading: Element) -> str:
        """A class for a section: the last part of the label that its heading prints."""
        keys = [
            slot.key.rpartition(".")[2]
            for match in SLOT.finditer("".join(heading.itertext()))
            if isinstance(slot := self.brief.slots[int(match[1])], Words) and slot.key
        ]
        return keys[0] if keys else "section"


def _head(table: Element) -> None:
    """Make the headers of a table say what they head, and each cell under which header it stands."""
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
