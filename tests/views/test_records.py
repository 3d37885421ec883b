"""Tests of the view of a note: as of its day, for its audience, in its language."""

from __future__ import annotations

import random
import re
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.compose.label_checks import check_use
from briefings.compose.labels import Labels
from briefings.factbase.load import load
from briefings.model.dates import PartialDate, parse_day
from briefings.model.phrases import LabelRef, Phrase
from briefings.views.builder import build_view
from briefings.views.records import PostView, Scope, View
from tests.support.withheld import WITHHELD_CASES, add_second_level, add_withheld_facts
from tests.support.words import phrase_text, walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.factbase.store import FactStore

ROOT = Path(__file__).parents[2]
SHARED = "facts/shared/shared.yaml"
ZUBROWKA = "facts/zubrowka/zubrowka.yaml"
CASE = "facts/zubrowka/case.yaml"


@cache
def shipped_store() -> FactStore:
    """Return the facts that come with Briefings."""
    return load(ROOT)


def make_view(project: Path, day: str, contacts: int | None = None, audience: str = "internal") -> View:
    """Return the view of the fictional partner on a day."""
    return build_view(load(project), Scope("zubrowka", parse_day(day), audience, "en", contacts))


def add_fact_file(project: Path, text: str, path: str = CASE) -> None:
    """Write a fact file into a project."""
    (project / path).write_text("marking: PUBLIC\n" + text, "utf-8")


def printable_lines(part: object) -> list[str]:
    """Return all printable texts and all words that steer a template, each after its path; leave out empty ones."""
    found = []
    for path, thing in walk(part, ""):
        if "<" in path or ".parts" in path or ".citations" in path:
            continue
        words = phrase_text(thing) if isinstance(thing, Phrase) else thing
        if words and isinstance(words, str | bool):
            found.append(f"{path.lstrip('.')}: {words}")
    return found


# --- the view of a day ------------------------------------------------------------------------------

ON_10_FEBRUARY_2019 = """
partner.name: Zubrowka
partner.formal: Republic of Zubrowka
partner.adjective: Zubrowkan
side.name: League of Lantern Keepers (LLK)
posts[secretary-general][0].title: Keeper of the League
posts[secretary-general][0].state: held
posts[secretary-general][0].holders[0].text: Agatha Baker
posts[secretary-general][0].holders[0].status: presumed
posts[secretary-general][0].holders[0].time: <period.since start=2015-01-01>
posts[secretary-general][0].holders[0].attested: 2019-02-03
posts[secretary-general][0].holders[0].attested_later: True
posts[special-representative][0].title: Envoy to the Far Valleys
posts[special-representative][0].state: unknown
posts[foreign-minister][0].title: Minister of Lobbies
posts[foreign-minister][0].state: held
posts[foreign-minister][0].holders[0].text: Zero Moustafa
posts[foreign-minister][0].holders[0].status: presumed
posts[foreign-minister][0].holders[0].attested: 2019-02-03
posts[foreign-minister][0].holders[0].disputed: True
posts[foreign-minister][0].holders[0].attested_later: True
background[0].text: In March 2007 Gustave H. lit the first lamp of the League of Lantern Keepers (LLK) in Zubrowka.
background[0].status: certain
background[0].time: 2007-03
background[1].text: The Lamp Forum (LF) meets in the snow.
background[1].status: presumed
background[1].time: <period.since start=2007>
background[1].attested: 2019-02-03
background[1].attested_later: True
frameworks[0].status: certain
frameworks[0].time: <period.since start=2007-03-01>
frameworks[0].name: Lamp Forum (LF)
past_frameworks[0].status: ended
past_frameworks[0].time: <period.from-to start=2010 end=2012>
past_frameworks[0].name: Wick Programme
areas[0].name: Light
areas[0].items[0].text: The two sides share lamp oil.
areas[0].items[0].status: presumed
areas[0].items[0].time: <period.since start=2010>
areas[0].items[0].attested: 2019-02-03
areas[0].items[0].attested_later: True
contacts[0].body: League of Lantern Keepers (LLK)
contacts[0].is_own_side: True
contacts[0].contacts[0].date: 2019-02-03
contacts[0].contacts[0].form: visit
contacts[0].contacts[0].place: Lutz
contacts[0].contacts[0].ours[0]: <participant name=Agatha Baker office=Keeper of the League>
contacts[0].contacts[0].theirs[0]: <participant name=Zero Moustafa office=Minister of Lobbies>
contacts[0].contacts[0].theirs[1]: Porters of the valley
contacts[0].contacts[0].topics[0]: Snow
contacts[0].contacts[1].date: 2014-05-01
contacts[0].contacts[1].form: visit
contacts[0].contacts[1].place: Nebelsbad
contacts[0].contacts[1].ours[0]: <participant name=Gustave H. office=Keeper of the League>
contacts[0].contacts[1].theirs[0]: <participant name=Zero the Younger office=Minister of Lobbies>
contacts[0].contacts[1].topics[0]: Lamps
contacts[0].contacts[1].topics[1]: Lobbies
contacts[0].last_date: 2019-02-03
milestones[0].date: 2007-03-01
milestones[0].text: Joins the Lamp Forum (LF)
milestones[1].date: 2007-03
milestones[1].text: First lamp lit
milestones[2].date: 2014-05-01
milestones[2].text: Keeper visits Nebelsbad
histories[0].title: Minister of Lobbies
histories[0].tenures[0].text: Zero Moustafa
histories[0].tenures[0].status: presumed
histories[0].tenures[0].attested: 2019-02-03
histories[0].tenures[0].disputed: True
histories[0].tenures[0].attested_later: True
histories[0].tenures[0].attested_time: <holders.from-to first=2014-05-01 last=2019-02-03>
histories[1].title: Keeper of the League
histories[1].tenures[0].text: Gustave H.
histories[1].tenures[0].status: ended
histories[1].tenures[0].time: <period.from-to start=2006-01-01 end=2014-12-31>
histories[1].tenures[1].text: Agatha Baker
histories[1].tenures[1].status: presumed
histories[1].tenures[1].time: <period.since start=2015-01-01>
histories[1].tenures[1].attested: 2019-02-03
histories[1].tenures[1].attested_later: True
histories[1].tenures[1].attested_time: <standing.attested date=2019-02-03>
histories[2].title: Envoy to the Far Valleys
histories[2].tenures[0].text: <holder.vacant>
histories[2].tenures[0].status: ended
histories[2].tenures[0].time: <period.from-to start=2012-01-01 end=2014-06-30>
people[0].name: Agatha Baker
people[0].offices[0]: <office.time title=Keeper of the League time=<period.since start=2015-01-01>>
people[1].name: Gustave H.
people[1].offices[0]: <office.time title=Keeper of the League time=<period.from-to start=2006-01-01 end=2014-12-31>>
people[2].name: Zero Moustafa
people[2].former_names[0]: Zero the Younger
people[2].offices[0]: <office.time title=Minister of Lobbies time=<holders.from-to first=2014-05-01 last=2019-02-03>>
questions[0].kind: disputed
questions[0].text: <question.tenure post=Minister of Lobbies holder=Zero Moustafa>
questions[0].attested: 2019-02-03
questions[0].claims[0]: <question.says-via publisher=League of Lantern Keepers title=Our friends in the valleys \
date=2019-02-04 words=<said.holder name=Gustave H.> via=Alpine Herald>
"""

