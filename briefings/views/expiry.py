"""The next day on which a note may have to say something else, though no file has changed.

Facts begin, end and fall due by themselves; names change; a source that disagreed later has not yet been heard. Every
such day is known in advance. It does not matter here whether the note prints what turns: composing again will tell.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from briefings.model.facts import Fact, Framework, Named, Organisation, Post

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefings.model.dates import PartialDate, Period
    from briefings.model.facts import Evidence, Name
    from briefings.views.context import Teller

__all__ = ["changes_on"]

_DAY = timedelta(days=1)


def changes_on(teller: Teller) -> date | None:
    """The first day after that of the note on which anything in its scope turns; None if nothing ever does."""
    return min((day for day in _days(teller) if day > teller.day), default=None)


def _days(teller: Teller) -> Iterator[date]:
    base = teller.base
    for entity in base.entities.values():
        if isinstance(entity, Named):
            yield from _of_names(entity.names)
        if isinstance(entity, Framework | Organisation | Post):
            yield from _of_period(entity.valid)
        if isinstance(entity, Framework | Post):
            yield from _of_evidence(entity.evidence)
    # Who somebody is may be told by a post that is none of the partner's.
    tenures = (tenure for known in base.tenures.values() for tenure in known)
    for fact in {fact.key: fact for fact in (*teller.facts(Fact), *tenures)}.values():
        yield from _of_period(fact.period)
        yield from _of_evidence(teller.evidence[fact.key])
        for item in teller.evidence[fact.key]:
            if item.asserted is None:
                heard = [teller.sources[id_].dated for id_ in (item.via, item.source) if id_]
                yield from (day for when in heard if when for day in _of_date(when))
        if fact.review:
            yield fact.review.first
        review = base.review(fact)
        for seen in (fact.period.start, fact.period.end, *fact.attested):
            if seen:
                yield review.after(seen.last)


def _of_period(period: Period) -> Iterator[date]:
    for when in (period.start, period.end):
        if when:
            yield from _of_date(when)


def _of_date(when: PartialDate) -> Iterator[date]:
    for day in (when.first, when.written, when.last):
        yield day
        if day < date.max:
            yield day + _DAY


def _of_evidence(evidence: Iterable[Evidence]) -> Iterator[date]:
    for item in evidence:
        for when in (item.attests, item.asserted):
            if when:
                yield from _of_date(when)


def _of_names(names: Iterable[Name]) -> Iterator[date]:
    for name in names:
        if name.valid:
            yield from _of_period(name.valid)
        for when in name.attested:
            yield from _of_date(when)
