"""Tests of everything that rests on a source."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from briefings.authoring.review import due, records
from briefings.authoring.sources import usage
from briefings.build.workspace import Workspace
from tests.support.authoring import CASE_FILE, REVIEW_DAY, SOURCE_CHAIN
from tests.support.builds import build

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from briefings.project import Project
    from tests.support.commands import CommandResult


def test_a_recall_reaches_what_quotes_it(quoting_project: Project) -> None:
    """Facts on a source, on one that quotes it, through one, and lines on such facts; and what the notes print of them."""
    found = usage.find_usage(Workspace(quoting_project), "gazette", REVIEW_DAY)
    assert [each.id for each in found.quoting_sources] == ["courier"]
    assert {each.fact.id: each.is_sole_evidence for each in found.facts} == {
        "first": True, "second": False, "third": True, "ask": False,
    }  # fmt: skip
    printed = {sentence.text.rstrip() for sentence in found.sentences}
    assert {"The lamps were lit.", "The oil was sold.", "The wicks were cut."} <= printed
    assert "The snow fell." not in printed


def test_a_recall_knows_every_note(quoting_project: Project) -> None:
    """A note that is only ordered, or only in the build folder, is among those that print what rests on the source."""
    root = quoting_project.root
    order = "{partner: zubrowka, products: [background], formats: [md]}"
    (root / "facts/notes.yaml").write_text(f"notes:\n- {order}\n", "utf-8")
    build(root, REVIEW_DAY, formats=("md",), products=("desk",))
    found = usage.find_usage(Workspace(quoting_project), "gazette", REVIEW_DAY)
    assert {sentence.note for sentence in found.sentences} >= {"zubrowka background", "zubrowka desk"}


def test_a_recall_tells_what_is_no_fact(own_project: Project) -> None:
    found = usage.find_usage(Workspace(own_project), "league-charter", REVIEW_DAY)
    assert "league-envoy" in {each.id for each in found.entities}


def test_recalled_facts_are_due_until_somebody_has_looked(
    quoting_project: Project, briefings: Callable[..., CommandResult]
) -> None:
    """Marks and stamps come and go, and the rest of the file stays as it is."""
    where = ("--project", quoting_project.root, "--as-of", REVIEW_DAY)
    assert briefings("source", "recall", "gazette", *where).code == 0
    assert (quoting_project.root / CASE_FILE).read_text("utf-8") == SOURCE_CHAIN
    run = briefings("source", "recall", "gazette", "--mark", *where)
    assert (run.code, "marked for review" in run.err) == (0, True)
    text = (quoting_project.root / CASE_FILE).read_text("utf-8")
    assert text.count(", review: 2020-02-03}") == 4
    assert text.replace(", review: 2020-02-03}", "}") == SOURCE_CHAIN
    keys = [
        each.fact.key
        for each in due.list_due_facts(quoting_project, REVIEW_DAY)
        if each.fact.location.path == CASE_FILE
    ]
    assert keys == ["zubrowka/second", "zubrowka/ask", "zubrowka/first", "zubrowka/third"]
    records.record_review(quoting_project, "A. Baker", keys, REVIEW_DAY)
    assert "review:" not in (quoting_project.root / CASE_FILE).read_text("utf-8")
    left = {each.fact.key for each in due.list_due_facts(quoting_project, REVIEW_DAY, all_states=True)}
    assert not left & set(keys)


def test_the_commands(
    quoting_project: Project, tmp_path: Path, briefings: Callable[..., CommandResult]
) -> None:
    run = briefings("sources", "--project", quoting_project.root, "--format", "json")
    assert "Gazette" in {each["publisher"] for each in json.loads(run.out)}
    run = briefings("source", "recall", "gazete", "--project", quoting_project.root)
    assert (run.code, "did you mean gazette?" in run.err) == (1, True)
    file = tmp_path / "page.txt"
    file.write_text("Lamps.", "utf-8")
    options = ("--id", "gazette-2", "--title", "On lamps", "--publisher", "Gazette", "--on", REVIEW_DAY)
    run = briefings("source", "add", file, *options, "--project", quoting_project.root)
    assert (run.code, [line.rpartition("/")[2] for line in run.out.split()]) == (
        0,
        ["gazette-2.txt", "shared.yaml"],
    )
