"""Tests of letters that no font has: office signs are in the fonts, a form of a name is left out, nothing stops."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from briefings.compose.brief import SlotText
from briefings.model.phrases import ForeignText, LabelRef, Phrase
from briefings.outputs import markdown, pdf
from briefings.outputs.fonts import load_families, missing_letters
from briefings.outputs.missing_letters import without_letters
from tests.support.notes import (
    FONTS,
    PRINT_STYLE,
    compose_note,
    fact,
    phrase,
    render_html,
    skeleton_text,
    write_labels,
)
from tests.support.pdf_pages import read_pages

if TYPE_CHECKING:
    from pathlib import Path

    from briefings.compose.brief import Brief

OFFICE_SIGNS = {
    "dashes": "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212",
    "quotes": "'\"‘’‚‛“”„‟‹›«»′″‴",
    "points": "…·•‣◦▪▫●○■□◆◇►▶◄◀▲▼★☆‧†‡§¶©®™℠№℗ªº°",
    "mathematics": "+−×÷±∓≈≠≤≥≪≫≡∼∞√∑∏∂∆∇∫∈∉⊂⊃∩∪∀∃∧∨¬∝∴∅µ∕⁄%‰‱",
    "arrows": "←→↑↓↔↕⇐⇒⇑⇓⇔↗↘↖↙↦↩↪⟶⟵➔➤",
    "currencies": "$¢£¤¥€₠₣₤₦₩₪₫₭₮₱₲₴₵₸₹₺₼₽₾₿⃀֏؋₨₡฿",
    "fractions": "¼½¾⅓⅔⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒",
    "raised and lowered": "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎",
    "boxes": "✓✔✗✘☐☑☒☎✉⚠",
    "numbers": "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ①②③④⑤⑥⑦⑧⑨⑩",
    "units": "℃℉ΩÅ℮ℓ",
    "spaces": "\u00a0\u2002\u2003\u2007\u2009\u200a\u202f",
    "letters": "ÄÖÜäöüßÆØÅĄĆĘŁŃŚŻČĚŘŠŽŐŰĂȘȚƏĞİıŞẼỸẠẤʻʼʿҒҚҢӨҰҮҺӢӮҶҲҚӘĲØðþÞ",
    "shapeless": "\u00ad\u200b\u200c\u200d\u2060\ufe0e\ufe0f",
}
"""The signs of ordinary office text."""
CHINESE = ForeignText(phrase("陳大文"), "zh", show_language=False)
THAI = ForeignText(phrase("สมชาย"), "th", show_language=False)


@pytest.mark.parametrize("group", OFFICE_SIGNS)
def test_the_signs_of_an_office_are_in_the_fonts(group: str) -> None:
    """No sign that offices write is lost on paper."""
    missing = missing_letters(OFFICE_SIGNS[group], load_families(FONTS))
    assert [f"{chr(point)} U+{point:04X}" for point in sorted(missing)] == []


def test_letters_of_other_scripts_are_missed() -> None:
    """The question can be answered with no: the packaged fonts have neither Chinese, Hebrew nor Thai letters."""
    assert missing_letters("a漢ש ไ", load_families(FONTS)) == {ord("漢"), ord("ש"), ord("ไ")}


def test_a_letter_must_be_in_every_font_of_a_family() -> None:
    """Any weight and style of a family may have to show a letter."""
    latin = {name: font for name, font in FONTS.items() if name.startswith("NotoSans-")}
    assert missing_letters("J", load_families(latin)) == set()
    assert missing_letters("J", load_families(latin | {"NotoSans-Bold.ttf": make_font_without("J")})) == {
        ord("J")
    }


def make_font_without(letter: str) -> bytes:
    """Return a font that lacks a letter."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - slow to import

    font = TTFont(io.BytesIO(FONTS["NotoSans-Bold.ttf"]))
    for table in font["cmap"].tables:
        table.cmap.pop(ord(letter), None)
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


