"""The next day on which a note may change although no file has changed.

Facts begin, end and fall due, names change, and sources disagree from a date on. All these days are known in advance.
The next one may not affect the note: composing the note again decides that.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from briefings.factbase.standing import review_period
from briefings.model.entities import Framework, NamedEntity, Organisation, Post
from briefings.model.facts import Fact

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefings.model.dates import PartialDate, Period
    from briefings.model.evidence import Evidence, Name
    from briefings.views.context import NoteContext

__all__ = ["next_change"]

_DAY = timedelta(days=1)


def next_change(context: NoteContext) -> date | None:
    """Return the first day after that of the note on which anything in its scope changes; None if nothing ever does."""
    return min((day for day in _change_days(context) if day > context.day), default=None)


def _change_days(context: NoteContext) -> Iterator[date]:
    """Yield every day on which anything in the scope of a note changes, in no order."""
    store = context.store
    for entity in store.entities.values():
        if isinstance(entity, NamedEntity):
            yield from _days_of_names(entity.names)
        if isinstance(entity, Framework | Organisation | Post):
            yield from _days_of_period(entity.period)
        if isinstance(entity, Framework | Post):
            yield from _days_of_evidence(entity.evidence)
    # A post outside the scope may give the title of a person in the note.
    tenures = (tenure for post_tenures in store.tenures_by_post.values() for tenure in post_tenures)
    for fact in {fact.key: fact for fact in (*context.facts(Fact), *tenures)}.values():
        yield from _days_of_period(fact.period)
        yield from _days_of_evidence(context.evidence[fact.key])
        for item in context.evidence[fact.key]:
            if item.asserted_on is None:
                source_dates = [
                    context.sources[id_].effective_date for id_ in (item.via_source, item.source) if id_
                ]
                yield from (day for when in source_dates if when for day in _days_of_date(when))
        if fact.review_due:
            yield fact.review_due.first_day
        review = review_period(store, fact)
        for when in (fact.period.start, fact.period.end, *fact.attestations):
            if when:
                yield review.add_to(when.last_day)


def _days_of_period(period: Period) -> Iterator[date]:
    """Yield the days on which either end of a period changes what holds."""
    for when in (period.start, period.end):
        if when:
            yield from _days_of_date(when)


def _days_of_date(when: PartialDate) -> Iterator[date]:
    """Yield the bounds of a date and the day after each."""
    for day in (when.first_day, when.nominal_first_day, when.last_day):
        yield day
        if day < date.max:
            yield day + _DAY


def _days_of_evidence(evidence: Iterable[Evidence]) -> Iterator[date]:
    """Yield the days from which evidence counts."""
    for item in evidence:
        for when in (item.attested_on, item.asserted_on):
            if when:
                yield from _days_of_date(when)


def _days_of_names(names: Iterable[Name]) -> Iterator[date]:
    """Yield the days on which a name may come into use or go out of use."""
    for name in names:
        if name.period:
            yield from _days_of_period(name.period)
        for when in name.attestations:
            yield from _days_of_date(when)
