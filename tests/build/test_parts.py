"""Tests of the parts of the inputs: their names, their hashes, and what they affect."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from briefings.build.inputs import InputKey
from briefings.build.parts import Part
from briefings.build.request import Note, SetName
from briefings.build.state import BuildState
from tests.support.builds import build, replace_once

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.commands import CommandResult

    Command = Callable[..., CommandResult]

NOTE = Note("brief", "", "en")


def parts_of_partner(project: Path) -> dict[Part, str]:
    """Build, and return the recorded parts in the folder of the fictional partner."""
    build(project, formats=("md",))
    state = BuildState.load(project / "build")
    hashes = state.sets[SetName("zubrowka")].input_hashes
    return state.parts_of(hashes[InputKey.facts_of("zubrowka")])


def test_where_a_fact_stands_plays_no_part(project: Path) -> None:
    """Lines and columns are not part of what a fact says; its words are."""
    before = parts_of_partner(project)
    replace_once(
        project / "facts/zubrowka/zubrowka.yaml", "statements:\n", "\n# later in the file\nstatements:\n"
    )
    moved = parts_of_partner(project)
    replace_once(project / "facts/zubrowka/zubrowka.yaml", "share lamp oil", "share much lamp oil")
    changed = parts_of_partner(project)
    assert moved == before
    assert [part for part in before if before[part] != changed[part]] == [Part("fact", "zubrowka/oil")]


@pytest.mark.parametrize(
    ("part", "old", "new", "expected"),
    [
        (Part("fact", "a/b"), "1", "2", "fact a/b changed"),
        (Part("post", "b"), None, "2", "post b was added"),
        (Part("label", "title", "fr"), "1", None, "label title in fr was removed"),
        (Part("library", "jinja2"), "3.1", "3.2", "library jinja2 changed from 3.1 to 3.2"),
        (Part("marking scheme", ""), "1", "2", "marking scheme changed"),
    ],
)
def test_a_change_in_words(part: Part, old: str | None, new: str | None, expected: str) -> None:
    """A change names the part; only versions of libraries mean something to a reader."""
    assert part.describe_change(old, new) == expected


def test_a_label_of_a_partner_replaces_another(
    project: Path, briefings: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A partner's label that the notes have anyway was not added, and goes back to what it was."""
    monkeypatch.chdir(project)
    labels = project / "templates/partners/zubrowka/labels/en.yaml"
    labels.parent.mkdir(parents=True)
    line = ("build", "--format", "md", "--as-of", "2019-06-01", "--explain")
    briefings(*line)
    said = []
    for text in ("section:\n  contacts: Talks\n  people: Who\n", "section:\n  people: Who\n"):
        labels.write_text(text, encoding="utf-8")
        said.append(re.findall(r"label ([\w.]+ in en [\w ]+)", briefings(*line).err))
    assert said == [
        ["section.contacts in en was replaced", "section.people in en was replaced"],
        ["section.contacts in en is no longer replaced"],
    ]


@pytest.mark.parametrize(
    ("part", "formats"),
    [
        (Part("fact", "a/b"), ["md", "html", "pdf", "manifest"]),
        (Part("style sheet", "templates/print.css"), ["html", "pdf"]),
        (Part("style sheet", "templates/screen.css"), ["html"]),
        (Part("font", "templates/fonts/a.latin.woff2"), ["html"]),
        (Part("style sheet", "templates/look.css"), ["html", "pdf"]),
        (Part("font", "templates/fonts/a.ttf"), ["pdf"]),
        (Part("picture", "templates/flags/x.svg"), ["html", "pdf"]),
        (Part("label", "title", "fr"), []),
        (Part("product", "templates/products/card.yaml"), []),
        (Part("product", "templates/products/brief.yaml"), ["md", "html", "pdf", "manifest"]),
    ],
)
def test_what_a_part_affects(part: Part, formats: list[str]) -> None:
    """A part affects the formats that are rendered from it, of the notes that use it."""
    assert [name for name in ("md", "html", "pdf", "manifest") if part.affects(name, NOTE)] == formats
