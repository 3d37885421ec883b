"""Tests of the view of a note: as of its day, for its audience, in its language."""

from __future__ import annotations

import random
import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.compose.label_checks import check_use
from briefings.compose.labels import Labels
from briefings.factbase.load import load
from briefings.model.dates import PartialDate, parse_day
from briefings.model.markings import Marking
from briefings.model.phrases import LabelRef, Phrase
from briefings.views.builder import build_view
from briefings.views.records import Scope, View
from tests.support.turns import SHARES
from tests.support.views import (
    CONTACTS,
    HANDOVER,
    ROOT,
    SHARED,
    SUBJECTS,
    ZUBROWKA,
    add_fact_file,
    make_view,
    shipped_store,
)
from tests.support.withheld import WITHHELD_CASES, add_second_level, add_withheld_facts
from tests.support.words import phrase_text, walk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from briefings.factbase.store import FactStore


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
facts[statements][0].text: In March 2007 Gustave H. lit the first lamp of the League of Lantern Keepers (LLK) in Zubrowka.
facts[statements][0].status: certain
facts[statements][0].time: 2007-03
facts[statements][1].text: The Lamp Forum (LF) meets in the snow.
facts[statements][1].status: presumed
facts[statements][1].time: <period.since start=2007>
facts[statements][1].attested: 2019-02-03
facts[statements][1].attested_later: True
facts[memberships][0].status: certain
facts[memberships][0].time: <period.since start=2007-03-01>
facts[memberships][0].name: Lamp Forum (LF)
past_facts[memberships][0].status: ended
past_facts[memberships][0].time: <period.years start=2010 end=2012>
past_facts[memberships][0].name: Wick Programme
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
contacts[0].contacts[0].has_met: True
contacts[0].contacts[1].date: 2014-05-01
contacts[0].contacts[1].form: visit
contacts[0].contacts[1].place: Nebelsbad
contacts[0].contacts[1].ours[0]: <participant name=Gustave H. office=Keeper of the League>
contacts[0].contacts[1].theirs[0]: <participant name=Zero the Younger office=Minister of Lobbies>
contacts[0].contacts[1].topics[0]: Lamps
contacts[0].contacts[1].topics[1]: Lobbies
contacts[0].contacts[1].has_met: True
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
people[2].former_names[0]: <people.form name=Zero the Younger>
people[2].offices[0]: <office.time title=Minister of Lobbies time=<holders.from-to first=2014-05-01 last=2019-02-03>>
questions[0].kind: disputed
questions[0].text: <question.tenure post=Minister of Lobbies holder=Zero Moustafa>
questions[0].attested: 2019-02-03
questions[0].claims[0]: <question.says-via publisher=League of Lantern Keepers title=Our friends in the valleys \
date=2019-02-04 words=<said.holder name=Gustave H.> via=Alpine Herald>
questions[0].publishers[0]: Alpine Herald
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
facts[statements][0].text: In March 2007 Gustave H. lit the first lamp of the League of Lantern Keepers (LLK) in Zubrowka.
facts[statements][0].status: certain
facts[statements][0].time: 2007-03
facts[statements][1].text: The Lamp Forum (LF) meets in the snow.
facts[statements][1].status: certain
facts[statements][1].time: <period.since start=2007>
facts[memberships][0].status: certain
facts[memberships][0].time: <period.since start=2007-03-01>
facts[memberships][0].name: Lamp Forum (LF)
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
        "cited_places",
        "quotes",
        "short_publishers",
        "official_publishers",
        "code",
        "home_language",
        "house",
        "roles",
        "attested_ranges",
        "locations",
        "edited",
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


# --- nothing later than the day -------------------------------------------------------------------

QUOTED = "<said.period period>"
ANNOUNCED = ("<period.and-until end>", "<period.until end>", "<period.from start>")
"""What a source of the day or earlier says is to come; `test_announcements` holds that none is later."""


def dates_in(part: View) -> Iterator[tuple[str, PartialDate]]:
    """Return every date that a view may print, with its path."""
    for path, thing in walk(part):
        if isinstance(thing, PartialDate):
            yield path, thing


@pytest.mark.slow
@pytest.mark.parametrize("count", [4, pytest.param(12, marks=pytest.mark.thorough)])
def test_nothing_later_than_the_day(count: int) -> None:
    """On some days no view of any partner has a date that lies after it, but in what a source says or announces."""
    chosen = random.Random(20_261_123)
    store, dates = shipped_store(), 0
    for _ in range(count):
        day = date(1988, 1, 1) + timedelta(days=chosen.randrange(40 * 365))
        for partner in store.partners:
            for path, when in dates_in(build_view(store, Scope(partner.id, day, "internal", "en"))):
                dates += 1
                quoted = ".questions[" in path and QUOTED in path
                announced = any(label in path for label in ANNOUNCED)
                assert when.nominal_first_day <= day or quoted or announced, f"{day}: {path} is {when}"
    assert dates > 40 * count


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


THOROUGH = (pytest.mark.slow, pytest.mark.thorough)


@pytest.mark.parametrize(
    "partner",
    [
        pytest.param(partner.id, marks=() if partner.id == "tajikistan" else THOROUGH)
        for partner in shipped_store().partners
    ],
)
@given(day=st.dates())
def test_every_statement_is_cited(partner: str, day: date) -> None:
    """On any day all that states something rests on a source that the view has, and on a fact whose marking it has."""
    found = build_view(shipped_store(), Scope(partner, day, "internal", "en", 3))
    for path, thing in walk(found):
        if not isinstance(thing, Phrase) or not thing:
            continue
        stated = re.search(
            r"\.(facts\[\w+\]|past_facts\[\w+\]|items|milestones|questions|holders|previous_holders|tenures)\[\d+\]"
            r"\.(text|time|attested|due|attested_time|name|date|claims\[\d+\]|basis\[\d+\])$|\.(contacts\[\d+\]\.contacts\[\d+\]|offices\[\d+\])[^<]*$|\.last_date$",
            path,
        )
        assert thing.citations or not stated, path
        for citation in thing.citations:
            assert citation.source_id in found.sources
            assert citation.fact_key in found.markings or citation.fact_key in shipped_store().entities


