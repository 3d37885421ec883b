"""Tests of `audit --suggest`: what a text says and the facts do not have becomes proposals, with its words as quotations."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefings.factbase.load import load
from tests.support.commands import files_below, run_line

if TYPE_CHECKING:
    from pathlib import Path

NEWS = """\
LUTZ, 14 July 2019

The Keeper of the League, Agatha Baker, received today in Lutz the Minister of Lobbies of Zubrowka, Anna Concierge.

On 3 May 2019 the League and Zubrowka signed the Accord on the oil of lamps in Nebelsbad.

The Keeper of the League, Agatha Baker, came to Lutz on 3 February 2019 and met the Minister of Lobbies, Zero Moustafa.

The Keeper of the League denied that Anna Nobody is the Minister of Lobbies of Zubrowka.
"""
SUGGESTED = [
    "line 3: zubrowka, tenures: post: zubrowka-minister, holder: Anna Concierge, valid: /, attests: 2019-07-14",
    "line 3: zubrowka, contacts: on: 2019-07-14, form: meeting, with: lantern-league, ours: {person: agatha-baker, post: league-keeper}, theirs: {person: Anna Concierge, post: zubrowka-minister}, place: Lutz",
    "line 5: zubrowka, agreements: on: 2019-05-03, title: Accord on the oil of lamps",
]
AUDIT = "audit news.txt --suggest"


@pytest.fixture
def working_project(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the fictional project with a text, as the working folder."""
    monkeypatch.chdir(project)
    (project / "news.txt").write_text(NEWS, "utf-8")
    return project


def test_what_the_facts_do_not_have_is_listed(working_project: Path) -> None:
    """A new holder, a meeting and an agreement are listed with their words; what is known or denied is not."""
    before = files_below(working_project)
    run = run_line(AUDIT)
    assert [line for line in run.out.splitlines() if line.startswith("line ")] == SUGGESTED
    assert (
        "  “On 3 May 2019 the League and Zubrowka signed the Accord on the oil of lamps in Nebelsbad.”"
        in run.out
    )
    assert "--source ID" in run.err
    assert files_below(working_project) == before


def test_they_become_proposals_that_no_note_prints(working_project: Path) -> None:
    """With a source, they wait as proposals with quotations; a second time nothing is added."""
    run = run_line(f"{AUDIT} --source alpine-herald-2019")
    assert run.code == 0, run.err
    store = load(working_project)
    assert sorted(store.proposals) == [
        "zubrowka/accord-on-the-oil-of-lamps",
        "zubrowka/meeting-2019-07-14",
        "zubrowka/zubrowka-minister-anna-concierge",
    ]
    (evidence,) = store.proposals["zubrowka/accord-on-the-oil-of-lamps"].evidence
    assert (
        evidence.quote
        == "On 3 May 2019 the League and Zubrowka signed the Accord on the oil of lamps in Nebelsbad."
    )
    assert (evidence.source, evidence.locator) == ("alpine-herald-2019", "line 5")
    assert run_line("build zubrowka --as-of 2019-07-20 --format md").code == 0
    notes = b"".join(files_below(working_project / "build").values())
    assert b"Concierge" not in notes
    before = files_below(working_project / "facts")
    run_line(f"{AUDIT} --source alpine-herald-2019")
    assert files_below(working_project / "facts") == before


def test_an_unknown_source_is_refused(working_project: Path) -> None:
    """Nothing is written if no source has the name."""
    before = files_below(working_project / "facts")
    run = run_line(f"{AUDIT} --source no-such-page")
    assert (run.code, "unknown-id" in run.err or "no-such-page" in run.err) == (1, True)
    assert files_below(working_project / "facts") == before
