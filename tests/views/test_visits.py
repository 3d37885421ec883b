"""Tests of notes about visits and persons, and of when a visit counts as a contact."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefings.build.workspace import Workspace
from briefings.factbase.load import load
from briefings.model.dates import parse_day
from briefings.outputs import markdown
from briefings.project import Project
from briefings.views.builder import build_view
from briefings.views.records import Scope
from tests.support.notes import join_lines, make_draft, render_html, render_pdf
from tests.support.tools import NO_FINDINGS, browser_findings, pdf_ua_findings
from tests.support.withheld import add_second_level
from tests.support.words import phrase_text

if TYPE_CHECKING:
    from briefings.compose.brief import Brief
    from briefings.views.records import View
    from tests.support.golden import Golden

CASES = Path(__file__).parent.parent / "cases"
VISIT = "lutz-2019"


@pytest.fixture
def visit_project(project: Path) -> Path:
    """Return the fictional project with a visit that its desk prepares, and its talking points."""
    for name in ("visits.yaml", "lines.yaml"):
        shutil.copy(CASES / name, project / "facts" / "zubrowka" / name)
    return project


def make_view(project: Path, day: str, about: str = "", audience: str = "internal") -> View:
    """Return the view of a note about a person or a visit on a day."""
    return build_view(load(project), Scope("zubrowka", parse_day(day), audience, "en", subject_id=about))


def make_brief(project: Path, product: str, day: str, about: str = "", language: str = "en") -> Brief:
    """Return a note about a person or a visit."""
    workspace = Workspace(Project(project, project))
    asked = {"products": (product,), "about": about, "languages": (language,)}
    return make_draft(workspace, "zubrowka", parse_day(day), **asked).brief


def render_note(project: Path, product: str, day: str, about: str = "") -> str:
    """Return a note as Markdown."""
    return markdown.render(make_brief(project, product, day, about)).decode()


def test_a_scenario_note_reads_as_it_should(visit_project: Path, golden: Golden) -> None:
    """The note for a visit tells of occasion, lines, programme and people before the visit takes place."""
    golden.check(render_note(visit_project, "scenario", "2019-04-20", VISIT), ".md")


def test_a_biography_reads_as_it_should(visit_project: Path, golden: Golden) -> None:
    """The note about a person tells of names, posts, contacts and questions that concern that person alone."""
    golden.check(render_note(visit_project, "biography", "2019-04-20", "agatha-baker"), ".md")


def test_a_card_begins_with_what_to_achieve_and_say(visit_project: Path, golden: Golden) -> None:
    """Objectives and points stand in front of the card."""
    golden.check(render_note(visit_project, "card", "2019-04-20"), ".md")


def test_readers_outside_read_no_doubts(project: Path) -> None:
    """A public sheet has neither the doubts of the desk nor its tasks."""
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
        assert told.format(desk) in join_lines(render_note(project, "brief", day)).replace("\u00a0", " ")
        public = render_note(project, "public", day).replace("\u00a0", " ")
        assert "The two sides share lamp oil (as of Feb 2019)." in public
        assert not re.search("confirm|disagree|attested", public.lower())


MADE = [
    ("scenario", VISIT, "en"),
    ("scenario", VISIT, "ar"),
    ("biography", "zero-moustafa", "fr"),
    ("card", "", "tg"),
]


@pytest.mark.thorough
def test_these_notes_have_no_barrier(visit_project: Path, tmp_path: Path) -> None:
    """On paper they break no rule of PDF/UA-1, on a screen none of WCAG 2.2 AA, in languages of either direction."""
    house = visit_project / "facts" / "house.yaml"
    house.write_text(
        house.read_text("utf-8").replace("languages: [en]", "languages: [en, ar, fr, tg]"), "utf-8"
    )
    pages = {}
    for product, about, language in MADE:
        made = make_brief(visit_project, product, "2019-04-20", about, language)
        assert pdf_ua_findings(render_pdf(made)) == []
        page = tmp_path / f"{product}.{language}.html"
        page.write_text(render_html(made), "utf-8")
        pages[page] = made
    clean = NO_FINDINGS
    assert browser_findings(pages) == dict.fromkeys(pages, clean)


# --- when a visit is told ---------------------------------------------------------------------------


def contact_dates(found: View) -> list[str | None]:
    """Return the dates of all contacts."""
    return [phrase_text(contact.date) for group in found.contacts for contact in group.contacts]


def visit_questions(found: View) -> list[tuple[str, str | None]]:
    """Return the questions about visits."""
    return [
        (question.kind, phrase_text(question.text))
        for question in found.questions
        if question.kind == "unconfirmed"
    ]


def test_other_notes_do_not_tell_of_a_planned_visit(visit_project: Path) -> None:
    """Before its days and during them a visit is neither a contact nor a question."""
    for day in ("2019-04-20", "2019-05-08"):
        found = make_view(visit_project, day)
        assert contact_dates(found) == ["2019-02-03", "2014-05-01"]
        assert visit_questions(found) == []
        assert found.visit is None


def test_a_visit_that_nobody_saw_is_a_question(visit_project: Path) -> None:
    """Once its days are over, a visit that was only announced is asked about and no contact; nor a milestone."""
    path = visit_project / "facts" / "zubrowka" / "visits.yaml"
    path.write_text(
        path.read_text("utf-8").replace("  place: Lutz\n", "  place: Lutz\n  headline: Lutz\n"), "utf-8"
    )
    found = make_view(visit_project, "2019-06-01", VISIT)
    assert contact_dates(found) == ["2019-02-03", "2014-05-01"]
    assert visit_questions(found) == [
        ("unconfirmed", "<question.visit date=<period.within-month day=7 end=2019-05-08>>")
    ]
    assert "Lutz" not in {phrase_text(milestone.text) for milestone in found.milestones}
    assert found.visit is not None
    assert found.visit.state == "unconfirmed"


def test_a_visit_that_took_place_is_a_contact(visit_project: Path) -> None:
    """With a source that shows it the visit stands among the contacts, with people and topics, and is asked no more."""
    path = visit_project / "facts" / "zubrowka" / "visits.yaml"
    seen = "  - {source: alpine-herald-2019, attests: 2019-05-08}\n"
    path.write_text(path.read_text("utf-8") + seen, "utf-8")
    found = make_view(visit_project, "2019-06-01", VISIT)
    assert contact_dates(found)[0] == "<period.within-month day=7 end=2019-05-08>"
    assert visit_questions(found) == []
    assert found.visit is not None
    assert found.visit.state == "held"
    assert [phrase_text(topic) for topic in found.contacts[0].contacts[0].topics] == [
        "Oil",
        "The Lamp Forum (LF)",
    ]


def test_a_visit_that_is_withheld_is_not_there(visit_project: Path) -> None:
    """A note about a visit that the audience may not know of has no visit; that of those who may has."""
    add_second_level(visit_project)
    path = visit_project / "facts" / "zubrowka" / "visits.yaml"
    path.write_text(path.read_text("utf-8").replace("marking: PUBLIC", "marking: LANTERN-SECRET"), "utf-8")
    assert make_view(visit_project, "2019-04-20", VISIT).visit is None
    assert make_view(visit_project, "2019-04-20", VISIT, "keepers").visit is not None


def test_what_shows_a_visit_may_be_withheld(visit_project: Path) -> None:
    """To who may not see the source that shows it a visit was planned; to who may it was held."""
    add_second_level(visit_project)
    path = visit_project / "facts" / "zubrowka" / "visits.yaml"
    seen = (
        "  - {source: sealed-letter, attests: 2019-05-08}\n"
        "sources:\n"
        "- {id: sealed-letter, title: Sealed, publisher: Crossed Keys, marking: LANTERN-SECRET}\n"
    )
    path.write_text(path.read_text("utf-8") + seen, "utf-8")
    found = [
        make_view(visit_project, "2019-06-01", VISIT, audience).visit for audience in ("internal", "keepers")
    ]
    assert [visit and visit.state for visit in found] == ["unconfirmed", "held"]


# --- programme and people ---------------------------------------------------------------------------


def test_the_programme_is_in_order(visit_project: Path) -> None:
    """Items come by day and time whatever their order in the file; what has no time keeps its place."""
    found = make_view(visit_project, "2019-04-20", VISIT).visit
    assert found is not None
    assert [
        (phrase_text(item.day), phrase_text(item.time), phrase_text(item.activity))
        for item in found.programme
    ] == [
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
    found = make_view(project, "2019-04-20", "v").visit
    assert found is not None
    assert [(phrase_text(item.day), phrase_text(item.activity)) for item in found.programme] == [
        ("2019-05-07", "Tea")
    ]


def test_interlocutors(visit_project: Path) -> None:
    """Those on the other side are introduced once each: names, posts now and before, and when we last met."""
    more = visit_project / "facts" / "zubrowka" / "more.yaml"
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
    found = make_view(visit_project, "2019-04-20", VISIT).visit
    assert found is not None
    zero, ivan = found.interlocutors
    assert phrase_text(zero.name) == "Zero Moustafa"
    assert [phrase_text(name) for name in zero.former_names] == ["<people.form name=Zero the Younger>"]
    assert [phrase_text(post.text) for post in zero.posts] == [
        "<office.time title=Minister of Lobbies time=<holders.from-to first=2014-05-01 last=2019-02-03>>"
    ]
    assert [phrase_text(post.text) for post in zero.past_posts] == [
        "<office.time title=Page time=<period.from start=2004>>",
        "<office.time title=Bellboy time=<period.years start=2001 end=2003>>",
    ]
    assert [phrase_text(contact.date) for contact in zero.contacts] == ["2019-02-03", "2014-05-01"]
    assert (phrase_text(ivan.name), [phrase_text(name) for name in ivan.other_names]) == (
        "M. Ivan",
        ["<people.form name=М. Иван>"],
    )
    assert ([phrase_text(post.text) for post in ivan.posts], ivan.contacts) == (["Keeper of the keys"], ())


LIVES = """\
marking: PUBLIC
lives:
- {id: l1, person: zero-moustafa, what: address, text: Dear friend, valid: 2016/.., evidence: [league-charter]}
- {id: l2, person: zero-moustafa, what: speaks, languages: [en, fr], valid: /.., evidence: [{source: league-charter, attests: 2018}]}
- {id: l3, person: zero-moustafa, what: honour, text: Order of the Lamp, on: 2018-05-01, evidence: [league-charter]}
"""


@pytest.mark.parametrize(
    ("language", "greeted"),
    [
        ("en", "Speaks: English and French. Form of address: Dear friend"),
        ("fr", "Langues : anglais et français. Formule d’appel : Dear friend"),
        ("ru", "Владеет языками: английский и французский. Обращение: Dear friend"),
        ("tg", "Забонҳо: англисӣ ва франсузӣ. Тарзи муроҷиат: Dear friend"),
        ("ar", "اللغات: الإنجليزية والفرنسية. صيغة المخاطبة: Dear friend"),
    ],
)
def test_whom_one_meets_one_can_greet(language: str, greeted: str, visit_project: Path) -> None:
    """A scenario note says beside the name how to address a person, and in which languages, and no honours."""
    house = visit_project / "facts/house.yaml"
    house.write_text(
        house.read_text("utf-8").replace("languages: [en]", "languages: [en, fr, ru, tg, ar]"), "utf-8"
    )
    (visit_project / "facts/zubrowka/lives.yaml").write_text(LIVES, "utf-8")
    brief = make_brief(visit_project, "scenario", "2019-04-20", VISIT, language)
    note = re.sub("[\u2066-\u2069]", "", re.sub("[\u00a0\u202f]", " ", markdown.render(brief).decode()))
    assert greeted in next(line for line in note.splitlines() if "Dear" in line)
    assert "Order of the Lamp" not in note


def test_a_note_about_a_person_tells_of_that_person_only(visit_project: Path) -> None:
    """Contacts and questions are those with the person; of the questions also those that a source raises."""
    found = make_view(visit_project, "2020-04-20", "gustave-h")
    assert contact_dates(found) == ["2014-05-01"]
    assert [phrase_text(question.text) for question in found.questions] == [
        "<question.tenure post=Minister of Lobbies holder=Zero Moustafa>"
    ]
    assert len(make_view(visit_project, "2020-04-20").questions) > 1


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
    workspace = Workspace(Project(project, project))
    subject = workspace.catalog.subjects["zubrowka"]
    assert workspace.next_change(subject, parse_day("2019-02-19")) == parse_day("2019-02-20")


TOUR = """
marking: PUBLIC
visits:
- id: tour
  on: 2019-06-12/2019-06-16
  with: lantern-league
  zone: Europe/Oslo
  programme:
  - {day: 2019-06-12, time: 23:30, until: 02:10, what: Flight}
  - {day: 2019-06-15, time: 10:00, until: 10:45, zone: Asia/Almaty, what: Call}
  - {day: 2019-06-16, time: "18:00", zone: Asia/Almaty, what: Departure}
  evidence: [league-charter]
