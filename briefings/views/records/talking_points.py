"""The records of talking points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from briefings.views.records.facts import FactView

if TYPE_CHECKING:
    from briefings.model.phrases import Phrase

__all__ = ["Likelihood", "TalkingPointView", "TalkingPointsView"]

Likelihood: TypeAlias = Literal["certain", "likely", "unlikely", ""]
"""How likely the other side raises a subject; empty if the talking point is not an answer."""


@dataclass(frozen=True, slots=True)
class TalkingPointView(FactView):
    """A judgement of the desk, no firmer than its basis.

    Attributes:
        addressee: the person or body to say it to.
        trigger: the subject that the other side may raise, if the talking point is an answer.
        likelihood: how likely they are to raise it: `certain`, `likely` or `unlikely`; empty if it is not an answer.
    """

    addressee: Phrase
    trigger: Phrase
    likelihood: Likelihood


@dataclass(frozen=True, slots=True)
class TalkingPointsView:
    """The talking points of the desk, by use.

    Attributes:
        objectives: the aims of the meeting.
        points: the points to make, each to an addressee.
        if_raised: the answers to subjects that may be raised, the likeliest first.
        sensitivities: the subjects to be careful with.
        their_asks: the likely requests of the other side.
    """

    objectives: tuple[TalkingPointView, ...] = ()
    points: tuple[TalkingPointView, ...] = ()
    if_raised: tuple[TalkingPointView, ...] = ()
    sensitivities: tuple[TalkingPointView, ...] = ()
    their_asks: tuple[TalkingPointView, ...] = ()