ON_1_MARCH_2009 = """
partner.name: Zubrowka
partner.formal: Republic of Zubrowka
partner.adjective: Zubrowkan
side.name: League of Lantern Keepers (LLK)
posts[secretary-general][0].title: Keeper of the League
posts[secretary-general][0].state: held
posts[secretary-general][0].holders[0].text: Gustave H.
posts[secretary-general][0].holders[0].status: certain
posts[secretary-general][0].holders[0].time: <period.since start=2006-01-01>
posts[special-representative][0].title: Envoy to the Far Valleys
posts[special-representative][0].state: unknown
posts[foreign-minister][0].title: Minister of Lobbies
posts[foreign-minister][0].state: unknown
background[0].text: In March 2007 Gustave H. lit the first lamp of the League of Lantern Keepers (LLK) in Zubrowka.
background[0].status: certain
background[0].time: 2007-03
background[1].text: The Lamp Forum (LF) meets in the snow.
background[1].status: certain
background[1].time: <period.since start=2007>
frameworks[0].status: certain
frameworks[0].time: <period.since start=2007-03-01>
frameworks[0].name: Lamp Forum (LF)
contacts[0].body: League of Lantern Keepers (LLK)
contacts[0].is_own_side: True
milestones[0].date: 2007-03-01
milestones[0].text: Joins the Lamp Forum (LF)
milestones[1].date: 2007-03
milestones[1].text: First lamp lit
histories[0].title: Keeper of the League
histories[0].tenures[0].text: Gustave H.
histories[0].tenures[0].status: certain
histories[0].tenures[0].time: <period.since start=2006-01-01>
people[0].name: Gustave H.
people[0].offices[0]: <office.time title=Keeper of the League time=<period.since start=2006-01-01>>
"""


@pytest.mark.parametrize(
    ("day", "expected"), [("2019-02-10", ON_10_FEBRUARY_2019), ("2009-03-01", ON_1_MARCH_2009)]
)
def test_all_that_is_told_on_a_day(day: str, expected: str, project: Path) -> None:
    """A view holds what stands on its day, with its dates and people, and nothing else."""
    beside = (
        "scope",
        "markings",
        "sources",
        "code",
        "home_language",
        "house",
        "roles",
        "attested_ranges",
        "locations",
    )
    told = [line for line in printable_lines(make_view(project, day)) if not line.startswith(beside)]
    assert expected.strip().split("\n") == told


def test_scope_that_there_is_not(project: Path) -> None:
    """A partner or an audience that nobody knows is an error of the caller."""
    store, day = load(project), date(2020, 1, 1)
    with pytest.raises(KeyError, match="fenwick"):
        build_view(store, Scope("fenwick", day, "internal", "en"))
    with pytest.raises(KeyError, match="everybody"):
        build_view(store, Scope("zubrowka", day, "everybody", "en"))


# --- nothing later than the day ---------------------------------------------------------------------

QUOTED = "<said.period period>"


def dates_in(part: View) -> Iterator[tuple[str, PartialDate]]:
    """Return every date that a view may print, with its path."""
    for path, thing in walk(part):
        if isinstance(thing, PartialDate):
            yield path, thing


def test_nothing_later_than_the_day() -> None:
    """On two hundred days no view of any partner has a date that lies after it, but in what a source says instead."""
    chosen = random.Random(20_261_123)
    store, dates = shipped_store(), 0
    for _ in range(200):
        day = date(1988, 1, 1) + timedelta(days=chosen.randrange(40 * 365))
        for partner in store.partners:
            for path, when in dates_in(build_view(store, Scope(partner.id, day, "internal", "en"))):
                dates += 1
                quoted = ".questions[" in path and QUOTED in path
                assert when.nominal_first_day <= day or quoted, f"{day}: {path} is {when}"
    assert dates > 10_000


