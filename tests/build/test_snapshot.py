"""Tests of snapshots: changes of facts and of lines between two states of a note."""

from __future__ import annotations

import json
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.build.manifest import read_snapshots
from briefings.build.request import Note
from briefings.build.snapshot import (
    Comparison,
    FactChange,
    FactState,
    LineChange,
    NoteLine,
    Snapshot,
    compare_snapshots,
    diff_words,
)
from briefings.build.workspace import Workspace
from briefings.project import Project
from tests.support.notes import make_draft

if TYPE_CHECKING:
    from pathlib import Path

WORDS = st.text(alphabet="ab ,.é\n", max_size=30)


def make_state(status: str = "certain", digest: str = "1", starts: str = "", ends: str = "") -> FactState:
    """Return the state of a fact."""
    return FactState("statement: Lamps.", status, digest, starts, ends)


def differences(before: Snapshot, after: Snapshot) -> Comparison:
    """Return the differences in the standard note on Zubrowka."""
    return compare_snapshots("zubrowka", "zubrowka", before, after)


def make_snapshot(
    as_of: str, facts: dict[str, FactState] | None = None, lines: tuple[NoteLine, ...] = ()
) -> Snapshot:
    """Return a snapshot of the standard note."""
    return Snapshot(Note("brief", "", "en"), "Relations", as_of, facts or {}, lines)


@pytest.mark.parametrize(
    ("before", "after", "what"),
    [
        (None, make_state(), "added"),
        (None, make_state(starts="2019-06-05"), "began"),
        (None, make_state(starts="2019-06-01"), "added"),
        (make_state(), None, "no longer told"),
        (make_state(ends="2019-06-05"), None, "ended"),
        (make_state(ends="2019-06-10"), None, "no longer told"),
        (make_state(digest="1"), make_state(digest="2"), "changed"),
        (make_state("presumed"), make_state("overdue"), "fallen due"),
        (make_state("certain"), make_state("ended"), "ended"),
        (make_state("overdue"), make_state("certain"), "confirmed"),
        (make_state("possible"), make_state("presumed"), "confirmed"),
        (make_state("certain"), make_state("possible"), "in doubt"),
        (make_state("certain"), make_state("presumed"), None),
        (make_state(), make_state(), None),
    ],
)
def test_what_became_of_a_fact(before: FactState | None, after: FactState | None, what: str | None) -> None:
    """Each way in which a fact of a note can change has its word; what is no news has none."""
    found = differences(
        make_snapshot("2019-06-01", {"zubrowka/lamps": before} if before else {}),
        make_snapshot("2019-06-10", {"zubrowka/lamps": after} if after else {}),
    )
    assert found.facts == ((FactChange(what, "zubrowka/lamps", "statement: Lamps."),) if what else ())
    assert bool(found) == bool(what)


@given(WORDS, WORDS)
def test_words_tell_both_texts(before: str, after: str) -> None:
    """What is the same and gone is the text before, what is the same and new the one after; marks do not repeat."""
    marked = diff_words(before, after)
    assert "".join(text for mark, text in marked if mark != "new") == before
    assert "".join(text for mark, text in marked if mark != "gone") == after
    assert all(text for _, text in marked)
    assert all(one[0] != other[0] for one, other in pairwise(marked))


def test_words_are_marked_whole() -> None:
    """A word that differs in a letter is marked as a word."""
    assert diff_words("The lamp is lit.", "The lamps are lit.") == [
        ("same", "The "), ("gone", "lamp is"), ("new", "lamps are"), ("same", " lit."),
    ]  # fmt: skip
    assert diff_words("Robert F. Simmons, since", "James Appathurai, since") == [
        ("gone", "Robert F. Simmons"), ("new", "James Appathurai"), ("same", ", since"),
    ]  # fmt: skip


def make_statement_line(text: str, *facts: str, section: str = "section.background") -> NoteLine:
    """Return a line of a note with the facts that it rests on."""
    return NoteLine(section, "Background", text, facts)


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
    found = differences(
        make_snapshot("2019-06-01", lines=tuple(map(make_statement_line, before))),
        make_snapshot("2019-06-01", lines=tuple(map(make_statement_line, after))),
    )
    assert found.lines == tuple(LineChange("section.background", "Background", *pair) for pair in rewrites)


def test_lines_on_the_same_fact_belong_together() -> None:
    """A line is paired by the facts it rests on, also where another one looks more alike."""
    before = (
        make_statement_line("Envoy: Ann Lee, since May", "x/ann"),
        make_statement_line("Keeper: Bo Ek, since June", "x/bo"),
    )
    after = (
        make_statement_line("Keeper: Bo Ek, since July", "x/bo"),
        make_statement_line("Envoy: Cy Ash, since May", "x/ann"),
    )
    found = differences(make_snapshot("2019-06-01", lines=before), make_snapshot("2019-06-01", lines=after))
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
        make_snapshot(day, lines=(make_statement_line(f"As at {day}", section=""),))
        for day in ("2019-06-01", "2019-06-02")
    )
    assert not differences(before, after)


@given(st.lists(st.tuples(WORDS, st.sampled_from(["section.a", "section.b"])), max_size=6))
def test_a_snapshot_survives_its_manifest(texts: list[tuple[str, str]]) -> None:
    """What is written of a snapshot reads back as the same."""
    kept = make_snapshot(
        "2019-06-01",
        {"a/b": make_state()},
        tuple(make_statement_line(text, "a/b", section=section) for text, section in texts),
    )
    assert read_snapshots(json.dumps({"notes": [kept.as_data()]}).encode()) == {kept.note: kept}
    assert not differences(kept, kept)


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
        read_snapshots(text)


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
    workspace = Workspace(Project(project, project))

    def fact_statements(product: str) -> dict[str, str]:
        draft = make_draft(workspace, "zubrowka", date(2019, 6, 1), products=(product,))
        facts = Snapshot.from_brief(Note(product, "", "en"), draft.brief, draft.visible_facts).facts
        return {key: state.says for key, state in facts.items()}

    brief, background = fact_statements("brief"), fact_statements("short")
    assert brief["zubrowka/pm-gustave"].endswith("Prime Minister, since 2018")
    assert "Zero Moustafa, Minister of Lobbies" in brief["zubrowka/minister-zero"]
    assert brief["zubrowka/lit"] == "statement: Gustave H. lit a lamp."
    # A note without a list of people names those of whom its sentences speak.
    assert background["zubrowka/pm-gustave"] == "tenure: Gustave H."
