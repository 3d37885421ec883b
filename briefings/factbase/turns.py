"""Turns: events in the life of a fact by a day, so that a later note can tell which of them have become known since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.factbase.standing import has_begun, standing_of
from briefings.model.dates import Certainty

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from briefings.factbase.store import FactStore
    from briefings.model.facts import Fact

__all__ = ["BEGIN", "END", "turn_of", "turns_on_record"]

BEGIN, END = "begin", "end"
"""The turns of every fact, beside the words of its stages; an event only has the first."""


def turn_of(fact: Fact, word: str) -> str:
    """Return the name of a turn of a fact, in a record that many facts share."""
    return f"{fact.key}:{word}"


def turns_on_record(store: FactStore, day: date) -> Iterator[str]:
    """Yield the turns that the facts of a store know by a day.

    A state that has begun counts as known, even if its first day is found out later.
    """
    for fact in store.facts:
        # A stage of a plan is known although the plan has not taken place.
        yield from (turn_of(fact, stage.word) for stage in fact.stages if stage.on.last_day <= day)
        if not has_begun(store, fact, day):
            continue
        if fact.is_event and standing_of(store, fact, day).certainty is not Certainty.CERTAIN:
            continue
        yield turn_of(fact, BEGIN)
        if fact.period.end and fact.period.end.last_day <= day:
            yield turn_of(fact, END)
