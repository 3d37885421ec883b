"""The sources of a note in Word: marks that link to a numbered list, or native footnotes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from briefings.model.locales import text_direction
from briefings.outputs.word.package import add_xml_part
from briefings.outputs.word.page import put_setting
from briefings.outputs.word.passages import SOURCE_ANCHOR
from briefings.outputs.word.text import RunLook, embed, text_run
from briefings.outputs.word.xml import element, field

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from docx.opc.part import Part
    from docx.oxml.xmlchemy import BaseOxmlElement as Element

    from briefings.compose.brief import Brief, CitedSource
    from briefings.outputs.word.template import HouseTemplate

__all__ = ["Footnotes", "Sources"]

_LINK = re.compile(r"https?://[^\s<>\"]+")
_FOOTNOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_FOOTNOTES_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_SEPARATORS = ("separator", "continuationSeparator")


def _place_name(number: int) -> str:
    """Return the name of the place of a source in the list."""
    return f"{SOURCE_ANCHOR}{number}"


class Sources:
    """The sources of a note, as marks in its text and as a list.

    Attributes:
        sentence_of_slot: the number of the sentence of each slot; empty for a note whose sentences have no controls.
        shows_notes: whether the text has short forms of its sources.
        has_list: whether the list of sources is part of the note.
    """

    sentence_of_slot: Mapping[int, int]
    shows_notes = True
    has_list = True

    def __init__(self, brief: Brief, template: HouseTemplate) -> None:
        """Prepare the sources of a note.

        Args:
            brief: the note.
            template: with the document.
        """
        self.brief = brief
        self.template = template
        self.sentence_of_slot = {}

    def sentence_content(self, _sentence: int | None, runs: Sequence[Element]) -> Iterable[Element]:
        """Return the content of a paragraph for runs that belong to a sentence."""
        return runs

    def mark_runs(self, numbers: Sequence[int]) -> Iterator[Element]:
        """Yield the marks of one place, with commas between them."""
        style = self.template.styles["citation"]
        for position, number in enumerate(numbers):
            # A comma keeps neighbouring marks apart; in the link, so that who skips marks skips it as well.
            text = f",{number}" if position else str(number)
            yield element("hyperlink", self._plain_run(text, style), anchor=_place_name(number), history=1)

    def list_blocks(self) -> Iterator[Element]:
        """Yield the numbered list of sources, each with its place."""
        is_rtl = text_direction(self.brief.language) == "rtl"
        for source in self.brief.sources:
            properties = element(
                "pPr",
                element("pStyle", val=self.template.styles["source list"]),
                element("bidi") if is_rtl else None,
            )
            yield element(
                "p",
                properties,
                element("bookmarkStart", id=source.number, name=_place_name(source.number)),
                *self._source_runs(source, self.template.document.part),
                element("bookmarkEnd", id=source.number),
            )

    def _source_runs(self, source: CitedSource, part: Part) -> Iterator[Element]:
        """Yield the runs of a source, with a link if it has an address.

        Args:
            source: the source.
            part: the part of the package that the runs are in.
        """
        language = self.brief.language
        yield text_run(source.text_before, language, language)
        title_language = source.language or language
        if _LINK.fullmatch(source.address):
            look = RunLook(style=self.template.styles["hyperlink"])
            title = text_run(source.title, title_language, language, look)
            link = element("hyperlink", *embed([title], title_language, language), history=1)
            link.set(
                qn("r:id"), part.relate_to(source.address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
            )
            yield link
        else:
            yield from embed([text_run(source.title, title_language, language)], title_language, language)
        yield text_run(source.text_after, language, language)

    def finish(self) -> None:
        """Add what the sources need outside the body."""

    def _plain_run(self, text: str, style: str) -> Element:
        """Return a run in a character style."""
        return element("r", element("rPr", element("rStyle", val=style)), element("t", text=text))


class Footnotes(Sources):
    """The sources of a note as native footnotes: a note at the first mention of a source, and references to it later."""

    has_list = False

    def __init__(self, brief: Brief, template: HouseTemplate) -> None:
        """Prepare the sources of a note, as for `Sources`."""
        super().__init__(brief, template)
        self._written: list[int] = []

    def mark_runs(self, numbers: Sequence[int]) -> Iterator[Element]:
        """Yield the marks of one place, with commas between them."""
        style = self.template.styles["footnote reference"]
        properties = element("rPr", element("rStyle", val=style))
        for position, number in enumerate(numbers):
            if position:
                yield self._plain_run(",", style)
            name = f"_note{number}"
            if number in self._written:
                yield from field(f"NOTEREF {name} \\h", str(number), properties)
                continue
            self._written.append(number)
            yield element("bookmarkStart", id=number, name=name)
            yield element(
                "r", element("rPr", element("rStyle", val=style)), element("footnoteReference", id=number)
            )
            yield element("bookmarkEnd", id=number)

    def finish(self) -> None:
        """Add the part with the footnotes."""
        if not self._written:
            return
        root = element(
            "footnotes",
            *(
                element("footnote", element("p", element("r", element(kind))), type=kind, id=number - 1)
                for number, kind in enumerate(_SEPARATORS)
            ),
        )
        document = self.template.document
        part, _ = add_xml_part(
            document.part, "/word/footnotes.xml", _FOOTNOTES_TYPE, _FOOTNOTES_RELATION, root
        )
        sources = {source.number: source for source in self.brief.sources}
        styles = self.template.styles
        for number in self._written:
            is_rtl = text_direction(self.brief.language) == "rtl"
            reference = element(
                "r",
                element("rPr", element("rStyle", val=styles["footnote reference"])),
                element("footnoteRef"),
            )
            paragraph = element(
                "p",
                element(
                    "pPr", element("pStyle", val=styles["footnote text"]), element("bidi") if is_rtl else None
                ),
                reference,
                text_run(" ", self.brief.language, self.brief.language),
                *self._source_runs(sources[number], part),
            )
            root.append(element("footnote", paragraph, id=number))
        separators = element("footnotePr", *(element("footnote", id=number - 1) for number in range(2)))
        put_setting(document.settings.element, separators)
