"""Tests of the days of the release: embargoes, lower levels, and what a note of a lower marking may hold."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from briefings.factbase.load import load
from briefings.model.markings import Marking
from briefings.views.release import markings_of, next_release, release
from tests.support.withheld import add_second_level

if TYPE_CHECKING:
    from pathlib import Path

    from briefings.factbase.store import FactStore

CASE = "facts/zubrowka/case.yaml"
SCHEME = """\
scheme: public
levels: [{id: PUBLIC, name: PUBLIC}, {id: LANTERN-SECRET, name: SECRET}, {id: WAXED, name: WAXED}]
"""
FACTS = """\
marking: PUBLIC
statements:
- {id: open, valid: 2010/.., text: Open., evidence: [league-charter]}
- {id: soon, valid: 2010/.., not_before: 2027-03-01, text: Soon., evidence: [league-charter]}
- {id: never, valid: 2010/.., marking: WAXED, not_before: 2027-04-01, text: No., evidence: [league-charter]}
- id: later
  valid: 2010/..
  marking: {level: LANTERN-SECRET, declassify: 2030-06-01}
  not_before: 2027-05-01
  text: Later.
  evidence: [league-charter]
- id: last
  valid: 2010/..
  marking: {level: WAXED, downgrade: {on: 2028-01-01, to: LANTERN-SECRET}, declassify: 2031-01-01}
  text: Last.
  evidence: [league-charter]
sources:
- {id: leaflet, title: A leaflet, publisher: Lamp, published: 2018, marking: {level: WAXED, declassify: 2032-02-02}}
people:
- {id: igor, names: [{text: Igor, lang: en}, {text: I., lang: en, form: short, marking: {level: WAXED, declassify: 2033-03-03}}]}
"""


@pytest.fixture
def store(project: Path) -> FactStore:
    """Return facts with embargoes and with markings that end, in a house with three levels."""
    add_second_level(project)
    (project / "facts/markings/public.yaml").write_text(SCHEME, "utf-8")
    (project / CASE).write_text(FACTS, "utf-8")
    return load(project)


def seen(store: FactStore, audience: str, day: date, under: Marking | None = None) -> str:
    """Return the ids of the facts above that an audience may see."""
    facts = release(store, audience, day, under).facts_by_key
    return " ".join(id_ for id_ in ("open", "soon", "never", "later", "last") if f"zubrowka/{id_}" in facts)


@pytest.mark.parametrize(
    ("audience", "day", "ids"),
    [
        ("internal", date(2027, 2, 28), "open soon"),
        ("internal", date(2030, 5, 31), "open soon"),
        ("internal", date(2030, 6, 1), "open soon later"),
        ("internal", date(2031, 1, 1), "open soon later last"),
        ("keepers", date(2027, 2, 28), "open"),
        ("keepers", date(2027, 3, 1), "open soon"),
        ("keepers", date(2027, 5, 1), "open soon later"),
        ("keepers", date(2027, 12, 31), "open soon later"),
        ("keepers", date(2028, 1, 1), "open soon later last"),
    ],
)
def test_days(store: FactStore, audience: str, day: date, ids: str) -> None:
    """A fact under embargo is for the house alone until its day; a level lets in from the day on which it falls."""
    assert seen(store, audience, day) == ids


def days_of(store: FactStore, audience: str) -> list[date]:
    """Return the days on which an audience comes to see more, in order."""
    days: list[date] = []
    while (day := next_release(store, audience, days[-1] if days else date.min)) is not None:
        days.append(day)
    return days


@pytest.mark.parametrize(
    ("audience", "days"),
    [
        ("internal", [date(2030, 6, 1), date(2031, 1, 1)]),
        (
            "keepers",
            [
                date(2027, 3, 1),
                date(2027, 5, 1),
                date(2028, 1, 1),
                date(2030, 6, 1),
                date(2031, 1, 1),
            ],
        ),
    ],
)
def test_the_days_of_an_audience(store: FactStore, audience: str, days: list[date]) -> None:
    """An audience knows the days on which it comes to see something, and none of what it never sees or nothing names."""
    assert days_of(store, audience) == days


@pytest.mark.parametrize("audience", ["internal", "keepers"])
def test_nothing_changes_on_other_days(store: FactStore, audience: str) -> None:
    """On the day before each of its days an audience sees less than, or what it sees on the day itself."""
    days = days_of(store, audience)
    for day, following in zip(days, [*days[1:], date(2040, 1, 1)], strict=True):
        assert seen(store, audience, day) == seen(store, audience, following - timedelta(1))


def test_what_a_note_may_hold(store: FactStore) -> None:
    """A note has only what its own marking covers, whatever its readers may see."""
    day = date(2027, 6, 1)
    assert seen(store, "keepers", day, Marking("LANTERN-SECRET")) == "open soon later"
    assert seen(store, "keepers", day, Marking("PUBLIC")) == "open soon"
    assert seen(store, "keepers", date(2030, 6, 1), Marking("PUBLIC")) == "open soon later"


def test_every_marking_is_found(store: FactStore) -> None:
    """The markings of facts, of sources and of names are those of a store."""
    assert {marking.level for marking in markings_of(store)} == {"PUBLIC", "LANTERN-SECRET", "WAXED"}
    ends = {day for marking in markings_of(store) for day in marking.change_days}
    assert {date(2030, 6, 1), date(2032, 2, 2), date(2033, 3, 3)} < ends
    assert all(isinstance(marking, Marking) for marking in markings_of(store))
