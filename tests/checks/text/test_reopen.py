"""Tests of opening finished files again: wherever a word hides in a file, it is among its texts."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Link
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    NameObject,
    StreamObject,
    TextStringObject,
)

from briefings.checks.text.pdf_objects import ForeignPdfError, PdfFile
from briefings.checks.text.reopen import reopen

if TYPE_CHECKING:
    from collections.abc import Callable

WORD = "Moonfisher"
LETTERS = "Лунный"
"""A word outside Latin-1, which a PDF writes in UTF-16."""


def add_metadata(writer: PdfWriter, word: str) -> None:
    """Put a word into the metadata."""
    writer.add_metadata({"/Keywords": word})


def add_xmp(writer: PdfWriter, word: str) -> None:
    """Put a word into the XMP metadata."""
    stream = StreamObject()
    stream.set_data(f"<x:xmpmeta><dc:title>{word}</dc:title></x:xmpmeta>".encode())
    writer.root_object[NameObject("/Metadata")] = writer._add_object(stream.flate_encode())


def add_bookmark(writer: PdfWriter, word: str) -> None:
    """Put a word into a bookmark."""
    writer.add_outline_item(title=f"On {word}", page_number=0)


def add_attachment(writer: PdfWriter, word: str) -> None:
    """Put a word into an attached file."""
    writer.add_attachment("note.txt", word.encode())


def add_attachment_name(writer: PdfWriter, word: str) -> None:
    """Put a word into the name of an attached file."""
    writer.add_attachment(f"{word}.txt", b"")


def add_link(writer: PdfWriter, word: str) -> None:
    """Put a word into the target of a link."""
    writer.add_annotation(0, Link(rect=(0, 0, 9, 9), url=f"https://mill.example/{word}"))


def add_alternative_text(writer: PdfWriter, word: str) -> None:
    """Put a word into the alternative text of an element, deep in the structure tree."""
    leaf = DictionaryObject({NameObject("/Alt"): TextStringObject(word)})
    tree = DictionaryObject({NameObject("/K"): ArrayObject([ArrayObject([leaf])])})
    writer.root_object[NameObject("/StructTreeRoot")] = writer._add_object(tree)


def add_bytes(writer: PdfWriter, word: str) -> None:
    """Put a word into a private entry, as bytes."""
    writer.root_object[NameObject("/Private")] = ByteStringObject(word.encode("utf-16-be"))


def add_binary_stream(writer: PdfWriter, word: str) -> None:
    """Put a word between binary data, such as that of a font, in a compressed stream."""
    stream = StreamObject()
    stream.set_data(b"\xff\xfe\x01" + word.encode() + b"\xff\x00\x9c")
    writer.root_object[NameObject("/Private")] = writer._add_object(stream.flate_encode())


WAYS = [
    add_metadata, add_xmp, add_bookmark, add_attachment, add_attachment_name, add_link, add_alternative_text,
    add_binary_stream,
]  # fmt: skip


def pdf_with(way: Callable[[PdfWriter, str], None], word: str) -> bytes:
    """Return a PDF of one page that holds a word in one way."""
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    way(writer, word)
    data = io.BytesIO()
    writer.write(data)
    assert len(PdfReader(data).pages) == 1
    return data.getvalue()


@pytest.mark.parametrize("way", WAYS)
def test_a_pdf_hides_nothing(way: Callable[[PdfWriter, str], None]) -> None:
    """A word is found in metadata, bookmarks, attachments, links, alternative texts and binary streams."""
    texts = [found.text for found in reopen("note.pdf", pdf_with(way, WORD))]
    assert any(WORD in text for text in texts)
    assert not any(WORD in found.text for found in reopen("note.pdf", pdf_with(way, "other")))


@pytest.mark.parametrize("way", WAYS)
def test_a_pdf_of_another_make_hides_nothing(
    way: Callable[[PdfWriter, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the quick reader does not know, pypdf reads."""
    data = pdf_with(way, WORD)
    monkeypatch.setattr(PdfFile, "read", classmethod(refuse))
    assert any(WORD in found.text for found in reopen("note.pdf", data))


def refuse(*_: object) -> None:
    """Refuse a PDF."""
    raise ForeignPdfError


@pytest.mark.parametrize("way", [add_metadata, add_bookmark, add_attachment, add_xmp, add_alternative_text])
def test_a_pdf_hides_no_script(way: Callable[[PdfWriter, str], None]) -> None:
    """So is a word in another script."""
    assert any(LETTERS in found.text for found in reopen("note.pdf", pdf_with(way, LETTERS)))


def test_bytes_are_read_as_letters() -> None:
    """A private entry that holds UTF-16 is read as such."""
    assert any(WORD in found.text for found in reopen("note.pdf", pdf_with(add_bytes, WORD)))


def test_a_broken_pdf_is_searched_as_it_is() -> None:
    """A file that is no PDF inside is searched byte by byte."""
    texts = [found.text for found in reopen("note.pdf", b"%PDF-1.7\n(Moonfisher) Tj")]
    assert any(WORD in text for text in texts)
