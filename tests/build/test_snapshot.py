"""What has changed between two states of a note: facts by what became of them, lines by how they read."""

from __future__ import annotations

import json
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.build.manifest import notes_in
from briefings.build.request import Note
from briefings.build.snapshot import (
    Comparison,
    FactChange,
    FactState,
    Line,
    Rewrite,
    Snapshot,
    compare,
    words,
)
from briefings.build.workspace import Workshop
from briefings.project import Project
from tests.support.notes import draft_of

if TYPE_CHECKING:
    from pathlib import Path

WORDS = st.text(alphabet="ab ,.é\n", max_size=30)


def state(status: str = "certain", digest: str = "1", starts: str = "", ends: str = "") -> FactState:
    return FactState("statement: Lamps.", status, digest, starts, ends)


def compared(before: Snapshot, after: Snapshot) -> Comparison:
    """What differs in the standard note on Zubrowka."""
    return compare("zubrowka", "zubrowka", before, after)


def snapshot(as_of: str, facts: dict[str, FactState] | None = None, lines: tuple[Line, ...] = ()) -> Snapshot:
    return Snapshot(Note("brief", "", "en"), "Relations", as_of, facts or {}, lines)


@pytest.mark.parametrize(
    ("before", "after", "what"),
    [
        (None, state(), "added"),
        (None, state(starts="2019-06-05"), "began"),
        (None, state(starts="2019-06-01"), "added"),
        (state(), None, "no longer told"),
        (state(ends="2019-06-05"), None, "ended"),
        (state(ends="2019-06-10"), None, "no longer told"),
        (state(digest="1"), state(digest="2"), "changed"),
        (state("presumed"), state("overdue"), "fallen due"),
        (state("certain"), state("ended"), "ended"),
        (state("overdue"), state("certain"), "confirmed"),
        (state("possible"), state("presumed"), "confirmed"),
        (state("certain"), state("possible"), "in doubt"),
        (state("certain"), state("presumed"), None),
        (state(), state(), None),
    ],
)
def test_what_became_of_a_fact(before: FactState | None, after: FactState | None, what: str | None) -> None:
    """Each way in which a fact of a note can change has its word; what is no news has none."""
    found = compared(
        snapshot("2019-06-01", {"zubrowka/lamps": before} if before else {}),
        snapshot("2019-06-10", {"zubrowka/lamps": after} if after else {}),
    )
    assert found.facts == ((FactChange(what, "zubrowka/lamps", "statement: Lamps."),) if what else ())
    assert bool(found) == bool(what)


@given(WORDS, WORDS)
def test_words_tell_both_texts(before: str, after: str) -> None:
    """What is the same and gone is the text before, what is the same and new the one after; marks do not repeat."""
    marked = words(before, after)
    assert "".join(text for mark, text in marked if mark != "new") == before
    assert "".join(text for mark, text in marked if mark != "gone") == after
    assert all(text for _, text in marked)
    assert all(one[0] != other[0] for one, other in pairwise(marked))


def test_words_are_marked_whole() -> None:
    """A word that differs in a letter is marked as a word."""
    assert words("The lamp is lit.", "The lamps are lit.") == [
        ("same", "The "), ("gone", "lamp is"), ("new", "lamps are"), ("same", " lit."),
    ]  # fmt: skip
    assert words("Robert F. Simmons, since", "James Appathurai, since") == [
        ("gone", "Robert F. Simmons"), ("new", "James Appathurai"), ("same", ", since"),
    ]  # fmt: skip


def line(text: str, *facts: str, section: str = "section.background") -> Line:
    return Line(section, "Background", text, facts)


@pytest.mark.parametrize(
    ("before", "after", "rewrites"),
    [
        (["The lamps are lit."], ["The lamps are out."], [("The lamps are lit.", "The lamps are out.")]),
        ([], ["New."], [(None, "New.")]),
        (["Old."], [], [("Old.", None)]),
        (["A.", "B."], ["B.", "A."], [("B.", None), (None, "B.")]),
        (
            ["Snow fell in May."],
            ["A king was crowned."],
            [("Snow fell in May.", None), (None, "A king was crowned.")],
        ),
        (["Same."], ["Same."], []),
    ],
)
def test_lines_find_the_lines_whose_place_they_took(
    before: list[str], after: list[str], rewrites: list[tuple[str | None, str | None]]
) -> None:
    """A line that reads much as before is shown beside what it was; others are new, or gone."""
    found = compared(
        snapshot("2019-06-01", lines=tuple(map(line, before))),
        snapshot("2019-06-01", lines=tuple(map(line, after))),
    )
    assert found.lines == tuple(Rewrite("section.background", "Background", *pair) for pair in rewrites)


