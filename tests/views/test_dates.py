"""Tests of the dates ahead in notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.factbase.load import load
from briefings.model.dates import parse_day
from briefings.views.builder import build_view
from briefings.views.records import Scope
from tests.support.words import phrase_text

if TYPE_CHECKING:
    from pathlib import Path

    from briefings.views.records import View

FACTS = """
marking: PUBLIC
dates:
- {id: c, on: 2020, what: A jubilee, evidence: [league-charter]}
- {id: b, on: 2019-06-01/2019-06-03, sort: election, what: An election, who: All, place: Lutz, evidence: [league-charter]}
- {id: a, on: 2019-03, what: A feast, evidence: [alpine-herald-2019]}
- {id: d, on: 2021, what: A fair, evidence: [league-charter]}
- {id: e, on: 2022, what: A race, evidence: [league-charter]}
"""


def make_view(project: Path, day: str) -> View:
    """Return the view of the fictional project with dates ahead."""
    (project / "facts" / "zubrowka" / "ahead.yaml").write_text(FACTS, "utf-8")
    return build_view(load(project), Scope("zubrowka", parse_day(day), "internal", "en"))


def test_dates_are_ahead_until_their_last_day(project: Path) -> None:
    """The next one comes first; what has passed comes after it, and is an open point."""
    view = make_view(project, "2019-06-03")
    assert [phrase_text(item.what) for item in view.coming_dates] == [
        "An election",
        "A jubilee",
        "A fair",
        "A race",
    ]
    assert [phrase_text(item.what) for item in view.past_dates] == ["A feast"]
    assert ("unconfirmed", "A feast") in [(item.kind, phrase_text(item.text)) for item in view.questions]
    first = view.coming_dates[0]
    assert (first.sort, phrase_text(first.who), phrase_text(first.place)) == ("election", "All", "Lutz")


def test_a_principal_reads_the_next_four(project: Path) -> None:
    """More than four dates are for the desk."""
    edited = make_view(project, "2019-03-01").edited
    assert edited
    assert [phrase_text(item.what) for item in edited.ahead] == [
        "A feast",
        "An election",
        "A jubilee",
        "A fair",
    ]
