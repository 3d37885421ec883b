"""Tests of parts of a text that a line must not divide: dates, ranges, initials, counts, marks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from briefings.outputs.line_breaks import bind_spaces, keep_together
from tests.support.notes import SHIPPED_DAYS, Note, compose_with_facts, note_of, render_html
from tests.support.pdf_pages import body_lines, read_pages

if TYPE_CHECKING:
    from pathlib import Path

TORN = re.compile(
    r"(?:\b(?:on|to|le|au|depuis le|from)|[–-]) ?\d{1,2}(?:er)?$|\b\d{1,2}(?:er)? (?:to|au|–)$|\b[A-Z]\.$"
    r"|\b(?:to|au|[–-]) ?\d{1,2} \w+ \d{1,3}$|\b\d{1,2} (?:[A-Z]\w+ber|June|July) \d{1,3}$"
)
"""The end of a line in the middle of a date, of a range of days or of a name."""


def kept(text: str, language: str = "en") -> list[str]:
    """Return the parts of a text that a line must not divide."""
    return re.findall(r'<span class="kept">(.*?)</span>', keep_together(text, language))


@pytest.mark.parametrize(
    ("language", "text", "parts"),
    [
        ("en", "On 16 December 2005 it met.", ["16 December 2005"]),
        ("en", "From 1 to 5 December 2025.", ["1 to 5 December 2025"]),
        ("en", "It met on 21–25 September.", ["21–25 September"]),
        ("en", "Since May 2007 and in 2011.", ["May 2007"]),
        ("en", "Robert F. Simmons and J. B. Priestley", ["F. Simmons", "J. B. Priestley"]),
        ("en", "It has 32 members and 1,250 mines.", ["32 members", "1,250 mines"]),
        ("en", "RFE/RL, and a text on https://a.example/b and 20/21", ["RFE/RL"]),
        ("en", "In 2011 the two sides met, 2.5 per cent more.", []),
        (
            "fr",
            "Le 12 octobre 1999, du 21 au 25 septembre 2007",
            ["12 octobre 1999", "21 au 25 septembre 2007"],
        ),
        ("fr", "le 1er mai 1997", ["1er mai 1997"]),
        ("ru", "4 мая 2026 г. и май 2007 г.", ["4 мая 2026 г.", "май 2007 г."]),
        ("tg", "20 феврали соли 2002", ["20 феврали"]),
        ("ar", "في 20 فبراير 2002", ["20 فبراير 2002"]),
        ("xx", "On 4 May.", ["4 May"]),
        ("en", "Call +992 (37) 221-00-00.", ["+992 (37) 221-00-00"]),
    ],
)
def test_what_a_line_must_not_divide(language: str, text: str, parts: list[str]) -> None:
    """Days stay with their month, ranges and initials whole, counts with their noun; the rest may break."""
    assert kept(text, language) == parts


def test_a_hyphen_joins_a_name_and_may_end_a_line_of_text() -> None:
    """A source is "Asia-Plus" on one line; a text may break at the hyphen of "counter-terrorism"."""
    told = "Asia-Plus, 23 Jun 2011; K-News"
    assert "kept" not in keep_together("counter-terrorism", "en")
    named = keep_together(told, "en", are_names=True)
    assert re.findall(r'<span class="kept">(.*?)</span>', named)[::2] == ["Asia-Plus", "K-News"]


def test_a_telephone_number_in_arabic_runs_from_left_to_right() -> None:
    """Its groups would change places in a line from right to left."""
    number = "+992 (37) 221-00-00"
    assert f'<span class="kept" dir="ltr">{number}</span>' in keep_together(f"الهاتف {number}.", "ar")


@pytest.mark.parametrize(
    ("line", "is_torn"),
    [
        ("It joined on 16", True), ("meetings from 1 to", True), ("5 to 7 December", False), ("Robert F.", True),
        ("on 16 December", False), ("the council of 16", False), ("depuis le 21", True), ("21–", False),
        ("27 to 29 September 20", True), ("9 December 2", True), ("27 to 29 September 2011", False),
    ],
)  # fmt: skip
def test_a_torn_line_is_noticed(line: str, is_torn: bool) -> None:
    """The search for torn lines can fail."""
    assert bool(TORN.search(line)) is is_torn


@pytest.mark.parametrize(
    ("html", "bound"),
    [
        ('le~<span class="kept">9 mai 2015</span>.', "le~9~mai~2015."),
        ('le <span class="kept">1<span class="ordinal">er</span> mai</span>.', 'le 1<span class="ordinal">er</span>~mai.'),
        ('<span class="kept">RFE/RL</span>', "RFE/\u2060RL"),
        ('(<span class="confirm">mai 2015</span>).', '(<span class="confirm">mai~2015</span>).'),
        ('by the <span lang="fr">Conseil</span>», it', 'by the <span lang="fr">Conseil»,</span> it'),
        ('the <span lang="en" dir="ltr">Lamp</span>, it', 'the <span lang="en" dir="ltr">Lamp</span>, it'),
    ],
)  # fmt: skip
def test_no_element_hides_where_a_line_can_break(html: str, bound: str) -> None:
    """For a PDF, parts that a line must not divide have no element, and a stop is inside the element before it."""
    assert bind_spaces(html.replace("~", "\u00a0")).replace("\u00a0", "~") == bound


def test_a_line_of_a_pdf_is_full_before_a_date_that_does_not_fit() -> None:
    """WeasyPrint broke the line after its first word where a date with an element of its own came later."""
    note = note_of("tajikistan", language="fr", product="brief")
    lines = [line for page in read_pages(note.pdf) for line in body_lines(page)]
    assert any("Aucune rencontre avec des responsables du partenaire n’est" in line for line in lines)


@pytest.mark.parametrize(
    "note",
    [note_of("tajikistan"), note_of("tajikistan", product="brief"), note_of("mongolia", product="brief")],
    ids=["desk", "brief", "brief with long ranges"],
)
def test_no_line_of_a_pdf_divides_a_date(note: Note) -> None:
    """No line of a shipped note ends in a day without its month, or in initials without the name."""
    lines = [line for page in read_pages(note.pdf) for line in body_lines(page)]
    assert [line for line in lines if TORN.search(line)] == []


def test_marks_of_one_place_are_one_element(tmp_path: Path) -> None:
    """Commas are between marks and nowhere else, and the marks are joined to the word before them."""
    page = render_html(compose_with_facts(tmp_path, "{0} {3} {1}"))
    marks = [re.sub(r"<[^>]+>", "", mark) for mark in re.findall(r'<sup class="cite">(.*?)</sup>', page)]
    assert marks
    assert all(re.fullmatch(r"\u2060\d+(,\d+)*", mark) for mark in marks)
    assert "</sup><sup" not in page


def test_endings_of_french_ordinals_are_raised() -> None:
    """The endings of `1er` and `27e` are raised in French; the text stays the same."""
    page = note_of("tajikistan", language="fr").html
    assert '1<span class="ordinal">er</span>' in page
    assert '27<span class="ordinal">e</span>' in page
    assert "ordinal" not in note_of("tajikistan").html.partition("</style>\n</head>")[2]


@pytest.mark.parametrize("product", ["brief", "desk"])
def test_no_french_ordinal_of_a_source_is_flat(product: str) -> None:
    """The dates of sources in the margin and in the list are raised like those of the text."""
    page = note_of("tajikistan", SHIPPED_DAYS[0], "fr", product).html.partition("<main")[2]
    words = re.sub(r'="[^"]*"', "", page).replace("\u00a0", " ")
    assert re.findall(r"(?<![\w.])1er \w+\.? \d{4}", words) == []
    assert 'class="ordinal"' in page
