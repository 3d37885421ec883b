"""Tests that no check fails on any pair of periods that people may write."""

from __future__ import annotations

from datetime import date
from itertools import combinations_with_replacement
from typing import TYPE_CHECKING

import pytest

from briefings.build.workspace import Workspace
from briefings.checks.engine import run_checks
from briefings.factbase.load import load
from briefings.loading.captures import Captures
from briefings.project import Project
from tests.support.notes import make_draft

if TYPE_CHECKING:
    from pathlib import Path

FORMS = (
    "/", "/..", "../", "../..", "/2010", "../2010", "2005/", "2005/..", "2005/2012", "2005-06/2010-02",
    "2005-06-07/2010-02-28", "2004?/2010~", "0001/", "/9999", "9999-12-31/", "../9999-12-31",
)  # fmt: skip
DAYS = (date(1, 1, 1), date(2008, 1, 1), date(9999, 12, 31))


def write_pairs(project: Path) -> None:
    """Add a post with two tenures, and two more facts, for each pair of periods."""
    lines: dict[str, list[str]] = {
        name: [] for name in ("posts", "tenures", "memberships", "cooperation", "statements")
    }
    evidence = "evidence: [{source: alpine-herald-2019, attests: 2008-01}]"
    for number, pair in enumerate(combinations_with_replacement(FORMS, 2)):
        lines["posts"].append(
            f"- {{id: post-{number}, role: seat-{number}, partner: zubrowka, titles: [{{text: Seat {number}, lang: en}}]}}"
        )
        for side, valid in zip("ab", pair, strict=True):
            holder = "gustave-h" if side == "a" else "agatha-baker"
            key = f"id: x{number}{side}, valid: {valid!r}"
            lines["tenures"].append(f"- {{{key}, post: post-{number}, holder: {holder}, {evidence}}}")
            lines["memberships"].append(
                f"- {{{key.replace('id: x', 'id: m')}, framework: wick-programme, {evidence}}}"
            )
            if pair[0] == pair[1]:
                lines["cooperation"].append(
                    f"- {{{key.replace('id: x', 'id: c')}, area: light, text: Oil {number}., {evidence}}}"
                )
            if pair[0] == pair[1]:
                lines["statements"].append(
                    f"- {{{key.replace('id: x', 'id: s')}, text: Snow {number}., {evidence}}}"
                )
    text = "".join(f"{name}:\n" + "".join(f"{line}\n" for line in entries) for name, entries in lines.items())
    (project / "facts/zubrowka/pairs.yaml").write_text(f"marking: PUBLIC\n{text}", encoding="utf-8")


@pytest.mark.slow
def test_every_pair_of_periods_passes_through_every_check(project: Path) -> None:
    """Unknown, open, vague and extreme ends are checked, and a note is drafted, on extreme days as well."""
    write_pairs(project)
    store = load(project)
    for day in DAYS:
        run_checks(store, day, Captures(project))
    workspace = Workspace(Project(project, project))
    subject = workspace.catalog.subjects["zubrowka"]
    for day in DAYS:
        assert make_draft(workspace, "zubrowka", day).brief.sentences is not None
        workspace.next_change(subject, day)
