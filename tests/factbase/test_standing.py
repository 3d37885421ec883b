"""Tests of the standing of a fact on a day."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from briefings.factbase.load import load
from briefings.factbase.spans import certain_overlap, certain_span, first_known_date, has_ended, sure_span
from briefings.factbase.standing import has_begun, standing_of
from briefings.factbase.succession import successors
from briefings.model.dates import Certainty, PartialDate, Period, parse_day
from briefings.model.diagnostics import Location
from briefings.model.evidence import Evidence
from briefings.model.facts import Tenure
from briefings.model.markings import Marking
from tests.support.views import shipped_store

if TYPE_CHECKING:
    from briefings.factbase.standing import Standing
    from briefings.model.facts import Fact

ROOT = Path(__file__).parents[2]
CASES: list[dict[str, Any]] = yaml.load(
    (Path(__file__).parent.parent / "cases" / "standing.yaml").read_text("utf-8"),
    Loader=yaml.CBaseLoader,  # noqa: S506 - every value as text; it makes no objects
)
SHIPPED = shipped_store()
DAY = timedelta(days=1)

FRAME = """\
marking: PUBLIC
posts:
- {id: porter, role: mission, titles: [{text: Porter, lang: en}], partner: zubrowka}
- {id: steward, role: mission, titles: [{text: Steward, lang: en}], partner: zubrowka, seats: 2}
- {id: page, role: mission, titles: [{text: Page, lang: en}], partner: zubrowka, review: P90D}
frameworks:
- {id: oil-plan, organisation: lantern-league, names: [{text: Oil Plan, lang: en}], review: P2Y}
"""


def standing_text(standing: Standing) -> str:
    """Return a standing in the notation of the cases."""
    words = [standing.certainty.name.lower()]
    if standing.last_attestation:
        words.append(f"attested {standing.last_attestation}")
    if standing.review_due:
        words.append(
            f"overdue since {standing.review_due}" if standing.is_overdue else f"due {standing.review_due}"
        )
    elif standing.is_overdue:
        words.append("overdue since never")
    return ", ".join(words)


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_standing(case: dict[str, Any], project: Path) -> None:
    """A fact stands on each day as the case says: how true, when last attested, when due."""
    folder = project / "facts" / "zubrowka"
    (folder / "frame.yaml").write_text(FRAME, "utf-8")
    (folder / "case.yaml").write_text(case["text"], "utf-8")
    store = load(project)
    fact = next(fact for fact in store.facts if fact.key == f"zubrowka/{case['fact']}")
    expected: dict[str, str] = case["expected"]
    assert expected == {day: standing_text(standing_of(store, fact, parse_day(day))) for day in expected}


# --- laws -------------------------------------------------------------------------------------------

facts = st.sampled_from(SHIPPED.facts)


def dates_of(fact: Fact) -> list[date]:
    """Return every day that a fact names; of partial dates the first and the last."""
    partial = [fact.period.start, fact.period.end, fact.review_due, *fact.attestations]
    return [day for when in partial if when for day in (when.first_day, when.last_day)]


def days_near(fact: Fact) -> st.SearchStrategy[date]:
    """Generate days; those next to the days that a fact names are more frequent."""
    near = [day + shift * DAY for day in dates_of(fact) for shift in (-1, 0, 1)]
    return st.sampled_from(near) | st.dates() if near else st.dates()


@given(fact=facts, data=st.data())
def test_nothing_holds_before_anything_is_known(fact: Fact, data: st.DataObject) -> None:
    """Before the earliest day that a fact names it does not stand, unless it is written to have always held."""
    earliest = min([*dates_of(fact), date.max])
    day = data.draw(st.dates(max_value=earliest - DAY))
    assert (fact.period.open_start and not fact.is_event) or standing_of(
        SHIPPED, fact, day
    ).certainty is Certainty.NO


@given(fact=facts, data=st.data())
def test_a_standing_is_about_its_day(fact: Fact, data: st.DataObject) -> None:
    """What a standing tells was so by the day: the last attestation is not later, overdue is what was due by then."""
    day = data.draw(days_near(fact))
    standing = standing_of(SHIPPED, fact, day)
    assert standing.last_attestation is None or standing.last_attestation.last_day <= day
    assert standing.is_overdue is (standing.review_due is not None and standing.review_due <= day)
    assert not standing.is_overdue or standing.certainty is Certainty.POSSIBLE
    assert (standing.certainty is Certainty.PRESUMED) is (
        standing.review_due is not None and not standing.is_overdue
    )


@given(fact=facts, data=st.data())
def test_dates_have_the_last_word(fact: Fact, data: st.DataObject) -> None:
    """A state does not stand where its dates exclude it, and an event stands ever after it has happened."""
    day = data.draw(days_near(fact))
    truth = standing_of(SHIPPED, fact, day).certainty
    if fact.is_event:
        assert (truth is Certainty.CERTAIN) is (
            fact.period.end is not None and fact.period.end.last_day <= day
        )
    elif fact.period.certainty_on(day) is Certainty.NO:
        assert truth is Certainty.NO
    else:
        assert truth is not Certainty.CERTAIN or fact.period.certainty_on(day) >= Certainty.POSSIBLE


def test_shipped_facts_can_be_told() -> None:
    """Every fact that comes with Briefings stands on some day or has an end to tell: none is there in vain."""
    never = [
        fact.key
        for fact in SHIPPED.facts
        if fact.period.end is None
        and all(
            standing_of(SHIPPED, fact, day).certainty is Certainty.NO for day in [*dates_of(fact), date.max]
        )
    ]
    assert never == []


# --- spans ------------------------------------------------------------------------------------------


def make_tenure(valid: str, *attested: str) -> Tenure:
    """Return a tenure with these dates that sources attest on these days."""
    location = Location("x.yaml")
    evidence = tuple(
        Evidence("s", attested_on=PartialDate.parse(when), location=location) for when in attested
    )
    return Tenure(
        id="t",
        folder="zubrowka",
        period=Period.parse(valid),
        is_event=False,
        evidence=evidence,
        marking=Marking("PUBLIC"),
        review_due=None,
        headline=None,
        location=location,
        post="porter",
        holder="gustave-h",
    )


@pytest.mark.parametrize(
    ("valid", "attested", "span"),
    [
        ("2004-09-15/2010-11-30", [], "2004-09-15 2010-11-30"),
        ("2004/2010", [], "2004-12-31 2010-01-01"),
        ("2004/", [], "2004-12-31 2004-12-31"),
        ("2004/", ["2011"], "2004-12-31 2011-01-01"),
        ("/2010", [], "2010-01-01 2010-01-01"),
        ("/", ["2006", "2008-05"], "2006-12-31 2008-05-01"),
        ("../2010", [], "0001-01-01 2010-01-01"),
        ("2004/..", [], "2004-12-31 9999-12-31"),
        ("2004/2004-05", [], "none"),
        ("/", ["2006"], "none"),
        ("/", [], "none"),
    ],
)
def test_certain_span(valid: str, attested: list[str], span: str) -> None:
    """A state certainly held from the last possible day of its start to the first possible day of its end."""
    found = certain_span(make_tenure(valid, *attested))
    assert span == (f"{found.first} {found.last}" if found else "none")


@pytest.mark.parametrize(
    ("left", "right", "overlap"),
    [
        ("2004/2010", "2008/2012", "2008-12-31 2010-01-01"),
        ("2004/2010-06-01", "2010-06-01/2012", "2010-06-01 2010-06-01"),
        ("2004/2010", "2010/2012", "none"),
        ("/", "2004/2010", "none"),
    ],
)
def test_certain_overlap(left: str, right: str, overlap: str) -> None:
    """Two states overlap on the days that both of their spans contain."""
    found = certain_overlap(make_tenure(left), make_tenure(right))
    assert overlap == (f"{found.first} {found.last}" if found else "none")


@pytest.mark.parametrize(
    ("valid", "attested", "span"),
    [
        ("/", [], "0001-01-01 0001-01-01"),
        ("2004/2004-05", [], "2004-12-31 2004-12-31"),
        ("../", [], "0001-01-01 0001-01-01"),
        ("2004/", ["2011-06-22"], "2004-12-31 2011-06-22"),
    ],
)
def test_sure_span(valid: str, attested: list[str], span: str) -> None:
    """A chart has a bar for every tenure, even for one that held on no certain day."""
    dates = [PartialDate.parse(when) for when in attested]
    found = sure_span(Period.parse(valid), dates)
    assert span == f"{found.first} {found.last}"


@pytest.mark.parametrize(
    ("valid", "attested", "first"),
    [("2004-09/2010", [], "2004-09-01"), ("/2010", ["2006"], "2006-01-01"), ("/", [], "0001-01-01")],
)
def test_first_known_date(valid: str, attested: list[str], first: str) -> None:
    """Tenures are sorted by the earliest date known of them."""
    assert first == str(first_known_date(make_tenure(valid, *attested))[0])


@pytest.mark.parametrize(
    ("day", "begun", "ended"),
    [("2003-12-31", False, False), ("2004-12-31", True, False), ("2010-12-31", True, False), ("2011-01-01", True, True)],
)  # fmt: skip
def test_a_state_begins_and_ends(day: str, begun: bool, ended: bool, project: Path) -> None:
    """A state has begun once it is known to hold, and has ended after its last possible day."""
    tenure, when = make_tenure("2004/2010"), parse_day(day)
    (project / "facts" / "zubrowka" / "frame.yaml").write_text(FRAME, "utf-8")
    assert (begun, ended) == (has_begun(load(project), tenure, when), has_ended(tenure, when))


def test_successors_take_all_seats(project: Path) -> None:
    """A post with two seats passes on once two other holders are known since the tenure last held."""
    folder = project / "facts" / "zubrowka"
    (folder / "frame.yaml").write_text(FRAME, "utf-8")
    (folder / "stewards.yaml").write_text(
        "marking: PUBLIC\ntenures:\n"
        "- {id: first, post: steward, holder: gustave-h, valid: 2004/, evidence: [league-charter]}\n"
        "- {id: third, post: steward, vacant: yes, valid: 2009/, evidence: [league-charter]}\n"
        "- {id: second, post: steward, holder: agatha-baker, valid: 2007/, evidence: [league-charter]}\n",
        "utf-8",
    )
    store = load(project)
    (tenure,) = (fact for fact in store.tenures_by_post["steward"] if fact.id == "first")
    followers = {
        day: [later.id for later in successors(store, tenure, parse_day(day))]
        for day in ("2008-01-01", "2009-12-31")
    }
    assert followers == {"2008-01-01": [], "2009-12-31": ["second", "third"]}
