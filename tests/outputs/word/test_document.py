"""Tests of notes as Word files: real structure, every sentence once and in order, and the same bytes every time."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from docx.oxml.ns import qn

from briefings.compose.brief import SlotText
from briefings.outputs.word import document
from briefings.outputs.word.passages import plain_text
from tests.support.notes import (
    MARKUP_LIKE,
    STAND_IN,
    STAND_IN_TEMPLATE,
    compose_note,
    compose_with_facts,
    fact,
    note_of,
    replace_stand_in,
)
from tests.support.word import block_texts, integrity_findings, open_word, parts_of, text_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from briefings.compose.brief import Brief

DAY = date(2026, 11, 29)
KINDS = [("desk", "en"), ("brief", "fr"), ("card", "ar"), ("background", "ru")]


@pytest.fixture(scope="module", params=KINDS, ids="-".join)
def brief(request: pytest.FixtureRequest) -> Brief:
    """Return a whole note; `test_readers` has every product in every language."""
    product, language = request.param
    return note_of("tajikistan", DAY, language, product).brief


@pytest.fixture(scope="module")
def word(brief: Brief) -> bytes:
    """Return the note as a Word file."""
    return document.render(brief, None)


def cells_without_paragraph(data: bytes) -> list[str]:
    """Return the cells that Word would call damaged: without a paragraph, or with something else at their end."""
    cells = open_word(data).element.body.iter(qn("w:tc"))
    return [text_of(cell) for cell in cells if cell[-1].tag != qn("w:p")]


def bare_words(text: str) -> str:
    """Return a text without the marks of tables and boxes, and with one form of each comma."""
    return plain_text(text.replace(" | ", " ").replace(" > ", " ").translate(str.maketrans("،؛", ",;")))


def printed_in_order(texts: Sequence[str], sentences: Sequence[str]) -> list[str]:
    """Return the sentences that a file does not print, each after the one before it and once."""
    whole, position, missing = bare_words(" ".join(texts)), 0, []
    for sentence in map(bare_words, sentences):
        found = whole.find(sentence, position)
        if found < 0:
            missing.append(sentence)
        else:
            position = found + len(sentence)
    return missing


def test_each_sentence_is_printed_once_in_order(brief: Brief, word: bytes) -> None:
    """A reader finds each sentence of the note, list item and table row, in the order of the note."""
    assert printed_in_order(block_texts(word), [sentence.text for sentence in brief.sentences]) == []


def test_the_package_is_sound(word: bytes, tmp_path: Path) -> None:
    """No style is used that is not defined, no reference leads nowhere, and each cell has its paragraph."""
    assert integrity_findings(tmp_path, word) == []
    assert cells_without_paragraph(word) == []


def test_a_cell_without_a_paragraph_is_noticed() -> None:
    """What no validator finds, this test does."""
    file = open_word(document.render(note_of("zubrowka").brief, None))
    cell = next(file.element.body.iter(qn("w:tc")))
    for paragraph in cell.findall(qn("w:p")):
        cell.remove(paragraph)
    assert cell[-1].tag != qn("w:p")


def test_each_page_has_the_marking(brief: Brief, word: bytes) -> None:
    """First, even and other pages have it at the top and at the bottom, in a control that no one can edit."""
    for section in open_word(word).sections:
        margins = (
            (section.header, section.first_page_header, section.even_page_header),
            (section.footer, section.first_page_footer, section.even_page_footer),
        )
        for kinds, marking, tag in zip(
            margins, (brief.marking, brief.bottom_marking), ("marking-top", "marking-bottom"), strict=True
        ):
            for margin in kinds:
                assert not margin.is_linked_to_previous
                (control,) = margin._element.iter(qn("w:sdt"))
                properties = control.find(qn("w:sdtPr"))
                assert properties.find(qn("w:tag")).get(qn("w:val")) == tag
                assert properties.find(qn("w:lock")).get(qn("w:val")) == "sdtContentLocked"
                assert text_of(control) == marking


def test_the_structure_is_real(brief: Brief, word: bytes) -> None:
    """The title, the headings and the lists are styles; a table repeats its header and breaks no row."""
    file = open_word(word)
    styles = [paragraph.style.name for paragraph in file.paragraphs if paragraph.style]
    assert styles.count("Title") == 1
    assert "Heading 1" in styles
    headings = {sentence.heading for sentence in brief.sentences if sentence.heading}
    shown = {plain_text(p.text) for p in file.paragraphs if p.style and p.style.name.startswith("Heading")}
    assert {plain_text(heading) for heading in headings} <= shown
    for table in file.tables:
        header = table.rows[0]._tr.find(qn("w:trPr")).find(qn("w:tblHeader"))
        has_header = table.cell(0, 0).paragraphs[0].style.name == "Table Heading"
        assert (header is not None) is has_header
        for row in table.rows:
            assert row._tr.find(qn("w:trPr")).find(qn("w:cantSplit")) is not None


def test_each_mark_leads_to_its_source(brief: Brief, word: bytes) -> None:
    """A mark links to the source of its number, which is the item of that number in the list."""
    body = open_word(word).element.body
    items = {mark.get(qn("w:name")): text_of(mark.getparent()) for mark in body.iter(qn("w:bookmarkStart"))}
    links = [link for link in body.iter(qn("w:hyperlink")) if link.get(qn("w:anchor"))]
    if brief.citations != "marks":
        assert links == []
        return
    assert list(items) == [f"source-{source.number}" for source in brief.sources]
    for source in brief.sources:
        assert plain_text(source.title) in items[f"source-{source.number}"]
    for link in links:
        number = "".join(text.text for text in link.iter(qn("w:t"))).lstrip(",")
        assert link.get(qn("w:anchor")) == f"source-{number}"


def test_the_same_note_has_the_same_bytes(brief: Brief, word: bytes) -> None:
    """No time, no machine and no chance is in the file."""
    assert document.render(brief, None) == word


def test_properties(brief: Brief, word: bytes) -> None:
    """The file has a title, an author, a language and the day of the note; nothing of the machine."""
    core = open_word(word).core_properties
    assert (core.title, core.author, core.language) == (brief.title, brief.author, brief.language)
    assert core.created is not None
    assert core.created.date() == DAY
    assert b"<Marking" not in word
    assert brief.marking in parts_of(word)["docProps/custom.xml"].decode()
    assert not any("thumbnail" in name or "app.xml" in name for name in parts_of(word))


def test_text_from_right_to_left() -> None:
    """In Arabic, page, paragraphs and tables run from the right, and text in Latin letters from the left."""
    body = open_word(document.render(note_of("tajikistan", DAY, "ar", "brief").brief, None)).element.body
    assert body[-1].find(qn("w:bidi")) is not None
    assert all(
        table.find(qn("w:tblPr")).find(qn("w:bidiVisual")) is not None for table in body.iter(qn("w:tbl"))
    )
    title = next(body.iter(qn("w:p")))
    assert title.find(qn("w:pPr")).find(qn("w:bidi")) is not None
    for run in body.iter(qn("w:r")):
        text = "".join(item.text or "" for item in run.iter(qn("w:t")))
        is_arabic = any("\u0600" <= letter <= "\u06ff" and letter.isalpha() for letter in text)
        properties = run.find(qn("w:rPr"))
        if is_arabic:
            assert properties is not None, text
            assert properties.find(qn("w:rtl")) is not None, text


def test_what_looks_like_markup_arrives_word_for_word(tmp_path: Path) -> None:
    """A fact is data in Word as well: in a paragraph, a list, a cell and the title of a source."""
    brief = compose_note(tmp_path, STAND_IN_TEMPLATE, statements=(fact(STAND_IN, "a"),))
    times = sum(isinstance(slot, SlotText) and slot.text == STAND_IN for slot in brief.slots)
    for words in MARKUP_LIKE:
        body = open_word(document.render(replace_stand_in(brief, words), None)).element.body
        texts = ["".join(text.text or "" for text in run.iter(qn("w:t"))) for run in body.iter(qn("w:r"))]
        assert texts.count(words) == times + 1, words


def test_an_ordinal_of_french_is_raised() -> None:
    """Only its ending is, and only in French."""
    for language, raised in (("fr", ["er"]), ("en", [])):
        brief = note_of("tajikistan", DAY, language, "brief").brief
        runs = open_word(document.render(brief, None)).element.body.iter(qn("w:vertAlign"))
        texts = [text_of(run.getparent().getparent()) for run in runs]
        assert sorted(set(texts)) == raised


def test_neighbouring_marks_are_kept_apart(tmp_path: Path) -> None:
    """Marks 1 and 2 do not read as 12."""
    body = open_word(document.render(compose_with_facts(tmp_path, "{0} {2}"), None)).element.body
    links = [link for link in body.iter(qn("w:hyperlink")) if link.get(qn("w:anchor"))]
    assert ["".join(text.text for text in link.iter(qn("w:t"))) for link in links] == ["1", "1", ",2"]
