"""Tests of the places of a marking: what stands at the top of each page, and what at the bottom."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefings.build.workspace import Workspace
from briefings.loading.markings import read_schemes
from briefings.model.dates import parse_day
from briefings.model.markings import Marking
from briefings.outputs import markdown
from briefings.project import Project
from tests.support.notes import compose_note, fact, make_draft, parse_html, render_html, render_pdf
from tests.support.pdf_pages import FOOT, HEAD, read_pages

if TYPE_CHECKING:
    from briefings.compose.brief import Brief

ROOT = Path(__file__).parents[2]
NATO = read_schemes(ROOT / "facts" / "markings", ROOT).schemes["nato"]
STAFF_PAPER = Marking("NR", (("admin", ("STAFF",)),))


@pytest.fixture
def brief(tmp_path: Path) -> Brief:
    """Return a note for staff, in a scheme that prints such words at the top of a page only."""
    return compose_note(
        tmp_path,
        "# {{ partner.name }}\n\n{{ facts.statements[0].text }}\n",
        statements=[fact("It joined.", "a")],
        scheme=NATO,
        markings={"test/a": STAFF_PAPER},
    )


def test_each_place_of_a_text_has_its_own_marking(brief: Brief) -> None:
    """The file begins with the whole marking, and ends with the one for the bottom of a page."""
    lines = markdown.render(brief).decode().strip().split("\n")
    assert (lines[0], lines[-1]) == ("**NATO RESTRICTED - STAFF**", "**NATO RESTRICTED**")


def test_each_place_of_a_screen_has_its_own_marking(brief: Brief) -> None:
    """The same holds for HTML, and for the margins of what a browser prints."""
    html = render_html(brief)
    root = parse_html(html)
    assert [root.find_all(place)[0].text() for place in ("header", "footer")] == [
        "NATO RESTRICTED - STAFF",
        "NATO RESTRICTED",
    ]
    assert '@bottom-center { content: "NATO RESTRICTED";' in html


def test_each_place_of_a_page_has_its_own_marking(brief: Brief) -> None:
    """The same holds for each page of the PDF."""
    for page in read_pages(render_pdf(brief)):
        assert page.words_between(0, HEAD) == "NATO RESTRICTED - STAFF"
        assert "NATO RESTRICTED Page" in page.words_between(page.height - FOOT, page.height)
        assert "STAFF" not in page.words_between(page.height - FOOT, page.height)


# --- copies and distribution ----------------------------------------------------------------------


def compose_copy(folder: Path, level: str, copy: str) -> Brief:
    """Return a note at a level, in a scheme that numbers copies from SECRET on."""
    return compose_note(
        folder,
        "# {{ partner.name }}\n\n{{ facts.statements[0].text }}\n",
        statements=[fact("It joined.", "a")],
        scheme=NATO,
        markings={"test/a": Marking(level)},
        copy=copy,
    )


@pytest.mark.parametrize(
    ("level", "copy", "text"),
    [("NS", "3", "Copy 3"), ("NS", "", "Copy ……"), ("NC", "", ""), ("NC", "7", "Copy 7")],
)
def test_which_notes_have_the_number_of_a_copy(level: str, copy: str, text: str, tmp_path: Path) -> None:
    """A note has the number that it was asked with; from the level of the scheme on, it has a blank without one."""
    assert compose_copy(tmp_path, level, copy).copy_text == text


def test_every_page_has_the_number_of_its_copy(tmp_path: Path) -> None:
    """It stands at the top, beside the marking, in each format."""
    brief = compose_copy(tmp_path, "NS", "3")
    assert markdown.render(brief).decode().startswith("**NATO SECRET**\n\nCopy 3\n\n")
    assert parse_html(render_html(brief)).find_all("header")[0].text().split() == [
        "NATO",
        "SECRET",
        "Copy",
        "3",
    ]
    for page in read_pages(render_pdf(brief)):
        assert page.words_between(0, HEAD) == "NATO SECRET Copy 3"


@pytest.mark.parametrize(
    ("house_line", "text"),
    [
        ("", "- **Distribution:** not stated"),
        ("distribution: Keepers only\n", "- **Distribution:** Keepers only"),
    ],
)
def test_a_note_ends_with_its_distribution(house_line: str, text: str, project: Path) -> None:
    """Where the scheme asks for it, each note says who gets it, or has a blank; elsewhere no note does."""
    house, scheme = project / "facts/house.yaml", project / "facts/markings/public.yaml"
    house.write_text(house.read_text("utf-8") + house_line, "utf-8")
    for asks in (False, True):
        if asks:
            scheme.write_text(scheme.read_text("utf-8") + "distribution: yes\n", "utf-8")
        workspace = Workspace(Project(project, project))
        for product in ("desk", "card"):
            draft = make_draft(workspace, "zubrowka", parse_day("2019-02-10"), products=(product,))
            assert (text in markdown.render(draft.brief).decode()) is asks
