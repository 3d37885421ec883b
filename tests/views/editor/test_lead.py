"""Tests of the lead: since when the two sides are partners, and through what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefings.factbase.load import load
from briefings.model.dates import parse_day
from briefings.views.builder import build_view
from briefings.views.records import Scope
from tests.support.words import phrase_text

if TYPE_CHECKING:
    from pathlib import Path

CONTACTS = """\
marking: PUBLIC
contacts:
- id: high
  on: 2015-06-07
  form: meeting
  with: lantern-league
  theirs: [{{person: zero-moustafa, post: zubrowka-minister}}]
  evidence: [league-charter]
- id: between
  on: 2016
  form: meeting
  with: lantern-league
  theirs: [{between}]
  evidence: [league-charter]
- id: low
  on: 2019-02-09
  form: meeting
  with: lantern-league
  level: working
  theirs: [{{group: Two porters}}]
  evidence: [league-charter]
"""
FORUM = "valid: 2007-03-01/.."
PROGRAMME = "valid: 2010/2012"


def first_sentence(project: Path, forum: str, programme: str) -> str:
    """Return how the lead begins if a partner takes part in a forum and a programme at these times."""
    facts = project / "facts" / "zubrowka" / "zubrowka.yaml"
    text = facts.read_text("utf-8")
    assert FORUM in text
    assert PROGRAMME in text
    facts.write_text(
        text.replace(FORUM, f"valid: {forum}").replace(PROGRAMME, f"valid: {programme}"), "utf-8"
    )
    view = build_view(load(project), Scope("zubrowka", parse_day("2019-02-10"), "internal", "en"))
    assert view.edited
    return phrase_text(view.edited.lead[0]) or ""


@pytest.mark.parametrize(
    ("forum", "programme", "first"),
    [
        ("2013/..", "2010/2013", "2010"),
        ("2013-01-01/..", "2010/2012-12-31", "2010"),
        ("2013-06/..", "2010-02-01/2013", "2010-02-01"),
        ("2013/..", "2010/2011", ""),
        ("2013/..", "2010/2015", ""),
        ("2007/..", "2010/2012", ""),
        ("2013/..", "/2013", ""),
        ("2013/..", "2010/..", ""),
    ],
)
def test_the_partnership_dates_from_what_led_to_it(
    project: Path, forum: str, programme: str, first: str
) -> None:
    """What ended as the present framework began is the same partnership; what ended earlier or later is another matter."""
    sentence = first_sentence(project, forum, programme)
    assert ("<lead.partner-before" in sentence) is bool(first), sentence
    assert not first or sentence.endswith(f" first={first}>"), sentence


def lead_of(project: Path, contacts: str) -> str:
    """Return the lead if a partner has these contacts and no others."""
    (project / "facts/zubrowka/meetings.yaml").write_text(contacts, "utf-8")
    facts = project / "facts/zubrowka/zubrowka.yaml"
    facts.write_text(facts.read_text("utf-8").partition("contacts:")[0], "utf-8")
    view = build_view(load(project), Scope("zubrowka", parse_day("2019-02-10"), "internal", "en"))
    assert view.edited
    return " ".join(phrase_text(sentence) or "" for sentence in view.edited.lead)


@pytest.mark.parametrize(
    ("between", "is_said"),
    [("{person: zero-moustafa, post: zubrowka-minister}", True), ("{group: Three porters}", False)],
)
def test_the_lead_names_the_last_meeting_with_a_minister(between: str, is_said: bool, project: Path) -> None:
    """It does so after a later one at working level; not if one in between may have been as high."""
    lead = lead_of(project, CONTACTS.format(between=between))
    assert ("<lead.met-high-with.in date=2016 people=<" in lead) is is_said, lead


@pytest.mark.parametrize(
    ("level", "is_said"), [("  level: working\n", True), ("  level: minister\n", False), ("", False)]
)
def test_the_lead_says_that_no_minister_was_met(level: str, is_said: bool, project: Path) -> None:
    """It says so if every meeting on file was below that level; not if one may have been as high."""
    porters = "{group: Three porters}"
    contacts = CONTACTS.format(between=porters)
    contacts = contacts.replace("{person: zero-moustafa, post: zubrowka-minister}", porters)
    lead = lead_of(project, contacts.replace("  form: meeting\n", f"  form: meeting\n{level}", 2))
    assert ("lead.met-none-high" in lead) is is_said, lead


@pytest.mark.parametrize(("body", "is_named"), [("embassy-grand-fenwick", True), ("lantern-league", False)])
def test_the_lead_names_another_body_than_our_side(body: str, is_named: bool, project: Path) -> None:
    """The lead says whom the partner last met if it was not our side, which a reader would assume."""
    contacts = CONTACTS.format(between="{group: Three porters}").partition("- id: between")[0]
    lead = lead_of(project, contacts.replace("with: lantern-league", f"with: {body}"))
    assert ("lead.met-of-body" in lead) is is_named, lead
    assert "lead.met.on" in lead
