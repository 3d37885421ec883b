"""Tests of filling slots: first mentions of names, numbers of sources, and sentences."""

from __future__ import annotations

from dataclasses import replace

from briefings.compose.brief import CitationMark, MarkingSlot, SlotText, SourceNote
from briefings.compose.inserts import Insert
from briefings.compose.labels import Labels
from briefings.compose.phrase_text import short_form
from briefings.compose.slot_filler import SlotFiller
from briefings.model.dates import PartialDate
from briefings.model.phrases import Phrase, Term
from briefings.templating.slots import CLOSE, OPEN, Slots, Value
from tests.support.notes import LABELS, PRODUCT, phrase, small_view, source

EN = Labels.load("en", [(LABELS, "labels.yaml")])
LF = Term("Lamp Forum", "LF")


def value(*parts: str | Term, sources: tuple[str, ...] = ()) -> Value:
    """Return a value that cites these sources."""
    return Value(Phrase(parts, phrase("", *sources).citations), Slots())


def test_marks_are_numbered_by_source_and_end_a_sentence() -> None:
    """A source keeps its number, and what was printed since the last marks is a sentence with its section."""
    filler = SlotFiller(EN, small_view(), PRODUCT)
    for text, sources in (("One", ("b",)), ("Two", ("a", "b"))):
        filler.begin_section(f"section.{text}", text)
        filler.add_text(filler.fill(value(text, sources=sources)).text)
        assert filler.has_pending_citations
        filler.emit_marks()
        assert not filler.has_pending_citations
    assert filler.slots == [
        SlotText("One"), CitationMark(1), SlotText("Two"), CitationMark(1), CitationMark(2),
    ]  # fmt: skip
    assert filler.source_ids == ("b", "a")
    assert [(sentence.text, sentence.section_key, sentence.heading) for sentence in filler.sentences] == [
        ("One", "section.One", "One"),
        ("Two", "section.Two", "Two"),
    ]


def test_nothing_printed_is_no_sentence() -> None:
    """Marks without text are marks, and no sentence is recorded."""
    filler = SlotFiller(EN, small_view(), PRODUCT)
    filler.fill(value("", sources=("a",)))
    assert filler.emit_marks() == f"{OPEN}1{CLOSE}"
    assert filler.sentences == []


def test_a_name_is_introduced_once() -> None:
    """An uncited slot chooses its own form of a name, and introduces nothing."""
    filler = SlotFiller(EN, small_view(), PRODUCT)
    assert filler.fill_uncited(value(LF), short_form).text == "LF"
    assert filler.fill(value(LF)).text == "Lamp Forum (LF)"
    assert filler.fill(value(LF)).text == "LF"


def test_an_insert_has_no_text() -> None:
    """An insert fills its slot with its content, or with nothing."""
    filler = SlotFiller(EN, small_view(), PRODUCT)
    assert filler.fill(Insert("marking", Slots(), MarkingSlot)).text == ""
    filler.fill(Insert("flag", Slots(), lambda: None))
    assert filler.slots == [MarkingSlot(), SlotText("")]


def test_a_block_ends_in_the_short_forms_of_its_sources() -> None:
    """In the margin style a block has no marks: its sources follow in short form, one publisher after the other."""
    sources = [
        source("a", publisher="Gazette", published=PartialDate(2019, 3, 21)),
        source("b", publisher="Herald", published=None),
        source("c", publisher="Gazette", published=PartialDate(2020)),
    ]
    filler = SlotFiller(EN, small_view(sources), replace(PRODUCT, citations="margin"))
    for id_ in ("a", "b", "c"):
        filler.add_text(filler.fill(value("Words.", sources=(id_,))).text)
        assert filler.emit_marks() == ""
    assert filler.end_block() == f"{OPEN}3{CLOSE}"
    assert filler.slots[-1] == SourceNote(
        "Gazette, 21\u00a0Mar\u00a02019, 2020; Herald, undated", is_beside=True
    )
    assert filler.source_ids == ("a", "b", "c")
    assert filler.end_block() == ""


def test_a_principal_reads_full_names() -> None:
    """A principal's copy spells names out every time; our own side keeps its short name."""
    side = Term("Lantern League", "League")
    view = replace(small_view(), side_short_names=frozenset({"League"}))
    filler = SlotFiller(EN, view, replace(PRODUCT, readers="principal"))
    assert [filler.fill(value(term)).text for term in (LF, LF, side)] == [
        "Lamp Forum",
        "Lamp Forum",
        "League",
    ]
