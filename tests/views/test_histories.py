"""Who held the posts, as one note may tell it: all who had begun by its day, with what is known of their time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefings.factbase.load import load
from briefings.model.dates import parse_day
from briefings.views.builder import view_of
from briefings.views.records import HistoryView, Scope
from tests.support.words import said

if TYPE_CHECKING:
    from pathlib import Path

PORTERS = """\
marking: PUBLIC
posts:
- {id: porter, role: mission, titles: [{text: Porter, lang: en}], partner: zubrowka}
tenures:
"""
# What a tenure says, on which day it is asked for, and what is told of it: status, time, seen, dates drawn.
TENURES = [
    ("valid: 2004-09/2010-11, evidence: [league-charter]", "2004-08-31", "none"),
    ("valid: 2004-09/2010-11, evidence: [league-charter]", "2004-09-01", "possible; <period.since start=2004-09>; ; 2004-09 to None, seen []"),
    ("valid: 2004-09/2010-11, evidence: [league-charter]", "2010-11-30", "possible; <period.since start=2004-09>; ; 2004-09 to None, seen []"),
    ("valid: 2004-09/2010-11, evidence: [league-charter]", "2010-12-01", "ended; <period.from-to start=2004-09 end=2010-11>; ; 2004-09 to 2010-11, seen []"),
    ("valid: /, evidence: [{source: league-charter, attests: 2005-05-01}]", "2005-04-30", "none"),
    ("valid: /, evidence: [{source: league-charter, attests: 2005-05-01}]", "2005-05-01", "certain; ; <holders.on date=2005-05-01>; None to None, seen [2005-05-01]"),
    ("valid: 2004/, evidence: [{source: league-charter, attests: 2005-05-01}, {source: alpine-herald-2019, attests: 2006}]", "2005-06-01", "certain; <period.since start=2004>; <standing.attested date=2005-05-01>; 2004 to None, seen [2005-05-01]"),
    ("valid: /2010, evidence: [{source: league-charter, attests: 2005-05-01}, {source: alpine-herald-2019, attests: 2006}]", "2012-01-01", "ended; <period.until end=2010>; <holders.from-to first=2005-05-01 last=2006>; None to 2010, seen [2005-05-01, 2006]"),
    ("valid: ../.., evidence: [league-charter]", "2005-05-01", "certain; ; ; None to None, seen []"),
]  # fmt: skip


def porters(project: Path, day: str, tenures: str) -> HistoryView | None:
    """The history of a post on a day; None where nobody had held it."""
    (project / "facts/zubrowka/case.yaml").write_text(PORTERS + tenures, encoding="utf-8")
    found = view_of(load(project), Scope("zubrowka", parse_day(day), "internal", "en")).histories
    return next((history for history in found if said(history.title) == "Porter"), None)


@pytest.mark.parametrize(("tenure", "day", "expected"), TENURES)
def test_what_is_told_of_a_tenure(tenure: str, day: str, expected: str, project: Path) -> None:
    """A tenure is told once it had begun, its end once that has come, and sightings where dates leave a gap."""
    history = porters(project, day, f"- {{id: one, post: porter, holder: gustave-h, {tenure}}}\n")
    told = "none"
    if history:
        (held,) = history.tenures
        dates = f"{held.period.start} to {held.period.end}, seen [{', '.join(map(str, held.sightings))}]"
        told = f"{held.status}; {said(held.time)}; {said(held.seen)}; {dates}"
    assert expected == told


def test_who_was_overtaken_has_held_it(project: Path) -> None:
    """Whose time has no known end, and who surely has a successor, is told as over and comes first."""
    history = porters(
        project,
        "2012-01-01",
        """\
- {id: two, post: porter, holder: agatha-baker, valid: 2010/, evidence: [{source: league-charter, attests: 2011}]}
- {id: one, post: porter, holder: gustave-h, valid: /, evidence: [{source: league-charter, attests: 2005}]}
""",
    )
    assert history
    told = [(said(held.text), held.status) for held in history.tenures]
    assert told == [("Gustave H.", "ended"), ("Agatha Baker", "presumed")]


def test_first_and_last_sighting_are_cited(project: Path) -> None:
    """Where the start is not known, the source of the first sighting is cited as well as that of the last."""
    history = porters(
        project,
        "2020-01-01",
        """\
- id: one
  post: porter
  holder: gustave-h
  valid: /
  evidence: [{source: league-charter, attests: 2005}, {source: alpine-herald-2019, attests: 2018}]
""",
    )
    assert history
    assert [citation.source for citation in history.tenures[0].seen.citations] == [
        "league-charter",
        "alpine-herald-2019",
    ]


def test_own_posts_come_first(project: Path) -> None:
    """The posts of the partner stand before those of others that cover it."""
    found = view_of(load(project), Scope("zubrowka", parse_day("2019-02-10"), "internal", "en")).histories
    assert [str(said(history.title)) for history in found] == [
        "Minister of Lobbies",
        "Keeper of the League",
        "Envoy to the Far Valleys",
    ]
