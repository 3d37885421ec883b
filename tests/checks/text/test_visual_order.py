"""Tests of text that stands on a page from left to right, and is read from the right."""

from __future__ import annotations

import pytest

from briefings.checks.text.visual_order import logical_text, mend_brackets


@pytest.mark.parametrize(
    ("glyphs", "text"),
    [
        ("Lamp of 2 May 2011", "Lamp of 2 May 2011"),
        ("2011 ويام 2", "2 مايو 2011"),
        ("Lutz in lamp حابصم", "مصباح Lutz in lamp"),
        (".)2011 ويام :ديكأت رخآ( ", " (آخر تأكيد: مايو 2011)."),
        ("( ", " ("),
        (".2011", "2011."),
        ("Gazette، seen in Lutz on", "Gazette، seen in Lutz on"),
        ("): The League met", "): The League met"),
        (" ،October 2012 28", "28 October 2012، "),
    ],
)
def test_arabic_is_read_from_the_right(glyphs: str, text: str) -> None:
    """A line with Arabic begins at its right; numbers and Latin words in it do not."""
    assert logical_text(list(glyphs), from_right=True) == text


def test_a_ligature_is_not_turned() -> None:
    """A glyph that means two letters has them in the order of reading."""
    assert logical_text(["م", "لا", "س"], from_right=True) == "سلام"
    assert logical_text(["o", "f", "fi", "ce", " ", "م"], from_right=True) == "م office"


def test_other_languages_stay_as_they_are() -> None:
    """A dot before a number is turned only in a text from right to left."""
    assert logical_text(list(".2011"), from_right=False) == ".2011"


@pytest.mark.parametrize(
    ("line", "mended"),
    [
        ("the League )LOL( met", "the League (LOL) met"),
        ("the League (LOL) met", "the League (LOL) met"),
        ("no bracket", "no bracket"),
    ],
)
def test_brackets_of_mirrored_glyphs(line: str, mended: str) -> None:
    """Brackets that open words the wrong way round are turned, and no others."""
    assert mend_brackets([line]) == [mended]
