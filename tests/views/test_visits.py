"""A visit, those who are met, and a person: what notes about them tell, and when a visit counts as a contact."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefings.build.workspace import Workshop
from briefings.factbase.load import load
from briefings.model.dates import parse_day
from briefings.outputs import markdown
from briefings.project import Project
from briefings.views.builder import view_of
from briefings.views.records import Scope
from tests.support.notes import draft_of, html_of, pdf_of
from tests.support.tools import browser_findings, pdf_ua_findings
from tests.support.words import said
from tests.views.test_records import two_levels

if TYPE_CHECKING:
    from briefings.compose.brief import Brief
    from briefings.views.records import View
    from tests.support.golden import Golden

CASES = Path(__file__).parent.parent / "cases"
VISIT = "lutz-2019"


@pytest.fixture
def visited(project: Path) -> Path:
    """The fictional project with a visit that its desk prepares, and what it would say."""
    for name in ("visits.yaml", "lines.yaml"):
        shutil.copy(CASES / name, project / "facts" / "zubrowka" / name)
    return project


def view(project: Path, day: str, about: str = "", audience: str = "internal") -> View:
    """The view of a note about somebody or something on a day."""
    return view_of(load(project), Scope("zubrowka", parse_day(day), audience, "en", about=about))


def brief(project: Path, product: str, day: str, about: str = "", language: str = "en") -> Brief:
    """A note about somebody or something."""
    workshop = Workshop(Project(project, project))
    asked = {"products": (product,), "about": about, "languages": (language,)}
    return draft_of(workshop, "zubrowka", parse_day(day), **asked).brief


def note(project: Path, product: str, day: str, about: str = "") -> str:
    """A note as Markdown."""
    return markdown.render(brief(project, product, day, about)).decode()


def test_a_scenario_note_reads_as_it_should(visited: Path, golden: Golden) -> None:
    """The note for a visit tells of occasion, lines, programme and people before the visit takes place."""
    golden.check(note(visited, "scenario", "2019-04-20", VISIT), ".md")


def test_a_biography_reads_as_it_should(visited: Path, golden: Golden) -> None:
    """The note about a person tells of names, posts, contacts and questions that concern that person alone."""
    golden.check(note(visited, "biography", "2019-04-20", "agatha-baker"), ".md")


def test_a_card_begins_with_what_to_achieve_and_say(visited: Path, golden: Golden) -> None:
    """Objectives and points stand in front of the card."""
    golden.check(note(visited, "card", "2019-04-20"), ".md")


def test_readers_outside_are_told_as_of_when(project: Path) -> None:
    """A public sheet says as of when it knows something, and not what the desk has to do; both stand in one bracket."""
    facts = project / "facts" / "zubrowka" / "zubrowka.yaml"
    doubt = "  - {source: undated-page, via: alpine-herald-2019, asserted: 2019-02-04, says: {text: They do not.}}\n"
    text = facts.read_text("utf-8")
    facts.write_text(text.replace("contacts:\n- id", f"{doubt}contacts:\n- id"), "utf-8")
    told = "- The two sides share lamp oil. ({}; sources disagree.)"
    days = {
        "2020-06-01": "Last attested 3 February 2019",
        "2023-06-01": "Last attested 3 February 2019; confirmation due",
    }
    for day, desk in days.items():
        assert told.format(desk) in note(project, "brief", day).replace("\u00a0", " ")
        public = note(project, "public", day).replace("\u00a0", " ")
        assert told.format("As of 3 February 2019") in public
        assert "confirmation" not in public.lower()


MADE = [
    ("scenario", VISIT, "en"),
    ("scenario", VISIT, "ar"),
    ("biography", "zero-moustafa", "fr"),
    ("card", "", "tg"),
]


def test_these_notes_have_no_barrier(visited: Path, tmp_path: Path) -> None:
    """On paper they break no rule of PDF/UA-1, on a screen none of WCAG 2.2 AA, in languages of either direction."""
    house = visited / "facts" / "house.yaml"
    house.write_text(
        house.read_text("utf-8").replace("languages: [en]", "languages: [en, ar, fr, tg]"), "utf-8"
    )
    pages = {}
    for product, about, language in MADE:
        made = brief(visited, product, "2019-04-20", about, language)
        assert pdf_ua_findings(pdf_of(made)) == []
        page = tmp_path / f"{product}.{language}.html"
        page.write_text(html_of(made), "utf-8")
        pages[page] = made
    clean = {"axe": [], "overflow": False, "html": [], "requests": []}
    assert browser_findings(pages) == dict.fromkeys(pages, clean)


# --- when a visit is told ---------------------------------------------------------------------------


def contacts(found: View) -> list[str | None]:
    """The dates of all contacts."""
    return [said(contact.date) for group in found.contacts for contact in group.shown]


def questions(found: View) -> list[tuple[str, str | None]]:
    """What is asked about visits."""
    return [
        (question.kind, said(question.text)) for question in found.questions if question.kind == "unconfirmed"
    ]


def test_other_notes_do_not_tell_of_a_planned_visit(visited: Path) -> None:
    """Before its days and during them a visit is neither a contact nor a question."""
    for day in ("2019-04-20", "2019-05-08"):
        found = view(visited, day)
        assert contacts(found) == ["2019-02-03", "2014-05-01"]
        assert questions(found) == []
        assert found.visit is None


def test_a_visit_that_nobody_saw_is_a_question(visited: Path) -> None:
    """Once its days are over, a visit that was only announced is asked about and no contact; nor a milestone."""
    path = visited / "facts" / "zubrowka" / "visits.yaml"
    path.write_text(
        path.read_text("utf-8").replace("  place: Lutz\n", "  place: Lutz\n  headline: Lutz\n"), "utf-8"
    )
    found = view(visited, "2019-06-01", VISIT)
    assert contacts(found) == ["2019-02-03", "2014-05-01"]
    assert questions(found) == [
        ("unconfirmed", "<question.visit date=<period.within-month day=7 end=2019-05-08>>")
    ]
    assert "Lutz" not in {said(milestone.text) for milestone in found.milestones}
    assert found.visit is not None
    assert found.visit.state == "unconfirmed"


def test_a_visit_that_took_place_is_a_contact(visited: Path) -> None:
    """With a source that shows it the visit stands among the contacts, with people and topics, and is asked no more."""
    path = visited / "facts" / "zubrowka" / "visits.yaml"
    seen = "  - {source: alpine-herald-2019, attests: 2019-05-08}\n"
    path.write_text(path.read_text("utf-8") + seen, "utf-8")
    found = view(visited, "2019-06-01", VISIT)
    assert contacts(found)[0] == "<period.within-month day=7 end=2019-05-08>"
    assert questions(found) == []
    assert found.visit is not None
    assert found.visit.state == "held"
    assert [said(topic) for topic in found.contacts[0].shown[0].topics] == ["Oil", "The Lamp Forum (LF)"]


def test_a_visit_that_is_withheld_is_not_there(visited: Path) -> None:
    """A note about a visit that the audience may not know of has no visit; that of those who may has."""
    two_levels(visited)
    path = visited / "facts" / "zubrowka" / "visits.yaml"
    path.write_text(path.read_text("utf-8").replace("marking: PUBLIC", "marking: LANTERN-SECRET"), "utf-8")
    assert view(visited, "2019-04-20", VISIT).visit is None
    assert view(visited, "2019-04-20", VISIT, "keepers").visit is not None


def test_what_shows_a_visit_may_be_withheld(visited: Path) -> None:
    """To who may not see the source that shows it a visit was planned; to who may it was held."""
    two_levels(visited)
    path = visited / "facts" / "zubrowka" / "visits.yaml"
    seen = (
        "  - {source: sealed-letter, attests: 2019-05-08}\n"
        "sources:\n"
        "- {id: sealed-letter, title: Sealed, publisher: Crossed Keys, marking: LANTERN-SECRET}\n"
    )
    path.write_text(path.read_text("utf-8") + seen, "utf-8")
    found = [view(visited, "2019-06-01", VISIT, audience).visit for audience in ("internal", "keepers")]
    assert [visit and visit.state for visit in found] == ["unconfirmed", "held"]


# --- programme and people ---------------------------------------------------------------------------


def test_the_programme_is_in_order(visited: Path) -> None:
    """Items come by day and time whatever their order in the file; what has no time keeps its place."""
    found = view(visited, "2019-04-20", VISIT).visit
    assert found is not None
    assert [(said(item.day), said(item.time), said(item.what)) for item in found.programme] == [
        ("2019-05-07", "18:30", "Arrival"),
        ("2019-05-07", "", "Quiet evening"),
        ("2019-05-08", "09:05", "Walk through the snow"),
        ("2019-05-08", "<programme.until start=10:00 end=10:45>", "Call on the minister"),
    ]


def test_a_visit_of_one_day_needs_no_days_in_its_programme(project: Path) -> None:
    """The items of a visit of one day are on that day."""
    (project / "facts" / "zubrowka" / "case.yaml").write_text(
        "marking: PUBLIC\n"
        "visits:\n"
        "- {id: v, on: 2019-05-07, with: lantern-league, programme: [{what: Tea}], evidence: [league-charter]}\n",
        "utf-8",
    )
    found = view(project, "2019-04-20", "v").visit
    assert found is not None
    assert [(said(item.day), said(item.what)) for item in found.programme] == [("2019-05-07", "Tea")]


def test_interlocutors(visited: Path) -> None:
    """Those on the other side are introduced once each: names, posts now and before, and when we last met."""
    more = visited / "facts" / "zubrowka" / "more.yaml"
    more.write_text(
        "marking: PUBLIC\n"
        "posts:\n"
        "- {id: bellboy, role: mission, partner: zubrowka, titles: [{text: Bellboy, lang: en}]}\n"
        "- {id: page, role: mission, partner: zubrowka, titles: [{text: Page, lang: en}]}\n"
        "tenures:\n"
        "- {id: b, post: bellboy, holder: zero-moustafa, valid: 2001/2003, evidence: [league-charter]}\n"
        "- {id: c, post: page, holder: zero-moustafa, valid: 2004/, evidence: [league-charter]}\n"
        "- {id: d, post: page, holder: gustave-h, valid: 2005/, evidence: [league-charter]}\n",
        "utf-8",
    )
    found = view(visited, "2019-04-20", VISIT).visit
    assert found is not None
    zero, ivan = found.interlocutors
    assert said(zero.name) == "Zero Moustafa"
    assert [said(name) for name in zero.former_names] == ["Zero the Younger"]
    assert [said(post.text) for post in zero.posts] == [
        "<office.attested title=Minister of Lobbies first=2014-05-01 last=2019-02-03>"
    ]
    assert [said(post.text) for post in zero.past_posts] == [
        "<office.time title=Page time=<period.from start=2004>>",
        "<office.time title=Bellboy time=<period.from-to start=2001 end=2003>>",
    ]
    assert [said(contact.date) for contact in zero.met] == ["2019-02-03", "2014-05-01"]
    assert (said(ivan.name), [said(name) for name in ivan.other_names]) == ("M. Ivan", ["М. Иван"])
    assert ([said(post.text) for post in ivan.posts], ivan.met) == (["Keeper of the keys"], ())


def test_a_note_about_a_person_tells_of_that_person_only(visited: Path) -> None:
    """Contacts and questions are those with the person; of the questions also those that a source raises."""
    found = view(visited, "2020-04-20", "gustave-h")
    assert contacts(found) == ["2014-05-01"]
    assert [said(question.text) for question in found.questions] == [
        "<question.tenure post=Minister of Lobbies holder=Zero Moustafa>"
    ]
    assert len(view(visited, "2020-04-20").questions) > 1


def test_what_somebody_holds_elsewhere_sets_the_next_turn(project: Path) -> None:
    """A post that is none of the partner's may be told of a person, so its end sets the day of the next turn."""
    (project / "facts" / "shared" / "case.yaml").write_text(
        "marking: PUBLIC\n"
        "posts:\n"
        "- {id: gate, role: mission, titles: [{text: Gate, lang: en}], organisation: lantern-league}\n"
        "tenures:\n"
        "- {id: g, post: gate, holder: agatha-baker, valid: 2018-01-01/2019-02-20, evidence: [league-charter]}\n",
        "utf-8",
    )
    workshop = Workshop(Project(project, project))
    subject = workshop.catalogue.subjects["zubrowka"]
    assert workshop.changes_on(subject, parse_day("2019-02-19")) == parse_day("2019-02-20")
