"""Figures: numbers with their meaning, alone or in a series."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.model.amounts import plain_amount
from briefings.model.facts import Fact

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from briefings.model.amounts import Amount, ReferencePeriod
    from briefings.model.dates import PartialDate
    from briefings.model.evidence import Text

__all__ = ["ESTIMATE", "FIGURE_SORTS", "FORECAST", "TARGET", "Figure", "Point"]

ESTIMATE, FORECAST, TARGET = "estimate", "forecast", "target"
FIGURE_SORTS = (ESTIMATE, "provisional", FORECAST, TARGET)
"""The sorts of numbers that are not final; their labels are `amount.sort.SORT`."""


@dataclass(frozen=True, slots=True)
class Point:
    """A number of a series.

    Attributes:
        reference: the time that it is for.
        amount: the number.
        is_estimate: whether it is an estimate.
        published_on: the first day on which it was known; None for the end of its time.
    """

    reference: ReferencePeriod
    amount: Amount
    is_estimate: bool = False
    published_on: PartialDate | None = None

    @property
    def first_day(self) -> date:
        """Return the first day on which a note may give it."""
        if self.published_on:
            return self.published_on.last_day
        return self.reference.first_day if self.is_estimate else self.reference.last_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Fact):
    """A number with its meaning, or a series of numbers.

    Attributes:
        name: what it counts.
        value: the number as written; empty for a series.
        measure: the number with its unit; None for a value without one, see `amount`.
        unit_text: a unit that is not one of `UNITS`, or None.
        reference: the time that the number is for, or None.
        is_estimate: whether it is known before its time, as an estimate, a forecast or a target.
        number_sort: one of `FIGURE_SORTS` for a number that is not final, or empty.
        series: the numbers of a series, by the time that they are for.
    """

    kind = "figure"
    name: Text
    value: str
    measure: Amount | None = None
    unit_text: Text | None = None
    reference: ReferencePeriod | None = None
    is_estimate: bool = False
    number_sort: str = ""
    series: tuple[Point, ...] = ()

    @property
    def heading(self) -> Text:
        """Return the name."""
        return self.name

    @property
    def content(self) -> str:
        """Return the value; of a series the last one, as digits."""
        return str(self.series[-1].amount.low) if self.series else self.value

    @property
    def amount(self) -> Amount | None:
        """Return the number; None for words, and for a series."""
        return self.measure or (plain_amount(self.value) if self.value else None)

    def amount_of(self, value: str) -> Amount | None:
        """Return the number that a source gives instead, of the same kind; None for words."""
        amount, own = plain_amount(value), self.amount
        return amount.with_kind(own) if amount and own else amount

    def _own_texts(self) -> Iterator[Text]:
        yield from filter(None, (self.name, self.unit_text))
