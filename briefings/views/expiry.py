"""The next day on which a note may change although no file has changed.

Facts begin, end and fall due, names change, and sources disagree from a date on. All these days are known in advance.
The next one may not affect the note: composing the note again decides that.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from briefings.factbase.standing import review_period
from briefings.model.dates import ANY_TIME, Duration, Period
from briefings.model.evidence import Evidence, Name
from briefings.model.facts import Fact
from briefings.model.records import field_names
from briefings.model.resolutions import Resolution
from briefings.model.stages import Stage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from briefings.model.dates import PartialDate
    from briefings.model.entities import Entity
    from briefings.views.context import NoteContext

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
    days = (*change_days(context), *more_days)
    return min((day for day in days if day > context.day), default=None)


def change_days(context: NoteContext) -> Iterator[date]:
    """Yield every day on which anything in the scope of a note changes, in no order."""
    store = context.store
    for entity in store.entities.values():
        yield from _days_of_entry(entity)
        if isinstance(entity, Resolution):
            yield from _days_of_date(entity.settled_on)
    # A post outside the scope may give the title of a person in the note.
    tenures = (tenure for post_tenures in store.tenures_by_post.values() for tenure in post_tenures)
    # The note of the day has only some of the stages of a fact.
    in_scope = (context.released.facts_by_key[fact.key] for fact in context.facts(Fact))
    for fact in {fact.key: fact for fact in (*in_scope, *tenures)}.values():
        yield from _days_of_entry(fact)
        yield from _days_of_sources(context, fact)
        yield from _days_of_review(context, fact)


def _days_of_sources(context: NoteContext, fact: Fact) -> Iterator[date]:
    """Yield the days from which the sources of a fact count, where only their own dates say when they stated it."""
    for item in fact.all_evidence:
        if item.asserted_on is None:
            for id_ in (item.via_source, item.source):
                when = context.sources[id_].effective_date if id_ else None
                if when:
                    yield from _days_of_date(when)


def _days_of_review(context: NoteContext, fact: Fact) -> Iterator[date]:
    """Yield the days on which the review of a fact may fall due, or a reader must know how old its last source is."""
    if fact.review_day:
        yield fact.review_day.first_day
    review = review_period(context.store, fact)
    for when in (fact.period.start, fact.period.end, *fact.attestations):
        if when:
            yield review.add_to(when.last_day)
            yield FRESH_FOR.add_to(when.last_day)


def _days_of_entry(entry: Entity | Fact) -> Iterator[date]:
    """Yield the days on which the period, the names and the evidence of an entry change what holds."""
    for name in field_names(entry):
        value = getattr(entry, name)
        for item in value if isinstance(value, tuple) else (value,):
            if days_of := _DAYS_OF.get(type(item)):
                yield from days_of(item)


def _days_of_evidence(item: Evidence) -> Iterator[date]:
    """Yield the days from which a source counts, and until which it says that something held."""
    return _days_of_dates(item.attested_on, item.asserted_on)


def _days_of_stage(stage: Stage) -> Iterator[date]:
    """Yield the days of a stage, of what it moves something to, and of its sources."""
    yield from _days_of_dates(stage.on, stage.effective)
    yield from _days_of_period(stage.moved_to or ANY_TIME)
    for item in stage.evidence:
        yield from _days_of_evidence(item)


def _days_of_name(name: Name) -> Iterator[date]:
    """Yield the days on which a name may come into use or go out of use."""
    if name.period:
        yield from _days_of_period(name.period)
    yield from _days_of_dates(*name.attestations)


def _days_of_period(period: Period) -> Iterator[date]:
    """Yield the days on which either end of a period changes what holds."""
    return _days_of_dates(period.start, period.end)


def _days_of_dates(*dates: PartialDate | None) -> Iterator[date]:
    """Yield the days of those dates that are known."""
    for when in dates:
        if when:
            yield from _days_of_date(when)


def _days_of_date(when: PartialDate) -> Iterator[date]:
    """Yield the bounds of a date and the day after each."""
    for day in (when.first_day, when.nominal_first_day, when.last_day):
        yield day
        if day < date.max:
            yield day + _DAY


_DAYS_OF: dict[type, Callable[[Any], Iterator[date]]] = {
    Period: _days_of_period,
    Name: _days_of_name,
    Evidence: _days_of_evidence,
    Stage: _days_of_stage,
}
"""What yields the days of a value, by its type: a note has some ten thousand values."""
