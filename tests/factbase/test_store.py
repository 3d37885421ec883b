"""The fact base: what is indexed, and how a fact stands on a day."""

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
from briefings.factbase.store import FactBase
from briefings.model.dates import Truth, parse_day
from briefings.model.facts import Person, Post, Source

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


def in_words(standing: Standing) -> str:
    """How a fact stands, as the cases write it."""
    words = [standing.truth.name.lower()]
    if standing.attested:
        words.append(f"attested {standing.attested}")
    if standing.due:
        words.append(f"overdue since {standing.due}" if standing.overdue else f"due {standing.due}")
    elif standing.overdue:
        words.append("overdue since never")
    return ", ".join(words)


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_standing(case: dict[str, Any], project: Path) -> None:
    """A fact stands on each day as the case says: how true, when last attested, when due."""
    folder = project / "facts" / "zubrowka"
    (folder / "frame.yaml").write_text(FRAME, "utf-8")
    (folder / "case.yaml").write_text(case["text"], "utf-8")
    base = load(project)
    fact = next(fact for fact in base.facts if fact.key == f"zubrowka/{case['fact']}")
    expected: dict[str, str] = case["expected"]
    assert expected == {day: in_words(base.standing(fact, parse_day(day))) for day in expected}


# --- laws -------------------------------------------------------------------------------------------

facts = st.sampled_from(SHIPPED.facts)


def dates_of(fact: Fact) -> list[date]:
    """Every day that a fact names, of dates known in part the first and the last."""
    partial = [fact.period.start, fact.period.end, fact.review, *fact.attested]
    return [day for when in partial if when for day in (when.first, when.last)]


def days_near(fact: Fact) -> st.SearchStrategy[date]:
    """Any day, and those beside the days that a fact names more often."""
    near = [day + shift * DAY for day in dates_of(fact) for shift in (-1, 0, 1)]
    return st.sampled_from(near) | st.dates() if near else st.dates()


@given(fact=facts, data=st.data())
def test_nothing_holds_before_anything_is_known(fact: Fact, data: st.DataObject) -> None:
    """Before the earliest day that a fact names it does not stand, unless it is written to have always held."""
    earliest = min([*dates_of(fact), date.max])
    day = data.draw(st.dates(max_value=earliest - DAY))
    assert (fact.period.open_start and not fact.event) or SHIPPED.standing(fact, day).truth is Truth.NO


@given(fact=facts, data=st.data())
def test_a_standing_is_about_its_day(fact: Fact, data: st.DataObject) -> None:
    """What a standing tells was so by the day: the last attestation is not later, overdue is what was due by then."""
    day = data.draw(days_near(fact))
    standing = SHIPPED.standing(fact, day)
    assert standing.attested is None or standing.attested.last <= day
    assert standing.overdue is (standing.due is not None and standing.due <= day)
    assert not standing.overdue or standing.truth is Truth.POSSIBLE
    assert (standing.truth is Truth.PRESUMED) is (standing.due is not None and not standing.overdue)


@given(fact=facts, data=st.data())
def test_dates_have_the_last_word(fact: Fact, data: st.DataObject) -> None:
    """A state does not stand where its dates exclude it, and an event stands ever after it has happened."""
    day = data.draw(days_near(fact))
    truth = SHIPPED.standing(fact, day).truth
    if fact.event:
        assert (truth is Truth.CERTAIN) is (fact.period.end is not None and fact.period.end.last <= day)
    elif fact.period.on(day) is Truth.NO:
        assert truth is Truth.NO
    else:
        assert truth is not Truth.CERTAIN or fact.period.on(day) >= Truth.POSSIBLE


def test_shipped_facts_can_be_told() -> None:
    """Every fact that comes with Briefings stands on some day or has an end to tell: none is there in vain."""
    never = [
        fact.key
        for fact in SHIPPED.facts
        if fact.period.end is None
        and all(SHIPPED.standing(fact, day).truth is Truth.NO for day in [*dates_of(fact), date.max])
    ]
    assert never == []


# --- what is indexed --------------------------------------------------------------------------------


def test_the_first_of_two_with_one_id_counts(project: Path) -> None:
    """Of two facts or entities with one id the first is kept, and the second is listed beside it."""
    base = load(project)
    entity, fact = base.source("league-charter"), base.facts[0]
    other_entity = replace(base.source("undated-page"), id=entity.id)
    other_fact = replace(base.facts[1], id=fact.id)
    clash = FactBase.of(base.house, base.schemes, [entity, other_entity], [fact, other_fact])
    assert clash.repeated == ((other_entity, entity), (other_fact, fact))
    assert (clash.source(entity.id), clash.facts) == (entity, (fact,))
    assert base.repeated == ()


def test_lookups(project: Path) -> None:
    """Entities are found by kind and by id, tenures by post, partners in order."""
    base = load(project)
    assert [source.id for source in base.all(Source)] == [
        "league-charter",
        "alpine-herald-2019",
        "undated-page",
    ]
    assert base.get(Post, "league-keeper").role == "secretary-general"
    assert [tenure.id for tenure in base.tenures["league-keeper"]] == ["keeper-gustave", "keeper-agatha"]
    assert [partner.id for partner in base.partners] == ["zubrowka"]
    assert base.scheme.levels == ("PUBLIC",)


@pytest.mark.parametrize("id_", ["nobody", "league-keeper"])
def test_lookup_of_the_wrong_kind(id_: str, project: Path) -> None:
    """Asking for an entity that there is not, or that is of another kind, is an error."""
    with pytest.raises(KeyError, match=id_):
        load(project).get(Person, id_)