def test_a_period_that_a_source_says_may_end_later(project: Path) -> None:
    """What a source says instead is quoted whole, even where it looks ahead; the fact itself is not."""
    add_fact_file(
        project,
        """\
statements:
- id: winter
  valid: 2010-01-01/2030
  text: Winter lasts.
  evidence:
  - league-charter
  - {source: league-charter, asserted: 2012, says: {valid: 2011/2040}}
""",
    )
    later = {
        path: str(when)
        for path, when in dates_in(make_view(project, "2013-01-01"))
        if when.first_day > date(2013, 1, 1)
    }
    assert list(later.values()) == ["2040"]
    assert all(QUOTED in path and path.startswith("view.questions[") for path in later)


@pytest.mark.parametrize("partner", [partner.id for partner in shipped_store().partners])
@given(day=st.dates())
def test_every_statement_is_cited(partner: str, day: date) -> None:
    """On any day all that states something rests on a source that the view has, and on a fact whose marking it has."""
    found = build_view(shipped_store(), Scope(partner, day, "internal", "en", 3))
    for path, thing in walk(found):
        if not isinstance(thing, Phrase) or not thing:
            continue
        stated = re.search(
            r"\.(background|frameworks|past_frameworks|agreements|figures|items|milestones|questions|holders|previous_holders|tenures)\[\d+\]"
            r"\.(text|time|attested|due|attested_time|name|date|claims\[\d+\]|basis\[\d+\])$|\.(contacts\[\d+\]\.contacts\[\d+\]|offices\[\d+\])[^<]*$|\.last_date$",
            path,
        )
        assert thing.citations or not stated, path
        for citation in thing.citations:
            assert citation.source_id in found.sources
            assert citation.fact_key in found.markings or citation.fact_key in shipped_store().entities


def test_wording_is_there(project: Path) -> None:
    """Every wording that a view asks for is in the label file, with a place for each of its values."""
    labels = Labels.load("en", [(ROOT / "templates" / "labels" / "en.yaml", "en.yaml")])
    add_fact_file(project, CONTACTS + HANDOVER)
    add_fact_file(project, SUBJECTS, "facts/zubrowka/subjects.yaml")
    fictional = load(project)
    views = [
        build_view(store, Scope(partner.id, date(year, 3, 10), "internal", "en", 1))
        for store in (shipped_store(), fictional)
        for partner in store.partners
        for year in range(1994, 2028, 3)
    ]
    asked = {thing for found in views for _, thing in walk(found) if isinstance(thing, LabelRef)}
    assert len({wording.key for wording in asked}) > 15
    wrong = [check_use(labels, wording.key, {name for name, _ in wording.values}) for wording in asked]
    assert [problem for problem in wrong if problem] == []


# --- time of a fact ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("when", "day", "expected"),
    [
        ("on: 2007-03-04", "2007-03-04", "2007-03-04"),
        ("on: 2007-03", "2007-03-31", "2007-03"),
        ("on: 2007-03/2007-05", "2007-05-31", "<period.from-to start=2007-03 end=2007-05>"),
        ("on: 2007-03-04/2007-03-06", "2007-03-06", "<period.within-month day=4 end=2007-03-06>"),
        ("on: 2007-03-04/2007-04-06", "2007-04-06", "<period.from-to start=2007-03-04 end=2007-04-06>"),
        ("on: 2007-03-04~/2007-03-06", "2007-03-06", "<period.from-to start=2007-03-04~ end=2007-03-06>"),
        ("on: ../2007-03", "2020-01-01", "<period.by end=2007-03>"),
        ("on: /2007-03", "2020-01-01", "<period.by end=2007-03>"),
        ("valid: 2007/2009", "2008-05-05", "<period.since start=2007>"),
        ("valid: 2007/2009", "2009-01-01", "<period.since start=2007>"),
        ("valid: 2007/2009", "2009-12-31", "<period.since start=2007>"),
        ("valid: 2007/..", "2009-12-31", "<period.since start=2007>"),
        ("valid: ../2009", "2008-05-05", ""),
        ("valid: ../..", "2008-05-05", ""),
        ("valid: 2007", "2007-05-05", "<period.since start=2007>"),
    ],
)
def test_time(when: str, day: str, expected: str, project: Path) -> None:
    """An event is dated, a state has its start; an end that has not come is not told."""
    add_fact_file(
        project, f"figures:\n- {{id: case, {when}, name: Lamps, value: 12, evidence: [league-charter]}}\n"
    )
    (figure,) = make_view(project, day).figures
    assert expected == phrase_text(figure.time)
    assert (phrase_text(figure.name), phrase_text(figure.text)) == ("Lamps", "12")


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("valid: 2007/2009", "<period.from-to start=2007 end=2009>"),
        ("valid: /2009", "<period.until end=2009>"),
        ("valid: ../2009-05", "<period.until end=2009-05>"),
        ("valid: 2009", "2009"),
    ],
)
def test_time_of_what_is_over(when: str, expected: str, project: Path) -> None:
    """Of a membership that has ended the end is told, and the start where it is known."""
    add_fact_file(
        project, f"memberships:\n- {{id: case, {when}, framework: lamp-forum, evidence: [league-charter]}}\n"
    )
    past = [
        fact
        for fact in make_view(project, "2010-01-01").past_frameworks
        if phrase_text(fact.name) == "Lamp Forum (LF)"
    ]
    assert [(fact.status, phrase_text(fact.time)) for fact in past] == [("ended", expected)]


