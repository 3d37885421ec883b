"""Tests of the look of Word notes: the packaged styles, and the template of a house."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import docx
import pytest
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import serialize_for_reading
from docx.shared import Mm
from PIL import Image

from briefings.model.house import DEFAULT_COLOURS, Logo
from briefings.outputs.word import document
from tests.support.notes import note_of
from tests.support.word import integrity_findings, join_parts, open_word, parts_of, save_word, text_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from docx.document import Document

    from briefings.compose.brief import Brief


@pytest.fixture(scope="module")
def brief() -> Brief:
    """Return a small note with a table, a list and sources."""
    return note_of("zubrowka").brief


def picture() -> bytes:
    """Return a PNG picture of 400 by 100 pixels."""
    buffer = io.BytesIO()
    Image.new("RGB", (400, 100), "navy").save(buffer, "PNG")
    return buffer.getvalue()


def house_template(change: Callable[[Document], object] = lambda _: None) -> bytes:
    """Return a template as python-docx makes one: with styles of its own, and none of ours besides."""
    file = docx.Document()
    for paragraph in list(file.element.body.iter(qn("w:p"))):
        paragraph.getparent().remove(paragraph)
    change(file)
    return save_word(file)


def style_of(word: bytes, name: str) -> str:
    """Return the definition of a style as XML."""
    styles = open_word(word).styles.element
    definition: str = next(
        serialize_for_reading(style)
        for style in styles.iter(qn("w:style"))
        if style.find(qn("w:name")).get(qn("w:val")).lower() == name
    )
    return definition


def test_the_colours_of_the_house(brief: Brief) -> None:
    """A house that changes its colours gets them in Word as well."""
    recoloured = replace(brief, look=replace(brief.look, colours={**DEFAULT_COLOURS, "accent": "#aa0011"}))
    assert 'w:val="AA0011"' in style_of(document.render(recoloured, None), "title")
    assert 'w:val="1F4E79"' in style_of(document.render(brief, None), "title")


def test_the_styles_of_a_house(brief: Brief, tmp_path: Path) -> None:
    """A style that the house has drawn is used as it is; one that it has not comes from Briefings."""

    def draw(file: Document) -> None:
        file.styles["Title"].font.name = "Garamond"

    word = document.render(brief, house_template(draw))
    assert "Garamond" in style_of(word, "title")
    assert 'w:val="TableText"' in style_of(word, "table heading")
    assert integrity_findings(tmp_path, word) == []


def test_a_style_with_a_foreign_id(brief: Brief, tmp_path: Path) -> None:
    """Word in another language writes other ids; the names are the same everywhere."""

    def rename(file: Document) -> None:
        file.styles["List Bullet"].element.set(qn("w:styleId"), "Listepuces")

    word = document.render(brief, house_template(rename))
    assert any(
        item.get(qn("w:val")) == "Listepuces" for item in open_word(word).element.body.iter(qn("w:pStyle"))
    )
    assert integrity_findings(tmp_path, word) == []


def test_the_page_of_a_house(brief: Brief) -> None:
    """Size and margins of the template stay; only a card has its own page."""

    def narrow(file: Document) -> None:
        file.sections[0].page_width, file.sections[0].left_margin = Mm(180), Mm(40)

    template = house_template(narrow)
    card = replace(brief, look=replace(brief.look, page_size="A5"))
    for note, width in ((brief, 180), (card, 148)):
        section = open_word(document.render(note, template)).sections[0]
        assert section.page_width
        assert round(section.page_width.mm) == width


def test_the_header_logo_of_a_house(brief: Brief, tmp_path: Path) -> None:
    """A picture in the header of the template is on each page, below the marking."""

    def add_logo(file: Document) -> None:
        file.sections[0].header.paragraphs[0].add_run().add_picture(io.BytesIO(picture()))

    word = document.render(brief, house_template(add_logo))
    section = open_word(word).sections[0]
    for header in (section.header, section.first_page_header, section.even_page_header):
        assert len(list(header._element.iter(qn("a:blip")))) == 1
        assert text_of(header._element) == brief.marking
    assert integrity_findings(tmp_path, word) == []


def test_a_dotx_is_a_template(brief: Brief) -> None:
    """A file saved as Word template works like a document."""
    parts = parts_of(house_template())
    name = "[Content_Types].xml"
    parts[name] = parts[name].replace(b"document.main+xml", b"template.main+xml")
    assert document.render(brief, join_parts(parts)) == document.render(brief, house_template())


def test_nothing_else_of_a_template_is_taken(brief: Brief) -> None:
    """The author of the template, and its other parts, are not in the note."""

    def sign(file: Document) -> None:
        file.core_properties.author, file.core_properties.comments = "Quillfeather", "Moonfisher"

    parts = parts_of(document.render(brief, house_template(sign)))
    assert not any(b"Quillfeather" in part or b"Moonfisher" in part for part in parts.values())
    assert "docProps/thumbnail.jpeg" not in parts


def test_a_logo_has_an_alternative_text(brief: Brief, tmp_path: Path) -> None:
    """A PNG logo is at the head of the note, in its size on paper; one in SVG is replaced by the name of the house."""
    drawn = replace(brief, logo=Logo("image/png", picture()), logo_name="Lantern League")
    word = document.render(drawn, None)
    (properties,) = open_word(word).element.body.iter(qn("wp:docPr"))
    assert properties.get("descr") == "Lantern League"
    (extent,) = open_word(word).element.body.iter(qn("wp:extent"))
    assert 0 < int(extent.get("cy")) <= 15 * 36_000
    assert integrity_findings(tmp_path, word) == []
    named = replace(drawn, logo=Logo("image/svg+xml", b"<svg/>"))
    assert open_word(document.render(named, None)).paragraphs[0].text == "Lantern League"


def test_the_label_is_bound_to_the_file(brief: Brief) -> None:
    """A note with a label for programs has it in the file as well, in the form of STANAG 4778."""
    labelled = replace(brief, label='<?xml version="1.0"?>\n<label>LANTERN</label>\n')
    data = parts_of(document.render(labelled, None))["customXml/item2.xml"].decode()
    assert data.startswith("<mb:BindingInformation")
    assert "<mb:Metadata><label>LANTERN</label></mb:Metadata>" in data
    assert "customXml/item2.xml" not in parts_of(document.render(brief, None))
