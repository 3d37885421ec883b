"""Tests of reading tagged PDFs: rows, notes and the feet of pages do not run into sentences."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject

from briefings.checks.text.pdf_lines import pdf_blocks
from briefings.checks.text.pdf_tags import _TaggedBlocks, _Text, tagged_blocks
from tests.support.notes import compose_with_facts, render_pdf

if TYPE_CHECKING:
    from briefings.checks.text.blocks import Block

TEMPLATE = """# {{ partner.name }}

{0} {2}

- {1}

| {{ label("glance.what") }} | {{ label("glance.who") }} |
|---|---|
| {0} | {1} |
"""


def texts(blocks: list[Block]) -> list[str]:
    """Return the text of each block."""
    return [" ".join(piece.text for piece in block) for block in blocks]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return a note with a paragraph, a list and a table."""
    return render_pdf(compose_with_facts(tmp_path_factory.mktemp("note"), TEMPLATE))


def test_blocks_are_those_of_the_note(data: bytes) -> None:
    """A paragraph, an item and a row are a block each; numbers of sources and feet of pages are no part of them."""
    read = texts(pdf_blocks(data))
    assert read[:3] == ["Zubrowka", "It joined. It came back.", "It left"]
    assert "It joined. | It left |" in read
    assert not [text for text in read if "Page 1" in text or text.endswith("1")]


@pytest.mark.parametrize("marks", ["3", "3,4"])
def test_a_line_that_begins_with_the_number_of_a_source(marks: str) -> None:
    """A number that stands higher than the words after it is that of a source in the line before."""
    parts = {
        (0, 0): _Text("The lamp burned.", 100.0),
        (0, 1): _Text(marks, 113.0),
        (0, 2): _Text(" It went out.", 116.0),
    }
    blocks = _TaggedBlocks(parts)
    blocks.read([0, 1, 2], 0, 0)
    blocks.flush()
    assert texts(blocks.blocks) == ["The lamp burned. It went out."]


def test_an_untagged_file_is_read_by_lines(data: bytes) -> None:
    """Without its tags the file has the same words."""
    writer = PdfWriter(clone_from=io.BytesIO(data))
    del writer.root_object[NameObject("/StructTreeRoot")]
    bare = io.BytesIO()
    writer.write(bare)
    assert tagged_blocks(PdfReader(bare)) == []
    assert "It came back." in " ".join(texts(pdf_blocks(bare.getvalue())))


def test_text_without_a_mark_is_read_by_lines(data: bytes) -> None:
    """A file with words outside its tags is not read by them: no word may be lost."""
    writer = PdfWriter(clone_from=io.BytesIO(data))
    page = writer.pages[0]
    content = page.get_contents()
    assert content is not None
    content.set_data(content.get_data().replace(b"BDC", b"BMC", 1).replace(b"/MCID 0", b"/Lost 0", 1))
    page[NameObject("/Contents")] = writer._add_object(content)
    assert tagged_blocks(PdfReader(io.BytesIO(_written(writer)))) == []


def _written(writer: PdfWriter) -> bytes:
    """Return the bytes of a file."""
    data = io.BytesIO()
    writer.write(data)
    return data.getvalue()
