"""The next day on which a note may change although no file has changed.

Facts begin, end and fall due, names change, and sources disagree from a date on. All these days are known in advance.
The next one may not affect the note: composing the note again decides that.
"""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from briefings.factbase.standing import review_period
from briefings.model.dates import ANY_TIME, Duration, Period
from briefings.model.evidence import Evidence, Name
from briefings.model.facts import Fact
from briefings.model.records import field_values
from briefings.model.resolutions import Resolution
from briefings.model.stages import Stage

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from briefings.model.dates import PartialDate
    from briefings.model.entities import Entity
    from briefings.views.context import NoteContext

    _Dates = Sequence[PartialDate | None]

__all__ = ["FRESH_FOR", "change_days", "next_change"]

FRESH_FOR = Duration.parse("P1Y")
"""How long the last source of a presumed state needs no mention."""
_DAY = timedelta(days=1)


def next_change(context: NoteContext, more_days: Iterable[date] = ()) -> date | None:
    """Return the first day after that of the note on which anything in its scope changes; None if nothing ever does.

    Args:
        context: the note.
        more_days: the days on which its readers may come to see something else.
    """
    facts = _facts(context)
    # Most dates are long past, and none of their days has to be looked at.
    ahead = (when for when in set(_dates(context, facts)) if when.last_day >= context.day)
    days = (*_days_of_dates(ahead), *_days_of_reviews(context, facts), *more_days)
    return min((day for day in days if day > context.day), default=None)


def change_days(context: NoteContext) -> Iterator[date]:
    """Yield every day on which anything in the scope of a note changes, in no order."""
    facts = _facts(context)
    yield from _days_of_dates(set(_dates(context, facts)))
    yield from _days_of_reviews(context, facts)


def _dates(context: NoteContext, facts: Iterable[Fact]) -> Iterator[PartialDate]:
    """Yield the dates in the scope of a note on which something begins, ends or becomes known."""
    for entity in context.store.entities.values():
        yield from _dates_of_entry(entity)
        if isinstance(entity, Resolution):
            yield entity.settled_on
    for fact in facts:
        yield from _dates_of_entry(fact)
        yield from filter(None, _dates_of_period(fact.period_on(context.day)))
        yield from _dates_of_sources(context, fact)


def _facts(context: NoteContext) -> Collection[Fact]:
    """Return the facts in the scope of a note, with all their stages, and those of biographies beside it."""
    # A post outside the scope may give the title of a person in the note.
    tenures = (tenure for post_tenures in context.store.tenures_by_post.values() for tenure in post_tenures)
    # The note of the day has only some of the stages of a fact.
    in_scope = (context.released.facts_by_key[fact.key] for fact in context.facts(Fact))
    lives = (fact for facts in context.biographies.values() for fact in facts)
    return {fact.key: fact for fact in (*in_scope, *tenures, *lives)}.values()


def _dates_of_sources(context: NoteContext, fact: Fact) -> Iterator[PartialDate]:
    """Yield the dates from which the sources of a fact count, where only their own dates say when they stated it."""
    for item in fact.all_evidence:
        if item.asserted_on is None:
            for id_ in (item.via_source, item.source):
                if id_ and (when := context.sources[id_].effective_date):
                    yield when


def _days_of_reviews(context: NoteContext, facts: Iterable[Fact]) -> Iterator[date]:
    """Yield the days on which the review of a fact may fall due, or a reader must know how old its last source is."""
    known_days: dict[Duration, set[date]] = {}
    for fact in facts:
        if fact.review_day:
            yield fact.review_day.first_day
        known = (fact.period.start, fact.period.end, *fact.attestations)
        days = known_days.setdefault(review_period(context.store, fact), set())
        days.update(when.last_day for when in known if when)
    # Many facts are known from the same days.
    for review, days in known_days.items():
        yield from map(review.add_to, days)
    yield from map(FRESH_FOR.add_to, set().union(*known_days.values()))


def _dates_of_entry(entry: Entity | Fact) -> Iterator[PartialDate]:
    """Yield the dates at which the period, the names and the evidence of an entry change what holds."""
    for value in field_values(entry):
        if dates_of := _DATES_OF.get(type(value)):
            yield from filter(None, dates_of(value))
        elif isinstance(value, tuple):
            for item in value:
                if dates_of := _DATES_OF.get(type(item)):
                    yield from filter(None, dates_of(item))


def _dates_of_evidence(item: Evidence) -> _Dates:
    """Return the date from which a source counts, and that until which it says that something held."""
    return (item.attested_on, item.asserted_on)


def _dates_of_stage(stage: Stage) -> _Dates:
    """Return the dates of a stage, of what it moves something to, and of its sources."""
    moved_to = _dates_of_period(stage.moved_to or ANY_TIME)
    evidence = itertools.chain.from_iterable(map(_dates_of_evidence, stage.evidence))
    return (stage.on, stage.effective, *moved_to, *evidence)


def _dates_of_name(name: Name) -> _Dates:
    """Return the dates at which a name may come into use or go out of use."""
    return (*_dates_of_period(name.period or ANY_TIME), *name.attestations)


def _dates_of_period(period: Period) -> _Dates:
    """Return the dates at which either end of a period changes what holds."""
    return (period.start, period.end)


def _days_of_dates(dates: Iterable[PartialDate]) -> Iterator[date]:
    """Yield the bounds of dates and the day after each."""
    for when in dates:
        for day in (when.first_day, when.nominal_first_day, when.last_day):
            yield day
            if day < date.max:
                yield day + _DAY


_DATES_OF: dict[type, Callable[[Any], _Dates]] = {
    Period: _dates_of_period,
    Name: _dates_of_name,
    Evidence: _dates_of_evidence,
    Stage: _dates_of_stage,
}
"""What returns the dates of a value, by its type: a note has some ten thousand values."""
