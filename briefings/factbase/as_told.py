"""Facts as of a day: with the stages that they have reached by then, and the sources of these stages.

A note states a later stage only if a source of its day or earlier announces it.
The ministers, agreements and cooperation of a partner that has ended are over too, even without an end of their own;
so is the office of someone who has died.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from briefings.factbase.announcements import is_announced
from briefings.model.dates import Period
from briefings.model.entities import Post
from briefings.model.facts import Agreement, Cooperation, Membership, Tenure
from briefings.model.lives import Life
from briefings.model.prospects import Commitment, DateAhead

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from briefings.factbase.store import FactStore
    from briefings.model.dates import PartialDate
    from briefings.model.entities import Entity
    from briefings.model.evidence import Evidence
    from briefings.model.facts import Fact

__all__ = ["as_told", "outlasts"]

_END_WITH_PARTNER = (Agreement, Cooperation, Membership, Tenure)


class _Ending(NamedTuple):
    """The last day of a partner or a person, with its sources."""

    day: PartialDate
    evidence: tuple[Evidence, ...]


def as_told(store: FactStore, day: date) -> FactStore:
    """Return a store with each fact as a note of a day tells it; the same one if none differs."""
    ends = {
        partner.id: _Ending(end, partner.evidence)
        for partner in store.partners
        if (end := partner.period.end) and end.last_day < day
    }
    deaths = _deaths(store, day) if store.deaths else {}
    told: dict[str, Fact] = {}
    for fact in store.facts:
        if fact.stages:
            told[fact.key] = _told_fact(store, fact, day)
        elif isinstance(fact, DateAhead) and fact.is_yearly:
            told[fact.key] = replace(fact, period=fact.period_on(day))
        elif (ending := _ending_of(fact, ends, deaths)) and outlasts(fact, ending.day):
            sources = (item for item in ending.evidence if item.disagreement is None)
            period = _cut_short(fact.period, ending.day)
            told[fact.key] = replace(fact, period=period, evidence=(*fact.evidence, *sources))
    if not told and not ends:
        return store
    entities = (_ended_post(entity, ends) for entity in store.entities.values())
    return store.with_entries(entities, (told.get(fact.key, fact) for fact in store.facts))


def _deaths(store: FactStore, day: date) -> dict[str, _Ending]:
    """Return the deaths of the people who surely died before a day, by their ids."""
    return {
        fact.person: _Ending(fact.period.end, fact.evidence)
        for fact in store.facts
        if isinstance(fact, Life)
        and fact.part == "died"
        and fact.period.end
        and fact.period.end.last_day < day
    }


def _ending_of(fact: Fact, ends: Mapping[str, _Ending], deaths: Mapping[str, _Ending]) -> _Ending | None:
    """Return the end of the partner of a fact, or the death of its holder; None if neither has come."""
    if fact.folder in ends:
        return ends[fact.folder]
    return deaths.get(fact.holder or "") if isinstance(fact, Tenure) else None


def outlasts(fact: Fact, end: PartialDate) -> bool:
    """Return whether a state goes on after the end of its partner, or of its holder, by its own dates."""
    start, own_end = fact.period.start, fact.period.end
    return (
        isinstance(fact, _END_WITH_PARTNER)
        and not fact.is_event
        and not fact.stages
        and (own_end is None or own_end.first_day > end.last_day)
        and (start is None or start.first_day <= end.last_day)
    )


def _ended_post(entity: Entity, ends: Mapping[str, _Ending]) -> Entity:
    """Return a post that ended with its partner; any other entity as it is."""
    ending = ends.get(entity.partner or "") if isinstance(entity, Post) else None
    if ending is None or not isinstance(entity, Post):
        return entity
    own_end, end = entity.period.end, ending.day
    return (
        entity
        if own_end and own_end.last_day <= end.last_day
        else replace(entity, period=_cut_short(entity.period, end))
    )


def _cut_short(period: Period, end: PartialDate) -> Period:
    """Return a period with another end."""
    start = str(period.start) if period.start else ".." * period.open_start
    return Period(period.start, end, open_start=period.open_start, text=f"{start}/{end}")


def _told_fact(store: FactStore, fact: Fact, day: date) -> Fact:
    """Return a fact with the stages, their sources and the period that a note of a day gives."""
    if fact.is_event:
        # That something will become of it shows that it is a plan, so it keeps the stage; but not what says so.
        stages = tuple(
            stage if stage.on.last_day <= day else replace(stage, evidence=(), headline=None)
            for stage in fact.stages
        )
        return replace(fact, stages=stages, period=fact.period_on(day))
    told = (
        stage for stage in fact.stages if stage.on.last_day <= day or is_announced(store, fact, stage, day)
    )
    if isinstance(fact, Commitment):
        return replace(fact, stages=tuple(told), due=fact.due_on(day), promiser=fact.promiser_on(day))
    return replace(fact, stages=tuple(told))
