"""Tests of text in the other direction: a block of its own, with the texts of the note in it, and no tag behind it."""

from __future__ import annotations

import re

import pytest

from briefings.compose.brief import ForeignRun, SlotText
from briefings.outputs.block_language import block_language
from briefings.outputs.html_text import render_text
from tests.support.notes import note_of

ARABIC = "سجلت المصادر هذا"
ENGLISH = "Relations with NATO date from 1992, when it joined."


def english(text: str) -> SlotText:
    """Return an English text in a note of another language."""
    return SlotText(text, runs=(ForeignRun(0, len(text), "en"),))


@pytest.mark.parametrize(
    ("slots", "language"),
    [
        ([english(ENGLISH)], "en"),
        ([english(ENGLISH), SlotText("(سجل.)"), english(ENGLISH)], "en"),
        ([SlotText("Emomali Rahmon"), english("President")], "en"),
        ([SlotText(ARABIC), english(ENGLISH)], "ar"),
        ([english("President"), SlotText(ARABIC)], "ar"),
        ([SlotText(ARABIC)], "ar"),
        ([SlotText("Emomali Rahmon")], "ar"),
        ([SlotText("LLK/2026/13", runs=(ForeignRun(0, 11, "zxx"),))], "ar"),
        ([], "ar"),
        ([SlotText(f"{ENGLISH} ({ARABIC * 4}.)", runs=(ForeignRun(0, len(ENGLISH), "en"),))], "en"),
        ([SlotText("سجل."), english(ENGLISH), english(ENGLISH)], "en"),
        ([SlotText("سجل."), english(ENGLISH), SlotText("سجل هذا."), english(ENGLISH)], "ar"),
        ([english("Individual Partnership and Cooperation Programme"), SlotText("سجل هذا.")], "ar"),
    ],
)
def test_the_language_of_a_block(slots: list[SlotText], language: str) -> None:
    """A block takes the other direction if it begins in it and is nearly all in it, or begins with a sentence in it."""
    assert block_language(slots, "ar") == language


def test_a_block_of_a_note_in_the_same_direction_stays() -> None:
    """English in a Russian note needs no direction."""
    assert block_language([english(ENGLISH)], "ru") == "ru"


def test_an_untranslated_body_is_one_block_without_tags() -> None:
    """The head says once in which language the facts are; paragraphs have that direction, remarks their own."""
    note = note_of("tajikistan", language="ar")
    assert "[en]" not in note.markdown
    assert note.markdown.count("لغة الوقائع: الإنجليزية") == 1
    background = re.findall(r'<section[^>]*class="background".*?</section>', note.html, re.DOTALL)[0]
    paragraphs = re.findall(r"<p[^>]*>", background)
    assert set(paragraphs) == {'<p dir="ltr" lang="en">'}
    assert '<span lang="ar" dir="rtl">المصادر مختلفة</span>.)' in background
    assert not re.search(r'<span[^>]*lang="ar"[^>]*>\s|\s</span>', background)


@pytest.mark.parametrize(
    ("own", "html"),
    [
        (" (سجل 2011).", 'A Lamp. (<span lang="ar" dir="rtl">سجل 2011</span>).'),
        ("، ", "A Lamp., "),
        (" و ", 'A Lamp. <span lang="ar" dir="rtl">و</span> '),
        (" نحو 2011 (سجل)", 'A Lamp. <span lang="ar" dir="rtl">نحو 2011 (سجل)</span>'),
    ],
)
def test_brackets_and_stops_have_the_direction_of_the_block(own: str, html: str) -> None:
    """Brackets of a label around a date, in English text of an Arabic note, would be mirrored in the label's direction."""
    text = "A Lamp."
    slot = SlotText(text + own, runs=(ForeignRun(0, len(text), "en"),))
    rendered = render_text(slot, "ar", "en").replace('<span class="spaces"> </span>', " ")
    assert rendered == html


def test_sources_and_cells_stay_on_their_side() -> None:
    """The text of an item turns, its sources do not; a mark between English values is an English one."""
    html = note_of("tajikistan", language="ar", product="brief").html
    work = re.findall(r'<section[^>]*class="work".*?</section>', html, re.DOTALL)[0]
    assert '<li class="noted"><div dir="ltr" lang="en">' in work
    assert not re.search(r"<li[^>]*dir=", work)
    cells = re.findall(r'<td dir="ltr" lang="en">.*?</td>', html, re.DOTALL)
    assert any(", " in cell for cell in cells)
    assert not any(mark in cell for cell in cells for mark in "،؛")


@pytest.mark.parametrize(
    ("language", "line"), [("ru", "Язык фактов: английский"), ("tg", "Забони далелҳо: англисӣ")]
)
def test_other_notes_say_it_too(language: str, line: str) -> None:
    """In the other languages without translated facts the head says so once, and no sentence has a tag."""
    text = note_of("tajikistan", language=language).markdown
    assert text.lower().count(line.lower()) == 1
    assert "[en]" not in text


def test_a_note_in_the_language_of_its_facts_says_nothing() -> None:
    """English notes, and French ones, whose facts are translated, have no such line."""
    assert "Facts in" not in note_of("tajikistan").markdown
    assert "Faits en" not in note_of("tajikistan", language="fr").markdown
