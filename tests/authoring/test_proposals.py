"""Tests of proposals: no note knows of them until a person accepts them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefings.authoring.proposals.waiting import accept_proposals, reject_proposals
from briefings.factbase.load import load
from briefings.model.diagnostics import BriefingsError
from briefings.model.hashing import short_hash
from tests.support.authoring import CASE_FILE, REVIEW_DAY
from tests.support.builds import append_text, replace_once
from tests.support.commands import files_below, run_line
from tests.support.proposals import PROPOSALS, WITHOUT_PROPOSALS

if TYPE_CHECKING:
    from pathlib import Path

    from briefings.project import Project

BUILD = "build --format md,html --product brief,desk,card,background --as-of 2019-06-01 --output built"
WAITING = """\
marking: PUBLIC
# What the Herald says.
posts:
- {id: oil-office, role: mission, titles: [{text: Oil Office, lang: en}], partner: zubrowka, status: proposed}
tenures:
- id: oil-zero    # from the list
  status: proposed
  post: oil-office
  holder: zero-moustafa
  valid: 2018/
  evidence: [{source: alpine-herald-2019, locator: row 2, attests: 2019-02-03}]
contacts:
- {id: call, status: proposed, on: 2019-02-03, form: visit, with: lantern-league, place: Lutz, ours: [agatha-baker], evidence: [alpine-herald-2019]}
- {id: walk, on: 2018-02-03, form: meeting, with: lantern-league, place: Lutz, evidence: [alpine-herald-2019], status: proposed}
# The end.
"""


@pytest.fixture
def waiting_project(own_project: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    """Return a project with proposals, as the working folder."""
    (own_project.root / CASE_FILE).write_text(WAITING, "utf-8")
    monkeypatch.chdir(own_project.root)
    return own_project


def built_notes(root: Path, case: str) -> dict[str, bytes]:
    """Build the notes of a project with a file of facts; return their files."""
    (root / CASE_FILE).write_text(case, "utf-8")
    assert run_line(f"{BUILD} --force").code == 0
    files = files_below((root / "built" / "internal" / "zubrowka@2019-06-01").resolve())
    return {name: data for name, data in files.items() if name.endswith((".md", ".html"))}


def test_notes_are_the_same_with_and_without_proposals_of_every_kind(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither their words nor their posts, standings or counts get into any product."""
    monkeypatch.chdir(project)
    without, proposed = built_notes(project, WITHOUT_PROPOSALS), built_notes(project, PROPOSALS)
    assert without == proposed
    assert len(without) == 8
    accepted = built_notes(project, PROPOSALS.replace("  status: proposed\n", ""))
    assert all(accepted[name] != data for name, data in without.items())


@pytest.mark.usefixtures("waiting_project")
def test_proposals_are_counted_and_listed() -> None:
    assert "3 proposals wait for review" in run_line("list --as-of 2019-06-01").out
    assert "3 proposals wait for review" in run_line("gaps zubrowka --as-of 2019-06-01").out
    listed = run_line("review --as-of 2019-06-01")
    assert (
        "zubrowka/walk: meeting of 2018-02-03, in Lutz\n"
        "    from alpine-herald-2019\n    facts/zubrowka/case.yaml:14:3" in listed.out
    )
    assert "3 proposed" in listed.err
    assert "proposal" not in run_line("review --audience internal --as-of 2019-06-01").out
    refused = run_line("why zubrowka/walk")
    assert "'zubrowka/walk' is a proposal" in refused.err
    assert "briefings review --accept zubrowka/walk" in refused.err


def test_check_compares_proposals_with_what_is_accepted(waiting_project: Project) -> None:
    """A contradiction is an info at the proposal; its links must be right all the same."""
    found = run_line("check --info --as-of 2019-06-01").out
    assert (
        "case.yaml:13:3: info[proposal-differs]: the proposal zubrowka/call differs from what is accepted"
        in found
    )
    assert "zubrowka/visit-2019" in found
    assert found.count("proposal-differs") == 1
    replace_once(waiting_project.root / CASE_FILE, "holder: zero-moustafa", "holder: zero-mustafa")
    refused = run_line("check --as-of 2019-06-01")
    assert "error[unknown-person]" in refused.out


