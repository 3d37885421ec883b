"""The reasons why notes for principals leave out a fact that the desk copy prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.factbase.spans import has_ended
from briefings.factbase.standing import standing_of
from briefings.lint.unprinted import printed_sections
from briefings.model.diagnostics import Diagnostic, Severity
from briefings.model.facts import Statement
from briefings.model.figures import Figure

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from briefings.factbase.standing import Standing
    from briefings.factbase.store import FactStore
    from briefings.model.facts import Fact
    from briefings.project import Project

__all__ = ["find_overdue_background", "reason_left_to_desk"]

_SECTION = "story"
"""The section of notes for principals that prints background."""
_ROOM = "notes for principals have room only for the most important facts"


def reason_left_to_desk(store: FactStore, fact: Fact, day: date) -> tuple[str, str]:
    """Return why notes for principals of a day leave a fact out that the desk copy prints, and what to do about it.

    The advice is empty if there is nothing to do.
    """
    if fact.is_undisclosed:
        return "it must not be disclosed", ""
    standing = None if fact.is_event else standing_of(store, fact, day)
    if standing and standing.is_overdue:
        return _reason_overdue(fact, standing, day)
    if standing and has_ended(fact, day):
        return f"it is over ({fact.period}), and notes for principals state only what still holds", ""
    if isinstance(fact, Figure) and not fact.is_telling:
        return "it is not among the figures for principals", "write `telling: yes`"
    first = fact.period.start or fact.period.end
    same_day = (
        other.key
        for other in store.facts
        if other is not fact and first and first.day and first in (other.period.start, other.period.end)
    )
    if isinstance(fact, Statement) and (key := next(same_day, "")):
        return f"{_ROOM}, and {key} is of the same day", ""
    return _ROOM, ""


def find_overdue_background(project: Project, store: FactStore, day: date) -> Iterator[Diagnostic]:
    """Yield each background statement that notes for principals leave out because nothing confirms it any more."""
    if _SECTION not in printed_sections(project, store):
        return
    for fact in store.facts:
        if isinstance(fact, Statement) and not (fact.is_event or fact.is_undisclosed):
            standing = standing_of(store, fact, day)
            if standing.is_overdue:
                cause, advice = _reason_overdue(fact, standing, day)
                message = f"no note for principals of {day} prints {fact.key}: {cause}"
                yield Diagnostic("left-to-desk", message, fact.location, Severity.INFO, advice)


def _reason_overdue(fact: Fact, standing: Standing, day: date) -> tuple[str, str]:
    """Return why a state counts as overdue for review, and what to do about it."""
    if fact.is_judgement:
        return "it, or what it rests on, is overdue for review", "confirm the facts on which it rests"
    if fact.review_day and fact.review_day.first_day <= day:
        return (
            f"its review has been due since {fact.review_day}",
            "confirm it, and move `review:` to a later day",
        )
    last = standing.last_attestation or fact.period.start
    cause = f"nothing confirms it after {last}" if last else "no source says when it held"
    return cause, "write in `attests:` the day for which the source says it"
