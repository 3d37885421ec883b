"""Tests of what has changed since an edition."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefings.build.plan import BuildOptions
from briefings.diff.edition_check import changes_since
from briefings.editions.issue import IssueRequest, issue_note
from briefings.editions.register import EDITIONS_FOLDER
from briefings.project import Project
from tests.support.builds import DAY, InlineExecutor, append_text, replace_once

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from briefings.editions.register import Edition
    from tests.support.commands import CommandResult

    Command = Callable[..., CommandResult]

OWN = "facts/zubrowka/zubrowka.yaml"


@pytest.fixture
def two_editions(project: Path) -> tuple[Path, Edition, Edition]:
    """Return a project with two editions, of the brief and of the card."""
    order = "notes:\n- {partner: all, products: [desk, card], formats: [md]}\n"
    (project / "facts/notes.yaml").write_text(order, "utf-8")
    append_text(project / "facts/house.yaml", 'reference: "LL/{year}/{number}"\n')
    first, second = (
        issue_note(
            Project(project, project),
            IssueRequest(note, ("The Minister",), DAY, "internal", ("md", "html")),
            BuildOptions(workers=InlineExecutor()),
        )
        for note in ("zubrowka.desk", "zubrowka.card")
    )
    return project, first, second


def test_what_has_changed_since(two_editions: tuple[Path, Edition, Edition]) -> None:
    """Each sentence that would read otherwise is told, before and after; a note that is gone is gone as a whole."""
    project, first, _ = two_editions
    home = Project(project, project)
    assert not any(changes_since(home, [first], first, DAY))
    replace_once(project / OWN, "share lamp oil", "share much lamp oil")
    [comparison] = changes_since(home, [first], first, DAY)
    assert {(fact.what, fact.key) for fact in comparison.facts} == {("changed", "zubrowka/oil")}
    assert all(
        "much" in (line.after or "") and "much" not in (line.before or "") for line in comparison.lines
    )
    [later] = changes_since(home, [first], first, DAY.replace(year=2029))
    assert {"overdue"} <= {fact.what for fact in later.facts}


def test_the_command(two_editions: tuple[Path, Edition, Edition], briefings: Command) -> None:
    """It names the edition and its readers, and exits with 1 for what is changed or unknown."""
    project, first, _ = two_editions
    path = project / EDITIONS_FOLDER / first.folder / "zubrowka.desk.en.md"
    ran = briefings("check-edition", path, "--project", project)
    assert "is zubrowka.desk.en.md as issued: LL/2019/1, of 2019-06-01, to The Minister" in ran.out
    append_text(path, "More.\n")
    ran = briefings("check-edition", path, "--project", project)
    assert (ran.code, "was changed: LL/2019/1" in ran.out) == (
        1,
        True,
    )
    ran = briefings("check-edition", "2", "--project", project)
    assert "LL/2019/2: issued on 2019-06-01 to The Minister" in ran.out
    ran = briefings("check-edition", "LL/2019/7", "--project", project)
    assert (ran.code, "error[unknown-edition]" in ran.err) == (1, True)
