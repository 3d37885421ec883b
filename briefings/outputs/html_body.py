"""The body of a note as HTML; the only door to Python-Markdown.

Python-Markdown turns the skeleton into a tree. This module adds sections, table headers and landmarks to the tree, and
finally fills the slots with escaped text. Fact text is never parsed as Markdown or HTML.
"""

from __future__ import annotations

import itertools
import re
from base64 import b64encode
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from briefings.compose.brief import CitationMark, Figure, SlotText, SourceList, SourceNote
from briefings.model.locales import primary_language, text_direction
from briefings.outputs.line_breaks import keep_together
from briefings.templating.slots import SLOT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefings.compose.brief import Brief, CitedSource, Slot

__all__ = ["language_attributes", "render_body"]

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_ADJACENT_SLOTS = re.compile(f"(?:{SLOT.pattern})+")
_MARKS_PER_ROW = 6
_ORDINAL = re.compile(r"(?<![\w.])(\d{1,3})(ers?|res?|es?)\b(?![^<>]*>)")
_WORD_JOINER = "\u2060"
_BREAK_AFTER_COMMA = ",\u200b"
_LONE_SLOT = re.compile(f"<p>({SLOT.pattern})</p>")
# Templates have no inline markup but emphasis: searching for the rest would take most of the time.
_UNUSED_PATTERNS = (
    "backtick", "escape", "reference", "link", "image_link", "image_reference", "short_reference", "short_image_ref",
    "autolink", "automail", "html", "entity",
)  # fmt: skip
_RUN_OF_SPACES = re.compile(r"  +|^ | $")
_LINK = re.compile(r"https?://[^\s<>\"]+")
_FINAL_SLOT = re.compile(f"({SLOT.pattern})\\s*$")
_CONFIRM_KEY = "state.confirm"
_HEADER_ATTRIBUTE = re.compile(r'data-header="([^"]*)"')


def render_body(brief: Brief) -> str:
    """Render the content of the note as HTML."""
    markdown = Markdown(extensions=["tables", "sane_lists", _StructureExtension(brief)], output_format="html")
    html = markdown.convert(brief.skeleton)
    # A slot with a block, such as a figure, must not be inside a paragraph.
    html = _LONE_SLOT.sub(lambda match: match[1] if brief.slots[int(match[2])].is_block else match[0], html)
    html = _HEADER_ATTRIBUTE.sub(lambda match: f'data-header="{_attribute_text(brief, match[1])}"', html)
    return _render_logo(brief) + _ADJACENT_SLOTS.sub(lambda match: _render_slots(match[0], brief), html)


def _render_logo(brief: Brief) -> str:
    """Return the logo as a paragraph; empty if there is none."""
    if brief.logo is None:
        return ""
    address = f"data:{brief.logo.media_type};base64,{b64encode(brief.logo.data).decode()}"
    return f'<p class="logo"><img src="{address}" alt="{escape(brief.logo_name)}"></p>\n'


def _render_slots(tokens: str, brief: Brief) -> str:
    """Return the contents of adjacent slots as HTML, with the citation marks of one place in one element."""
    slots = (brief.slots[int(index)] for index in SLOT.findall(tokens))
    return "".join(
        _render_marks([slot.number for slot in group if isinstance(slot, CitationMark)])
        if are_marks
        else "".join(_render_slot(slot, brief) for slot in group)
        for are_marks, group in itertools.groupby(slots, lambda slot: isinstance(slot, CitationMark))
    )


def _render_marks(numbers: Sequence[int]) -> str:
    """Return citation marks with commas between them, which stay with the word before; only a long row can break."""
    links = [f'<a href="#source-{number}">{number}</a>' for number in numbers]
    rows = [",".join(links[start : start + _MARKS_PER_ROW]) for start in range(0, len(links), _MARKS_PER_ROW)]
    return f'<sup class="cite">{_WORD_JOINER}{_BREAK_AFTER_COMMA.join(rows)}</sup>'


def _render_slot(slot: Slot, brief: Brief) -> str:
    """Return the content of a slot as HTML."""
    match slot:
        case SlotText():
            text = _render_text(slot, brief.language)
            return f'<span class="confirm">{text}</span>' if slot.key == _CONFIRM_KEY else text
        case CitationMark(number):
            return _render_marks([number])
        case SourceNote(text):
            return escape(text)
        case Figure():
            return _render_figure(slot)
        case SourceList():
            return _render_source_list(brief)