@pytest.mark.parametrize("share", SHARES)
def test_wording_is_there(project: Path, share: int) -> None:
    """Every wording that a view asks for is in the label file, with a place for each of its values."""
    labels = Labels.load("en", [(ROOT / "templates" / "labels" / "en.yaml", "en.yaml")])
    add_fact_file(project, CONTACTS + HANDOVER)
    add_fact_file(project, SUBJECTS, "facts/zubrowka/subjects.yaml")
    fictional = load(project)
    scopes = [
        (store, Scope(partner.id, date(year, 3, 10), "internal", "en", 1))
        for store in (shipped_store(), fictional)
        for partner in store.partners
        for year in range(1994, 2028, 3)
    ]
    views = [build_view(store, scope) for store, scope in scopes[::-share]]
    asked = {thing for found in views for _, thing in walk(found) if isinstance(thing, LabelRef)}
    assert len({wording.key for wording in asked}) > 15
    wrong = [check_use(labels, wording.key, {name for name, _ in wording.values}) for wording in asked]
    assert [problem for problem in wrong if problem] == []


# --- what is withheld -----------------------------------------------------------------------------

DAYS = [
    "2008-06-01", "2009-03-01", "2009-12-31", "2014-05-01", "2019-02-10", "2019-06-02", "2020-03-01", "2022-01-02",
    "2022-03-01", "2024-01-01",
]  # fmt: skip


def view_texts(store: FactStore, audience: str, share: int) -> dict[str, str]:
    """Return everything in the views of some of the days as text, without the line numbers of entries."""
    views = {
        day: build_view(store, Scope("zubrowka", parse_day(day), audience, "en", 3)) for day in DAYS[::share]
    }
    return {day: re.sub(r"Location\([^)]*\)", "", repr(found)) for day, found in views.items()}


@pytest.mark.parametrize("share", [3, pytest.param(1, marks=pytest.mark.thorough)])
@pytest.mark.parametrize("name", WITHHELD_CASES)
def test_withheld(name: str, project: Path, share: int) -> None:
    """What is above the marking of the audience changes nothing in its view, and those who may read it see it."""
    add_second_level(project)
    without = load(project)
    add_withheld_facts(project, name)
    planted = load(project)
    expected = view_texts(without, "internal", share)
    assert expected == view_texts(planted, "internal", share)
    is_seen = not WITHHELD_CASES[name].get("unseen")
    assert (view_texts(without, "keepers", share) != view_texts(planted, "keepers", share)) is is_seen
    for word in ("Dmitri", "sealed", "Crossed Keys", "SECRET", "Doors", "M. Gustave", "Gustav H"):
        assert word not in "".join(expected.values())


def test_a_withheld_holder_is_not_betrayed(project: Path) -> None:
    """A sentence that refers to a holder whom only a withheld tenure names says that the name is not on record."""
    add_second_level(project)
    add_withheld_facts(project, "a tenure that a sentence refers to")

    def speaker_statements(audience: str) -> list[str | None]:
        found = make_view(project, "2010-01-01", audience=audience)
        return [
            phrase_text(fact.text)
            for fact in found.facts["statements"]
            if "spoke" in str(phrase_text(fact.text))
        ]

    assert speaker_statements("internal") == ["<holder.unknown> spoke."]
    assert speaker_statements("keepers") == ["Dmitri D. spoke."]


def test_nothing_is_left_where_all_is_withheld(project: Path) -> None:
    """Facts that are all above the audience, with their posts and people, leave a view of bare names."""
    add_second_level(project)
    for path in (project / SHARED, project / ZUBROWKA):
        path.write_text(
            path.read_text("utf-8").replace("marking: PUBLIC", "marking: LANTERN-SECRET"), "utf-8"
        )
    (project / "facts" / "zubrowka" / "extra.yaml").unlink()
    found = make_view(project, "2019-02-10")
    assert (len(found.sources), len(found.markings)) == (0, 0)
    told = (any(found.facts.values()), found.areas, found.milestones, found.people, found.questions)
    assert told == (False, (), (), (), ())
    assert not any(found.posts.values())
    assert found.contacts[0].contacts == ()


def test_markings_of_what_is_seen(project: Path) -> None:
    """A view knows the marking of each fact that it may use, and of no other."""
    add_second_level(project)
    add_withheld_facts(project, "facts of every kind")
    assert set(make_view(project, "2020-01-01").markings.values()) == {Marking("PUBLIC")}
    found = make_view(project, "2020-01-01", audience="keepers")
    assert {key for key, marking in found.markings.items() if marking.level == "LANTERN-SECRET"} == {
        f"shared/s{number}" for number in range(1, 8)
    }


# --- languages ------------------------------------------------------------------------------------


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
    words = [phrase_text(fact.text) for fact in found.facts["statements"]]
    assert "L'hiver." in words
    assert "The Lamp Forum (LF) meets in the snow. [en]" in words
    assert [phrase_text(phrase) for phrase in found.contacts[0].contacts[1].ours] == ["Yvan"]
    assert [
        phrase_text(name)
        for person in found.people
        for name in person.other_names
        if phrase_text(person.name) == "Yvan"
    ] == ["<people.form name=Ivan>"]
