"""What one note may say: as of its day, for its audience, in its language. Covers viewing, telling, people, questions."""

from __future__ import annotations

import random
import re
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from briefings.compose.labels import Labels
from briefings.factbase.load import load
from briefings.model.dates import PartialDate, parse_day
from briefings.model.phrases import Phrase, Wording
from briefings.views.builder import view_of
from briefings.views.records import PostView, Scope, View
from tests.support.words import said, walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.factbase.store import FactBase

ROOT = Path(__file__).parents[2]
SHARED = "facts/shared/shared.yaml"
ZUBROWKA = "facts/zubrowka/zubrowka.yaml"
CASE = "facts/zubrowka/case.yaml"


@cache
def shipped() -> FactBase:
    """The facts that come with Briefings."""
    return load(ROOT)


def view(project: Path, day: str, contacts: int | None = None, audience: str = "internal") -> View:
    """The view of the fictional partner on a day."""
    return view_of(load(project), Scope("zubrowka", parse_day(day), audience, "en", contacts))


def add(project: Path, text: str, path: str = CASE) -> None:
    """Put a fact file into a project."""
    (project / path).write_text("marking: PUBLIC\n" + text, "utf-8")


def lines(part: object) -> list[str]:
    """All that is printable, and the words that steer, each behind the way to it; empty ones are left out."""
    found = []
    for path, thing in walk(part, ""):
        if "<" in path or ".parts" in path or ".citations" in path:
            continue
        words = said(thing) if isinstance(thing, Phrase) else thing
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
posts[secretary-general][0].holders[0].again: True
posts[special-representative][0].title: Envoy to the Far Valleys
posts[special-representative][0].state: unknown
posts[foreign-minister][0].title: Minister of Lobbies
posts[foreign-minister][0].state: held
posts[foreign-minister][0].holders[0].text: Zero Moustafa
posts[foreign-minister][0].holders[0].status: presumed
posts[foreign-minister][0].holders[0].attested: 2019-02-03
posts[foreign-minister][0].holders[0].disputed: True
posts[foreign-minister][0].holders[0].again: True
background[0].text: In March 2007 Gustave H. lit the first lamp of the League of Lantern Keepers (LLK) in Zubrowka.
background[0].status: certain
background[0].time: 2007-03
background[1].text: The Lamp Forum (LF) meets in the snow.
background[1].status: presumed
background[1].time: <period.since start=2007>
background[1].attested: 2019-02-03
background[1].again: True
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
areas[0].items[0].again: True
contacts[0].body: League of Lantern Keepers (LLK)
contacts[0].own: True
contacts[0].shown[0].date: 2019-02-03
contacts[0].shown[0].form: visit
contacts[0].shown[0].place: Lutz
contacts[0].shown[0].ours[0]: <participant name=Agatha Baker office=Keeper of the League>
contacts[0].shown[0].theirs[0]: <participant name=Zero Moustafa office=Minister of Lobbies>
contacts[0].shown[0].theirs[1]: Porters of the valley
contacts[0].shown[0].topics[0]: Snow
contacts[0].shown[1].date: 2014-05-01
contacts[0].shown[1].form: visit
contacts[0].shown[1].place: Nebelsbad
contacts[0].shown[1].ours[0]: <participant name=Gustave H. office=Keeper of the League>
contacts[0].shown[1].theirs[0]: <participant name=Zero the Younger office=Minister of Lobbies>
contacts[0].shown[1].topics[0]: Lamps
contacts[0].shown[1].topics[1]: Lobbies
contacts[0].last: 2019-02-03
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
histories[0].tenures[0].again: True
histories[0].tenures[0].seen: <holders.from-to first=2014-05-01 last=2019-02-03>
histories[1].title: Keeper of the League
histories[1].tenures[0].text: Gustave H.
histories[1].tenures[0].status: ended
histories[1].tenures[0].time: <period.from-to start=2006-01-01 end=2014-12-31>
histories[1].tenures[1].text: Agatha Baker
histories[1].tenures[1].status: presumed
histories[1].tenures[1].time: <period.since start=2015-01-01>
histories[1].tenures[1].attested: 2019-02-03
histories[1].tenures[1].again: True
histories[1].tenures[1].seen: <standing.attested date=2019-02-03>
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
people[2].offices[0]: <office.attested title=Minister of Lobbies first=2014-05-01 last=2019-02-03>
questions[0].kind: disputed
questions[0].text: <question.tenure post=Minister of Lobbies holder=Zero Moustafa>
questions[0].attested: 2019-02-03
questions[0].sayings[0]: <question.says-via publisher=League of Lantern Keepers title=Our friends in the valleys \
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
contacts[0].own: True
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
    beside = ("scope", "markings", "sources", "code", "home_language", "house", "roles", "seen", "written")
    told = [line for line in lines(view(project, day)) if not line.startswith(beside)]
    assert expected.strip().split("\n") == told