@pytest.fixture
def note(tmp_path: Path) -> Brief:
    """Return a note with names in scripts that no font has: in a list, in a cell, in a label, in a sentence."""
    texts = (
        phrase("Chan Tai-man", "a"),
        form(CHINESE),
        form(THAI),
        form(CHINESE, "people.formerly"),
        Phrase(("He is called ", CHINESE, "."), phrase("", "a").citations),
        Phrase((CHINESE,)),
    )
    template = """# {{ partner.name }}

{{ facts.statements[4].text }}

| {{ label("glance.what") }} | {{ label("glance.who") }} | {{ label("glance.who") }} |
|---|---|---|
| {{ facts.statements[0].text }} | {{ facts.statements[1].text }} | {{ facts.statements[0].text }}; {{ facts.statements[3].text }} |
| {{ facts.statements[1].text }} | {{ facts.statements[1].text }}; {{ facts.statements[0].text }}; {{ facts.statements[2].text }} | {{ facts.statements[5].text }}; {{ facts.statements[0].text }} |
"""
    labels = write_labels(tmp_path, 'people:\n  form: "{name}"\n  formerly: "formerly {name}"\n')
    statements = tuple(replace(fact(""), text=text) for text in texts)
    return compose_note(tmp_path, template, labels=labels, statements=statements)


def form(name: ForeignText, key: str = "people.form") -> Phrase:
    """Return a further form of a name, as views give it."""
    return Phrase((LabelRef(key, (("name", Phrase((name,))),)),))


def test_a_form_of_a_name_is_left_out_with_its_separator(note: Brief) -> None:
    """Neither a comma without a name nor an empty pair of marks is left; who has no other name is marked, not lost."""
    letters = set(map(ord, "陳大文สมชาย"))
    rows = skeleton_text(without_letters(note, letters)).split("\n")
    assert rows[2] == "He is called […].[1]"
    assert rows[6] == "| Chan Tai-man |  | Chan Tai-man[1] |"
    assert rows[7] == "| […] | Chan Tai-man | […]; Chan Tai-man[1] |"


def test_lost_words_are_marked_once_and_what_follows_keeps_its_language(tmp_path: Path) -> None:
    """A mark takes the place of several words, and the runs of a text move with it."""
    text = Phrase(("The firm 陳大 文 paid ", ForeignText(phrase("Ада"), "ru", show_language=False), "."))
    note = compose_note(
        tmp_path, "{{ facts.statements[0].text }}", statements=(replace(fact(""), text=text),)
    )
    (slot,) = (
        slot for slot in without_letters(note, set(map(ord, "陳大文"))).slots if isinstance(slot, SlotText)
    )
    assert slot.text == "The firm […] paid Ада."
    assert [slot.text[run.start : run.end] for run in slot.runs] == ["Ада"]


def test_without_missing_letters_a_note_stays_as_it_is(note: Brief) -> None:
    """Most notes need no change."""
    assert without_letters(note, set()) is note


def test_the_pdf_is_made_and_reports_what_it_lacks(note: Brief) -> None:
    """The PDF has the rest of the note; Markdown and HTML have everything."""
    result = pdf.render(note, PRINT_STYLE, FONTS)
    assert set(result.missing_letters) == set("陳大文สมชาย")
    words = " ".join(word.text for page in read_pages(result.pdf) for word in page.words)
    assert "Chan Tai-man" in words
    assert "陳" not in words
    for text in (markdown.render(note).decode(), render_html(note)):
        assert "陳大文" in text
        assert "สมชาย" in text


def test_a_slot_with_a_sentence_is_no_form_of_a_name(tmp_path: Path) -> None:
    """A sentence of a label keeps its words, and shows that a name is missing."""
    labels = write_labels(tmp_path, 'told: "{name} is his name."\n')
    told = Phrase((LabelRef("told", (("name", Phrase((CHINESE,))),)),))
    note = compose_note(
        tmp_path,
        "{{ partner.name }}; {{ facts.statements[0].text }}",
        labels=labels,
        statements=(replace(fact(""), text=told),),
    )
    texts = [slot.text for slot in without_letters(note, {ord("陳")}).slots if isinstance(slot, SlotText)]
    assert "[…]大文 is his name." in texts
