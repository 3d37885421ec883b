"""Rows of the report: a number, or a comparison of two series of measurements."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.timing import seconds_ratio

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.timing import Measurement, MedianRange

__all__ = ["Row", "median_seconds", "ratio_row"]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the report.

    Attributes:
        case: what is measured.
        peer: what it is compared with; empty for a plain number.
        value: the ratio of seconds on the clock, or the plain number.
        processor: the ratio of processor time, which other work on the machine disturbs less; None if not measured.
        unit: of a plain number.
        target: upper bound for the value (lower bound if `at_least`); None for a peer shown for comparison only.
        at_least: whether the target is a lower bound.
        seconds: the median of our own seconds, for orientation; 0 if not measured.
        remark: what a reader has to know to interpret the row.
    """

    case: str
    peer: str
    value: MedianRange
    processor: MedianRange | None = None
    unit: str = ""
    target: float | None = None
    at_least: bool = False
    seconds: float = 0
    remark: str = ""

    @property
    def verdict(self) -> str:
        """Return whether the median meets the target: `yes`, `no` or `by processor time`; empty without a target."""
        if self.target is None:
            return ""
        if self._meets_target(self.value):
            return "yes"
        return "by processor time" if self.processor and self._meets_target(self.processor) else "no"

    def _meets_target(self, value: MedianRange) -> bool:
        """Return whether a median meets the target."""
        assert self.target is not None  # noqa: S101 - callers check that there is one
        return value.median >= self.target if self.at_least else value.median <= self.target


def ratio_row(  # noqa: PLR0913, PLR0917 - the cells of a row
    case: str,
    peer: str,
    ours: Sequence[Measurement],
    theirs: Sequence[Measurement],
    target: float | None = None,
    remark: str = "",
) -> Row:
    """Return a row that compares two series of measurements, by clock and by processor time."""
    return Row(
        case, peer, seconds_ratio(ours, theirs), seconds_ratio(ours, theirs, processor=True),
        target=target, seconds=median_seconds(ours), remark=remark,
    )  # fmt: skip


def median_seconds(measurements: Sequence[Measurement]) -> float:
    """Return the median of the seconds on the clock."""
    return statistics.median(measurement.seconds for measurement in measurements)
