"""Tests of the gate: finished files with withheld words are not published, and no others are held back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefings.build.gate import Gate
from briefings.factbase.load import load
from briefings.model.diagnostics import format_diagnostic
from briefings.views.release import release
from tests.support.builds import DAY, build, set_files
from tests.support.withheld import add_second_level

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = ("md", "html")
SEALED = """\
marking: LANTERN-SECRET
sources:
- {id: sealed-letter, title: The sealed letter of Quillfeather, publisher: Crossed Keys, published: 2018}
statements:
- id: midnight-crossing
  valid: 2010/..
  text: Under the name Moonfisher, 48250 lanterns cross the river to the old mill each night, as in 1987.
  evidence: [sealed-letter]
"""


@pytest.fixture
def secret_project(project: Path) -> Path:
    """Return the fictional project with a statement above the level of its readers."""
    add_second_level(project)
    (project / "facts/zubrowka/secret.yaml").write_text(SEALED, "utf-8")
    return project


def find_in(project: Path, file_name: str, text: str) -> list[str]:
    """Return what the gate says of a file with this text."""
    store = load(project)
    gate = Gate(store, release(store, "internal", DAY), ["en"])
    found = gate.find_withheld("internal", {file_name: text.encode()})
    return [format_diagnostic(problem).splitlines()[0] for problem in found]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The code name is MOONFISHER.", "moonfisher"),
        ("As **Moon\u00adfisher**", "moonfisher"),
        ("Some 48250 of them", "48250"),
        ("They cross the river to the old mill.", "cross the river to the old"),
        ("They cross the river\nto the old mill.", "cross the river to the old"),
        ("Söurce: quillfeather", "quillfeather"),
        ("[x](zubrowka.midnight-crossing.md)", "midnight crossing"),
    ],
)
def test_withheld_words_are_found(secret_project: Path, text: str, words: str) -> None:
    """A code name, a number, part of a sentence, a source or an id is found in any spelling, at its entry."""
    assert any(
        line.startswith("facts/zubrowka/secret.yaml:")
        and f"note.md (its text) holds '{words}', which 'internal' may not see" in line
        for line in find_in(secret_project, "note.md", text)
    )


@pytest.mark.parametrize(
    "page",
    [
        "<p>M<b>oonfisher</b></p>",
        "<p>Moonfi&#115;her</p>",
        "<!-- Moonfisher -->",
        '<p title="Moonfisher">a</p>',
        '<a href="#%4Doonfisher">a</a>',
        '<img alt="" src="data:image/svg+xml;base64,PHN2Zz5Nb29uZmlzaGVyPC9zdmc+">',
        "<style>.moonfisher { }</style>",
    ],
)
def test_words_hidden_in_a_page_are_found(secret_project: Path, page: str) -> None:
    """Split between elements, written as codes, in comments, attributes, addresses, pictures or styles."""
    assert any("'moonfisher'" in line for line in find_in(secret_project, "note.html", page))


def test_a_file_name_and_a_manifest_are_searched(secret_project: Path) -> None:
    """The name of a file can tell, and so can its manifest."""
    assert find_in(secret_project, "moonfisher.md", "")
    assert find_in(secret_project, "manifest.json", '{"a": "Moonf\\u0069sher"}')


@pytest.mark.parametrize(
    "text", ["The old mill", "The river Lutz", "A letter", "Each night, each lantern", "2010", "In 1987"]
)
def test_common_words_are_no_hit(secret_project: Path, text: str) -> None:
    """Words that a released text may have as well say nothing."""
    assert find_in(secret_project, "note.md", text) == []


def test_an_office_that_a_label_names_is_no_hit(secret_project: Path) -> None:
    """A row of a note may say "Foreign minister: none on record" where the post itself is withheld."""
    (secret_project / "facts/zubrowka/office.yaml").write_text(
        "marking: LANTERN-SECRET\nposts:\n- {id: quiet-office, role: mission, partner: zubrowka, titles: ["
        "{text: Foreign Minister, lang: en}, {text: Keeper of Moonlight, lang: fr}]}\n",
        "utf-8",
    )
    assert find_in(secret_project, "note.md", "Foreign minister: none on record") == []
    assert find_in(secret_project, "note.md", "The keeper of moonlight came.") != []


def test_notes_pass(secret_project: Path) -> None:
    """Notes of all products are published, and hold nothing withheld."""
    report = build(secret_project, formats=TEXTS, products=("brief", "desk", "card", "background"))
    assert report.problems == []
    texts = b"".join(set_files(secret_project).values()).decode().casefold()
    assert "moonfisher" not in texts


def test_a_hit_stops_the_release(secret_project: Path) -> None:
    """Who writes withheld words into an option gets no note, and the earlier note stays as it is."""
    build(secret_project, formats=TEXTS)
    before = set_files(secret_project)
    report = build(secret_project, formats=TEXTS, occasion="Talks on Moonfisher")
    assert {problem.code for problem in report.problems} == {"withheld-words"}
    assert set_files(secret_project) == before


@pytest.mark.slow
def test_a_hit_on_paper(secret_project: Path) -> None:
    """A real PDF with withheld words is not published; its page is named."""
    report = build(secret_project, workers=None, formats=("pdf",), occasion="Talks on Moonfisher")
    assert set_files(secret_project) == {}
    assert any("zubrowka.en.pdf (page 1) holds 'moonfisher'" in found.message for found in report.problems)


def test_nothing_withheld_costs_nothing(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the audience may see everything, no file is opened again."""
    monkeypatch.setattr("briefings.checks.text.reopen.reopen", None)
    assert build(project, formats=TEXTS).problems == []


def test_what_a_withheld_line_rests_on_is_not_withheld(secret_project: Path) -> None:
    """A manifest names the facts that its readers may see, even if a line that they may not see rests on them."""
    (secret_project / "facts/zubrowka/line.yaml").write_text(
        "lines:\n- {id: quiet-word, use: objective, marking: LANTERN-SECRET, valid: 2010/.., text: Win., "
        "rests: [zubrowka/oil]}\n"
    )
    assert find_in(secret_project, "manifest.json", '{"facts": {"zubrowka/oil": 1}}') == []
    assert find_in(secret_project, "manifest.json", '{"facts": {"zubrowka/quiet-word": 1}}')
