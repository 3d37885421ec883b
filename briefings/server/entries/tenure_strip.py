"""Terms as a strip: who held a post, or which posts a person held, one bar each on one line of time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.authoring.wording.days import say_period
from briefings.factbase.standing import standing_of
from briefings.model.dates import Certainty

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from briefings.model.facts import Tenure
    from briefings.server.reading import Reading

__all__ = ["Strip", "make_strip"]

_WIDTH = 1000
_OPEN_DAYS = 365
"""How much of an open end is drawn."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A term on a strip.

    Attributes:
        key: of the fact.
        words: who or what, and when.
        left: where it begins, in thousandths of the strip.
        width: how long it is, in the same unit.
        is_sure: whether both ends are known.
        holds: whether it has the day of the page in it.
    """

    key: str
    words: str
    left: int
    width: int
    is_sure: bool
    holds: bool


@dataclass(frozen=True, slots=True)
class Strip:
    """Terms on one line of time.

    Attributes:
        bars: one for each term, in the order of time.
        first_year: at the left end.
        last_year: at the right end.
        today: where the day of the page is, in thousandths of the strip.
    """

    bars: tuple[Bar, ...]
    first_year: int
    last_year: int
    today: int


def make_strip(reading: Reading, tenures: Iterable[Tenure], *, by_holder: bool) -> Strip | None:
    """Return some terms as a strip; None if none has a day.

    Args:
        reading: the request.
        tenures: the terms.
        by_holder: whether to name the holders; else the posts.
    """
    spans = []
    for tenure in tenures:
        ends = [part for part in (tenure.period.start, tenure.period.end) if part]
        ends += [item.attested_on for item in tenure.all_evidence if item.attested_on]
        days = [day for part in ends for day in (part.first_day, part.last_day)]
        if days and tenure.period.end is None and min(days) <= reading.today and _may_hold(reading, tenure):
            days.append(reading.today)
        if days:
            spans.append((min(days), max(days), tenure))
    if not spans:
        return None
    first = min(*(start for start, _, _ in spans), reading.day).toordinal()
    last = max(*(end for _, end, _ in spans), reading.day).toordinal() + _OPEN_DAYS // 4
    scale = _WIDTH / max(1, last - first)

    def place(day: date) -> int:
        return round((day.toordinal() - first) * scale)

    bars = []
    for start, end, tenure in sorted(spans, key=lambda span: (span[0], span[1], span[2].key)):
        id_ = tenure.holder if by_holder else tenure.post
        name = reading.name(reading.store.entities[id_]) if id_ else "vacant"
        is_sure = tenure.period.start is not None and tenure.period.end is not None
        width = max(4, place(end) - place(start))
        holds = start <= reading.day <= end
        bars.append(
            Bar(
                tenure.key,
                f"{name}, {say_period(tenure.period)}",
                place(start),
                width,
                is_sure,
                holds,
            )
        )
    years = (reading.day.fromordinal(first).year, reading.day.fromordinal(last).year)
    return Strip(tuple(bars), *years, place(reading.day))


def _may_hold(reading: Reading, tenure: Tenure) -> bool:
    """Return whether a term holds today, as far as is known."""
    return standing_of(reading.store, tenure, reading.today).certainty is not Certainty.NO
