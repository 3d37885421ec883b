"""A person on both sides of a contact, or on the wrong side.

Finds:
    A person listed on both sides of a contact. A participant in a post of the other side: a post of the partner
    among `ours`, or a post of the body among `theirs`. A participant without an office who certainly held a post of
    the other side on that day, and none of this side.

Why it matters:
    The note says who met whom. People do not meet themselves, and a reader who knows them notices at once.

Example:
    - id: visit
      on: 2016-02-01
      with: lantern-league
      ours: [agatha-baker]
      theirs: [{person: agatha-baker, post: league-keeper}]      # of the League, which is our side

Write instead:
    Each person on the side they represented: `ours: [{person: agatha-baker, post: league-keeper}]`. If a person had
    changed sides by then, write the office of that day in words: `as: Adviser of the League`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.checks.causes import Cause
from briefings.checks.context import Finding
from briefings.checks.periods import event_span, is_well_within
from briefings.checks.sides import belongs_to_side
from briefings.factbase.spans import certain_span
from briefings.model.contacts import Contact
from briefings.model.diagnostics import Severity
from briefings.model.entities import Post

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefings.checks.context import CheckContext
    from briefings.model.contacts import Participant

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.WARNING


@dataclass(frozen=True, slots=True)
class _SideOfPerson(Cause):
    """The side of a contact on which a person is listed."""

    contact: str
    person: str | None


def check(context: CheckContext) -> Iterator[Finding]:
    """Check the two sides of each contact."""
    for contact in context.store.facts:
        if isinstance(contact, Contact):
            yield from _check_both_sides(context, contact)
            yield from _check_posts(context, contact)


def _check_both_sides(context: CheckContext, contact: Contact) -> Iterator[Finding]:
    """Report people who are on both sides."""
    our_participants = {
        participant.person: participant for participant in contact.our_side if participant.person
    }
    for participant in contact.their_side:
        if same_person := our_participants.get(participant.person or ""):
            message = f"{context.display_name(participant.person)} is on both sides of {contact.key}"
            yield _finding(context, contact, participant, message, same_person)


def _check_posts(context: CheckContext, contact: Contact) -> Iterator[Finding]:
    """Report people in a post of the other side."""
    for ours, participants in ((True, contact.our_side), (False, contact.their_side)):
        for participant in participants:
            posts = _posts_held(context, contact, participant)
            if posts and all(belongs_to_side(contact, post, ours=not ours) for post in posts):
                name, side = context.display_name(participant.person), "ours" if ours else "theirs"
                message = f"{name} is listed under {side!r}, but {posts[0].id} belongs to the other side"
                yield _finding(context, contact, participant, message)


def _finding(
    context: CheckContext,
    contact: Contact,
    blamed: Participant,
    message: str,
    related_participant: Participant | None = None,
) -> Finding:
    return Finding(
        message=message,
        location=blamed.location,
        entries=(contact, context.store.entities[blamed.person or ""]),
        hint="list each person on one side, in the office of that day",
        related=(related_participant.location,) if related_participant else (),
        cause=_SideOfPerson(contact.key, blamed.person),
    )


def _posts_held(context: CheckContext, contact: Contact, participant: Participant) -> Sequence[Post]:
    """Return the post of a participant; without an office, the posts that they certainly held on that day."""
    store, span = context.store, event_span(contact.period)
    if participant.post:
        return [store.entity(Post, participant.post)]
    if not participant.person or participant.description or span is None:
        return []
    return [
        store.entity(Post, tenure.post)
        for tenure in store.tenures_by_holder.get(participant.person, ())
        if (held := certain_span(tenure)) and is_well_within(span, held)
    ]
