"""Tests of the words on paper: a style that hides, cuts off or moves away a text of the note makes no PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.notes import PRINT_STYLE, render_pdf
from tests.support.pdf_pages import refused_messages

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from briefings.compose.brief import Brief
    from tests.support.commands import CommandResult

LOSSES = {
    "not displayed": "display: none",
    "hidden": "visibility: hidden",
    "of no height": "overflow: hidden; height: 0",
    "cut in height": "overflow: hidden; max-height: 2px",
    "cut in width": "overflow: hidden; width: 12px; white-space: nowrap",
    "off the page": "position: absolute; left: -9999px",
    "indented off the page": "text-indent: -9999px",
    "below the page": "position: relative; top: 400mm",
    "pushed over the edge": "margin-left: 195mm; white-space: nowrap",
    "moved away": "transform: translateX(-300mm)",
    "of no size": "transform: scale(0)",
    "of the smallest letters": "font-size: 1px",
    "without colour": "color: transparent",
    "of no opacity": "opacity: 0",
    "under a white box": "} main::before { content: ''; position: absolute; left: 0; top: 0; width: 100%; height: 99%; background: #fff",
    "under a box on every page": "} body::before { content: ''; position: fixed; inset: 0; background: #fff",
    "under a box in a line": "} p::after { content: ''; display: inline-block; width: 99mm; height: 9mm; margin: -2mm 0 0 -99mm; background: #fff",
    "white on white": "color: #fff",
    "in the colour of its box": "background: #123456; color: #123457",
    "without its later lines": "width: 8mm; max-lines: 1; continue: discard",
}
SHOWN = {
    "in columns": "columns: 3; column-gap: 1mm",
    "in capitals": "text-transform: uppercase",
    "with a large first letter": "font-size: 20pt } p::first-letter { float: left; font-size: 40pt",
    "hyphenated": "width: 12mm; hyphens: auto; text-align: justify",
    "turned": "transform: rotate(2deg)",
    "moved a little": "position: relative; left: 5mm",
    "in its box": "overflow: hidden; border: 1px solid",
    "after other words": "} p::before { content: 'Note: '; color: transparent",
    "on its own colour": "position: relative; background: #123456; color: #fff",
    "over a picture of letters": "} body::before { content: 'DRAFT'; position: fixed; inset: 0; background: #fff; opacity: .2",
    "above a box": "} main::before { content: ''; position: absolute; inset: 0; z-index: -1; background: #eee",
    "between boxes": "} p { float: left; background: #fafafa",
    "on the left": "direction: rtl; float: left; width: 40mm",
}


@pytest.mark.parametrize("style", LOSSES.values(), ids=LOSSES.keys())
def test_a_text_that_is_not_whole_on_its_page_is_an_error(small_brief: Brief, style: str) -> None:
    """However a style takes words from the paper, the note is not made."""
    (message,) = refused_messages(small_brief, f"{PRINT_STYLE} p {{ {style} }}")
    assert message.startswith(
        ("lost-text: the pages do not show 'It joined.", "lost-text: the pages do not show 'Zubrowka'")
    )


def test_what_a_style_may_do(small_brief: Brief) -> None:
    """A text that stands on the paper in another way is not lost."""
    for style in SHOWN.values():
        assert render_pdf(small_brief, f"{PRINT_STYLE} p {{ {style} }}").startswith(b"%PDF")


def test_a_section_that_a_house_hides(project: Path, briefings: Callable[..., CommandResult]) -> None:
    """The error is at the style of the house, with the first text and the number of the others; `check` knows it."""
    (project / "templates").mkdir(exist_ok=True)
    (project / "templates/look.css").write_text("section.sources { display: none }\n", encoding="utf-8")
    run = briefings("build", "--format", "pdf", "--as-of", "2019-06-01", "--project", project)
    assert run.code == 1
    message = run.err.splitlines()[0]
    assert message.startswith(
        "templates/look.css:1:1: error[lost-text]: the pages do not show 'Sources' whole, nor "
    )
    assert message in briefings("check", "--as-of", "2019-06-01", "--project", project).out.splitlines()
    assert not list((project / "build").rglob("*.pdf"))