@pytest.mark.parametrize("key", ["rests: [zubrowka/walk]", "after: walk, evidence: [league-charter]"])
def test_nothing_accepted_uses_a_proposal(waiting_project: Project, key: str) -> None:
    line = f"lines:\n- {{id: ask, use: objective, valid: 2018/, text: Ask., {key}}}\n"
    append_text(waiting_project.root / CASE_FILE, line)
    with pytest.raises(
        BriefingsError, match=r"unaccepted-fact.*is a proposal, so no accepted line can use it"
    ):
        load(waiting_project.root)
    replace_once(waiting_project.root / CASE_FILE, "id: ask,", "id: ask, status: proposed,")
    load(waiting_project.root)


def test_an_accepted_proposal_is_a_fact_and_accepts_its_post(waiting_project: Project) -> None:
    """Only the lines of the status go; with a reviewer, the review is recorded."""
    path = waiting_project.root / CASE_FILE
    run = run_line("review --accept zubrowka/oil-zero zubrowka/call --by 'A. Baker' --as-of 2020-02-03")
    assert (run.code, run.out) == (0, f"{CASE_FILE}\n")
    store = load(waiting_project.root)
    assert [*store.proposals] == ["zubrowka/walk"]
    review = (
        f", reviewed: {{by: A. Baker, on: 2020-02-03, of: {short_hash(store.facts_by_key['zubrowka/call'])}}}"
    )
    tenure_hash = short_hash(store.facts_by_key["zubrowka/oil-zero"])
    expected = (
        WAITING.replace("  status: proposed\n", "")
        .replace("partner: zubrowka, status: proposed", "partner: zubrowka")
        .replace("call, status: proposed", "call")
        .replace("ours: [agatha-baker], evidence: [alpine-herald-2019]", "ours: [agatha-baker], evidence: [alpine-herald-2019]" + review)
        .replace("attests: 2019-02-03}]\n", f"attests: 2019-02-03}}]\n  reviewed: {{by: A. Baker, on: 2020-02-03, of: {tenure_hash}}}\n")
    )  # fmt: skip
    assert path.read_text("utf-8") == expected


def test_all_proposals_of_a_folder_are_accepted_or_rejected(waiting_project: Project) -> None:
    accept_proposals(waiting_project, ["zubrowka"], REVIEW_DAY)
    assert not load(waiting_project.root).proposals
    (waiting_project.root / CASE_FILE).write_text(WAITING, "utf-8")
    removed = reject_proposals(waiting_project, ["zubrowka"], REVIEW_DAY)
    assert [*removed] == ["zubrowka/oil-zero", "zubrowka/call", "zubrowka/walk"]
    left = (waiting_project.root / CASE_FILE).read_text("utf-8")
    assert left == WAITING[: WAITING.index("tenures:")] + "# The end.\n"


def test_a_rejected_proposal_can_be_pasted_back(waiting_project: Project) -> None:
    run = run_line("review --reject zubrowka/walk")
    assert (run.code, run.err) == (
        0,
        "Removed 1 proposal. To have one back, paste its lines into the list that it came from.\n",
    )
    path = waiting_project.root / CASE_FILE
    entry = run.out.removeprefix("# zubrowka/walk\n")
    assert path.read_text("utf-8").replace("# The end.\n", f"{entry}# The end.\n") == WAITING


@pytest.mark.parametrize("words", ["--accept zubrowka/valk", "--accept zubrowka/lamps", "--reject zubrofka"])
def test_what_is_no_proposal_is_refused(waiting_project: Project, words: str) -> None:
    run = run_line(f"review {words}")
    assert (run.code, "error[unknown-proposal]" in run.err) == (1, True)
    assert (waiting_project.root / CASE_FILE).read_text("utf-8") == WAITING


@pytest.mark.parametrize("words", ["--accept", "--accept --reject zubrowka/walk"])
def test_accept_and_reject_need_names_and_exclude_each_other(waiting_project: Project, words: str) -> None:
    assert run_line(f"review {words}").code == 2
    assert (waiting_project.root / CASE_FILE).read_text("utf-8") == WAITING