def test_a_membership_of_what_does_not_exist(project: Path) -> None:
    """A membership is not told while its framework does not exist yet, or no longer does."""
    add_fact_file(
        project,
        """\
frameworks:
- {id: brief-council, organisation: lantern-league, names: [{text: Council, lang: en}], valid: 2010/2011}
memberships:
- {id: case, valid: ../.., framework: brief-council, evidence: [league-charter]}
""",
    )

    def is_council_listed(day: str) -> bool:
        return "Council" in [phrase_text(fact.name) for fact in make_view(project, day).frameworks]

    assert [is_council_listed(day) for day in ("2009-12-31", "2010-01-01", "2011-12-31", "2012-01-01")] == [
        False,
        True,
        True,
        False,
    ]


def test_a_start_that_only_may_have_come(project: Path) -> None:
    """Of a state that was seen before the month about which it began, the start is not told as if it lay ahead."""
    add_fact_file(
        project,
        "figures:\n- id: case\n  valid: 2004-06~/\n  name: Lamps\n  value: 12\n"
        "  evidence: [{source: league-charter, attests: 2004-05-20}]\n",
    )
    assert [phrase_text(figure.time) for figure in make_view(project, "2004-05-25").figures] == [""]
    assert [phrase_text(figure.time) for figure in make_view(project, "2004-06-01").figures] == [
        "<period.since start=2004-06~>"
    ]


@pytest.mark.parametrize(
    ("period", "day", "expected"),
    [
        # What was always so is cited even to those who saw it later only.
        ("../..", "2001-01-01", ["undated-page", "league-charter", "alpine-herald-2019"]),
        # The latest attestation up to the day, and sources of the whole fact.
        ("../..", "2005-01-01", ["undated-page"]),
        ("../..", "2010-01-01", ["league-charter"]),
        ("../..", "2020-01-01", ["alpine-herald-2019"]),
        # With a start that is known, the earliest attestation as well: it tells of the start.
        ("2000/..", "2001-01-01", ["undated-page"]),
        ("2000/..", "2010-01-01", ["undated-page", "league-charter"]),
        ("2000/..", "2020-01-01", ["undated-page", "alpine-herald-2019"]),
    ],
)
def test_who_is_cited(period: str, day: str, expected: list[str], project: Path) -> None:
    """A state rests on those who attest what is printed of it, and on no other of its sources."""
    add_fact_file(
        project,
        f"figures:\n- id: case\n  valid: {period}\n  name: Lamps\n  value: 12\n  evidence:\n"
        "  - {source: undated-page, attests: 2004}\n"
        "  - {source: league-charter, attests: 2009}\n"
        "  - {source: alpine-herald-2019, attests: 2019}\n",
    )
    (figure,) = make_view(project, day).figures
    assert expected == [citation.source_id for citation in figure.text.citations]


# --- contacts ---------------------------------------------------------------------------------------

CONTACTS = """\
contacts:
- {id: call-2018, on: 2018-06-01, form: call, with: lantern-league, evidence: [league-charter]}
- {id: tea, on: 2019-01-15, form: meeting, with: embassy-grand-fenwick, evidence: [league-charter]}
- {id: letter, on: 2018-12, form: signature, with: lantern-league, evidence: [league-charter]}
"""


@pytest.mark.parametrize(
    ("limit", "shown", "omitted"),
    [
        (None, ["2019-02-03", "2018-12", "2018-06-01", "2014-05-01"], ""),
        (4, ["2019-02-03", "2018-12", "2018-06-01", "2014-05-01"], ""),
        (3, ["2019-02-03", "2018-12", "2018-06-01"], "1"),
        (1, ["2019-02-03"], "3"),
        (0, [], "4"),
    ],
)
def test_contacts_limit(limit: int | None, shown: list[str], omitted: str, project: Path) -> None:
    """The newest contacts are shown, as many as asked for, and the number of the others is told."""
    add_fact_file(project, CONTACTS)
    own = make_view(project, "2020-01-01", limit).contacts[0]
    assert (shown, omitted) == (
        [phrase_text(contact.date) for contact in own.contacts],
        phrase_text(own.omitted_count),
    )
    assert phrase_text(own.last_date) == "2019-02-03"


def test_contacts_by_body(project: Path) -> None:
    """Contacts are told by the body on our side, those of our own side first, even if there are none."""
    add_fact_file(project, CONTACTS)

    def contact_groups(day: str) -> list[tuple[str | None, bool, int]]:
        return [
            (phrase_text(group.body), group.is_own_side, len(group.contacts))
            for group in make_view(project, day).contacts
        ]

    own, embassy = "League of Lantern Keepers (LLK)", "Embassy of Grand Fenwick"
    assert contact_groups("2020-01-01") == [(own, True, 4), (embassy, False, 1)]
    assert contact_groups("2010-01-01") == [(own, True, 0)]
    (project / ZUBROWKA).write_text(
        (project / ZUBROWKA)
        .read_text("utf-8")
        .replace("with: lantern-league", "with: embassy-grand-fenwick"),
        "utf-8",
    )
    assert contact_groups("2018-01-01") == [(own, True, 0), (embassy, False, 1)]


@pytest.mark.parametrize(
    ("day", "silent"),
    [
        ("2014-05-01", False),
        ("2015-04-30", False),
        ("2015-05-01", True),
        ("2019-02-03", False),
        ("2020-02-03", True),
    ],
)
def test_silence(day: str, silent: bool, project: Path) -> None:
    """A year after the newest contact, which is how long the house waits, the note says that there is none since."""
    assert silent is make_view(project, day).contacts[0].silent


