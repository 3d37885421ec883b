"""Tests of `find`: names in any script, facts, sentences, captures and editions."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from briefings.authoring.explanation.query import AlikeWords, KeptTexts, Query
from briefings.authoring.explanation.search import search
from briefings.project import Project
from tests.support.builds import DAY, replace_once
from tests.support.commands import run_line
from tests.support.notes import FICTIONAL

if TYPE_CHECKING:
    from pathlib import Path

FICTION = Project(FICTIONAL, FICTIONAL)


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("rahmon", "Эмомалӣ Раҳмон", True),
        ("Рахмону", "Emomali Rahmon", True),
        ("رحمون", "Emomali Rahmon", True),
        ("stoltenberg", "ينس ستولتنبرغ", True),
        ("EMOMALI rahmon", "Rahmon, Emomali", True),
        ("ete", "L’été", True),
        ("лампы", "двенадцать ламп", True),
        ("rahman", "Emomali Rahmon", False),
        ("rahmon sandu", "Emomali Rahmon", False),
        ("zero", "Agatha Baker", False),
    ],
)
def test_words_in_any_script(query: str, text: str, expected: bool) -> None:
    """All words must be there; case, accents, script and the endings of Russian do not count."""
    assert Query(query).matches(text) is expected
    kept, alike = KeptTexts(["Nothing", text]), AlikeWords()
    alike.learn(kept)
    assert [*Query(query).find_in(kept, alike)] == ([1] if expected else [])


def test_names_come_first_then_facts_and_sentences() -> None:
    """A word leads to the entry, the facts and the sentences of notes that have it, each with its place."""
    found = list(search(FICTION, "Lamp Forum", DAY))
    kinds = [item.kind for item in found]
    assert kinds[0] == "framework"
    assert {"membership", "note"} <= set(kinds)
    assert kinds.index("note") > kinds.index("membership")
    assert found[0].place.startswith("lamp-forum, facts/shared/")
    assert any("zubrowka/forum" in item.place for item in found if item.kind == "note")
    assert list(search(FICTION, "  ", DAY)) == []


def test_lines_of_captures_are_found(project: Path) -> None:
    """A line of a captured source is found with its file and line; not for an audience."""
    (project / "captures").mkdir()
    text = "Snow fell.\nThe porters sang of petroleum.\n"
    (project / "captures" / "alpine-herald-2019.txt").write_text(text, "utf-8")
    capture = f"capture: {{sha256: {hashlib.sha256(text.encode()).hexdigest()}, on: 2019-02-05}}"
    published = "published: 2019-02-04\n"
    replace_once(project / "facts" / "shared" / "shared.yaml", published, f"{published}  {capture}\n")
    own = Project(project, project)
    (found,) = search(own, "petroleum", DAY)
    assert (found.kind, found.title) == ("capture", "The porters sang of petroleum.")
    assert found.place.endswith("captures/alpine-herald-2019.txt:2")
    assert list(search(own, "petroleum", DAY, "internal")) == []


def test_the_command_says_if_nothing_is_found() -> None:
    """Exit 1, with what to do; with a find, the places are printed."""
    run = run_line(f"find petrol station --project {FICTIONAL}")
    assert (run.code, run.err.strip()) == (1, "Nothing has 'petrol station': try fewer words.")
    run = run_line(f"find gustave --project {FICTIONAL} --as-of 2019-06-01")
    assert run.out.startswith("person: Gustave H.\n  gustave-h, ")
