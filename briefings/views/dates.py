"""The views of dates ahead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.factbase.plans import is_called_off
from briefings.model.phrases import EMPTY
from briefings.model.prospects import DateAhead
from briefings.views.contacts import end_day
from briefings.views.phrases import time_phrase
from briefings.views.plans import has_changed, plan_state
from briefings.views.records import DateView
from briefings.views.texts import resolve_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from briefings.views.context import NoteContext

__all__ = ["coming_dates", "past_dates"]


def coming_dates(context: NoteContext) -> Iterator[DateView]:
    """Yield the dates that may still come on the day, the next one first."""
    coming = [fact for fact in context.facts(DateAhead) if not _is_over(context, fact)]
    for fact in sorted(coming, key=_first_day):
        yield from _date_view(context, fact)


def past_dates(context: NoteContext) -> Iterator[DateView]:
    """Yield the dates that have passed by the day, or were called off, the last one first."""
    past = [fact for fact in context.facts(DateAhead) if _is_over(context, fact)]
    for fact in sorted(past, key=end_day, reverse=True):
        yield from _date_view(context, fact)


def _is_over(context: NoteContext, fact: DateAhead) -> bool:
    """Return whether a date can no longer come on the day or later."""
    return end_day(fact) < context.day or is_called_off(fact, context.day)


def _first_day(fact: DateAhead) -> tuple[date, date]:
    start = fact.period.start or fact.period.end
    return (start.first_day if start else end_day(fact)), end_day(fact)


def _date_view(context: NoteContext, fact: DateAhead) -> Iterator[DateView]:
    """Yield a date; none if a reference in it can't be resolved."""
    cited = context.citations(fact)
    what, who, place = (resolve_text(context, text, fact) for text in (fact.text, fact.actors, fact.place))
    if what and who is not None and place is not None:
        time = time_phrase(context, fact).with_citations(cited)
        state = plan_state(context, fact) if has_changed(context, fact) else EMPTY
        yield DateView(
            date=time, state=state, what=what, sort=fact.sort, who=who or EMPTY, place=place or EMPTY
        )
