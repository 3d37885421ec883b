"""Announcements: the stages, the beginning and the end of a state that sources give before they come.

A note of a day says of later days only what was known by then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from briefings.factbase.store import FactStore
    from briefings.model.dates import PartialDate
    from briefings.model.evidence import Evidence
    from briefings.model.facts import Fact
    from briefings.model.stages import Stage

__all__ = ["announced_end", "announced_start", "is_ahead", "is_announced", "newest_announcement", "said_on"]


def said_on(store: FactStore, item: Evidence) -> PartialDate | None:
    """Return when the source of an item of evidence said so; None if that is not known."""
    return item.asserted_on or store.source(item.via_source or item.source).effective_date


def newest_announcement(store: FactStore, fact: Fact, when: PartialDate) -> PartialDate | None:
    """Return the date of the newest source of a fact if all are from before a date, so that they only announce it.

    None if one is of the date or later, or if the date of one is not known.
    """
    dates = [said_on(store, item) for item in fact.all_evidence if item.disagreement is None]
    known = [said for said in dates if said and said.last_day < when.first_day]
    return max(known, key=lambda said: said.last_day) if known and len(known) == len(dates) else None


def is_announced(store: FactStore, fact: Fact, stage: Stage, day: date) -> bool:
    """Return whether a source of the day or earlier announces a stage that has not surely come by then."""
    return any(_dates_by(store, stage.evidence or fact.evidence, day))


def announced_start(store: FactStore, fact: Fact, day: date) -> PartialDate | None:
    """Return when a state is to begin, if that is after a day and a source of the day or earlier says so."""
    start = None if fact.is_event or fact.stages else fact.period.start
    if start is None or start.nominal_first_day <= day:
        return None
    whole = [item for item in fact.evidence if item.attested_on is None]
    return start if any(_dates_by(store, whole or fact.evidence, day)) else None


def is_ahead(store: FactStore, fact: Fact, day: date) -> bool:
    """Return whether a state is to begin after a day, or to reach its first stage, as a source of the day or earlier says."""
    if fact.is_event or not fact.stages:
        return announced_start(store, fact, day) is not None
    first = fact.stages[0]
    return first.on.nominal_first_day > day and is_announced(store, fact, first, day)


def announced_end(store: FactStore, fact: Fact, day: date) -> PartialDate | None:
    """Return when a state is to end, if that is on a day or later and the sources of the day say so.

    Which of its sources gives the end is not on record. So all of them must be of the day or earlier: the source that
    saw a minister take office says nothing of the end that a later one reports. One that only saw the state on a day
    gives no end either: it may follow from the next holder.
    """
    end = None if fact.is_event or fact.stages else fact.period.end
    if end is None or end.last_day < day:
        return None
    has_whole = any(item.attested_on is None for item in fact.evidence if item.disagreement is None)
    return end if has_whole and all(_dates_by(store, fact.evidence, day)) else None


def _dates_by(store: FactStore, evidence: tuple[Evidence, ...] | list[Evidence], day: date) -> Iterator[bool]:
    """Yield, for each item that supports a fact, whether its source said so by a day."""
    for item in evidence:
        if item.disagreement is None:
            when = said_on(store, item) or store.source(item.via_source or item.source).retrieved
            yield when is not None and when.last_day <= day
