"""The page as a reader's browser shows it: without barriers, valid, not too wide for a phone, and silent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefings.project import packaged
from tests.support.notes import NASTY, PAST, PLACES, SCREEN, composed, fact, html_of, note_of, partners_of
from tests.support.tools import browser_findings

if TYPE_CHECKING:
    from tests.support.tools import PageFindings

NOTES = [note_of(partner) for partner in [*partners_of(packaged()), "zubrowka"]] + [
    note_of("tajikistan", PAST),
    *(note_of("tajikistan", language=language) for language in ("ar", "fr", "ru", "tg")),
]
REMOTE = """
@import "http://a.example/style.css";
@font-face { font-family: Other; src: url(http://b.example/font.woff2); }
main { background: url(http://c.example/picture.png); font-family: Other; }
"""


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, PageFindings]:
    """What a browser and a validator find in the notes, and in some made to be difficult."""
    folder = tmp_path_factory.mktemp("pages")
    small = composed(
        folder, "# {{ partner.name }}\n\n" + PLACES.partition("\n")[2], background=(fact("x", "a"),)
    )
    words = composed(folder, PLACES, background=(fact(" ".join([*NASTY, "W" * 300]), "a"),))
    policy = html_of(small)[html_of(small).index("<meta http-equiv") :].split("\n")[0]
    pages = {str(note): note.html for note in NOTES} | {
        "words": html_of(words),
        "remote": html_of(small, REMOTE + SCREEN),
        "remote, without policy": html_of(small, REMOTE + SCREEN).replace(policy, ""),
    }
    paths = {name: folder / f"{number}.html" for number, name in enumerate(pages)}
    for name, path in paths.items():
        path.write_text(pages[name], encoding="utf-8")
    findings = browser_findings(paths.values())
    return {name: findings[path] for name, path in paths.items()}


@pytest.mark.parametrize("name", [str(note) for note in NOTES])
def test_a_note_has_no_barrier(found: dict[str, PageFindings], name: str) -> None:
    """The page of every partner passes WCAG 2.2 AA, is valid HTML, fits a phone and asks the network for nothing."""
    assert found[name] == {"axe": [], "overflow": False, "html": [], "requests": []}


def test_no_words_make_a_page_too_wide_or_invalid(found: dict[str, PageFindings]) -> None:
    """Words that look like markup, and a word without end, leave the page valid and no wider than a phone."""
    assert found["words"] == {"axe": [], "overflow": False, "html": [], "requests": []}


def test_a_style_sheet_fetches_nothing(found: dict[str, PageFindings]) -> None:
    """A style that asks the network for files gets none; without the policy of the page a browser would ask."""
    assert found["remote"]["requests"] == []
    assert set(found["remote, without policy"]["requests"]) >= {"http://c.example/picture.png"}