"""


def programme_rows(project: Path, text: str) -> list[tuple[str | None, str | None, str | None]]:
    """Return the day, time and activity of each row of the programme of a tour."""
    (project / "facts" / "zubrowka" / "tour.yaml").write_text(text, "utf-8")
    visit = make_view(project, "2019-06-01", "tour").visit
    assert visit
    return [
        (phrase_text(row.day), phrase_text(row.time), phrase_text(row.activity)) for row in visit.programme
    ]


def test_a_programme_goes_over_midnight_zones_and_free_days(project: Path) -> None:
    """The end of a night flight has its day, free days are one row, and times of two zones name their cities."""
    assert programme_rows(project, TOUR) == [
        (
            "2019-06-12",
            "<programme.zone time=<programme.overnight start=23:30 end=02:10 day=2019-06-13> city=Oslo>",
            "Flight",
        ),
        ("<period.within-month day=13 end=2019-06-14>", "", "<programme.free>"),
        ("2019-06-15", "<programme.zone time=<programme.until start=10:00 end=10:45> city=Almaty>", "Call"),
        ("2019-06-16", "<programme.zone time=18:00 city=Almaty>", "Departure"),
    ]


def test_times_of_one_zone_name_no_city(project: Path) -> None:
    """Where all times are those of one zone, or of none that is given, the reader needs no city."""
    for text in (
        TOUR.replace("zone: Asia/Almaty, ", ""),
        TOUR.replace("zone: Asia/Almaty, ", "").replace("zone:", "place:"),
    ):
        assert [time for _, time, _ in programme_rows(project, text)][-1] == "18:00"


def test_a_programme_goes_on_where_the_clock_shows_less(project: Path) -> None:
    """After a flight to the west, and over the date line, the next items stay after it; others are put in order."""
    items = (
        ("2019-06-12", "10:00", "Pacific/Apia", "Flight"),
        ("2019-06-11", "13:00", "Pacific/Pago_Pago", "Lunch"),
        ("2019-06-11", "15:00", "Pacific/Pago_Pago", "Talks"),
        ("2019-06-14", "09:00", "Europe/Oslo", "Flight west"),
        ("2019-06-14", "08:30", "Europe/London", "Landing"),
        ("2019-06-12", "08:00", "Pacific/Apia", "Breakfast"),
    )
    programme = ", ".join(
        f'{{day: {day}, time: "{clock}", zone: {zone}, what: {what}}}' for day, clock, zone, what in items
    )
    text = f"""
marking: PUBLIC
visits:
- {{id: tour, on: 2019-06-11/2019-06-16, with: lantern-league, evidence: [league-charter], programme: [{programme}]}}
"""
    order = [activity for *_, activity in programme_rows(project, text)]
    assert order == ["Breakfast", "Flight", "Lunch", "Talks", "<programme.free>", "Flight west", "Landing"]
