"""The numbers of figures by a day, as phrases, each with the time that it is for; and what sources give instead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.model.amounts import OWN_UNIT, PER_CENT
from briefings.model.figures import ESTIMATE
from briefings.model.phrases import EMPTY, Number, Phrase
from briefings.views.names import text_for
from briefings.views.phrases import in_a_row, label, language_phrase

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from briefings.model.amounts import Amount, ReferencePeriod
    from briefings.model.figures import Figure
    from briefings.views.context import NoteContext

__all__ = ["Reading", "dated_phrase", "figure_phrase", "readings", "said_phrase", "value_phrase"]


_DAYS_OF_MONTH = 30.4
_MILLION = 6
"""The power of ten from which some languages put a word between a number and its unit."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One number of a figure.

    Attributes:
        figure: of which it is.
        amount: the number; None for words.
        reference: the time that it is for, or None.
        sort: what it is if it is not final: one of `FIGURE_SORTS`, or empty.
    """

    figure: Figure
    amount: Amount | None
    reference: ReferencePeriod | None
    sort: str

    @property
    def order(self) -> date | None:
        """Return the last day of its time, which puts numbers in order; None if it has no time of its own."""
        if self.reference:
            return self.reference.last_day
        period = self.figure.period
        if period.end and (self.figure.is_event or period.start == period.end):
            return period.end.last_day
        return None

    @property
    def months(self) -> int:
        """Return how many months its time has; 0 for a day."""
        time = self.reference or self.figure.period.end
        return round(((time.last_day - time.first_day).days + 1) / _DAYS_OF_MONTH) if time else 0


def readings(figure: Figure, day: date) -> tuple[Reading, ...]:
    """Return the numbers of a figure that are known on a day: one, or those of its series up to then."""
    if not figure.series:
        return (Reading(figure, figure.amount, figure.reference, figure.number_sort),)
    return tuple(
        Reading(figure, point.amount, point.reference, ESTIMATE if point.is_estimate else "")
        for point in figure.series
        if point.first_day <= day
    )


def figure_phrase(context: NoteContext, figure: Figure) -> Phrase:
    """Return what a figure says on the day, with its time; empty if no number of its series is known yet."""
    known = readings(figure, context.day)
    return dated_phrase(context, known[-1]) if known else EMPTY


def dated_phrase(context: NoteContext, reading: Reading) -> Phrase:
    """Return a number with the time that it is for, and what it is if it is not final."""
    value = value_phrase(context, reading)
    period = reference_phrase(reading.reference)
    sort = label(f"amount.sort.{reading.sort}", {}) if reading.sort else EMPTY
    if period and sort:
        period = in_a_row([period, sort])
    return label("amount.dated", {"value": value, "period": period or sort}) if period or sort else value


def value_phrase(context: NoteContext, reading: Reading) -> Phrase:
    """Return a number with its unit; words as they are written."""
    figure = reading.figure
    if reading.amount is None:
        return Phrase((figure.value,))
    return _with_unit(context, figure, amount_phrase(reading.amount))


def said_phrase(context: NoteContext, figure: Figure, value: str) -> Phrase:
    """Return the number that a source gives instead, with the unit of the figure; words as they are written."""
    amount = figure.amount_of(value)
    return _with_unit(context, figure, amount_phrase(amount)) if amount else Phrase((value,))


def _with_unit(context: NoteContext, figure: Figure, number: Phrase) -> Phrase:
    """Return a number with a unit that only the house knows, in the language of the note if it has that."""
    if figure.unit_text is None:
        return number
    text, language = text_for(figure.unit_text, context.language, context.store.house.default_language)
    unit = language_phrase((text,), language, context.language)
    return label("amount.counted", {"number": number, "unit": unit})


def amount_phrase(amount: Amount) -> Phrase:
    """Return an amount as a phrase."""
    number = _number(amount, amount.high)
    if amount.is_range:
        low = Phrase((Number(amount.low, is_grouped=amount.is_grouped),))
        number = label("amount.range", {"low": low, "high": number})
    if amount.bound:
        number = label(f"amount.bound.{amount.bound}", {"number": number})
    if amount.currency:
        return label("amount.money", {"currency": Phrase((amount.currency,)), "number": number})
    if amount.unit not in ("", OWN_UNIT, PER_CENT):
        if amount.exponent >= _MILLION:
            number = label("amount.millions", {"number": number})
        return label(f"amount.unit.{amount.unit}", {"number": number})
    return number


def _number(amount: Amount, value: Decimal) -> Phrase:
    """Return one number of an amount, with its power of ten and the sign for per cent."""
    is_percent = amount.unit == PER_CENT
    return Phrase((Number(value, amount.exponent, is_percent=is_percent, is_grouped=amount.is_grouped),))


def reference_phrase(reference: ReferencePeriod | None) -> Phrase:
    """Return the time that a number is for; empty for none."""
    if reference is None:
        return EMPTY
    year = reference.when.year
    for part, number in (("quarter", reference.quarter), ("half", reference.half)):
        if number:
            return label(f"amount.{part}", {part: Phrase((str(number),)), "year": Phrase((str(year),))})
    if reference.end:
        return label("period.from-to", {"start": Phrase((reference.when,)), "end": Phrase((reference.end,))})
    return Phrase((f"{year}/{reference.end_year}",)) if reference.end_year else Phrase((reference.when,))
