"""Conflicts between two figures of one name: different numbers of the same kind for the same time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.checks.periods import event_span, in_or_on
from briefings.factbase.spans import certain_overlap, certain_span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.model.amounts import Amount, ReferencePeriod
    from briefings.model.figures import Figure

__all__ = ["Conflict", "find_conflict"]

_END_EARLIER = "end the earlier one, or record a resolution"
_REVISE = "keep one; if it was revised, write the other under `revised_from:`"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two numbers that can't both be right.

    Attributes:
        left: the number of the one figure, as written.
        right: the number of the other.
        when: the time for which both are, in words.
        hint: what to do.
    """

    left: str
    right: str
    when: str
    hint: str


def find_conflict(left: Figure, right: Figure) -> Conflict | None:
    """Return the first conflict of two figures of one name; None if there is none."""
    right_numbers = dict(_numbers_by_time(right))
    for when, (amount, written) in _numbers_by_time(left):
        if when in right_numbers and _differ(amount, right_numbers[when][0]):
            return Conflict(written, right_numbers[when][1], f"for {when!s}", _REVISE)
    times = left.reference, right.reference
    if left.series or right.series or (all(times) and times[0] != times[1]):
        return None
    same_kind = (
        left.value != right.value if None in (left.amount, right.amount) else _amounts_differ(left, right)
    )
    if not same_kind:
        return None
    if left.is_event or right.is_event:
        return _find_on_day(left, right)
    if overlap := certain_overlap(left, right):
        return Conflict(left.value, right.value, f"on {overlap.first}", _END_EARLIER)
    is_one_time = left.period == right.period and left.period.end is not None
    return Conflict(left.value, right.value, f"for {left.period}", _REVISE) if is_one_time else None


def _find_on_day(left: Figure, right: Figure) -> Conflict | None:
    """Return the conflict of a number of one day with another of it, or that certainly held on it; None if there is none."""
    if left.is_event and right.is_event:
        is_one_day = left.period == right.period and left.period.end is not None and left.period.end.day
        return Conflict(left.value, right.value, in_or_on(left.period), _REVISE) if is_one_day else None
    count, state = (left, right) if left.is_event else (right, left)
    day, held = event_span(count.period), certain_span(state)
    if day and held and held.first <= day.first and day.last <= held.last:
        return Conflict(left.value, right.value, in_or_on(count.period), _END_EARLIER)
    return None


def _amounts_differ(left: Figure, right: Figure) -> bool:
    """Return whether two figures have different numbers of one kind."""
    return bool(left.amount and right.amount and _differ(left.amount, right.amount))


def _numbers_by_time(figure: Figure) -> Iterator[tuple[ReferencePeriod, tuple[Amount, str]]]:
    """Yield the numbers of a figure that have a time of their own, each with how it is written."""
    if figure.reference and figure.amount:
        yield figure.reference, (figure.amount, figure.value)
    for point in figure.series:
        yield point.reference, (point.amount, str(point.amount.low))


def _differ(left: Amount, right: Amount) -> bool:
    """Return whether two amounts of one kind have nothing in common; amounts of two currencies are of two kinds."""
    if (left.unit, left.currency) != (right.unit, right.currency):
        return False
    (left_low, left_high), (right_low, right_high) = left.span, right.span
    return left_high < right_low or right_high < left_low
