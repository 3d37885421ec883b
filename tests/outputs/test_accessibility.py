"""Tests of pages in a browser: no barriers, valid, not too wide for a phone, no network requests."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.support.notes import (
    MARKUP_LIKE,
    SCREEN_STYLE,
    STAND_IN_TEMPLATE,
    compose_note,
    fact,
    note_of,
    render_html,
)
from tests.support.pdf_pages import read_pages
from tests.support.tools import NO_FINDINGS, browser_findings, browser_print

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.support.notes import Note
    from tests.support.tools import PageFindings

pytestmark = pytest.mark.slow

DAILY_NOTES = [
    note_of("zubrowka"),
    note_of("zubrowka", product="desk"),
    note_of("tajikistan", product="brief"),
    note_of("tajikistan", language="ar", product="brief"),
]
"""Short notes, one of them from right to left; `test_validators` looks at other products, as small ones."""
LONG_NOTES = [
    *(note_of("tajikistan", product=product) for product in ("desk", "background", "card", "public")),
    note_of("tajikistan", language="ar", product="desk"),
    note_of("central-asia", product="region"),
]
MARGIN = 56
"""The height of the strip with the marking above and below the text, in points."""
REMOTE = """
@import "http://a.example/style.css";
@font-face { font-family: Other; src: url(http://b.example/font.woff2); }
main { background: url(http://c.example/picture.png); font-family: Other; }
"""


@pytest.fixture(scope="module")
def browser_reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, PageFindings]:
    """Return the findings of a browser and a validator in the notes, and in some deliberately difficult ones."""
    folder = tmp_path_factory.mktemp("pages")
    small = compose_note(
        folder,
        "# {{ partner.name }}\n\n" + STAND_IN_TEMPLATE.partition("\n")[2],
        statements=(fact("x", "a"),),
    )
    words = compose_note(
        folder, STAND_IN_TEMPLATE, statements=(fact(" ".join([*MARKUP_LIKE, "W" * 300]), "a"),)
    )
    policy = render_html(small)[render_html(small).index("<meta http-equiv") :].split("\n")[0]
    pages = {note.name: note.html for note in DAILY_NOTES} | {
        "words": render_html(words),
        "remote": render_html(small, REMOTE + SCREEN_STYLE),
        "remote, without policy": render_html(small, REMOTE + SCREEN_STYLE).replace(policy, ""),
    }
    return findings_in(pages, folder)


def findings_in(pages: Mapping[str, str], folder: Path) -> dict[str, PageFindings]:
    """Return the findings in pages by name, all looked at by one browser."""
    paths = {name: folder / f"{number}.html" for number, name in enumerate(pages)}
    for name, path in paths.items():
        path.write_text(pages[name], encoding="utf-8")
    findings = browser_findings(paths.values())
    return {name: findings[path] for name, path in paths.items()}


@pytest.mark.parametrize("name", [note.name for note in DAILY_NOTES])
def test_a_note_has_no_barrier(browser_reports: dict[str, PageFindings], name: str) -> None:
    """The page of every partner passes WCAG 2.2 AA, is valid HTML, fits a phone and asks the network for nothing."""
    assert browser_reports[name] == NO_FINDINGS


@pytest.mark.thorough
def test_no_long_note_has_a_barrier(tmp_path: Path) -> None:
    """The same for notes whose pages a browser takes long to look at."""
    found = findings_in({note.name: note.html for note in LONG_NOTES}, tmp_path)
    assert {name: each for name, each in found.items() if each != NO_FINDINGS} == {}


def test_no_words_make_a_page_too_wide_or_invalid(browser_reports: dict[str, PageFindings]) -> None:
    """Words that look like markup, and a word without end, leave the page valid and no wider than a phone."""
    assert browser_reports["words"] == NO_FINDINGS


def test_a_style_sheet_fetches_nothing(browser_reports: dict[str, PageFindings]) -> None:
    """A style that asks the network for files gets none; without the policy of the page a browser would ask."""
    assert browser_reports["remote"]["requests"] == []
    assert set(browser_reports["remote, without policy"]["requests"]) >= {"http://c.example/picture.png"}


@pytest.mark.parametrize(
    "note",
    [
        *(pytest.param(note, id=note.name) for note in DAILY_NOTES[1:]),
        *(pytest.param(note, id=note.name, marks=pytest.mark.thorough) for note in LONG_NOTES),
    ],
)
def test_printed_from_a_browser_a_note_is_as_long_as_its_pdf(note: Note, tmp_path: Path) -> None:
    """The HTML on paper has as many pages as the PDF, each with the marking once at its top and once at its foot."""
    path = tmp_path / "note.html"
    path.write_text(note.html, encoding="utf-8")
    printed = browser_print(path)
    pages = read_pages(printed)
    # The browser stores Arabic letters in the order in which they stand on the page.
    forms = (note.brief.marking, note.brief.marking[::-1])
    assert len(pages) == len(read_pages(note.pdf))
    for page in pages:
        marks = [word for word in page.words if word.text in forms]
        assert sum(word.bottom < MARGIN for word in marks) == 1
        assert sum(word.top > page.height - MARGIN for word in marks) == 1


def test_sources_open_on_a_narrow_screen_and_stand_open_beside_wide_text() -> None:
    """One element holds the sources for both: the browser shows its content where it does not show its switch."""
    page = note_of("tajikistan", product="brief").html
    assert page.count("<details><summary>Sources</summary>") == page.count("</details>") > 10
    assert "@media print, (min-width: 64rem) {\nsummary { display: none; }" in page


def test_a_table_with_named_columns_keeps_them_on_a_tablet() -> None:
    """Only rows of two cells become a grid there: cells of the programme of a visit would stand below the wrong names."""
    rules = re.findall(r"^ *([^\n{]*\btr\b[^\n{]*) \{ [^}]*display: grid", SCREEN_STYLE, re.MULTILINE)
    assert rules
    assert [rule for rule in rules if ":not(:has(thead))" not in rule] == []
