"""Tests of snapshots: what a note says and rests on, as its manifest keeps it."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.build.comparison import compare_snapshots
from briefings.build.manifest import read_snapshots
from briefings.build.request import Note
from briefings.build.snapshot import Snapshot
from briefings.build.workspace import Workspace
from briefings.project import Project
from tests.support.notes import make_draft
from tests.support.snapshots import make_fact_state, make_line, make_snapshot

if TYPE_CHECKING:
    from pathlib import Path

WORDS = st.text(alphabet="ab ,.é\n", max_size=30)


@given(st.lists(st.tuples(WORDS, st.sampled_from(["section.a", "section.b"])), max_size=6))
def test_a_snapshot_survives_its_manifest(texts: list[tuple[str, str]]) -> None:
    """What is written of a snapshot reads back as the same."""
    kept = make_snapshot(
        "2019-06-01",
        {"a/b": make_fact_state()},
        tuple(make_line(text, "a/b", section=section) for text, section in texts),
    )
    assert read_snapshots(json.dumps({"notes": [kept.as_data()]}).encode()) == {kept.note: kept}
    assert not compare_snapshots("zubrowka", "zubrowka", kept, kept)


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
    (project / "templates/products").mkdir(parents=True, exist_ok=True)
    (project / "templates/products/short.yaml").write_text(
        "title: product.desk.title\nsections: [reference, background, sources]\n", encoding="utf-8"
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


def test_a_fact_is_told_by_the_body_of_a_note(project: Path) -> None:
    """An annex says more of a fact that is open, and less of what it is about."""
    draft = make_draft(Workspace(Project(project, project)), "zubrowka", date(2022, 3, 1), products=("desk",))
    kept = Snapshot.from_brief(Note("desk", "", "en"), draft.brief, draft.visible_facts)
    body = {key for line in kept.lines if not line.section.startswith("annex.") for key in line.fact_keys}
    told = {key: fact.says.partition(": ")[2].removesuffix(" …") for key, fact in kept.facts.items()}
    lines = [
        line.text.replace(" | ", " · ") for line in kept.lines if line.section.startswith("annex.questions")
    ]
    assert lines
    assert {key for key in body & told.keys() if any(line.startswith(told[key]) for line in lines)} == set()