def test_lines_on_the_same_fact_belong_together() -> None:
    """A line is paired by the facts it rests on, also where another one looks more alike."""
    before = (line("Envoy: Ann Lee, since May", "x/ann"), line("Keeper: Bo Ek, since June", "x/bo"))
    after = (line("Keeper: Bo Ek, since July", "x/bo"), line("Envoy: Cy Ash, since May", "x/ann"))
    found = compared(snapshot("2019-06-01", lines=before), snapshot("2019-06-01", lines=after))
    assert [
        (rewrite.before, rewrite.after) for rewrite in found.lines if rewrite.before and rewrite.after
    ] == [
        ("Keeper: Bo Ek, since June", "Keeper: Bo Ek, since July"),
    ] or {(rewrite.before, rewrite.after) for rewrite in found.lines} == {
        ("Keeper: Bo Ek, since June", "Keeper: Bo Ek, since July"),
        ("Envoy: Ann Lee, since May", "Envoy: Cy Ash, since May"),
    }


def test_the_head_of_a_note_is_no_news() -> None:
    """That the day of a note is another one is not reported as a line that differs."""
    before, after = (
        snapshot(day, lines=(line(f"As at {day}", section=""),)) for day in ("2019-06-01", "2019-06-02")
    )
    assert not compared(before, after)


@given(st.lists(st.tuples(WORDS, st.sampled_from(["section.a", "section.b"])), max_size=6))
def test_a_snapshot_survives_its_manifest(texts: list[tuple[str, str]]) -> None:
    """What is written of a snapshot reads back as the same."""
    kept = snapshot(
        "2019-06-01", {"a/b": state()}, tuple(line(text, "a/b", section=section) for text, section in texts)
    )
    assert notes_in(json.dumps({"notes": [kept.data()]}).encode()) == {kept.note: kept}
    assert not compared(kept, kept)


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"[]",
        b"{}",
        b"null",
        b'{"notes": 1}',
        b'{"notes": [1]}',
        b'{"notes": [{"facts": {"a": {"x": 1}}, "lines": []}]}',
    ],
)
def test_what_is_no_manifest_is_refused(text: bytes) -> None:
    """Anything else than a manifest is a ValueError."""
    with pytest.raises(ValueError):  # noqa: PT011 - of JSON, or ours
        notes_in(text)


def test_a_tenure_is_told_by_post_and_holder(project: Path) -> None:
    """It is told by the line that has its post, or else by who holds it: not by what happens to name that one."""
    (project / "facts/zubrowka/case.yaml").write_text(
        """\
marking: PUBLIC
posts:
- {id: pm, role: head-of-government, partner: zubrowka, titles: [{text: Prime Minister, lang: en}]}
tenures:
- {id: pm-gustave, post: pm, holder: gustave-h, valid: 2018/, evidence: [{source: league-charter, attests: 2019}]}
statements:
- {id: lit, on: 2019-05-01, text: "{holder:pm} lit a lamp.", evidence: [league-charter]}
- {id: out, on: 2019-05-02, text: "It went out before {holder:zubrowka-minister} saw it.", evidence: [league-charter]}
""",
        encoding="utf-8",
    )
    (project / "templates/products").mkdir(parents=True)
    (project / "templates/products/short.yaml").write_text(
        "title: title\nsections: [reference, background, sources]\n", encoding="utf-8"
    )
    workshop = Workshop(Project(project, project))

    def told(product: str) -> dict[str, str]:
        draft = draft_of(workshop, "zubrowka", date(2019, 6, 1), products=(product,))
        facts = Snapshot.of(Note(product, "", "en"), draft.brief, draft.known).facts
        return {key: state.says for key, state in facts.items()}

    brief, background = told("brief"), told("short")
    assert brief["zubrowka/pm-gustave"].endswith("Prime Minister, since 2018")
    assert "Zero Moustafa, Minister of Lobbies" in brief["zubrowka/minister-zero"]
    assert brief["zubrowka/lit"] == "statement: Gustave H. lit a lamp."
    # A note without a list of people names those of whom its sentences speak.
    assert background["zubrowka/pm-gustave"] == "tenure: Gustave H."