def test_no_contact_is_no_silence(project: Path) -> None:
    """Where no contact is on record, nothing is said to be long ago."""
    own = make_view(project, "2010-01-01").contacts[0]
    assert (own.silent, own.last_date, own.contacts) == (False, Phrase(), ())


@pytest.mark.parametrize(
    ("participant", "expected"),
    [
        ("gustave-h", "<participant name=Gustave H. office=Keeper of the League>"),
        ("{person: gustave-h, as: Concierge}", "<participant name=Gustave H. office=Concierge>"),
        (
            "{person: gustave-h, post: zubrowka-minister}",
            "<participant name=Gustave H. office=Minister of Lobbies>",
        ),
        ("{group: Porters}", "Porters"),
        ("{person: zero-moustafa}", "<participant name=Zero the Younger office=Minister of Lobbies>"),
        ("agatha-baker", "Agatha Baker"),
    ],
)
def test_participants(participant: str, expected: str, project: Path) -> None:
    """People at a contact have the names and posts of its day: those named there, else those on record."""
    add_fact_file(
        project,
        "contacts:\n"
        f"- {{id: c, on: 2014-05-02, form: call, with: lantern-league, ours: [{participant}], evidence: [league-charter]}}\n",
    )
    contact = make_view(project, "2020-01-01").contacts[0].contacts[1]
    assert (phrase_text(contact.date), [phrase_text(phrase) for phrase in contact.ours]) == (
        "2014-05-02",
        [expected],
    )


def test_an_office_that_is_merely_possible(project: Path) -> None:
    """Somebody at a contact is not given an office that was perhaps held on its day."""
    add_fact_file(
        project,
        HANDOVER
        + "contacts:\n"
        + "- {id: c, on: 2010-11-10, form: call, with: lantern-league, ours: [agatha-baker], evidence: [league-charter]}\n"
        + "- {id: d, on: 2010-12-10, form: call, with: lantern-league, ours: [agatha-baker], evidence: [league-charter]}\n",
    )
    ours = {
        phrase_text(contact.date): contact.ours
        for contact in make_view(project, "2011-01-01").contacts[0].contacts
    }
    assert [phrase_text(phrase) for phrase in ours["2010-11-10"]] == ["Agatha Baker"]
    assert [phrase_text(phrase) for phrase in ours["2010-12-10"]] == [
        "<participant name=Agatha Baker office=Porter>"
    ]


def test_a_contact_that_may_not_have_happened_yet(project: Path) -> None:
    """A contact is told from the last day that its date allows."""
    add_fact_file(project, CONTACTS)

    def is_contact_listed(day: str) -> bool:
        return "2018-12" in [
            phrase_text(contact.date) for contact in make_view(project, day).contacts[0].contacts
        ]

    assert (is_contact_listed("2018-12-30"), is_contact_listed("2018-12-31")) == (False, True)


# --- posts ------------------------------------------------------------------------------------------


def envoy_post(project: Path, day: str) -> PostView:
    """Return the envoy's post on a day."""
    (post,) = make_view(project, day).posts["special-representative"]
    return post


@pytest.mark.parametrize(
    ("day", "state", "holders", "time"),
    [
        ("2008-04-30", "not-created", [], ""),
        ("2008-05-01", "unknown", [], ""),
        ("2011-12-31", "unknown", [], ""),
        ("2012-01-01", "vacant", ["certain <holder.vacant>"], ""),
        ("2014-06-30", "vacant", ["certain <holder.vacant>"], ""),
        ("2014-07-01", "unknown", [], ""),
        ("2021-12-31", "unknown", [], ""),
        ("2022-01-01", "abolished", [], "<period.until end=2021-12-31>"),
    ],
)
def test_states_of_a_post(day: str, state: str, holders: list[str], time: str, project: Path) -> None:
    """A post is not created, of unknown holder, vacant or abolished, each on its day."""
    post = envoy_post(project, day)
    told = [f"{holder.status} {phrase_text(holder.text)}" for holder in post.holders]
    assert (state, holders, time) == (post.state, told, phrase_text(post.time))


def test_a_post_that_never_was_is_cited(project: Path) -> None:
    """That a post does not exist rests on the sources of the post."""
    for day in ("2008-04-30", "2022-01-01"):
        assert {citation.source_id for citation in envoy_post(project, day).title.citations} == {
            "league-charter"
        }


def test_the_last_known_holder(project: Path) -> None:
    """Where nobody is known for the day, the last holder whose time is over is told; a vacancy is none."""
    add_fact_file(
        project,
        """\
tenures:
- {id: envoy-first, post: league-envoy, holder: gustave-h, valid: 2008-05/2009, evidence: [league-charter]}
- {id: envoy-second, post: league-envoy, holder: agatha-baker, valid: 2010/2011-06, evidence: [league-charter]}
""",
        "facts/shared/case.yaml",
    )

    def previous_holders(day: str) -> list[str]:
        return [
            f"{holder.status} {phrase_text(holder.text)} {phrase_text(holder.time)}"
            for holder in envoy_post(project, day).previous_holders
        ]

    assert previous_holders("2008-06-01") == []
    assert previous_holders("2011-08-01") == ["ended Agatha Baker <period.from-to start=2010 end=2011-06>"]
    assert previous_holders("2012-06-01") == []
    assert previous_holders("2015-01-01") == ["ended Agatha Baker <period.from-to start=2010 end=2011-06>"]


