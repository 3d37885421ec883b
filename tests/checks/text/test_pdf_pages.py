"""Tests of the text on the pages of a PDF: the same words as pypdf reads, which takes five times as long."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, StreamObject

from briefings.checks.text.pdf_pages import page_text
from briefings.model.words import fold_words
from tests.support.notes import SHIPPED_DAYS, Note, note_of

NOTES = [note_of("tajikistan", SHIPPED_DAYS[0], product=product) for product in ("brief", "desk")]


def joined_words(text: str) -> str:
    """Return the letters and digits of a text, in order: pypdf joins some words of neighbouring columns."""
    return "".join(sorted("".join(fold_words(text))))


@pytest.mark.slow
@pytest.mark.parametrize("note", NOTES, ids=lambda note: note.product)
def test_the_words_are_those_of_pypdf(note: Note) -> None:
    """A brief, and a desk copy with pictures, in Latin and Cyrillic letters: no letter is lost and none is added."""
    for page in PdfReader(io.BytesIO(note.pdf)).pages:
        assert joined_words(page_text(page)) == joined_words(page.extract_text())


def test_what_is_not_understood_is_left_to_pypdf() -> None:
    """Text in a font without a table of letters is read by pypdf."""
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    names = DictionaryObject({NameObject(key): NameObject(value) for key, value in font.items()})
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): names})}
    )
    stream = StreamObject()
    stream.set_data(b"BT /F1 12 Tf 10 10 Td (Moonfisher) Tj ET")
    page[NameObject("/Contents")] = writer._add_object(stream)
    data = io.BytesIO()
    writer.write(data)
    assert "Moonfisher" in page_text(PdfReader(data).pages[0])


def test_a_page_without_anything() -> None:
    """An empty page has no text."""
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    data = io.BytesIO()
    writer.write(data)
    assert page_text(PdfReader(data).pages[0]).strip() == ""
