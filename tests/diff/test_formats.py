"""Tests of the formats of comparisons, word for word."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from briefings.build.comparison import Comparison, FactChange, LineChange
from briefings.build.request import Note
from briefings.diff.formats import FORMATTERS
from tests.support.tools import NO_FINDINGS, browser_findings

if TYPE_CHECKING:
    from pathlib import Path

NOTE = Note("brief", "", "en")
SAME = Comparison(
    "freedonia",
    "freedonia",
    NOTE,
    "Relations between the LLK and Freedonia",
    date(2019, 6, 1),
    date(2019, 6, 1),
    (),
    (),
)
COMPARISON = Comparison(
    "zubrowka",
    "zubrowka",
    NOTE,
    "Relations between the LLK and Zubrowka",
    date(2018, 6, 1),
    date(2019, 6, 1),
    (
        FactChange("changed", "zubrowka/oil", "cooperation: The two sides share much lamp oil."),
        FactChange("ended", "shared/keeper", "tenure: Secretary General · <Gustave> & H. · since 2006"),
    ),
    (
        LineChange(
            "section.areas",
            "Areas of cooperation",
            "The two sides share lamp oil.",
            "The two sides share much lamp oil!",
        ),
        LineChange(
            "section.contacts", "Contacts on record", None, "3 February 2019 | Visit, *Lutz* | Agatha <Baker>"
        ),
        LineChange("section.contacts", "Contacts on record", "Gone.", None),
    ),
)


def test_text() -> None:
    """For a terminal brackets and braces mark what is gone and new."""
    assert FORMATTERS["text"]([SAME, COMPARISON], "PUBLIC") == (
        "zubrowka: Relations between the LLK and Zubrowka, as at 2018-06-01 and as at 2019-06-01\n"
        "  changed: zubrowka/oil (cooperation: The two sides share much lamp oil.)\n"
        "  ended: shared/keeper (tenure: Secretary General · <Gustave> & H. · since 2006)\n"
        "  Areas of cooperation\n"
        "    The two sides share {+much +}lamp oil[-.-]{+!+}\n"
        "  Contacts on record\n"
        "    {+3 February 2019 · Visit, *Lutz* · Agatha <Baker>+}\n"
        "    [-Gone.-]\n"
        "Changed notes: zubrowka.\n"
    )


def test_json() -> None:
    """For programs a list of the notes that differ, with all that is known."""
    found = json.loads(FORMATTERS["json"]([SAME, COMPARISON], "PUBLIC"))
    assert [(note["name"], note["before"], note["after"]) for note in found] == [
        ("zubrowka", "2018-06-01", "2019-06-01")
    ]
    assert found[0]["marking"] == "PUBLIC"
    assert found[0]["facts"][0] == {
        "what": "changed", "key": "zubrowka/oil", "says": "cooperation: The two sides share much lamp oil.",
    }  # fmt: skip
    assert found[0]["lines"][2] == {
        "section": "section.contacts", "heading": "Contacts on record", "before": "Gone.", "after": None,
    }  # fmt: skip


def test_markdown_reads_as_it_is_meant() -> None:
    """A Markdown reader shows every mark as a mark and every word of a fact as a word."""
    page = MarkdownIt().render(FORMATTERS["md"]([COMPARISON], "PUBLIC"))
    assert "The two sides share <ins>much </ins>lamp oil<del>.</del><ins>!</ins>" in page
    assert "<ins>3 February 2019 · Visit, *Lutz* · Agatha &lt;Baker&gt;</ins>" in page
    assert "<del>Gone.</del>" in page
    assert "&lt;Gustave&gt; &amp; H." in page
    assert "<em>" not in page
    assert page.count("<p><strong>PUBLIC</strong></p>") == 2


def test_html_is_a_page_by_itself(tmp_path: Path) -> None:
    """The page is valid, accessible, asks for nothing, and no word of a fact is markup in it."""
    path = tmp_path / "diff.html"
    path.write_text(FORMATTERS["html"]([SAME, COMPARISON], "SECRET <1>"), encoding="utf-8")
    text = path.read_text(encoding="utf-8")
    assert "<ins>3 February 2019 · Visit, *Lutz* · Agatha &lt;Baker&gt;</ins>" in text
    assert "<del>Gone.</del>" in text
    assert text.count('class="marking">SECRET &lt;1&gt;<') == 2
    assert "&lt;Gustave&gt; &amp; H." in text
    assert browser_findings([path]) == {path: NO_FINDINGS}


def test_nothing_differs() -> None:
    """Where nothing differs each form says so."""
    assert {name: form([SAME], "PUBLIC") for name, form in FORMATTERS.items() if name in ("text", "json", "md")} == {
        "text": "No changes.\n", "json": "[]\n", "md": "**PUBLIC**\n\n# Changes\n\nNo changes.\n\n**PUBLIC**\n",
    }  # fmt: skip
    assert "<p>No changes.</p>" in FORMATTERS["html"]([], "PUBLIC")
