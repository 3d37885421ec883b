"""Tests of native footnotes, for products that ask for them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from briefings.compose.products import Product
from briefings.outputs.word import document
from tests.support.notes import compose_with_facts, note_of
from tests.support.word import integrity_findings, open_word, parts_of, text_of

if TYPE_CHECKING:
    from pathlib import Path


def test_first_a_note_then_a_reference_to_it(tmp_path: Path) -> None:
    """The first mention of a source is a footnote, each further one a field that refers to it."""
    brief = replace(compose_with_facts(tmp_path, "{0} {2}\n\n{0}"), has_footnotes=True)
    word = document.render(brief, None)
    body = open_word(word).element.body
    assert [note.get(qn("w:id")) for note in body.iter(qn("w:footnoteReference"))] == ["1", "2"]
    fields = [field.text for field in body.iter(qn("w:instrText"))]
    assert fields == [" NOTEREF _note1 \\h ", " NOTEREF _note1 \\h "]
    notes = parse_xml(parts_of(word)["word/footnotes.xml"])
    texts = [text_of(note) for note in notes if note.get(qn("w:type")) is None]
    assert [source.title in text for source, text in zip(brief.sources, texts, strict=True)] == [True, True]
    assert integrity_findings(tmp_path, word) == []


def test_a_note_has_the_number_of_its_source(tmp_path: Path) -> None:
    """Word numbers footnotes by their order, which is that of the sources."""
    brief = replace(note_of("zubrowka").brief, has_footnotes=True)
    word = document.render(brief, None)
    numbers = [note.get(qn("w:id")) for note in open_word(word).element.body.iter(qn("w:footnoteReference"))]
    assert numbers == [str(source.number) for source in brief.sources]
    assert integrity_findings(tmp_path, word) == []


def test_a_heading_of_nothing_is_left_out(tmp_path: Path) -> None:
    """Without the list, the heading of the sources has nothing below it; a colophon there keeps it."""
    for colophon, shown in (("", False), ("{0}\n\n", True)):
        template = f'# {{{{ partner.name }}}}\n\n{{0}}\n\n## {{{{ label("section.sources") }}}}\n\n{colophon}{{{{ sources }}}}\n'
        brief = replace(compose_with_facts(tmp_path, template), has_footnotes=True)
        texts = [paragraph.text for paragraph in open_word(document.render(brief, None)).paragraphs]
        assert ("Sources" in texts) is shown


def test_who_has_footnotes(tmp_path: Path) -> None:
    """A product with numbered marks can ask for them; one without marks has no notes at all."""
    for citations, notes, expected in (
        ("marks", "foot", True),
        ("marks", "end", False),
        ("margin", "foot", False),
    ):
        path = tmp_path / "paper.yaml"
        path.write_text(
            f"title: product.desk.title\nsections: [title]\ncitations: {citations}\nnotes: {notes}\n"
        )
        assert Product.load(path, "paper.yaml").has_footnotes is expected
