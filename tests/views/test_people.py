"""Tests of the views of people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.views import (
    SHARED,
    add_fact_file,
    make_view,
)
from tests.support.words import phrase_text

if TYPE_CHECKING:
    from pathlib import Path

    from briefings.views.records import View


def people_with_offices(found: View) -> dict[str | None, list[str | None]]:
    """Return the people who are named, with their offices."""
    return {
        phrase_text(person.name): [phrase_text(office) for office in person.offices]
        for person in found.people
    }


def test_people_are_those_named(project: Path) -> None:
    """Who's who lists those whom the note names, by name, and nobody else."""
    assert list(people_with_offices(make_view(project, "2015-01-01"))) == [
        "Agatha Baker",
        "Gustave H.",
        "Zero the Younger",
    ]
    assert list(people_with_offices(make_view(project, "2005-01-01"))) == []


def test_a_name_is_cited_once(project: Path) -> None:
    """The name of somebody rests on the first of its sources."""
    text = (project / SHARED).read_text("utf-8")
    names = "{text: Gustave H., lang: en, evidence: [undated-page, league-charter]}"
    (project / SHARED).write_text(text.replace("{text: Gustave H., lang: en}", names), "utf-8")
    (gustave,) = make_view(project, "2010-01-01").people
    assert [citation.source_id for citation in gustave.name.citations] == ["undated-page"]


def test_offices_as_on_the_day(project: Path) -> None:
    """An office that began later is not told, and one that has not ended is told without its end."""
    keeper = "title=Keeper of the League"
    assert people_with_offices(make_view(project, "2014-12-31"))["Gustave H."] == [
        f"<office.time {keeper} time=<period.since start=2006-01-01>>"
    ]
    assert people_with_offices(make_view(project, "2015-01-01"))["Gustave H."] == [
        f"<office.time {keeper} time=<period.from-to start=2006-01-01 end=2014-12-31>>"
    ]
    minister = "title=Minister of Lobbies"
    assert people_with_offices(make_view(project, "2014-05-01"))["Zero the Younger"] == [
        f"<office.time {minister} time=<holders.on date=2014-05-01>>"
    ]
    assert people_with_offices(make_view(project, "2019-02-03"))["Zero Moustafa"] == [
        f"<office.time {minister} time=<holders.from-to first=2014-05-01 last=2019-02-03>>"
    ]


def test_an_office_that_is_yet_to_come(project: Path) -> None:
    """Of somebody who was at a contact years before taking office the office is not told until then."""
    add_fact_file(
        project,
        "contacts:\n- {id: c, on: 2009-03-01, form: call, with: lantern-league, ours: [agatha-baker], evidence: [league-charter]}\n",
    )
    assert people_with_offices(make_view(project, "2014-12-31"))["Agatha Baker"] == []
    assert people_with_offices(make_view(project, "2015-01-01"))["Agatha Baker"] == [
        "<office.time title=Keeper of the League time=<period.since start=2015-01-01>>"
    ]


def test_an_office_that_only_a_contact_tells(project: Path) -> None:
    """Who holds no post on record has the office that the contact gives."""
    add_fact_file(
        project,
        """\
people:
- {id: ivan, names: [{text: Ivan, lang: en}, {text: Иван, lang: ru, attested: [2016], evidence: [undated-page]}]}
contacts:
- {id: c, on: 2014-05-02, form: call, with: lantern-league, ours: [{person: ivan, as: Concierge}], evidence: [league-charter]}
- {id: d, on: 2014-05-03, form: call, with: lantern-league, ours: [{person: ivan, as: Concierge}], evidence: [league-charter]}
""",
    )
    assert people_with_offices(make_view(project, "2015-01-01"))["Ivan"] == ["Concierge"]
    others = {day: make_view(project, day).people[-1].other_names for day in ("2016-12-30", "2016-12-31")}
    ivan = {day: [phrase_text(name) for name in names] for day, names in others.items()}
    assert (ivan["2016-12-30"], phrase_text(make_view(project, "2016-12-31").people[2].name)) == ([], "Ivan")
    assert [phrase_text(name) for name in make_view(project, "2016-12-31").people[2].other_names] == [
        "<people.form name=Иван>"
    ]


def test_a_name_that_the_note_spells_stands_beside_the_one_of_its_sources(project: Path) -> None:
    """The desk sees what a source has written, and by which system the note spells it."""
    text = (project / SHARED).read_text("utf-8")
    (project / SHARED).write_text(
        text.replace("{text: Gustave H., lang: en}", "{text: Ғұстав, lang: kk}"), "utf-8"
    )
    (gustave,) = make_view(project, "2010-01-01").people
    assert phrase_text(gustave.name) == "Ghustav"
    assert [phrase_text(name) for name in gustave.other_names] == [
        "<people.spelled name=<people.form name=Ғұстав> system=BGN/PCGN 1979>"
    ]
