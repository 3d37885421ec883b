"""The records of a visit and its programme."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from briefings.views.records.contacts import ContactView

if TYPE_CHECKING:
    from briefings.model.phrases import Phrase
    from briefings.views.records.people import ProfileView

__all__ = ["ProgrammeView", "VisitState", "VisitView"]

VisitState: TypeAlias = Literal["planned", "held", "unconfirmed", "postponed", "cancelled"]
"""The state of a visit on a day."""


@dataclass(frozen=True, slots=True)
class ProgrammeView:
    """An item in the programme of a visit; `counterparts` are the people to meet."""

    day: Phrase
    time: Phrase
    activity: Phrase
    place: Phrase
    counterparts: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class VisitView(ContactView):
    """The visit that the note is about.

    Attributes:
        body: the body on our side that visits or is visited.
        state: `planned`, `held`, `postponed` to days that are not known, `cancelled`, or `unconfirmed` if its days are
            over and no source shows that it took place.
        notice: the warning that it was put off or called off; empty if the plan stands.
        purpose: the purpose of the visit.
        languages: the languages of the talks, and the interpreters.
        press: the arrangements for the press.
        interlocutors: the people named on the other side, in the order of the programme.
    """

    body: Phrase
    state: VisitState
    notice: Phrase
    purpose: Phrase
    languages: Phrase
    press: Phrase
    programme: tuple[ProgrammeView, ...]
    interlocutors: tuple[ProfileView, ...]
