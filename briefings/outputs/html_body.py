"""The body of a note as HTML.

`skeleton_tree` turns the skeleton into a tree. This module adds sections, table headers and landmarks to the tree, and
finally fills the slots with escaped text. Fact text is never parsed as Markdown or HTML.
"""

from __future__ import annotations

import re
from base64 import b64encode
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement

from briefings.compose.addresses import ascii_link, web_link
from briefings.compose.brief import CitationMark, Figure, PortionMark, SlotText, SourceList, SourceNote
from briefings.model.locales import text_direction
from briefings.outputs.block_language import block_language
from briefings.outputs.html_tables import finish_table
from briefings.outputs.html_text import raise_ordinals, render_text, wrap_language
from briefings.outputs.line_breaks import keep_together
from briefings.outputs.skeleton_tree import skeleton_html
from briefings.outputs.text_runs import localize_marks
from briefings.templating.slots import SLOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefings.compose.brief import Brief, CitedSource, Slot

__all__ = ["render_body"]

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_ADJACENT_SLOTS = re.compile(f"(?:{SLOT.pattern})+")
_MARKS_PER_ROW = 6
_LONG_ROW = 1500
"""The number of characters from which a row can be higher than a page, so that it may break."""
_WORD_JOINER = "\u2060"
_BREAK_AFTER_COMMA = ",\u200b"
_LONE_SLOT = re.compile(f"<p>({SLOT.pattern})</p>")
_FINAL_SLOT = re.compile(f"({SLOT.pattern})\\s*$")
_FOOT_KEYS = ("copies", "publishers")
_CONFIRM_KEY = "state.confirm"
_HEADER_ATTRIBUTE = re.compile(r'data-header="([^"]*)"')


def render_body(brief: Brief, *, folds_sources: bool = False, links: Mapping[int, str] | None = None) -> str:
    """Render the content of the note as HTML.

    Args:
        brief: the note.
        folds_sources: whether a reader can open and close the sources beside a block, for screens without margins.
        links: addresses for the texts of slots, by index of the slot; None for plain texts, as files have them.
    """
    structure = _Structure(brief, brief.sources_label if folds_sources else "")
    html = skeleton_html(brief.skeleton, structure.add_to)
    # A slot with a block, such as a figure, must not be inside a paragraph.
    html = _LONE_SLOT.sub(lambda match: match[1] if brief.slots[int(match[2])].is_block else match[0], html)
    html = _HEADER_ATTRIBUTE.sub(lambda match: f'data-header="{_attribute_text(brief, match[1])}"', html)
    return _render_logo(brief) + _ADJACENT_SLOTS.sub(
        lambda match: _render_slots(match[0], brief, structure.outer_languages, links or {}), html
    )


def _render_logo(brief: Brief) -> str:
    """Return the logo as a paragraph; empty if there is none."""
    if brief.logo is None:
        return ""
    address = f"data:{brief.logo.media_type};base64,{b64encode(brief.logo.data).decode()}"
    return f'<p class="logo"><img src="{address}" alt="{escape(brief.logo_name)}"></p>\n'


def _render_slots(
    tokens: str, brief: Brief, outer_languages: Mapping[int, str], links: Mapping[int, str]
) -> str:
    """Return the contents of adjacent slots as HTML, with the citation marks of one place in one element.

    Args:
        tokens: the slots.
        brief: with their contents.
        outer_languages: the language of the surrounding block by slot, where it is not that of the note.
        links: addresses for the texts of slots, by index of the slot.
    """
    out: list[str] = []
    numbers: list[int] = []
    for index in map(int, SLOT.findall(tokens)):
        slot = brief.slots[index]
        if isinstance(slot, CitationMark):
            numbers.append(slot.number)
            continue
        text = _render_slot(slot, brief, outer_languages.get(index, brief.language))
        if index in links and isinstance(slot, SlotText) and slot.text:
            text = f'<a class="said" href="{escape(links[index])}">{text}</a>'
        out += [_render_marks(numbers), text]
        numbers = []
    return "".join([*out, _render_marks(numbers)])


def _render_marks(numbers: Sequence[int]) -> str:
    """Return citation marks with commas between them, which stay with the word before; only a long row can break."""
    if not numbers:
        return ""
    links = [f'<a href="#source-{number}">{number}</a>' for number in numbers]
    rows = [",".join(links[start : start + _MARKS_PER_ROW]) for start in range(0, len(links), _MARKS_PER_ROW)]
    return f'<sup class="cite">{_WORD_JOINER}{_BREAK_AFTER_COMMA.join(rows)}</sup>'


def _render_slot(slot: Slot, brief: Brief, outer_language: str) -> str:
    """Return the content of a slot as HTML, in a block of some language."""
    match slot:
        case SlotText():
            text = render_text(slot, brief.language, outer_language)
            return f'<span class="confirm">{text}</span>' if slot.key == _CONFIRM_KEY else text
        case CitationMark(number):
            return _render_marks([number])
        case SourceNote(text):
            return raise_ordinals(keep_together(escape(text), brief.language, are_names=True), brief.language)
        case PortionMark(text):
            # In no element of its own, so that no style can hide it without its text.
            return f"{escape(text)} "
        case Figure():
            return _render_figure(slot)
        case SourceList():
            return _render_source_list(brief)


def _render_figure(figure: Figure) -> str:
    """Return a picture with its caption."""
    shown = ((figure.svg, figure.printed_alt_text), *figure.continuations)
    image = "".join(
        f'<img src="data:image/svg+xml,{quote(svg)}" alt="{escape(alt_text)}">' for svg, alt_text in shown
    )
    caption = figure.printed_caption
    below = f"<figcaption>{escape(caption)}</figcaption>" if caption else ""
    return f'<figure class="{figure.name}">{image}{below}</figure>'


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


