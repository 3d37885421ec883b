"""Facts about the time to come: dates on which something will happen, and what was promised."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from briefings.model.dates import PartialDate, Period
from briefings.model.entities import Organisation, Partner, Person
from briefings.model.facts import Fact
from briefings.model.references import Link
from briefings.model.stages import SIDES, life_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Self

    from briefings.model.evidence import Text
    from briefings.model.stages import Stage

__all__ = ["DATE_SORTS", "Commitment", "DateAhead"]


DATE_SORTS = (
    "meeting", "visit", "election", "expiry", "deadline", "release", "national-day", "anniversary",
)  # fmt: skip
"""The sorts of dates ahead, for which label files have words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DateAhead(Fact):
    """A day, month or time on which something will happen.

    Attributes:
        text: what will happen.
        sort: one of `DATE_SORTS`, or empty.
        actors: who takes part or is concerned, or None.
        place: where, or None.
        is_yearly: whether it comes back every year, from that of its period on.
    """

    kind = "date"
    default_review_period = "P1Y"
    may_be_planned = True

    text: Text
    sort: str
    actors: Text | None
    place: Text | None
    is_yearly: bool = False

    @property
    def content(self) -> Text:
        """Return what will happen."""
        return self.text

    def period_on(self, day: date) -> Period:
        """Return its period as known on a day: of a yearly date, the next time that it comes."""
        period = Fact.period_on(self, day)
        if not self.is_yearly or period.end is None or period.end.last_day >= day:
            return period
        years = day.year - period.end.year
        this_year = _move_years(period, years)
        is_over = this_year.end is None or this_year.end.last_day < day
        return _move_years(period, years + 1) if is_over else this_year

    def _own_texts(self) -> Iterator[Text]:
        yield from filter(None, (self.text, self.actors, self.place))


def _move_years(period: Period, years: int) -> Period:
    """Return a period some years later; what falls on 29 February falls on the 28th in other years."""
    start, end = (_move_date(when, years) if when else None for when in (period.start, period.end))
    text = str(end) if start == end else f"{start or '..'}/{end or ''}"
    return replace(period, start=start, end=end, text=text)


def _move_date(when: PartialDate, years: int) -> PartialDate:
    """Return a date some years later, within the calendar."""
    year = min(when.year + years, date.max.year)
    last = calendar.monthrange(year, when.month)[1] if when.month else 0
    return replace(when, year=year, day=min(when.day, last) if when.day else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment(Fact):
    """A promise: a state that lasts from its making until it is kept, dropped or overtaken.

    Attributes:
        promiser: `ours`, `theirs`, or the id of a body, partner or person.
        promisee: the same for those to whom it was made, or None.
        text: what was promised.
        due: by when, or None.
        contact_id: id of the contact of the same folder at which it was made, or None.
    """

    kind = "commitment"
    default_review_period = "P1Y"

    promiser: str
    promisee: str | None
    text: Text
    due: PartialDate | None
    contact_id: str | None

    @property
    def content(self) -> Text:
        """Return what was promised."""
        return self.text

    @property
    def review_day(self) -> PartialDate | None:
        """Return the day from which it must be reviewed: the one asked for, else the last on which it is due while it is open.

        A promise for May may be kept until the last day of May.
        """
        due = None if self.stage_on(date.max) else self.due_on(date.max)
        return self.review_due or (PartialDate.from_day(due.last_day) if due else None)

    def due_on(self, day: date) -> PartialDate | None:
        """Return by when it is due, as known on a day: what was deferred has its new day from then on."""
        return next((stage.effective for stage in self._reached("deferred", day)), self.due)

    def promiser_on(self, day: date) -> str:
        """Return the party that is to keep it on a day: what was handed on is the matter of the new one."""
        return next((stage.party for stage in self._reached("handed-on", day)), self.promiser)

    def _reached(self, word: str, day: date) -> Iterator[Stage]:
        """Yield the stages of a word that have come by a day, the last one first."""
        return (stage for stage in reversed(self.stages) if stage.word == word and stage.on.last_day <= day)

    def with_stages(self, stages: tuple[Stage, ...]) -> Self:
        """Return it with other stages; it lasts until one of them settles it."""
        start, end = self.period.start, life_of(stages).end
        return replace(self, stages=stages, period=Period(start, end, text=f"{start}/{end or ''}"))

    @property
    def actor_ids(self) -> tuple[str, ...]:
        """Return the ids of its parties, apart from the two sides."""
        return tuple(id_ for id_ in (self.promiser, self.promisee) if id_ and id_ not in SIDES)

    def _own_links(self) -> Iterator[Link]:
        yield from (Link(id_, (Organisation, Partner, Person), self.location) for id_ in self.actor_ids)
        if self.contact_id:
            yield Link(f"{self.folder}/{self.contact_id}", (), self.location)
