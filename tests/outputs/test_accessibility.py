"""Tests of pages in a browser: no barriers, valid, not too wide for a phone, no network requests."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from briefings.project import package_data_folder
from tests.support.notes import (
    MARKUP_LIKE,
    PAST_DAY,
    SCREEN_STYLE,
    STAND_IN_TEMPLATE,
    compose_note,
    fact,
    note_of,
    partner_ids,
    render_html,
)
from tests.support.pdf_pages import read_pages
from tests.support.tools import browser_findings, browser_print

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.tools import PageFindings

pytestmark = pytest.mark.slow

NOTES = [note_of(partner) for partner in [*partner_ids(package_data_folder()), "zubrowka"]] + [
    note_of("tajikistan", PAST_DAY),
    *(note_of("tajikistan", language=language) for language in ("ar", "fr", "ru", "tg")),
]
TITLE_TOP = 72
"""The height of the top of a page, with the title, in points."""
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
    pages = {str(note): note.html for note in NOTES} | {
        "words": render_html(words),
        "remote": render_html(small, REMOTE + SCREEN_STYLE),
        "remote, without policy": render_html(small, REMOTE + SCREEN_STYLE).replace(policy, ""),
    }
    paths = {name: folder / f"{number}.html" for number, name in enumerate(pages)}
    for name, path in paths.items():
        path.write_text(pages[name], encoding="utf-8")
    findings = browser_findings(paths.values())
    return {name: findings[path] for name, path in paths.items()}


@pytest.mark.parametrize("name", [str(note) for note in NOTES])
def test_a_note_has_no_barrier(browser_reports: dict[str, PageFindings], name: str) -> None:
    """The page of every partner passes WCAG 2.2 AA, is valid HTML, fits a phone and asks the network for nothing."""
    assert browser_reports[name] == {"axe": [], "overflow": False, "html": [], "requests": [], "marks": []}


def test_no_words_make_a_page_too_wide_or_invalid(browser_reports: dict[str, PageFindings]) -> None:
    """Words that look like markup, and a word without end, leave the page valid and no wider than a phone."""
    assert browser_reports["words"] == {"axe": [], "overflow": False, "html": [], "requests": [], "marks": []}


def test_a_style_sheet_fetches_nothing(browser_reports: dict[str, PageFindings]) -> None:
    """A style that asks the network for files gets none; without the policy of the page a browser would ask."""
    assert browser_reports["remote"]["requests"] == []
    assert set(browser_reports["remote, without policy"]["requests"]) >= {"http://c.example/picture.png"}


@pytest.mark.parametrize("product", ["", "brief"])
def test_printed_from_a_browser_a_note_is_as_long_as_its_pdf(product: str, tmp_path: Path) -> None:
    """The HTML on paper has as many pages as the PDF, and the marking once at the top of the first."""
    note = note_of("tajikistan", product=product)
    path = tmp_path / "note.html"
    path.write_text(note.html, encoding="utf-8")
    printed = browser_print(path)
    assert len(PdfReader(io.BytesIO(printed)).pages) == len(PdfReader(io.BytesIO(note.pdf)).pages)
    top = [word.text for word in read_pages(printed)[0].words if word.top < TITLE_TOP]
    assert top.count(note.brief.marking) == 1
