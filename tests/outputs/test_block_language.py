"""Tests of text in the other direction: a block of its own, with the texts of the note in it, and no tag behind it."""

from __future__ import annotations

import re

import pytest

from briefings.compose.brief import ForeignRun, SlotText
from briefings.outputs.block_language import block_language
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
    ],
)
def test_the_language_of_a_block(slots: list[SlotText], language: str) -> None:
    """A block takes the other direction if it begins in it and is nearly all in it, and a language is known."""
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
    assert '<span lang="ar" dir="rtl">(' in background
    assert not re.search(r'<span[^>]*lang="ar"[^>]*>\s|\s</span>', background)


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