HANDOVER = """\
posts:
- {id: porter, role: mission, titles: [{text: Porter, lang: en}], partner: zubrowka}
tenures:
- {id: p1, post: porter, holder: gustave-h, valid: 2004-09/2010-11, evidence: [league-charter]}
- {id: p2, post: porter, holder: agatha-baker, valid: 2010-11/2021-09, evidence: [league-charter]}
"""


@pytest.mark.parametrize(
    ("day", "holders"),
    [
        ("2010-11-01", ["certain Gustave H."]),
        ("2010-11-02", ["possible Gustave H.", "possible Agatha Baker"]),
        ("2010-11-29", ["possible Gustave H.", "possible Agatha Baker"]),
        ("2010-11-30", ["certain Agatha Baker"]),
    ],
)
def test_possible_holders_only_where_nobody_is_firm(day: str, holders: list[str], project: Path) -> None:
    """Who possibly holds a post is told only where nobody certainly or presumably does."""
    add_fact_file(project, HANDOVER)
    found = make_view(project, day)
    (post,) = found.posts["mission"]
    assert holders == [f"{holder.status} {phrase_text(holder.text)}" for holder in post.holders]
    asked = [question.kind for question in found.questions if "Porter" in str(phrase_text(question.text))]
    assert asked == (["possible", "possible"] if len(holders) == 2 else [])


def test_two_seats(project: Path) -> None:
    """A post with two seats shows both who hold it."""
    add_fact_file(
        project,
        HANDOVER.replace("partner: zubrowka", "partner: zubrowka, seats: 2").replace(
            "2010-11/2021", "2008/2021"
        ),
    )
    (post,) = make_view(project, "2009-06-01").posts["mission"]
    assert [phrase_text(holder.text) for holder in post.holders] == ["Gustave H.", "Agatha Baker"]


def test_posts_of_others(project: Path) -> None:
    """A post that does not cover the partner is not in its view, and neither are its holders."""
    text = (project / SHARED).read_text("utf-8")
    (project / SHARED).write_text(
        text.replace("covers: [zubrowka]\n- id: league-envoy", "covers: []\n- id: league-envoy")
    )
    found = make_view(project, "2010-01-01")
    assert list(found.posts) == ["special-representative", "foreign-minister"]


@pytest.mark.parametrize(
    ("covers", "own", "shown"),
    [
        ("[]", "", False),
        ("[all]", "", True),
        ("[zubrowka]", "", True),
        ("[]", "  posts: [league-guest]\n", True),
        ("[]", "  posts: [league-keeper]\n", False),
    ],
)
def test_posts_that_cover_a_partner(project: Path, covers: str, own: str, shown: bool) -> None:
    """A shared post is shown where it covers all, or the partner, or where the partner lists it."""
    text = f"- {{id: league-guest, role: guest, organisation: lantern-league, covers: {covers}, titles: [{{text: Guest, lang: en}}]}}"
    (project / "facts/shared/guest.yaml").write_text(f"marking: PUBLIC\nposts:\n{text}\n", "utf-8")
    file = project / "facts/zubrowka/zubrowka.yaml"
    file.write_text(file.read_text("utf-8").replace("  id: zubrowka\n", f"  id: zubrowka\n{own}"), "utf-8")
    assert ("guest" in make_view(project, "2010-01-01").posts) is shown


BOTH = """\
posts:
- {id: league-guest, role: mission, organisation: lantern-league, covers: [zubrowka], titles: [{text: Guest, lang: en}]}
- {id: keeper, role: lamp-keeper, partner: zubrowka, titles: [{text: Keeper, lang: en}]}
"""


def glance_roles(project: Path) -> list[tuple[str, str | None, list[str | None]]]:
    """Return the rows at a glance: role, side, titles."""
    found = make_view(project, "2010-01-01").roles
    return [
        (role.role, phrase_text(role.party) or None, [phrase_text(post.title) for post in role.posts])
        for role in found
    ]


def test_roles_in_the_order_of_the_house(project: Path) -> None:
    """At a glance stand the roles that the house lists, theirs before ours, each side's posts under its own."""
    add_fact_file(project, BOTH)
    house = project / "facts/house.yaml"
    text = house.read_text("utf-8").partition("roles:")[0]
    house.write_text(f"{text}roles: {{theirs: [nobody, lamp-keeper, mission], ours: [mission]}}\n", "utf-8")
    assert glance_roles(project) == [
        ("nobody", None, []),
        ("lamp-keeper", None, ["Keeper"]),
        ("mission", "Zubrowka", []),
        ("mission", "LLK", ["Guest"]),
    ]


def test_roles_where_the_house_has_no_wish(project: Path) -> None:
    """In a house that lists no roles every role stands at a glance that has a post."""
    add_fact_file(project, BOTH)
    house = project / "facts/house.yaml"
    house.write_text(house.read_text("utf-8").partition("roles:")[0], "utf-8")
    found = make_view(project, "2010-01-01")
    assert sum(len(role.posts) for role in found.roles) == sum(len(posts) for posts in found.posts.values())
    assert {role.role for role in found.roles} == set(found.posts)


# --- people -----------------------------------------------------------------------------------------


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
    assert [phrase_text(name) for name in make_view(project, "2016-12-31").people[2].other_names] == ["Иван"]


# --- open questions ---------------------------------------------------------------------------------


def question_kinds(found: View, about: str) -> list[str]:
    """Return the kinds of the questions whose text has some words."""
    return [question.kind for question in found.questions if about in str(phrase_text(question.text))]


