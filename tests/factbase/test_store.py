"""Tests of the fact store: its indexes, and the standing of a fact on a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from briefings.factbase.load import load
from briefings.factbase.store import FactStore
from briefings.model.dates import Certainty, parse_day
from briefings.model.entities import Person, Post, Source

if TYPE_CHECKING:
    from briefings.factbase.store import Standing
    from briefings.model.facts import Fact

ROOT = Path(__file__).parents[2]
CASES: list[dict[str, Any]] = yaml.load(
    (Path(__file__).parent.parent / "cases" / "standing.yaml").read_text("utf-8"),
    Loader=yaml.BaseLoader,  # noqa: S506 - every value as text; it makes no objects
)
SHIPPED = load(ROOT)
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
    assert expected == {day: standing_text(store.standing(fact, parse_day(day))) for day in expected}


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
    assert (fact.period.open_start and not fact.is_event) or SHIPPED.standing(
        fact, day
    ).certainty is Certainty.NO


@given(fact=facts, data=st.data())
def test_a_standing_is_about_its_day(fact: Fact, data: st.DataObject) -> None:
    """What a standing tells was so by the day: the last attestation is not later, overdue is what was due by then."""
    day = data.draw(days_near(fact))
    standing = SHIPPED.standing(fact, day)
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
    truth = SHIPPED.standing(fact, day).certainty
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
        and all(SHIPPED.standing(fact, day).certainty is Certainty.NO for day in [*dates_of(fact), date.max])
    ]
    assert never == []


# --- what is indexed --------------------------------------------------------------------------------


def test_the_first_of_two_with_one_id_counts(project: Path) -> None:
    """Of two facts or entities with one id the first is kept, and the second is listed beside it."""
    store = load(project)
    entity, fact = store.source("league-charter"), store.facts[0]
    other_entity = replace(store.source("undated-page"), id=entity.id)
    other_fact = replace(store.facts[1], id=fact.id)
    clash = FactStore.from_records(store.house, store.schemes, [entity, other_entity], [fact, other_fact])
    assert clash.duplicates == ((other_entity, entity), (other_fact, fact))
    assert (clash.source(entity.id), clash.facts) == (entity, (fact,))
    assert store.duplicates == ()


def test_lookups(project: Path) -> None:
    """Entities are found by kind and by id, tenures by post, partners in order."""
    store = load(project)
    assert [source.id for source in store.entities_of(Source)] == [
        "league-charter",
        "alpine-herald-2019",
        "undated-page",
    ]
    assert store.entity(Post, "league-keeper").role == "secretary-general"
    assert [tenure.id for tenure in store.tenures_by_post["league-keeper"]] == [
        "keeper-gustave",
        "keeper-agatha",
    ]
    assert [partner.id for partner in store.partners] == ["zubrowka"]
    assert store.scheme.levels == ("PUBLIC",)


@pytest.mark.parametrize("id_", ["nobody", "league-keeper"])
def test_lookup_of_the_wrong_kind(id_: str, project: Path) -> None:
    """Asking for an entity that there is not, or that is of another kind, is an error."""
    with pytest.raises(KeyError, match=id_):
        load(project).entity(Person, id_)
