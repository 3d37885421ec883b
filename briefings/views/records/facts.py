"""The records of facts: statements, frameworks, figures, areas and milestones."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefings.model.dates import PartialDate
    from briefings.model.phrases import Phrase

__all__ = ["AreaView", "FactView", "FigureView", "FrameworkView", "MilestoneView"]


@dataclass(frozen=True, slots=True)
class FactView:
    """A fact as it stands on the day.

    Attributes:
        text: the statement; may be empty for kinds that need no text.
        status: `certain`, `presumed`, `possible`, `overdue` or `ended`.
        time: when it happened, or since and until when it holds; the end only once it is past.
        attested: the last day up to the as-of date on which a source attests it.
        due: the day on which its review fell due, if it is overdue.
        disputed: whether a source disagrees and no resolution settles it.
        attested_later: whether `attested` is another day than its start.
    """

    text: Phrase
    status: str
    time: Phrase
    attested: Phrase
    due: Phrase
    disputed: bool = field(default=False, kw_only=True)
    attested_later: bool = field(default=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class FrameworkView(FactView):
    """A framework that the partner belongs to, or an agreement; `name` is its name."""

    name: Phrase


@dataclass(frozen=True, slots=True)
class FigureView(FactView):
    """A figure; `name` is what it measures."""

    name: Phrase


@dataclass(frozen=True, slots=True)
class AreaView:
    """A field of cooperation and the statements about it."""

    name: Phrase
    items: tuple[FactView, ...]


@dataclass(frozen=True, slots=True)
class MilestoneView:
    """A dated headline; `partial_date` is the date itself, for drawing."""

    date: Phrase
    text: Phrase
    partial_date: PartialDate