def test_scope_that_there_is_not(project: Path) -> None:
    """A partner or an audience that nobody knows is an error of the caller."""
    base, day = load(project), date(2020, 1, 1)
    with pytest.raises(KeyError, match="fenwick"):
        view_of(base, Scope("fenwick", day, "internal", "en"))
    with pytest.raises(KeyError, match="everybody"):
        view_of(base, Scope("zubrowka", day, "everybody", "en"))


# --- nothing later than the day ---------------------------------------------------------------------

QUOTED = "<said.period period>"


def dates_in(part: View) -> Iterator[tuple[str, PartialDate]]:
    """Every date that a view may print, with the way to it."""
    for path, thing in walk(part):
        if isinstance(thing, PartialDate):
            yield path, thing


def test_nothing_later_than_the_day() -> None:
    """On two hundred days no view of any partner has a date that lies after it, but in what a source says instead."""
    chosen = random.Random(20_261_123)
    base, dates = shipped(), 0
    for _ in range(200):
        day = date(1988, 1, 1) + timedelta(days=chosen.randrange(40 * 365))
        for partner in base.partners:
            for path, when in dates_in(view_of(base, Scope(partner.id, day, "internal", "en"))):
                dates += 1
                quoted = ".questions[" in path and QUOTED in path
                assert when.written <= day or quoted, f"{day}: {path} is {when}"
    assert dates > 10_000


def test_a_period_that_a_source_says_may_end_later(project: Path) -> None:
    """What a source says instead is quoted whole, even where it looks ahead; the fact itself is not."""
    add(
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
        for path, when in dates_in(view(project, "2013-01-01"))
        if when.first > date(2013, 1, 1)
    }
    assert list(later.values()) == ["2040"]
    assert all(QUOTED in path and path.startswith("view.questions[") for path in later)


@pytest.mark.parametrize("partner", [partner.id for partner in shipped().partners])
@given(day=st.dates())
def test_every_statement_is_cited(partner: str, day: date) -> None:
    """On any day all that states something rests on a source that the view has, and on a fact whose marking it has."""
    found = view_of(shipped(), Scope(partner, day, "internal", "en", 3))
    for path, thing in walk(found):
        if not isinstance(thing, Phrase) or not thing:
            continue
        stated = re.search(
            r"\.(background|frameworks|past_frameworks|agreements|figures|items|milestones|questions|holders|previous|tenures)\[\d+\]"
            r"\.(text|time|attested|due|seen|name|date|sayings\[\d+\])$|\.(shown\[\d+\]|offices\[\d+\])[^<]*$|\.last$",
            path,
        )
        assert thing.citations or not stated, path
        for citation in thing.citations:
            assert citation.source in found.sources
            assert citation.fact in found.markings or citation.fact in shipped().entities


