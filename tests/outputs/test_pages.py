"""Tests of the pages of a PDF: no holes, no lone lines, lines that can be read, sources without underlines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefings.project import package_data_folder
from tests.support.notes import PAST_DAY, PRINT_STYLE, TODAY, note_of, partner_ids
from tests.support.pdf_pages import FOOT, HEAD, Page, body_lines, read_pages
from tests.support.turns import in_turn

if TYPE_CHECKING:
    from tests.support.notes import Note

FEWEST_LINES = 6
LEAST_FULL = 0.6
MOST_CHARACTERS = 90
PRODUCTS = ("", "background", "public")
NOTES = [note_of("tajikistan", day, product=product) for day in (TODAY, PAST_DAY) for product in PRODUCTS]
OTHER_NOTES = [note_of(partner) for partner in partner_ids(package_data_folder()) if partner != "tajikistan"]


def page_faults(pages: list[Page]) -> list[str]:
    """Return the pages that a typesetter would not let pass."""
    found = []
    for number, page in enumerate(pages, 1):
        bottom = max((word.bottom for word in page.words if word.bottom < page.height - FOOT + 4), default=0)
        is_last = number == len(pages)
        if not is_last and bottom - HEAD < LEAST_FULL * (page.height - HEAD - FOOT):
            found.append(f"page {number} is not full")
        if is_last and number > 1 and len(body_lines(page)) < FEWEST_LINES:
            found.append(f"the last page has {len(body_lines(page))} lines")
        found += [f"page {number}: {line}" for line in body_lines(page) if len(line) > MOST_CHARACTERS]
    return found


@pytest.mark.parametrize("note", NOTES[:1], ids=str)
def test_pages_are_well_filled(note: Note) -> None:
    """No page but the last is less than 60 % full, the last has six lines, no line has more than 90 characters."""
    assert page_faults(read_pages(note.pdf)) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "note", in_turn([*NOTES[1:], *OTHER_NOTES], 12, name=lambda note: f"{note}.{note.product}")
)
def test_pages_of_all_notes_are_well_filled(note: Note) -> None:
    """The same for every partner and product."""
    assert page_faults(read_pages(note.pdf)) == []


def test_a_bad_page_is_noticed() -> None:
    """The search for bad pages can fail: each rule has a note that breaks it."""
    (page, *_) = read_pages(note_of("tajikistan").pdf)
    nearly_empty = page._replace(lines=page.lines[:3])
    long_line = [word._replace(text="x" * 91) for word in page.lines[1][:1]]
    assert page_faults([nearly_empty, page]) == ["page 1 is not full"]
    assert [fault.partition(" has")[0] for fault in page_faults([page, nearly_empty])] == ["the last page"]
    assert page_faults([page._replace(lines=[*page.lines, long_line])]) == [f"page 1: {'x' * 91}"]


def test_sources_are_not_underlined_on_paper() -> None:
    """Fifty underlined titles are a page of lines; a printed link leads nowhere."""
    assert "underline" not in PRINT_STYLE
