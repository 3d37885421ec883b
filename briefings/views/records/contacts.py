"""The records of contacts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefings.model.phrases import EMPTY

if TYPE_CHECKING:
    from briefings.model.phrases import Phrase

__all__ = ["ContactGroupView", "ContactView", "PlanView"]


@dataclass(frozen=True, slots=True)
class ContactView:
    """A contact; its participants have the names and posts of its day.

    Attributes:
        date: its day or days.
        form: the id of its form, for choosing a label.
        place: where it took place; may be empty.
        ours: participants on our side.
        theirs: participants on their side.
        topics: what it was about.
        others: participants on neither side.
        level: the id of its level, for choosing a label; empty if the facts do not give it.
        host: who hosted it; may be empty.
        outcome: the result; may be empty.
        has_met: whether its people met, and did not speak by telephone or write.
        details: its session, in the margins of what it took place, and who wrote or called.
        first_planned: when it was to take place before it was put off; empty if it was not.
    """

    date: Phrase
    form: str
    place: Phrase
    ours: tuple[Phrase, ...]
    theirs: tuple[Phrase, ...]
    topics: tuple[Phrase, ...]
    others: tuple[Phrase, ...]
    level: str
    host: Phrase
    outcome: Phrase
    has_met: bool
    details: tuple[Phrase, ...] = field(default=(), kw_only=True)
    first_planned: Phrase = field(default=EMPTY, kw_only=True)


@dataclass(frozen=True, slots=True)
class PlanView(ContactView):
    """A contact that has not taken place.

    Attributes:
        state: how it stands: planned, confirmed, put off, called off, or not known to have taken place.
        purpose: why it was to take place.
    """

    state: Phrase
    purpose: Phrase


@dataclass(frozen=True, slots=True)
class ContactGroupView:
    """Contacts with one body on our side.

    Attributes:
        body: the body.
        is_own_side: whether the body is the side for which the note is written.
        contacts: the contacts, newest first.
        omitted_count: the number of older contacts that are left out; empty for none.
        last_date: the date of the newest contact; empty if there is none.
        silent: whether the newest contact is so long ago that the note must say so.
    """

    body: Phrase
    is_own_side: bool
    contacts: tuple[ContactView, ...]
    omitted_count: Phrase
    last_date: Phrase
    silent: bool
