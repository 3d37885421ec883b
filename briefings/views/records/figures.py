"""The records of figures over time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefings.model.amounts import Amount
    from briefings.model.phrases import Phrase

__all__ = ["PointView", "SeriesView"]


@dataclass(frozen=True, slots=True)
class PointView:
    """One number of a series.

    Attributes:
        period: the time that it is for.
        value: the number with its unit.
        change: how much it changed from the number before; empty for the first.
        remark: that it is an estimate; empty otherwise.
        revisions: what it was before it was revised.
        amount: the number itself, for drawing; None for words.
        is_estimate: whether it is an estimate.
    """

    period: Phrase
    value: Phrase
    change: Phrase
    remark: Phrase
    revisions: tuple[Phrase, ...]
    amount: Amount | None
    is_estimate: bool


@dataclass(frozen=True, slots=True)
class SeriesView:
    """A figure over time, oldest number first."""

    name: Phrase
    points: tuple[PointView, ...]