PAGE = (
    "<question.says-? publisher=League of Lantern Keepers title=Our friends in the valleys date={} words={}>"
)


@pytest.mark.parametrize(
    ("evidence", "from_day", "saying"),
    [
        # Said on its own date.
        (
            "{source: alpine-herald-2019, says: {text: It thaws.}}", "2019-02-04",
            "<question.says publisher=Alpine Herald title=A visit in the snow date=2019-02-04 words=<said.text text=It thaws.>>",
        ),
        # Said on another date than its own.
        (
            "{source: alpine-herald-2019, asserted: 2018-01, says: {value: '7'}}", "2018-01-31",
            "<question.says publisher=Alpine Herald title=A visit in the snow date=2018-01 words=<said.value value=7>>",
        ),
        # An undated page, of which somebody else said so.
        (
            "{source: undated-page, via: alpine-herald-2019, says: {holder: zero-moustafa}}", "2019-02-04",
            PAGE.replace("?", "via").format("2019-02-04", "<said.holder name=Zero Moustafa> via=Alpine Herald"),
        ),
        # An undated page that was read on a day.
        (
            "{source: undated-page, asserted: 2012, says: {valid: 2011/2014}}", "2012-12-31",
            PAGE.replace("?", "undated").format("2012", "<said.period period=<period.from-to start=2011 end=2014>>"),
        ),
        (
            "{source: undated-page, asserted: 2012, says: {on: 2011}}", "2012-12-31",
            PAGE.replace("?", "undated").format("2012", "<said.period period=2011>"),
        ),
    ],
)  # fmt: skip
def test_disputed_from_the_day_it_was_said(evidence: str, from_day: str, saying: str, project: Path) -> None:
    """A fact is disputed from the last day on which the source can have said so, and not before."""
    add_fact_file(
        project,
        f"statements:\n- {{id: winter, valid: 2010-01-01/.., text: Winter lasts., evidence: [league-charter, {evidence}]}}\n",
    )
    before = parse_day(from_day) - timedelta(days=1)
    assert question_kinds(make_view(project, before.isoformat()), "Winter") == []
    found = make_view(project, from_day)
    assert question_kinds(found, "Winter") == ["disputed"]
    (question,) = [question for question in found.questions if "Winter" in str(phrase_text(question.text))]
    assert [phrase_text(words) for words in question.claims] == [saying]


def test_a_saying_is_cited_to_who_said_it(project: Path) -> None:
    """A disagreement rests on the source that disagrees and on the one through which it is known."""
    (question,) = make_view(project, "2019-02-10").questions
    assert [citation.source_id for citation in question.claims[0].citations] == [
        "undated-page",
        "alpine-herald-2019",
    ]


def test_overdue(project: Path) -> None:
    """A fact is asked about from the day on which its review falls due, with both dates."""
    assert question_kinds(make_view(project, "2022-02-02"), "snow") == []
    found = make_view(project, "2022-02-03")
    assert question_kinds(found, "snow") == ["overdue"]
    (question,) = [question for question in found.questions if "snow" in str(phrase_text(question.text))]
    assert (phrase_text(question.attested), phrase_text(question.due)) == ("2019-02-03", "2022-02-03")
    told = next(fact for fact in found.background if "snow" in str(phrase_text(fact.text)))
    assert (told.status, phrase_text(told.due)) == ("overdue", "2022-02-03")


def test_possible(project: Path) -> None:
    """A fact of which the dates leave open whether it holds is told as possible, and asked about."""
    add_fact_file(
        project,
        "statements:\n- {id: winter, valid: 2010/2012, text: Winter lasts., evidence: [league-charter]}\n",
    )
    asked = {
        day: question_kinds(make_view(project, day), "Winter")
        for day in ("2010-01-01", "2010-12-31", "2012-01-02")
    }
    assert asked == {"2010-01-01": ["possible"], "2010-12-31": [], "2012-01-02": ["possible"]}
    told = next(
        fact
        for fact in make_view(project, "2010-01-01").background
        if "Winter" in str(phrase_text(fact.text))
    )
    assert told.status == "possible"


def test_what_has_not_surely_happened_is_no_question(project: Path) -> None:
    """An event that may have happened is neither told nor asked about."""
    add_fact_file(
        project,
        "statements:\n- {id: winter, on: 2010, text: Winter came., headline: Winter, evidence: [league-charter]}\n",
    )
    found = make_view(project, "2010-06-01")
    assert "Winter" not in repr(found)
    assert "Winter came." in repr(make_view(project, "2010-12-31"))


SUBJECTS = """\
memberships:
- {id: m, framework: wick-programme, valid: 2019/2030, evidence: [league-charter]}
agreements:
- {id: a, valid: 2019/2030, title: Treaty of Lutz, evidence: [league-charter]}
- {id: b, valid: /2019-02, title: Pact, evidence: [{source: league-charter, attests: 2019-02-01}]}
figures:
- {id: f, valid: 2019/2030, name: Lamps, value: 12, evidence: [league-charter]}
cooperation:
- {id: c, area: light, valid: 2019/2030, text: They share wicks., evidence: [league-charter]}
contacts:
- {id: v, on: 2019-02-03, form: call, with: lantern-league, evidence: [league-charter, {source: alpine-herald-2019, asserted: 2019-02-05, says: {on: 2019-02-01}}]}
"""