def test_wording_is_there(project: Path) -> None:
    """Every wording that a view asks for is in the label file, with a place for each of its values."""
    labels = Labels.read("en", [(ROOT / "templates" / "labels" / "en.yaml", "en.yaml")])
    add(project, CONTACTS + HANDOVER)
    add(project, SUBJECTS, "facts/zubrowka/subjects.yaml")
    fictional = load(project)
    views = [
        view_of(base, Scope(partner.id, date(year, 3, 10), "internal", "en", 1))
        for base in (shipped(), fictional)
        for partner in base.partners
        for year in range(1994, 2028, 3)
    ]
    asked = {thing for found in views for _, thing in walk(found) if isinstance(thing, Wording)}
    assert len({wording.key for wording in asked}) > 15
    wrong = [labels.problem(wording.key, {name for name, _ in wording.values}) for wording in asked]
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
    add(project, f"figures:\n- {{id: case, {when}, name: Lamps, value: 12, evidence: [league-charter]}}\n")
    (figure,) = view(project, day).figures
    assert expected == said(figure.time)
    assert (said(figure.name), said(figure.text)) == ("Lamps", "12")


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
    add(project, f"memberships:\n- {{id: case, {when}, framework: lamp-forum, evidence: [league-charter]}}\n")
    past = [
        fact for fact in view(project, "2010-01-01").past_frameworks if said(fact.name) == "Lamp Forum (LF)"
    ]
    assert [(fact.status, said(fact.time)) for fact in past] == [("ended", expected)]


def test_a_membership_of_what_does_not_exist(project: Path) -> None:
    """A membership is not told while its framework does not exist yet, or no longer does."""
    add(
        project,
        """\
frameworks:
- {id: brief-council, organisation: lantern-league, names: [{text: Council, lang: en}], valid: 2010/2011}
memberships:
- {id: case, valid: ../.., framework: brief-council, evidence: [league-charter]}
""",
    )

    def told(day: str) -> bool:
        return "Council" in [said(fact.name) for fact in view(project, day).frameworks]

    assert [told(day) for day in ("2009-12-31", "2010-01-01", "2011-12-31", "2012-01-01")] == [
        False,
        True,
        True,
        False,
    ]


