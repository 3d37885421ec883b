"""Tests of what must not be disclosed: under its own heading for the house, and nowhere for anybody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefings.build.workspace import Workspace
from briefings.factbase.load import load
from briefings.model.dates import parse_day
from briefings.outputs import markdown
from briefings.project import Project
from briefings.views.release import next_release, release
from tests.support.notes import make_draft
from tests.support.withheld import add_second_level

if TYPE_CHECKING:
    from pathlib import Path

DAY = parse_day("2019-02-10")
KEPT = """\
marking: PUBLIC
statements:
- {id: open-secret, on: 2018-03-02, headline: A lamp is lent, text: The lamp is lent., evidence: [league-charter]}
- {id: limit, on: 2018-03-01, disclosure: no, headline: A limit is set, text: We would pay for nine wicks., evidence: [league-charter], not_before: 2019-02-01}
lines:
- {id: thank, use: point, to: The Minister, valid: 2018/.., text: Thank you for the lamp., rests: [zubrowka/open-secret]}
- {id: offer, use: point, to: The Minister, valid: 2018/.., text: Say no more of wicks., rests: [zubrowka/limit]}
- {id: keep, use: point, to: The Minister, disclosure: no, valid: 2018/.., text: Offer nine wicks if pressed., rests: [zubrowka/open-secret]}
"""
SECRETS = ("nine wicks", "A limit is set", "Say no more of wicks", "Not to be disclosed")


@pytest.fixture
def kept_project(project: Path) -> Path:
    """Return the fictional house, with a statement and a point that must not be disclosed."""
    add_second_level(project)
    (project / "facts" / "zubrowka" / "kept.yaml").write_text(KEPT, "utf-8")
    return project


def note_text(project: Path, product: str, audience: str = "internal") -> str:
    """Return the text of a note for an audience."""
    draft = make_draft(
        Workspace(Project(project, project)), "zubrowka", DAY, products=(product,), audience=audience
    )
    return markdown.render(draft.brief).decode()


@pytest.mark.parametrize(
    ("heading", "usable", "kept"),
    [
        ("## Background", "The lamp is lent.", "We would pay for nine wicks."),
        ("## Points to make", "Thank you for the lamp.", "Offer nine wicks if pressed."),
    ],
)
def test_the_house_reads_what_it_must_keep_under_its_own_head(
    heading: str, usable: str, kept: str, kept_project: Path
) -> None:
    """Background and points are split in two: what may be used, and what is not to be disclosed."""
    section = note_text(kept_project, "desk").partition(f"{heading}\n")[2].partition("\n## ")[0]
    before, _, after = section.partition("### Not to be disclosed\n")
    assert "### May be used\n" in before
    assert usable in before
    assert kept not in before
    assert kept in after
    assert usable not in after


@pytest.mark.parametrize("product", ["brief", "card", "background"])
def test_what_is_kept_stands_nowhere_else(product: str, kept_project: Path) -> None:
    """Parts of a note without such heads leave out what must not be disclosed, such as its headline."""
    text = note_text(kept_project, product)
    assert "A limit is set" not in text
    before = text.partition("Not to be disclosed")[0]
    assert "nine wicks" not in before


@pytest.mark.parametrize("product", ["brief", "card", "desk", "background"])
def test_no_other_audience_learns_of_it(product: str, kept_project: Path) -> None:
    """Another audience, even one that may read more, gets neither the facts, what rests on them, nor the heads."""
    text = note_text(kept_project, product, "keepers")
    assert not [secret for secret in (*SECRETS, "May be used") if secret in text]


def test_nothing_shows_that_something_is_kept(kept_project: Path) -> None:
    """For another audience the facts are those of a house that has nothing to keep, and no day betrays a change."""
    store = load(kept_project)
    keys = release(store, "keepers", DAY).facts_by_key.keys()
    assert {"zubrowka/limit", "zubrowka/keep", "zubrowka/offer"} & keys == set()
    assert next_release(store, "keepers", parse_day("2019-01-31")) != parse_day("2019-02-01")


def test_without_anything_to_keep_there_are_no_heads(project: Path) -> None:
    """A house that keeps nothing reads its notes as before."""
    assert "May be used" not in note_text(project, "desk")
