"""Tests of PDF in all packaged languages: tagged, with every letter, in each script."""

from __future__ import annotations

import io
import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from briefings.compose.brief import SlotText
from briefings.outputs import page_margins
from briefings.outputs.page_margins import css_string
from tests.support.notes import Note, note_of
from tests.support.tools import pdf_text, pdf_ua_findings

if TYPE_CHECKING:
    from pathlib import Path

    from briefings.compose.brief import Brief

LANGUAGES = ("ar", "en", "fr", "ru", "tg")
NOTES = [note_of("tajikistan", language=language) for language in LANGUAGES]


def letter_counts(text: str) -> Counter[str]:
    """Return how often each letter and digit occurs.

    The text of a PDF tells the shapes of Arabic letters, and puts what is joined or marked in an order of its own: so
    shapes are taken for their letters (NFKC), and where in a word a letter stands is not compared.
    """
    plain = unicodedata.normalize("NFKC", text)
    return Counter(letter for letter in plain if unicodedata.category(letter)[0] in "LMN")


def letters_by_word(text: str) -> set[str]:
    """Return the words of a text, each with its letters sorted, for the reason given above."""
    plain = unicodedata.normalize("NFKC", text)
    # A vowel sign is told behind a space of its own.
    plain = re.sub(r"\s+(?=[\u064b-\u0652])", "", plain)
    plain = "".join(letter for letter in plain if unicodedata.category(letter)[0] != "M")
    return {"".join(sorted(word)) for word in re.findall(r"[^\W\d_]+", plain)}


def printed_words(brief: Brief) -> str:
    """Return all words that a note prints on paper, without citation marks and page margins."""
    slots = [slot.text for slot in brief.slots if isinstance(slot, SlotText)]
    sources = [f"{cited.text_before} {cited.title} {cited.text_after}" for cited in brief.sources]
    return "\n".join([*slots, *sources])


@pytest.mark.slow
@pytest.mark.parametrize(
    "note",
    [
        pytest.param(note, id=str(note), marks=[] if note.language == "ar" else [pytest.mark.thorough])
        for note in NOTES
    ],
)
def test_what_the_facts_say_is_what_the_pdf_says(note: Note, tmp_path: Path) -> None:
    """Every word of the note is in the text of the PDF, and no letter is missing there or another one."""
    path = tmp_path / "note.pdf"
    path.write_bytes(note.pdf)
    text = pdf_text(path)
    wanted = printed_words(note.brief)
    # Words that a line breaks at a hyphen are joined in reading order, and in parts as they are laid out.
    words = letters_by_word(text) | letters_by_word(pdf_text(path, layout=True))
    assert letters_by_word(wanted) - words == set()
    margins = Counter[str]()
    for page in range(1, text.count("\f") + 1):
        label = note.brief.page_label.replace("{page}", str(page)).replace("{pages}", str(text.count("\f")))
        margins += letter_counts(f"{note.brief.marking} {note.brief.day_text} {note.brief.marking} {label}")
    alphabet = [letter for letter in letter_counts(wanted) if unicodedata.category(letter)[0] in "LM"]
    found = letter_counts(text)
    for letter in alphabet:
        # Heads of tables stand again on every page, pictures repeat their words.
        assert found[letter] >= (letter_counts(wanted) + margins)[letter], letter


def test_a_letter_that_is_lost_is_noticed() -> None:
    """The comparison bites: letters and words that differ are told apart, shapes and order are not."""
    assert letters_by_word("سلام عليكم") == letters_by_word("ﻡﻼﺳ ﻢﻜﻴﻠﻋ")
    assert letters_by_word("сафар") != letters_by_word("сафа")
    assert letter_counts("Ҳамрохон") != letter_counts("Хамрохон")


@pytest.mark.slow
@pytest.mark.parametrize(
    "note",
    [
        pytest.param(note, id=str(note), marks=() if note.language == "ar" else pytest.mark.thorough)
        for note in NOTES
    ],
)
def test_a_note_in_each_language_is_tagged(note: Note) -> None:
    """The PDF passes PDF/UA-1 and names its language."""
    assert pdf_ua_findings(note.pdf) == []
    assert str(PdfReader(io.BytesIO(note.pdf)).root_object["/Lang"]) == note.language


def test_from_right_to_left() -> None:
    """An Arabic note runs from right to left: the page, its tables, and its margins."""
    note = note_of("tajikistan", language="ar")
    assert '<html lang="ar" dir="rtl">' in note.html
    assert '<span lang="en" dir="ltr">' in note.html
    boxes = page_margins._margin_boxes(note.brief)
    assert boxes["bottom-right"] == css_string(note.brief.day_text)
    assert "counter(page)" in boxes["bottom-left"]


def test_a_picture_with_arabic_words_is_in_the_pdf(tmp_path: Path) -> None:
    """The labels of a picture stand beside those of the table, in Arabic as in English."""
    for language in ("en", "ar"):
        note = note_of("tajikistan", language=language)
        path = tmp_path / f"{language}.pdf"
        path.write_bytes(note.pdf)
        assert "<img" in note.html
        assert pdf_text(path).count("IPCP signed") == 2