def _render_figure(figure: Figure) -> str:
    """Return a picture with its caption."""
    address = "data:image/svg+xml," + quote(figure.svg)
    image = f'<img src="{address}" alt="{escape(figure.alt_text)}">'
    caption = f"<figcaption>{escape(figure.caption)}</figcaption>" if figure.caption else ""
    return f'<figure class="{figure.name}">{image}{caption}</figure>'


def _render_source_list(brief: Brief) -> str:
    """Return the list of sources; empty if the note cites none."""
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
    out.append(_keep_spaces(words.text, position, len(words.text)))
    return _raise_ordinals(keep_together("".join(out), language), language)


def _raise_ordinals(html: str, language: str) -> str:
    """Return escaped French text with the endings of its ordinal numbers raised: 1er, 27e."""
    if primary_language(language) != "fr":
        return html
    return _ORDINAL.sub(lambda match: f'{match[1]}<span class="ordinal">{match[2]}</span>', html)


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
    return f"<span{language_attributes(language, outer_language)}>{html}</span>"


def language_attributes(language: str, outer_language: str) -> str:
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
        quoted = {element for quote in root.iter("blockquote") for element in quote.iter()}
        for parent in list(root.iter()):
            for child in list(parent):
                self._part_source_note(parent, child, is_boxed=child in quoted)
        for table in list(root.iter("table")):
            _label_cells(table)
            _drop_empty_header(table)
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

    def _part_source_note(self, parent: Element, block: Element, *, is_boxed: bool) -> None:
        """Give the sources at the end of a paragraph, list item or cell an element of their own, beside its text."""
        if block.tag not in ("p", "li", "td"):
            return
        holder = block[-1] if len(block) else block
        text = (holder.tail if len(block) else holder.text) or ""
        match = _FINAL_SLOT.search(text)
        note = self.brief.slots[int(match[2])] if match else None
        if match is None or not isinstance(note, SourceNote):
            return
        _set_last_text(block, text[: match.start()])
        if not note.is_beside or is_boxed:
            SubElement(block, "span", {"class": "source-note"}).text = f" [{match[1]}]"
        elif block.tag == "td":
            _insert_after(parent, block, "td", match[1])
        elif block.tag == "p":
            _wrap_noted(parent, block, match[1])
        else:
            _wrap_item(block, match[1])

    def _section_class(self, heading: Element) -> str:
        """Return the class of a section: the last part of the label key of its heading."""
        keys = [
            slot.key.rpartition(".")[2]
            for match in SLOT.finditer("".join(heading.itertext()))
            if isinstance(slot := self.brief.slots[int(match[1])], SlotText) and slot.key
        ]
        return keys[0] if keys else "section"


def _set_last_text(block: Element, text: str) -> None:
    """Replace the text at the end of an element."""
    if len(block):
        block[-1].tail = text
    else:
        block.text = text


def _insert_after(parent: Element, block: Element, tag: str, text: str) -> Element:
    """Add an element with sources after another one."""
    note = Element(tag, {"class": "source-note"})
    note.text = text
    parent.insert(list(parent).index(block) + 1, note)
    return note


def _wrap_noted(parent: Element, paragraph: Element, text: str) -> None:
    """Put a paragraph and its sources side by side."""
    wrapper = Element("div", {"class": "noted"})
    parent.insert(list(parent).index(paragraph), wrapper)
    parent.remove(paragraph)
    wrapper.append(paragraph)
    _insert_after(wrapper, paragraph, "p", text)


def _wrap_item(item: Element, text: str) -> None:
    """Put the content of a list item and its sources side by side."""
    content = Element("div")
    content.text, item.text = item.text, None
    for child in list(item):
        item.remove(child)
        content.append(child)
    item.set("class", "noted")
    item.append(content)
    _insert_after(item, content, "div", text)


def _drop_empty_header(table: Element) -> None:
    """Remove the header of a table whose columns have no names; its rows have headers of their own."""
    head = table.find("thead")
    if head is not None and not "".join(head.itertext()).strip():
        table.remove(head)
        for cell in table.iter("td"):
            cell.attrib.pop("data-header", None)


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
