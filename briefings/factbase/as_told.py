"""Facts as a note of a day tells them: with the stages reached by then, and the sources of these.

Of a later stage a note says nothing, unless a source of the day or earlier announces it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from briefings.factbase.store import FactStore
    from briefings.model.facts import Fact
    from briefings.model.stages import Stage

__all__ = ["as_told"]


def as_told(store: FactStore, day: date) -> FactStore:
    """Return a store with each fact as a note of a day tells it; the same one if no fact has stages."""
    if not any(fact.stages for fact in store.facts):
        return store
    facts = (_told_fact(store, fact, day) if fact.stages else fact for fact in store.facts)
    return store.with_entries(store.entities.values(), facts)


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
        stage for stage in fact.stages if stage.on.last_day <= day or _is_announced(store, fact, stage, day)
    )
    return replace(fact, stages=tuple(told))


def _is_announced(store: FactStore, fact: Fact, stage: Stage, day: date) -> bool:
    """Return whether a source of the day or earlier announces a stage that has not surely come by then."""
    dates = (
        item.asserted_on or store.source(item.via_source or item.source).effective_date
        for item in stage.evidence or fact.evidence
        if item.disagreement is None
    )
    return any(when and when.last_day <= day for when in dates)
