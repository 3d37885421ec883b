"""The margins of every page: marking, number of the copy, day and page, in controls that a reader can't edit.

Word has a header for first, for even and for other pages. Each is written, so that no setting of the page shows one
without its marking.
"""

from __future__ import annotations

import re
from copy import deepcopy
from typing import TYPE_CHECKING

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from briefings.model.locales import text_direction
from briefings.outputs.word.package import add_xml_part
from briefings.outputs.word.text import text_run
from briefings.outputs.word.xml import attribute, element, field, wrap_sdt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.opc.part import XmlPart
    from docx.oxml.xmlchemy import BaseOxmlElement as Element

    from briefings.compose.brief import Brief
    from briefings.outputs.word.template import HouseTemplate

__all__ = ["BOTTOM_TAG", "TOP_TAG", "MarginWriter"]

TOP_TAG, BOTTOM_TAG = "marking-top", "marking-bottom"
"""The tags of the controls with the marking."""

_KINDS = ("default", "first", "even")
_LOCK = "sdtContentLocked"
_PAGE_PART = re.compile(r"\{(page|pages)\}")
_INSTRUCTIONS = {"page": "PAGE", "pages": "NUMPAGES"}
_FIRST_CONTROL = 7000
_TITLE = "Marking"
_HEADER = (CONTENT_TYPE.WML_HEADER, RELATIONSHIP_TYPE.HEADER)
_FOOTER = (CONTENT_TYPE.WML_FOOTER, RELATIONSHIP_TYPE.FOOTER)


class MarginWriter:
    """A writer of the headers and footers of one note."""

    def __init__(self, template: HouseTemplate, brief: Brief, text_width: int) -> None:
        """Prepare to write.

        Args:
            template: with the document.
            brief: the note.
            text_width: width of the text, in twentieths of a point.
        """
        self._template = template
        self._brief = brief
        self._text_width = text_width
        self._control_count = 0

    def write(self) -> None:
        """Add a header and a footer for each kind of page to the document."""
        section = self._template.document.element.body[-1]
        references = []
        for number, kind in enumerate(_KINDS, 1):
            header, header_id = self._add(f"header{number}", _HEADER, element("hdr", *self._header_blocks()))
            self._add_pictures(header)
            _, footer_id = self._add(f"footer{number}", _FOOTER, element("ftr", *self._footer_blocks()))
            for name, id_ in (("headerReference", header_id), ("footerReference", footer_id)):
                reference = element(name, type=kind)
                reference.set(qn("r:id"), id_)
                references.append(reference)
        section[:0] = references

    def _add(self, name: str, types: tuple[str, str], root: Element) -> tuple[XmlPart, str]:
        """Add a part; return it with the id of the relation to it."""
        return add_xml_part(self._template.document.part, f"/word/{name}.xml", *types, root)

    def _add_pictures(self, part: XmlPart) -> None:
        """Add the pictures of the house to a header."""
        for picture in self._template.pictures:
            paragraph = deepcopy(picture.paragraph)
            for blip in paragraph.iter(qn("a:blip")):
                image = picture.part.related_parts[blip.get(qn("r:embed"))]
                blip.set(qn("r:embed"), part.relate_to(image, RELATIONSHIP_TYPE.IMAGE))
            part.element.append(paragraph)

    def _header_blocks(self) -> Iterator[Element]:
        """Yield the blocks of a header."""
        yield self._marking_control(self._brief.marking, TOP_TAG)
        if self._brief.copy_text:
            yield self._paragraph("header", [self._run(self._brief.copy_text)], element("jc", val="right"))

    def _footer_blocks(self) -> Iterator[Element]:
        """Yield the blocks of a footer."""
        yield self._marking_control(self._brief.bottom_marking, BOTTOM_TAG)
        runs = [self._run(self._brief.day_text), element("r", element("tab"))]
        for number, part in enumerate(_PAGE_PART.split(self._brief.page_label)):
            if number % 2:
                runs += field(_INSTRUCTIONS[part], "1", self._run("1").find(attribute("rPr")))
            elif part:
                runs.append(self._run(part))
        tabs = element("tabs", element("tab", val="right", pos=self._text_width))
        yield self._paragraph("footer", runs, tabs=tabs)

    def _marking_control(self, text: str, tag: str) -> Element:
        """Return the control with a marking."""
        self._control_count += 1
        paragraph = self._paragraph("marking", [self._run(text)])
        number = _FIRST_CONTROL + self._control_count
        return wrap_sdt([paragraph], tag=tag, title=_TITLE, number=number, lock=_LOCK)

    def _paragraph(
        self, style: str, runs: list[Element], alignment: Element | None = None, tabs: Element | None = None
    ) -> Element:
        """Return a paragraph of a margin."""
        is_rtl = text_direction(self._brief.language) == "rtl"
        properties = element(
            "pPr",
            element("pStyle", val=self._template.styles[style]),
            tabs,
            element("bidi") if is_rtl else None,
            alignment,
        )
        return element("p", properties, *runs)

    def _run(self, text: str) -> Element:
        """Return a run in the language of the note."""
        return text_run(text, self._brief.language, self._brief.language)
