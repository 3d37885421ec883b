"""Tests of the quick reader of PDFs: it finds what pypdf finds, and refuses what it does not know."""

from __future__ import annotations

import io
import zlib
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader, PdfWriter

from briefings.checks.text.pdf_objects import ForeignPdfError, PdfFile
from briefings.checks.text.pdf_pages import page_text
from briefings.checks.text.reopen import reopen
from tests.support.notes import compose_with_facts, render_pdf

if TYPE_CHECKING:
    from pathlib import Path

PAGE = "1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj 2 0 obj <</Type /Pages /Kids [3 0 R]>> endobj "
BLANK = f"%PDF-1.7\n{PAGE}3 0 obj <</Type /Page>> endobj trailer <</Root 1 0 R>>"


def file_with(dictionary: str, stream: bytes = b"") -> bytes:
    """Return a PDF with one more object."""
    content = b" stream\n" + stream + b"\nendstream" if stream else b""
    return f"{BLANK}\n4 0 obj {dictionary}".encode() + content + b" endobj\n"


def texts_of(data: bytes) -> str:
    """Return all texts in a PDF."""
    return "\n".join(found.text for found in reopen("note.pdf", data))


def test_a_note_is_read_without_pypdf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages of a note have their words, also where nothing else can read them."""
    data = render_pdf(compose_with_facts(tmp_path, "# {{ partner.name }}\n\n{0} {1} {2}\n"))
    monkeypatch.setattr(PdfReader, "__init__", None)
    found = [found.text for found in reopen("note.pdf", data) if found.place.startswith("page ")]
    assert "It joined." in " ".join(" ".join(found).split())


@pytest.mark.parametrize(
    ("dictionary", "word"),
    [
        ("<</Title (Moonfisher)>>", "Moonfisher"),
        (r"<</Title (The \(Moon\)\146isher)>>", "The (Moon)fisher"),
        ("<</Title (The (Moon) fisher)>>", "The (Moon) fisher"),
        (r"<</Title (Moon\\fisher)>>", "Moon\\fisher"),
        (r"<</Title (\8Moon\9fisher)>>", "8Moon9fisher"),
        ("<</Title (Moon\\\nfisher)>>", "Moonfisher"),
        ("<</Title <4D6F6F6E 66697368657 2>>>", "Moonfisher"),
        ("<</Title <FEFF041B0443043D0430>>>", "Луна"),
        ("<</Title <EFBBBFD09BD183D0BDD0B0>>>", "Луна"),
        ("<</Title (endobj Moonfisher) /Other (stream\n)>>", "endobj Moonfisher"),
        ("<</Dest /Moonfisher>>", "Moonfisher"),
        ("[(Moonfisher)]", "Moonfisher"),
        ("(Moonfisher)", "Moonfisher"),
    ],
)
def test_every_string_is_found(dictionary: str, word: str) -> None:
    """Strings of every notation are read, in objects that nothing refers to."""
    data = file_with(dictionary)
    assert word in "\n".join(
        (*PdfFile.read(data).texts(), *(part.decode() for part in PdfFile.read(data).rest))
    )
    assert word in texts_of(data)


def test_comments_between_objects_are_found() -> None:
    """Bytes outside objects count too."""
    assert "Moonfisher" in texts_of(file_with("<<>>") + b"% Moonfisher\n")


def test_objects_in_a_stream_are_found() -> None:
    """A stream of objects is opened, and the pages may be in it."""
    inner = b"10 0 11 24 <</Title (Moonfisher)>>    [1 2]"
    packed = zlib.compress(inner)
    data = file_with(f"<</Type /ObjStm /N 2 /First 11 /Filter /FlateDecode /Length {len(packed)}>>", packed)
    file = PdfFile.read(data)
    assert (file.bodies[10], [*file.texts()]) == (b"<</Title (Moonfisher)>> ", ["Moonfisher"])
    assert "Moonfisher" in texts_of(data)


@pytest.mark.parametrize(
    ("dictionary", "stream"),
    [
        ("<</Length 5 0 R>>", b"x"),
        ("<</Length 900>>", b"x"),
        ("<<>>", b"x"),
        ("<</Length 1 /Filter /LZWDecode>>", b"x"),
        ("<</Length 1 /Filter [/ASCIIHexDecode /FlateDecode]>>", b"x"),
        ("<</Length 1 /Filter /FlateDecode>>", b"x"),
        ("<</Length 1 /Type /ObjStm>>", b"x"),
        ("<</Title (Moon", b""),
        ("<</Encrypt 9 0 R>>", b""),
    ],
)
def test_what_it_does_not_know_is_refused(dictionary: str, stream: bytes) -> None:
    """Then pypdf reads the file, or it is searched byte by byte."""
    data = file_with(dictionary, stream)
    with pytest.raises(ForeignPdfError):
        PdfFile.read(data)
    assert texts_of(data)


@pytest.mark.parametrize(
    "pages",
    ["", PAGE, PAGE.replace("[3 0 R]", "[2 0 R]"), PAGE.replace("/Pages 2 0 R", "/Pages 7"), f"{PAGE}{PAGE}"],
)
def test_pages_that_lead_nowhere_are_refused(pages: str) -> None:
    """A tree of pages that misses one, or leads back to itself, is left to pypdf."""
    with pytest.raises(ForeignPdfError):
        _ = PdfFile.read(f"%PDF-1.7\n{pages}".encode()).pages


@pytest.mark.parametrize(
    "page",
    [
        "[/Type /Page]",
        "/Name",
        "<</Type /Page /Contents /Name>>",
        "<</Type /Page /Contents [4 0 R 4 0 R]>>",
        "<</Type /Page /Contents 5 0 R>>",
        "<</Type /Page /Contents 2 0 R>>",
        "<</Type /Page>> >>",
        "<</Type /Page <</Type",
        "<</Type /Page /Odd>>",
        "<<[1] /Page>>",
        "",
    ],
)
def test_a_page_that_it_does_not_know_is_refused(page: str) -> None:
    """Pages of more streams, and pages that are none, are left to pypdf too."""
    data = f"%PDF-1.7\n{PAGE}3 0 obj {page} endobj 4 0 obj <</Length 1>> stream\nx\nendstream endobj".encode()
    with pytest.raises(ForeignPdfError):
        [page_text(found) for found in PdfFile.read(data).pages]


def test_a_catalog_that_is_a_list_is_refused() -> None:
    """The catalog has to be a dictionary."""
    with pytest.raises(ForeignPdfError):
        _ = PdfFile.read(b"%PDF-1.7\n1 0 obj [/Type /Catalog] endobj").pages


def test_a_page_whose_letters_have_no_table_is_left_to_pypdf() -> None:
    """Where the order of the file is not enough, pypdf looks where each letter stands."""
    stream = "BT /F1 9 Tf (Moonfisher) Tj ET"
    data = (
        f"%PDF-1.7\n{PAGE}3 0 obj <</Type /Page /Contents [4 0 R] /Resources <</Font <</F1 5 0 R>>>>>> endobj "
        f"4 0 obj <</Length {len(stream)}>> stream\n{stream}\nendstream endobj 5 0 obj <</Type /Font>> endobj"
    ).encode()
    with pytest.raises(ForeignPdfError):
        page_text(PdfFile.read(data).pages[0])
    assert "Moonfisher" in texts_of(data)


def test_a_later_revision_is_left_to_pypdf() -> None:
    """A file that was changed by appending has a stream twice: which one counts is for pypdf to say."""
    writer = PdfWriter()
    writer.add_blank_page(9, 9)
    data = io.BytesIO()
    writer.write(data)
    again = file_with("<</Length 1>>", b"x") + b"4 0 obj <</Length 1>> stream\ny\nendstream endobj"
    with pytest.raises(ForeignPdfError):
        PdfFile.read(again)
    assert len(PdfFile.read(data.getvalue()).pages) == 1