def _render_source(source: CitedSource, language: str) -> str:
    """Return an item of the list of sources, in a note of some language."""
    title = escape(source.title)
    if address := web_link(source.address):
        title = f'<a href="{escape(ascii_link(address))}">{title}</a>'
    if source.language:
        title = wrap_language(title, source.language, language)
    links = "".join(
        f' <a href="{escape(ascii_link(web_link(target)))}">{escape(text)}</a>'
        for text, target in source.links
    )
    after = raise_ordinals(escape(source.text_after), language)
    return f"{escape(source.text_before)}{title}{after}{links}"


class _Structure:
    """The structure which Markdown has no notation for: sections, table headers, sources beside their text.

    Attributes:
        outer_languages: the language of the surrounding block by slot, where it is not that of the note.
    """

    def __init__(self, brief: Brief, fold_label: str) -> None:
        self.brief = brief
        self.fold_label = fold_label
        self.outer_languages: dict[int, str] = {}

    def add_to(self, root: Element) -> None:
        """Wrap the elements under each second-level heading in a section, and label the cells of tables."""
        for parent in list(root.iter()):
            for child in list(parent):
                if child.tag == "p" and (kind := self._foot_class(child)):
                    child.set("class", kind)
                self._part_source_note(parent, child)
        self._turn_foreign_blocks(root)
        for table in list(root.iter("table")):
            finish_table(table, self.brief.sources_label)
            for row in table.iter("tr"):
                if self._text_length(row) > _LONG_ROW:
                    row.set("class", "long")
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

    def _part_source_note(self, parent: Element, block: Element) -> None:
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
        if not note.is_beside:
            SubElement(block, "span", {"class": "source-note"}).text = f" [{match[1]}]"
        elif block.tag == "td":
            parent.append(self._note_element("td", match[1]))
        elif block.tag == "p":
            _wrap_noted(parent, block, self._note_element("div", match[1]))
        else:
            _wrap_item(block, self._note_element("div", match[1]))

    def _note_element(self, tag: str, text: str) -> Element:
        """Return the sources of a block; a reader can open and close them if the note has a word for that."""
        note = Element(tag, {"class": "source-note"})
        if self.fold_label:
            details = SubElement(note, "details")
            summary = SubElement(details, "summary")
            summary.text, summary.tail = self.fold_label, text
        else:
            note.text = text
        return note

    def _turn_foreign_blocks(self, root: Element) -> None:
        """Give each block whose text is mostly in a language of the other direction that language and direction."""
        for block in root.iter():
            if block.tag not in ("p", "li", "td") or (block.tag == "li" and block.find("p") is not None):
                continue
            indexes = [int(index) for text in _own_texts(block) for index in SLOT.findall(text)]
            language = block_language([self.brief.slots[index] for index in indexes], self.brief.language)
            if text_direction(language) == text_direction(self.brief.language):
                continue
            # The sources beside an item stay on the side of the margin.
            turned = block[0] if block.get("class") == "noted" else block
            turned.set("lang", language)
            turned.set("dir", text_direction(language))
            _localize_marks(turned, language)
            self.outer_languages |= dict.fromkeys(indexes, language)
            for nested in (child for child in block if child.tag in ("ul", "ol")):
                nested.set("lang", self.brief.language)
                nested.set("dir", text_direction(self.brief.language))

    def _text_length(self, row: Element) -> int:
        """Return the number of characters in a row."""
        slots = (self.brief.slots[int(index)] for index in SLOT.findall("".join(row.itertext())))
        return sum(len(slot.text) for slot in slots if isinstance(slot, SlotText))

    def _foot_class(self, paragraph: Element) -> str:
        """Return the class of a paragraph about the note itself; empty for one of its text."""
        first = SLOT.search("".join(paragraph.itertext()))
        slot = self.brief.slots[int(first[1])] if first else None
        kind = slot.key.partition(".")[0] if isinstance(slot, SlotText) else ""
        return kind if kind in _FOOT_KEYS else ""

    def _section_class(self, heading: Element) -> str:
        """Return the class of a section: the last part of the label key of its heading."""
        keys = [
            slot.key.rpartition(".")[2]
            for match in SLOT.finditer("".join(heading.itertext()))
            if isinstance(slot := self.brief.slots[int(match[1])], SlotText) and slot.key
        ]
        return keys[0] if keys else "section"


def _own_texts(block: Element) -> Iterator[str]:
    """Yield the texts of a block without those of the lists in it."""
    yield block.text or ""
    for child in block:
        if child.tag not in ("ul", "ol"):
            yield from child.itertext()
        yield child.tail or ""


def _localize_marks(block: Element, language: str) -> None:
    """Give the words of a template in a block, without the lists in it, the marks of a language."""
    block.text = localize_marks(block.text or "", language)
    for child in block:
        if child.tag not in ("ul", "ol"):
            _localize_marks(child, language)
        child.tail = localize_marks(child.tail or "", language)


def _set_last_text(block: Element, text: str) -> None:
    """Replace the text at the end of an element."""
    if len(block):
        block[-1].tail = text
    else:
        block.text = text


def _wrap_noted(parent: Element, block: Element, note: Element) -> None:
    """Put a paragraph and its sources side by side."""
    wrapper = Element("div", {"class": "noted"})
    parent.insert(list(parent).index(block), wrapper)
    parent.remove(block)
    wrapper.extend((block, note))


def _wrap_item(item: Element, note: Element) -> None:
    """Put the content of a list item and its sources side by side."""
    content = Element("div")
    content.text, item.text = item.text, None
    for child in list(item):
        item.remove(child)
        content.append(child)
    item.set("class", "noted")
    item.extend((content, note))
