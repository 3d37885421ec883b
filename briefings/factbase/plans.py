"""The outcome of a plan by a day: the event took place, or was called off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date

    from briefings.factbase.store import FactStore
    from briefings.model.dates import Period
    from briefings.model.facts import Fact

__all__ = ["has_taken_place", "is_called_off", "kind_of_move"]


def is_called_off(event: Fact, day: date) -> bool:
    """Return whether an event had been cancelled by a day, or put off to days that are not known."""
    stage = event.stage_on(day) if event.is_event else None
    return stage is not None and (
        stage.word == "cancelled" or (stage.word == "postponed" and stage.moved_to is None)
    )


def kind_of_move(days: Period, new_days: Period) -> Literal["forward", "moved", "changed"]:
    """Return how the days of a plan moved: to earlier ones, to later ones, or neither.

    A plan that is cut short or made longer begins as it was to, and one that gets the exact day of a month may.
    """
    first, new_first = days.start or days.end, new_days.start or new_days.end
    if first and new_first:
        if new_first.last_day < first.first_day:
            return "forward"
        if new_first.first_day <= first.last_day:
            return "changed"
    return "moved"


def has_taken_place(store: FactStore, event: Fact, day: date) -> bool:
    """Return whether, by a day, a source shows that an event took place, not only that it was planned.

    Most kinds are written down only afterwards, so they count as having taken place. The stages of an event say it
    first; what its other sources say counts if they were written no earlier than the event.
    """
    stage = event.stage_on(day) if event.is_event else None
    if not event.may_be_planned and not event.stages:
        return True
    if stage and (stage.word == "held" or is_called_off(event, day)):
        return stage.word == "held"
    period = event.period_on(day)
    start = period.start or period.end
    evidence_dates = (
        item.attested_on or item.asserted_on or store.source(item.via_source or item.source).effective_date
        for item in event.evidence
        if item.disagreement is None
    )
    return any(start and when and start.first_day <= when.first_day for when in evidence_dates)