def test_a_start_that_only_may_have_come(project: Path) -> None:
    """Of a state that was seen before the month about which it began, the start is not told as if it lay ahead."""
    add(
        project,
        "figures:\n- id: case\n  valid: 2004-06~/\n  name: Lamps\n  value: 12\n"
        "  evidence: [{source: league-charter, attests: 2004-05-20}]\n",
    )
    assert [said(figure.time) for figure in view(project, "2004-05-25").figures] == [""]
    assert [said(figure.time) for figure in view(project, "2004-06-01").figures] == [
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
    add(
        project,
        f"figures:\n- id: case\n  valid: {period}\n  name: Lamps\n  value: 12\n  evidence:\n"
        "  - {source: undated-page, attests: 2004}\n"
        "  - {source: league-charter, attests: 2009}\n"
        "  - {source: alpine-herald-2019, attests: 2019}\n",
    )
    (figure,) = view(project, day).figures
    assert expected == [citation.source for citation in figure.text.citations]


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
    add(project, CONTACTS)
    own = view(project, "2020-01-01", limit).contacts[0]
    assert (shown, omitted) == ([said(contact.date) for contact in own.shown], said(own.omitted))
    assert said(own.last) == "2019-02-03"


def test_contacts_by_body(project: Path) -> None:
    """Contacts are told by the body on our side, those of our own side first, even if there are none."""
    add(project, CONTACTS)

    def bodies(day: str) -> list[tuple[str | None, bool, int]]:
        return [(said(group.body), group.own, len(group.shown)) for group in view(project, day).contacts]

    own, embassy = "League of Lantern Keepers (LLK)", "Embassy of Grand Fenwick"
    assert bodies("2020-01-01") == [(own, True, 4), (embassy, False, 1)]
    assert bodies("2010-01-01") == [(own, True, 0)]
    (project / ZUBROWKA).write_text(
        (project / ZUBROWKA)
        .read_text("utf-8")
        .replace("with: lantern-league", "with: embassy-grand-fenwick"),
        "utf-8",
    )
    assert bodies("2018-01-01") == [(own, True, 0), (embassy, False, 1)]


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
    assert silent is view(project, day).contacts[0].silent


def test_no_contact_is_no_silence(project: Path) -> None:
    """Where no contact is on record, nothing is said to be long ago."""
    own = view(project, "2010-01-01").contacts[0]
    assert (own.silent, own.last, own.shown) == (False, Phrase(), ())


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
    add(
        project,
        "contacts:\n"
        f"- {{id: c, on: 2014-05-02, form: call, with: lantern-league, ours: [{participant}], evidence: [league-charter]}}\n",
    )
    contact = view(project, "2020-01-01").contacts[0].shown[1]
    assert (said(contact.date), [said(phrase) for phrase in contact.ours]) == ("2014-05-02", [expected])


def test_an_office_that_is_merely_possible(project: Path) -> None:
    """Somebody at a contact is not given an office that was perhaps held on its day."""
    add(
        project,
        HANDOVER
        + "contacts:\n"
        + "- {id: c, on: 2010-11-10, form: call, with: lantern-league, ours: [agatha-baker], evidence: [league-charter]}\n"
        + "- {id: d, on: 2010-12-10, form: call, with: lantern-league, ours: [agatha-baker], evidence: [league-charter]}\n",
    )
    ours = {said(contact.date): contact.ours for contact in view(project, "2011-01-01").contacts[0].shown}
    assert [said(phrase) for phrase in ours["2010-11-10"]] == ["Agatha Baker"]
    assert [said(phrase) for phrase in ours["2010-12-10"]] == [
        "<participant name=Agatha Baker office=Porter>"
    ]


def test_a_contact_that_may_not_have_happened_yet(project: Path) -> None:
    """A contact is told from the last day that its date allows."""
    add(project, CONTACTS)

    def told(day: str) -> bool:
        return "2018-12" in [said(contact.date) for contact in view(project, day).contacts[0].shown]

    assert (told("2018-12-30"), told("2018-12-31")) == (False, True)


# --- posts ------------------------------------------------------------------------------------------


def envoy(project: Path, day: str) -> PostView:
    """The envoy's post on a day."""
    (post,) = view(project, day).posts["special-representative"]
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
    post = envoy(project, day)
    told = [f"{holder.status} {said(holder.text)}" for holder in post.holders]
    assert (state, holders, time) == (post.state, told, said(post.time))


def test_a_post_that_never_was_is_cited(project: Path) -> None:
    """That a post does not exist rests on the sources of the post."""
    for day in ("2008-04-30", "2022-01-01"):
        assert {citation.source for citation in envoy(project, day).title.citations} == {"league-charter"}


def test_the_last_known_holder(project: Path) -> None:
    """Where nobody is known for the day, the last holder whose time is over is told; a vacancy is none."""
    add(
        project,
        """\
tenures:
- {id: envoy-first, post: league-envoy, holder: gustave-h, valid: 2008-05/2009, evidence: [league-charter]}
- {id: envoy-second, post: league-envoy, holder: agatha-baker, valid: 2010/2011-06, evidence: [league-charter]}
""",
        "facts/shared/case.yaml",
    )

    def previous(day: str) -> list[str]:
        return [
            f"{holder.status} {said(holder.text)} {said(holder.time)}"
            for holder in envoy(project, day).previous
        ]

    assert previous("2008-06-01") == []
    assert previous("2011-08-01") == ["ended Agatha Baker <period.from-to start=2010 end=2011-06>"]
    assert previous("2012-06-01") == []
    assert previous("2015-01-01") == ["ended Agatha Baker <period.from-to start=2010 end=2011-06>"]


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
    add(project, HANDOVER)
    found = view(project, day)
    (post,) = found.posts["mission"]
    assert holders == [f"{holder.status} {said(holder.text)}" for holder in post.holders]
    asked = [question.kind for question in found.questions if "Porter" in str(said(question.text))]
    assert asked == (["possible", "possible"] if len(holders) == 2 else [])


def test_two_seats(project: Path) -> None:
    """A post with two seats shows both who hold it."""
    add(
        project,
        HANDOVER.replace("partner: zubrowka", "partner: zubrowka, seats: 2").replace(
            "2010-11/2021", "2008/2021"
        ),
    )
    (post,) = view(project, "2009-06-01").posts["mission"]
    assert [said(holder.text) for holder in post.holders] == ["Gustave H.", "Agatha Baker"]


def test_posts_of_others(project: Path) -> None:
    """A post that does not cover the partner is not in its view, and neither are its holders."""
    text = (project / SHARED).read_text("utf-8")
    (project / SHARED).write_text(
        text.replace("covers: [zubrowka]\n- id: league-envoy", "covers: []\n- id: league-envoy")
    )
    found = view(project, "2010-01-01")
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
    assert ("guest" in view(project, "2010-01-01").posts) is shown


BOTH = """\
posts:
- {id: league-guest, role: mission, organisation: lantern-league, covers: [zubrowka], titles: [{text: Guest, lang: en}]}
- {id: keeper, role: lamp-keeper, partner: zubrowka, titles: [{text: Keeper, lang: en}]}
"""


def roles(project: Path) -> list[tuple[str, str | None, list[str | None]]]:
    """What stands at a glance: role, whose it is, titles."""
    found = view(project, "2010-01-01").roles
    return [
        (role.role, said(role.whose) or None, [said(post.title) for post in role.posts]) for role in found
    ]


def test_roles_in_the_order_of_the_house(project: Path) -> None:
    """At a glance stand the roles that the house lists, theirs before ours, each side's posts under its own."""
    add(project, BOTH)
    house = project / "facts/house.yaml"
    text = house.read_text("utf-8").partition("roles:")[0]
    house.write_text(f"{text}roles: {{theirs: [nobody, lamp-keeper, mission], ours: [mission]}}\n", "utf-8")
    assert roles(project) == [
        ("nobody", None, []),
        ("lamp-keeper", None, ["Keeper"]),
        ("mission", "Zubrowka", []),
        ("mission", "LLK", ["Guest"]),
    ]


def test_roles_where_the_house_has_no_wish(project: Path) -> None:
    """In a house that lists no roles every role stands at a glance that has a post."""
    add(project, BOTH)
    house = project / "facts/house.yaml"
    house.write_text(house.read_text("utf-8").partition("roles:")[0], "utf-8")
    found = view(project, "2010-01-01")
    assert sum(len(role.posts) for role in found.roles) == sum(len(posts) for posts in found.posts.values())
    assert {role.role for role in found.roles} == set(found.posts)


# --- people -----------------------------------------------------------------------------------------


def people(found: View) -> dict[str | None, list[str | None]]:
    """Who is named, with the offices told of them."""
    return {said(person.name): [said(office) for office in person.offices] for person in found.people}


def test_people_are_those_named(project: Path) -> None:
    """Who's who lists those whom the note names, by name, and nobody else."""
    assert list(people(view(project, "2015-01-01"))) == ["Agatha Baker", "Gustave H.", "Zero the Younger"]
    assert list(people(view(project, "2005-01-01"))) == []


def test_a_name_is_cited_once(project: Path) -> None:
    """The name of somebody rests on the first of its sources."""
    text = (project / SHARED).read_text("utf-8")
    names = "{text: Gustave H., lang: en, evidence: [undated-page, league-charter]}"
    (project / SHARED).write_text(text.replace("{text: Gustave H., lang: en}", names), "utf-8")
    (gustave,) = view(project, "2010-01-01").people
    assert [citation.source for citation in gustave.name.citations] == ["undated-page"]


def test_offices_as_on_the_day(project: Path) -> None:
    """An office that began later is not told, and one that has not ended is told without its end."""
    keeper = "title=Keeper of the League"
    assert people(view(project, "2014-12-31"))["Gustave H."] == [
        f"<office.time {keeper} time=<period.since start=2006-01-01>>"
    ]
    assert people(view(project, "2015-01-01"))["Gustave H."] == [
        f"<office.time {keeper} time=<period.from-to start=2006-01-01 end=2014-12-31>>"
    ]
    minister = "title=Minister of Lobbies"
    assert people(view(project, "2014-05-01"))["Zero the Younger"] == [
        f"<office.on {minister} date=2014-05-01>"
    ]
    assert people(view(project, "2019-02-03"))["Zero Moustafa"] == [
        f"<office.attested {minister} first=2014-05-01 last=2019-02-03>"
    ]


def test_an_office_that_is_yet_to_come(project: Path) -> None:
    """Of somebody who was at a contact years before taking office the office is not told until then."""
    add(
        project,
        "contacts:\n- {id: c, on: 2009-03-01, form: call, with: lantern-league, ours: [agatha-baker], evidence: [league-charter]}\n",
    )
    assert people(view(project, "2014-12-31"))["Agatha Baker"] == []
    assert people(view(project, "2015-01-01"))["Agatha Baker"] == [
        "<office.time title=Keeper of the League time=<period.since start=2015-01-01>>"
    ]


def test_an_office_that_only_a_contact_tells(project: Path) -> None:
    """Who holds no post on record has the office that the contact gives."""
    add(
        project,
        """\
people:
- {id: ivan, names: [{text: Ivan, lang: en}, {text: Иван, lang: ru, attested: [2016], evidence: [undated-page]}]}
contacts:
- {id: c, on: 2014-05-02, form: call, with: lantern-league, ours: [{person: ivan, as: Concierge}], evidence: [league-charter]}
- {id: d, on: 2014-05-03, form: call, with: lantern-league, ours: [{person: ivan, as: Concierge}], evidence: [league-charter]}
""",
    )
    assert people(view(project, "2015-01-01"))["Ivan"] == ["Concierge"]
    others = {day: view(project, day).people[-1].other_names for day in ("2016-12-30", "2016-12-31")}
    ivan = {day: [said(name) for name in names] for day, names in others.items()}
    assert (ivan["2016-12-30"], said(view(project, "2016-12-31").people[2].name)) == ([], "Ivan")
    assert [said(name) for name in view(project, "2016-12-31").people[2].other_names] == ["Иван"]


# --- open questions ---------------------------------------------------------------------------------


def questions(found: View, about: str) -> list[str]:
    """The kinds of questions whose text has some words."""
    return [question.kind for question in found.questions if about in str(said(question.text))]


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
    add(
        project,
        f"statements:\n- {{id: winter, valid: 2010-01-01/.., text: Winter lasts., evidence: [league-charter, {evidence}]}}\n",
    )
    before = parse_day(from_day) - timedelta(days=1)
    assert questions(view(project, before.isoformat()), "Winter") == []
    found = view(project, from_day)
    assert questions(found, "Winter") == ["disputed"]
    (question,) = [question for question in found.questions if "Winter" in str(said(question.text))]
    assert [said(words) for words in question.sayings] == [saying]


def test_a_saying_is_cited_to_who_said_it(project: Path) -> None:
    """A disagreement rests on the source that disagrees and on the one through which it is known."""
    (question,) = view(project, "2019-02-10").questions
    assert [citation.source for citation in question.sayings[0].citations] == [
        "undated-page",
        "alpine-herald-2019",
    ]


def test_overdue(project: Path) -> None:
    """A fact is asked about from the day on which its review falls due, with both dates."""
    assert questions(view(project, "2022-02-02"), "snow") == []
    found = view(project, "2022-02-03")
    assert questions(found, "snow") == ["overdue"]
    (question,) = [question for question in found.questions if "snow" in str(said(question.text))]
    assert (said(question.attested), said(question.due)) == ("2019-02-03", "2022-02-03")
    told = next(fact for fact in found.background if "snow" in str(said(fact.text)))
    assert (told.status, said(told.due)) == ("overdue", "2022-02-03")


def test_possible(project: Path) -> None:
    """A fact of which the dates leave open whether it holds is told as possible, and asked about."""
    add(
        project,
        "statements:\n- {id: winter, valid: 2010/2012, text: Winter lasts., evidence: [league-charter]}\n",
    )
    asked = {
        day: questions(view(project, day), "Winter") for day in ("2010-01-01", "2010-12-31", "2012-01-02")
    }
    assert asked == {"2010-01-01": ["possible"], "2010-12-31": [], "2012-01-02": ["possible"]}
    told = next(fact for fact in view(project, "2010-01-01").background if "Winter" in str(said(fact.text)))
    assert told.status == "possible"


def test_what_has_not_surely_happened_is_no_question(project: Path) -> None:
    """An event that may have happened is neither told nor asked about."""
    add(
        project,
        "statements:\n- {id: winter, on: 2010, text: Winter came., headline: Winter, evidence: [league-charter]}\n",
    )
    found = view(project, "2010-06-01")
    assert "Winter" not in repr(found)
    assert "Winter came." in repr(view(project, "2010-12-31"))


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
    add(
        project,
        "memberships:\n- {id: m, framework: wick-programme, valid: 2019-02-03/, evidence: [{source: alpine-herald-2019, attests: 2019-02-03}]}\n",
    )
    (held,) = (one for one in view(project, "2021-02-10").frameworks if "2019" in f"{said(one.time)}")
    assert (said(held.time), said(held.attested), held.again) == (
        "<period.since start=2019-02-03>",
        "2019-02-03",
        False,
    )


def test_subjects_of_questions(project: Path) -> None:
    """What is in question is told in a few words that its kind calls for."""
    add(project, SUBJECTS)
    asked = [said(question.text) for question in view(project, "2019-02-10").questions]
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

TWO_LEVELS = {
    "facts/markings/public.yaml": """\
scheme: public
levels:
- {id: PUBLIC, name: {en: PUBLIC}}
- {id: LANTERN-SECRET, name: {en: LANTERN SECRET}}
""",
    "facts/zubrowka/extra.yaml": """\
marking: PUBLIC
statements:
- {id: envoy-speaks, on: 2009-03-01, text: "{holder:league-envoy} spoke.", evidence: [league-charter]}
contacts:
- {id: call-2009, on: 2009-03-01, form: call, with: lantern-league, ours: [agatha-baker], evidence: [league-charter]}
""",
}
GUSTAVE = """\
- {text: Gustave H., lang: en, evidence: [league-charter]}
  - {text: Густав, lang: ru, evidence: [league-charter]}"""
PLANTED = "facts/shared/planted.yaml"
PLANTS: dict[str, dict[str, str]] = {
    plant["name"]: plant
    for plant in yaml.safe_load((Path(__file__).parent.parent / "cases" / "withheld.yaml").read_text("utf-8"))
}
DAYS = [
    "2008-06-01", "2009-03-01", "2009-12-31", "2014-05-01", "2019-02-10", "2019-06-02", "2020-03-01", "2022-01-02",
    "2022-03-01", "2024-01-01",
]  # fmt: skip


def two_levels(project: Path) -> None:
    """Give the fictional house a second, higher level, an audience that may read it, and dates for its sources."""
    for path, text in TWO_LEVELS.items():
        (project / path).write_text(text, "utf-8")
    house, shared = project / "facts" / "house.yaml", project / SHARED
    house.write_text(
        house.read_text("utf-8").replace("internal: PUBLIC", "internal: PUBLIC, keepers: LANTERN-SECRET")
    )
    shared.write_text(
        shared.read_text("utf-8").replace("  language: en\n", "  language: en\n  retrieved: 2026-01-01\n")
    )


def plant(project: Path, name: str) -> None:
    """Put what is withheld into the files of a project."""
    case = PLANTS[name]
    (project / PLANTED).write_text(case["text"], "utf-8")
    if "behind" in case:
        for path in (project / SHARED, project / ZUBROWKA):
            words = path.read_text("utf-8").replace(case["behind"], case["behind"] + case["put"], 1)
            path.write_text(words, "utf-8")


def all_of(base: FactBase, audience: str) -> dict[str, str]:
    """All that the views of some days hold, as text; in which line an entry stood is no part of it."""
    views = {day: view_of(base, Scope("zubrowka", parse_day(day), audience, "en", 3)) for day in DAYS}
    return {day: re.sub(r"Location\([^)]*\)", "", repr(found)) for day, found in views.items()}


@pytest.mark.parametrize("name", PLANTS)
def test_withheld(name: str, project: Path) -> None:
    """What is above the marking of the audience changes nothing in its view, and those who may read it see it."""
    two_levels(project)
    without = load(project)
    plant(project, name)
    planted = load(project)
    expected = all_of(without, "internal")
    assert expected == all_of(planted, "internal")
    assert all_of(without, "keepers") != all_of(planted, "keepers")
    for word in ("Dmitri", "sealed", "Crossed Keys", "SECRET", "Doors", "M. Gustave", "Gustav H"):
        assert word not in "".join(expected.values())


def test_a_withheld_holder_is_not_betrayed(project: Path) -> None:
    """A sentence that refers to a holder whom only a withheld tenure names says that the name is not on record."""
    two_levels(project)
    plant(project, "a tenure that a sentence refers to")

    def told(audience: str) -> list[str | None]:
        found = view(project, "2010-01-01", audience=audience)
        return [said(fact.text) for fact in found.background if "spoke" in str(said(fact.text))]

    assert told("internal") == ["<holder.unknown> spoke."]
    assert told("keepers") == ["Dmitri D. spoke."]


def test_nothing_is_left_where_all_is_withheld(project: Path) -> None:
    """Facts that are all above the audience leave a view of bare names and posts."""
    two_levels(project)
    for path in (project / SHARED, project / ZUBROWKA):
        path.write_text(
            path.read_text("utf-8").replace("marking: PUBLIC", "marking: LANTERN-SECRET"), "utf-8"
        )
    (project / "facts" / "zubrowka" / "extra.yaml").unlink()
    found = view(project, "2019-02-10")
    assert (len(found.sources), len(found.markings)) == (0, 0)
    told = (found.background, found.frameworks, found.areas, found.milestones, found.people, found.questions)
    assert told == ((), (), (), (), (), ())
    assert {post.state for posts in found.posts.values() for post in posts} == {"unknown"}
    assert found.contacts[0].shown == ()


def test_markings_of_what_is_seen(project: Path) -> None:
    """A view knows the level of each fact that it may use, and of no other."""
    two_levels(project)
    plant(project, "facts of every kind")
    assert set(view(project, "2020-01-01").markings.values()) == {"PUBLIC"}
    found = view(project, "2020-01-01", audience="keepers")
    assert {key for key, level in found.markings.items() if level == "LANTERN-SECRET"} == {
        f"shared/s{number}" for number in range(1, 8)
    }


# --- languages --------------------------------------------------------------------------------------


def test_another_language(project: Path) -> None:
    """A view in another language has the words and names in it, and where there are none those that there are."""
    add(
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
    found = view_of(load(project), Scope("zubrowka", date(2019, 2, 10), "internal", "fr"))
    words = [said(fact.text) for fact in found.background]
    assert "L'hiver." in words
    assert "The Lamp Forum (LF) meets in the snow. [en]" in words
    assert [said(phrase) for phrase in found.contacts[0].shown[1].ours] == ["Yvan"]
    assert [
        said(name) for person in found.people for name in person.other_names if said(person.name) == "Yvan"
    ] == ["Ivan"]