def test_a_day_is_told_once(project: Path) -> None:
    """What was last attested on the day of its start says so by its start alone."""
    add_fact_file(
        project,
        "memberships:\n- {id: m, framework: wick-programme, valid: 2019-02-03/, evidence: [{source: alpine-herald-2019, attests: 2019-02-03}]}\n",
    )
    (held,) = (
        one for one in make_view(project, "2021-02-10").frameworks if "2019" in f"{phrase_text(one.time)}"
    )
    assert (phrase_text(held.time), phrase_text(held.attested), held.attested_later) == (
        "<period.since start=2019-02-03>",
        "2019-02-03",
        False,
    )


def test_subjects_of_questions(project: Path) -> None:
    """What is in question is told in a few words that its kind calls for."""
    add_fact_file(project, SUBJECTS)
    asked = [phrase_text(question.text) for question in make_view(project, "2019-02-10").questions]
    assert sorted(filter(None, asked)) == [
        "<question.agreed name=Pact>",
        "<question.agreed-dated name=Treaty of Lutz time=<period.since start=2019>>",
        "<question.contact date=2019-02-03>",
        "<question.dated name=Wick Programme partner=Zubrowka time=<period.since start=2019>>",
        "<question.figure name=Lamps value=12>",
        "<question.tenure post=Minister of Lobbies holder=Zero Moustafa>",
        "They share wicks.",
    ]


# --- what is withheld -------------------------------------------------------------------------------

DAYS = [
    "2008-06-01", "2009-03-01", "2009-12-31", "2014-05-01", "2019-02-10", "2019-06-02", "2020-03-01", "2022-01-02",
    "2022-03-01", "2024-01-01",
]  # fmt: skip


def view_texts(store: FactStore, audience: str) -> dict[str, str]:
    """Return everything in the views of some days as text, without the line numbers of entries."""
    views = {day: build_view(store, Scope("zubrowka", parse_day(day), audience, "en", 3)) for day in DAYS}
    return {day: re.sub(r"Location\([^)]*\)", "", repr(found)) for day, found in views.items()}


@pytest.mark.parametrize("name", WITHHELD_CASES)
def test_withheld(name: str, project: Path) -> None:
    """What is above the marking of the audience changes nothing in its view, and those who may read it see it."""
    add_second_level(project)
    without = load(project)
    add_withheld_facts(project, name)
    planted = load(project)
    expected = view_texts(without, "internal")
    assert expected == view_texts(planted, "internal")
    assert view_texts(without, "keepers") != view_texts(planted, "keepers")
    for word in ("Dmitri", "sealed", "Crossed Keys", "SECRET", "Doors", "M. Gustave", "Gustav H"):
        assert word not in "".join(expected.values())


def test_a_withheld_holder_is_not_betrayed(project: Path) -> None:
    """A sentence that refers to a holder whom only a withheld tenure names says that the name is not on record."""
    add_second_level(project)
    add_withheld_facts(project, "a tenure that a sentence refers to")

    def speaker_statements(audience: str) -> list[str | None]:
        found = make_view(project, "2010-01-01", audience=audience)
        return [phrase_text(fact.text) for fact in found.background if "spoke" in str(phrase_text(fact.text))]

    assert speaker_statements("internal") == ["<holder.unknown> spoke."]
    assert speaker_statements("keepers") == ["Dmitri D. spoke."]


def test_nothing_is_left_where_all_is_withheld(project: Path) -> None:
    """Facts that are all above the audience leave a view of bare names and posts."""
    add_second_level(project)
    for path in (project / SHARED, project / ZUBROWKA):
        path.write_text(
            path.read_text("utf-8").replace("marking: PUBLIC", "marking: LANTERN-SECRET"), "utf-8"
        )
    (project / "facts" / "zubrowka" / "extra.yaml").unlink()
    found = make_view(project, "2019-02-10")
    assert (len(found.sources), len(found.markings)) == (0, 0)
    told = (found.background, found.frameworks, found.areas, found.milestones, found.people, found.questions)
    assert told == ((), (), (), (), (), ())
    assert {post.state for posts in found.posts.values() for post in posts} == {"unknown"}
    assert found.contacts[0].contacts == ()


def test_markings_of_what_is_seen(project: Path) -> None:
    """A view knows the level of each fact that it may use, and of no other."""
    add_second_level(project)
    add_withheld_facts(project, "facts of every kind")
    assert set(make_view(project, "2020-01-01").markings.values()) == {"PUBLIC"}
    found = make_view(project, "2020-01-01", audience="keepers")
    assert {key for key, level in found.markings.items() if level == "LANTERN-SECRET"} == {
        f"shared/s{number}" for number in range(1, 8)
    }


# --- languages --------------------------------------------------------------------------------------


def test_another_language(project: Path) -> None:
    """A view in another language has the words and names in it, and where there are none those that there are."""
    add_fact_file(
        project,
        """\
statements:
- {id: winter, valid: 2010/.., text: {en: Winter., fr: L'hiver.}, evidence: [league-charter]}
people:
- {id: ivan, names: [{text: Ivan, lang: en}, {text: Yvan, lang: fr}]}
contacts:
- {id: c, on: 2018-05-02, form: call, with: lantern-league, ours: [ivan], evidence: [league-charter]}
""",
    )
    found = build_view(load(project), Scope("zubrowka", date(2019, 2, 10), "internal", "fr"))
    words = [phrase_text(fact.text) for fact in found.background]
    assert "L'hiver." in words
    assert "The Lamp Forum (LF) meets in the snow. [en]" in words
    assert [phrase_text(phrase) for phrase in found.contacts[0].contacts[1].ours] == ["Yvan"]
    assert [
        phrase_text(name)
        for person in found.people
        for name in person.other_names
        if phrase_text(person.name) == "Yvan"
    ] == ["Ivan"]
