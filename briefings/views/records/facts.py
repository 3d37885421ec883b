"""The records of facts, areas and milestones."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefings.loading.facts import FACT_KINDS
from briefings.model.contacts import Contact
from briefings.model.facts import Cooperation, Tenure
from briefings.model.lives import Life
from briefings.model.phrases import EMPTY
from briefings.model.prospects import Commitment, DateAhead
from briefings.model.talking_points import TalkingPoint

if TYPE_CHECKING:
    from briefings.model.dates import PartialDate
    from briefings.model.phrases import Phrase

__all__ = ["FACT_LISTS", "AreaView", "FactView", "MilestoneView"]

_KINDS_WITH_OWN_VIEWS = (Commitment, Contact, Cooperation, DateAhead, Life, TalkingPoint, Tenure)

FACT_LISTS = tuple(name for name, kind in FACT_KINDS.items() if not issubclass(kind, _KINDS_WITH_OWN_VIEWS))
"""The lists of a fact file whose facts templates see as `FactView`; the facts of the others have views of their own."""


@dataclass(frozen=True, slots=True)
class FactView:
    """A fact as it stands on the day.

    Attributes:
        text: what it says, or the value of a figure; may be empty if it has a name.
        status: `certain`, `presumed`, `possible`, `overdue` or `ended`.
        time: when it happened, or since and until when it holds; the end only once it is past.
        attested: the last day up to the as-of date on which a source attests it.
        due: the day on which its review fell due, if it is overdue.
        name: the name of its framework, the title of an agreement, or what a figure measures; empty if it has none.
        disputed: whether a source disagrees and no resolution settles it.
        attested_later: whether `attested` is another day than its start.
        undisclosed: whether it must not be disclosed.
        remarks: sentences on its life: its earlier stages, what it replaces or supplements and what does so with it.
    """

    text: Phrase
    status: str
    time: Phrase
    attested: Phrase
    due: Phrase
    name: Phrase = field(default=EMPTY, kw_only=True)
    disputed: bool = field(default=False, kw_only=True)
    attested_later: bool = field(default=False, kw_only=True)
    undisclosed: bool = field(default=False, kw_only=True)
    remarks: tuple[Phrase, ...] = field(default=(), kw_only=True)


@dataclass(frozen=True, slots=True)
class AreaView:
    """A field of cooperation and the statements about it; `past_items` are those about what is over."""

    name: Phrase
    items: tuple[FactView, ...]
    past_items: tuple[FactView, ...] = ()


@dataclass(frozen=True, slots=True)
class MilestoneView:
    """A dated headline; `partial_date` is the date itself, for drawing."""

    date: Phrase
    text: Phrase
    partial_date: PartialDate
