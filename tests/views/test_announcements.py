"""Tests of what is to come in notes: a note of a day tells only what a source of that day or earlier announces."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefings.build.workspace import Workspace
from briefings.factbase.announcements import announced_end, announced_start
from briefings.factbase.load import load
from briefings.model.dates import parse_day
from briefings.outputs import markdown
from briefings.project import Project
from briefings.views.context import NoteContext
from briefings.views.expiry import change_days
from briefings.views.records import Scope
from briefings.views.release import release
from tests.support.case_facts import words_of
from tests.support.notes import make_draft, use_packaged_brief
from tests.support.views import add_fact_file

if TYPE_CHECKING:
    from pathlib import Path

FACTS = """
sources:
- {id: s2010, title: Ten, publisher: Gazette, published: 2010-05-20, language: en}
- {id: s2012, title: Twelve, publisher: Gazette, published: 2012-05-20, language: en}
- {id: undated, title: Undated, publisher: Gazette, language: en}
- {id: read, title: Read, publisher: Gazette, retrieved: 2011-01-01, language: en}
agreements:
- {id: early, title: Early, valid: 2009/2013-03, evidence: [s2010]}
- {id: both, title: Both, valid: 2009/2013-03, evidence: [s2010, s2012]}
- {id: unknown, title: Unknown, valid: 2009/2013-03, evidence: [s2010, undated]}
- {id: page, title: Page, valid: 2009/2013-03, evidence: [read]}
- {id: latest, title: Latest, valid: 2009/..2013, evidence: [s2010]}
- {id: seen, title: Seen, valid: 2009/2013-03, evidence: [{source: s2010, attests: 2010-05-19}]}
people: [{id: nina, names: [{text: Nina Oar, lang: en}]}]
tenures:
- {id: next, post: zubrowka-minister, holder: nina, valid: 2014-01-01/, evidence: [s2012, {source: s2012, attests: 2014-02-01}]}
"""


@pytest.mark.parametrize(
    ("fact", "day", "expected"),
    [
        ("early", "2010-05-19", ""),
        ("early", "2010-05-20", "2013-03"),
        ("early", "2013-03-31", "2013-03"),
        ("early", "2013-04-01", ""),
        ("both", "2011-01-01", ""),
        ("both", "2012-05-20", "2013-03"),
        ("unknown", "2012-05-20", ""),
        ("page", "2010-12-31", ""),
        ("page", "2011-01-01", "2013-03"),
        ("latest", "2011-01-01", "..2013"),
        ("seen", "2011-01-01", ""),
    ],
)
def test_an_end_is_announced_once_all_sources_are_there(
    project: Path, fact: str, day: str, expected: str
) -> None:
    """Which source gives the end is not on record, so a note waits for the last one; an undated one never counts."""
    add_fact_file(project, FACTS)
    store = load(project)
    end = announced_end(store, store.facts_by_key[f"zubrowka/{fact}"], parse_day(day))
    assert str(end or "") == expected


def test_a_beginning_is_announced_by_one_source(project: Path) -> None:
    """A source that names the next minister does so from its own day until the day of the beginning."""
    add_fact_file(project, FACTS)
    store = load(project)
    tenure = store.facts_by_key["zubrowka/next"]
    days = ("2012-05-19", "2012-05-20", "2013-12-31", "2014-01-01")
    assert [str(announced_start(store, tenure, parse_day(day)) or "") for day in days] == [
        "",
        "2014-01-01",
        "2014-01-01",
        "",
    ]


@pytest.mark.parametrize("product", ["desk", "brief", "card"])
def test_a_note_names_the_next_holder_as_such(project: Path, product: str) -> None:
    """The desk copy and the brief say from when; the card, which has no room for it, leaves the next holder out."""
    add_fact_file(project, FACTS)
    use_packaged_brief(project)
    workspace = Workspace(Project(project, project))
    text = words_of(
        markdown.render(
            make_draft(workspace, "zubrowka", parse_day("2013-06-01"), products=(product,)).brief
        ).decode()
    )
    if product == "card":
        assert "Nina Oar" not in text
    else:
        assert "Nina Oar" in text
        assert "from 1 January 2014" in text


@pytest.mark.parametrize(
    ("day", "next_day"),
    [("2012-06-01", "2012-09-09"), ("2012-09-09", "2012-09-10"), ("2012-09-10", "2013-09-09")],
)
def test_a_yearly_date_changes_a_note_every_year(project: Path, day: str, next_day: str) -> None:
    """The note is made again on its day and after it, although the year on file is long past."""
    facts = "dates: [{id: day, on: 1991-09-09, yearly: yes, what: A feast, evidence: [league-charter]}]"
    add_fact_file(project, facts)
    store, scope = load(project), Scope("zubrowka", parse_day(day), "internal", "en")
    changes = set(change_days(NoteContext(release(store, scope.audience, scope.as_of), scope)))
    assert min(
        change for change in changes if change > parse_day(day) and str(change)[5:7] == "09"
    ) == parse_day(next_day)
