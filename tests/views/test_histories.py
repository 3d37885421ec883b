"""Tests of histories of posts: all holders who had begun by the day of the note, with the known dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefings.factbase.load import load
from briefings.model.dates import parse_day
from briefings.views.builder import build_view
from briefings.views.records import HistoryView, Scope
from tests.support.words import phrase_text

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


def porter_history(project: Path, day: str, tenures: str) -> HistoryView | None:
    """Return the history of a post on a day; None if it had no holder yet."""
    (project / "facts/zubrowka/case.yaml").write_text(PORTERS + tenures, encoding="utf-8")
    found = build_view(load(project), Scope("zubrowka", parse_day(day), "internal", "en")).histories
    return next((history for history in found if phrase_text(history.title) == "Porter"), None)


@pytest.mark.parametrize(("tenure", "day", "expected"), TENURES)
def test_what_is_told_of_a_tenure(tenure: str, day: str, expected: str, project: Path) -> None:
    """A tenure is told once it had begun, its end once that has come, and sightings where dates leave a gap."""
    history = porter_history(project, day, f"- {{id: one, post: porter, holder: gustave-h, {tenure}}}\n")
    told = "none"
    if history:
        (held,) = history.tenures
        dates = f"{held.period.start} to {held.period.end}, seen [{', '.join(map(str, held.attested_dates))}]"
        told = f"{held.status}; {phrase_text(held.time)}; {phrase_text(held.attested_time)}; {dates}"
    assert expected == told


def test_who_was_overtaken_has_held_it(project: Path) -> None:
    """Whose time has no known end, and who surely has a successor, is told as over and comes first."""
    history = porter_history(
        project,
        "2012-01-01",
        """\
- {id: two, post: porter, holder: agatha-baker, valid: 2010/, evidence: [{source: league-charter, attests: 2011}]}
- {id: one, post: porter, holder: gustave-h, valid: /, evidence: [{source: league-charter, attests: 2005}]}
""",
    )
    assert history
    told = [(phrase_text(held.text), held.status) for held in history.tenures]
    assert told == [("Gustave H.", "ended"), ("Agatha Baker", "presumed")]


def test_first_and_last_sighting_are_cited(project: Path) -> None:
    """Where the start is not known, the source of the first sighting is cited as well as that of the last."""
    history = porter_history(
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
    assert [citation.source_id for citation in history.tenures[0].attested_time.citations] == [
        "league-charter",
        "alpine-herald-2019",
    ]


def test_own_posts_come_first(project: Path) -> None:
    """The posts of the partner stand before those of others that cover it."""
    found = build_view(load(project), Scope("zubrowka", parse_day("2019-02-10"), "internal", "en")).histories
    assert [str(phrase_text(history.title)) for history in found] == [
        "Minister of Lobbies",
        "Keeper of the League",
        "Envoy to the Far Valleys",
    ]
