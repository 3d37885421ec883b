"""Tests of what a principal reads of contacts: a brief says that people met only if they did."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefings.factbase.load import load
from briefings.model.contact_forms import CONTACT_FORMS, Manner
from briefings.model.dates import parse_day
from briefings.views.builder import build_view
from briefings.views.records import Scope
from tests.support.words import phrase_text

if TYPE_CHECKING:
    from pathlib import Path

    from briefings.views.editor import EditedView

CONTACT = """
marking: PUBLIC
contacts:
- id: last
  on: 2019-02-08
  form: {form}
  with: lantern-league
  ours: [agatha-baker]
  theirs: [{{person: zero-moustafa, post: zubrowka-minister}}]
  others: [lamp-society, {{group: Two porters}}]
  host: zubrowka
  level: minister
  topics: [Lamps]
  outcome: The lamps stay lit.
  evidence: [league-charter]
organisations:
- id: lamp-society
  names: [{{text: Lamp Society, lang: en}}]
"""


def edit(project: Path, form: str) -> EditedView:
    """Return the principal's copy of the fictional project with a newest contact of a form."""
    (project / "facts" / "zubrowka" / "last.yaml").write_text(CONTACT.format(form=form), "utf-8")
    view = build_view(load(project), Scope("zubrowka", parse_day("2019-02-10"), "internal", "en"))
    assert view.edited
    return view.edited


@pytest.mark.parametrize("form", [*CONTACT_FORMS, "ferry-council"])
def test_the_lead_and_the_news_tell_the_truth(form: str, project: Path) -> None:
    """A letter is neither a meeting nor a talk, a call is a contact, and of its own forms only the house knows."""
    edited = edit(project, form)
    lead = " ".join(phrase_text(sentence) or "" for sentence in edited.lead)
    news = next(text for sentence in edited.news if "Zero Moustafa" in (text := phrase_text(sentence) or ""))
    manner = CONTACT_FORMS.get(form, Manner.OTHER)
    is_newest = "date=2019-02-08" in lead
    assert is_newest is (manner is not Manner.WROTE)
    assert ("<lead.contact.on" in lead) is (manner in {Manner.SPOKE, Manner.OTHER})
    assert ("<news.met " in news) is (form in {"meeting", "visit"})
    assert (f"form=<contact.form.{form}>" in news) is (form not in {"meeting", "visit"})


def test_a_row_says_what_came_of_it_and_who_else_was_there(project: Path) -> None:
    """Third parties stand apart from both sides."""
    newest = edit(project, "video-call").meetings[0]
    assert (phrase_text(newest.form), newest.has_met, newest.has_talked) == (
        "<contact.form.video-call>",
        False,
        True,
    )
    assert [phrase_text(party) for party in newest.others] == ["Lamp Society", "Two porters"]
    assert phrase_text(newest.outcome) == "The lamps stay lit."


@pytest.mark.parametrize(
    ("valid", "has_left"),
    [("2011/2019-02-09", True), ("2011/2019-02-20", False), ("2011/..", False)],
)
def test_a_sentence_says_then_of_an_office_that_its_holder_has_left(
    valid: str, has_left: bool, project: Path
) -> None:
    """A sentence and a row say "then"; the row names the person first."""
    facts = project / "facts" / "zubrowka" / "zubrowka.yaml"
    facts.write_text(facts.read_text("utf-8").replace("valid: /\n", f"valid: {valid}\n", 1), "utf-8")
    edited = edit(project, "meeting")
    sentences = " ".join(phrase_text(sentence) or "" for sentence in (*edited.lead, *edited.news))
    assert ("<participant-then" in sentences) is has_left
    remarks = [
        phrase_text(party.remark) or ""
        for row in edited.meetings
        for party in row.theirs
        if phrase_text(party.name) == "Zero Moustafa"
    ]
    assert any(remark.startswith("<participant-office-left office=") for remark in remarks) is has_left


@pytest.mark.parametrize(
    ("title", "is_before"), [("Keeper of the League", True), ("Keeper of the Lamps of the League", False)]
)
def test_a_long_title_comes_after_the_name(title: str, is_before: bool, project: Path) -> None:
    """As in "Keeper Agatha Baker": the name must not seem to belong to the last words of the title. In a row all come after it."""
    shared = project / "facts" / "shared" / "shared.yaml"
    shared.write_text(shared.read_text("utf-8").replace("Keeper of the League", title), "utf-8")
    edited = edit(project, "meeting")
    sentences = " ".join(phrase_text(sentence) or "" for sentence in (*edited.lead, *edited.news))
    key = "participant-titled" if is_before else "participant"
    assert f"<{key} name=Agatha Baker office={title}>" in sentences
    named = [phrase_text(person) or "" for row in edited.meetings for person in row.ours]
    assert f"<participant name=Agatha Baker office={title}>" in named


def test_the_lead_names_the_last_contact_at_any_level(project: Path) -> None:
    """After the last one with a leader, if there was a later one; else once is enough."""
    lead = " ".join(phrase_text(sentence) or "" for sentence in edit(project, "meeting").lead)
    assert "met-any" not in lead
    later = CONTACT.partition("organisations:")[0].format(form="meeting").replace("2019-02-08", "2019-02-09")
    later = later.replace("{person: zero-moustafa, post: zubrowka-minister}", "{group: Two porters}")
    later = later.replace("id: last", "id: later").replace("level: minister", "level: senior-official")
    (project / "facts" / "zubrowka" / "later.yaml").write_text(later, "utf-8")
    lead = " ".join(phrase_text(sentence) or "" for sentence in edit(project, "meeting").lead)
    assert "<lead.met-both-leader.on" in lead
    assert "<lead.met-any-with.on date=2019-02-09 people=Two porters>" in lead


def test_a_meeting_is_news_though_none_of_ours_is_known(project: Path) -> None:
    """Lists of others often name one side; the lead would tell of a meeting that the news leave out."""
    alone = CONTACT.partition("organisations:")[0].format(form="meeting").replace("2019-02-08", "2019-02-09")
    alone = alone.replace("id: last", "id: alone").replace("  ours: [agatha-baker]\n", "")
    (project / "facts" / "zubrowka" / "alone.yaml").write_text(alone, "utf-8")
    news = " ".join(phrase_text(sentence) or "" for sentence in edit(project, "meeting").news)
    assert "<news.contact-alone form=<contact.form.meeting> theirs=<" in news
