"""A person on both sides of a contact, or on the wrong side.

What it finds:
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

from typing import TYPE_CHECKING

from briefings.checks.context import Finding
from briefings.factbase.standing import certain_span
from briefings.model.dates import Span
from briefings.model.diagnostics import Severity
from briefings.model.entities import Post
from briefings.model.facts import Contact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.context import CheckContext
    from briefings.model.facts import Participant

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.WARNING


def check(context: CheckContext) -> Iterator[Finding]:
    """Check the two sides of each contact."""
    for contact in context.store.facts:
        if not isinstance(contact, Contact):
            continue
        our_participants = {
            participant.person: participant for participant in contact.our_side if participant.person
        }
        for participant in contact.their_side:
            if same_person := our_participants.get(participant.person or ""):
                yield _finding(
                    context,
                    contact,
                    participant,
                    f"{context.display_name(participant.person)} is on both sides of {contact.key}",
                    same_person,
                )
        for ours, participants in ((True, contact.our_side), (False, contact.their_side)):
            for participant in participants:
                if post := _find_post_of_other_side(context, contact, participant, ours=ours):
                    side = "ours" if ours else "theirs"
                    message = f"{context.display_name(participant.person)} is among {side!r}, and {post.id} is of the other side"
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
        hint="name each person on one side, in the office of that day",
        related=(related_participant.location,) if related_participant else (),
        cause=("side", contact.key, blamed.person),
    )


def _find_post_of_other_side(
    context: CheckContext, contact: Contact, participant: Participant, *, ours: bool
) -> Post | None:
    """Return the participant's post if it is one of the other side.

    For a participant without an office, return a post of the other side that they certainly held then, if they held
    none of their own side.
    """
    end = contact.period.end
    if participant.post:
        post = context.store.entity(Post, participant.post)
        return post if _is_on_our_side(contact, post) == (not ours) else None
    if not participant.person or participant.description or end is None:
        return None
    span = Span((contact.period.start or end).first_day, end.last_day)
    certain_posts = [
        context.store.entity(Post, tenure.post)
        for tenure in context.store.tenures_by_holder.get(participant.person, ())
        if (certain := certain_span(tenure)) and certain.first < span.first and span.last < certain.last
    ]
    sides = {_is_on_our_side(contact, post) for post in certain_posts}
    return certain_posts[0] if sides == {not ours} else None


def _is_on_our_side(contact: Contact, post: Post) -> bool | None:
    """Return whether a post is on our side of a contact, or None if it is on neither side."""
    if post.organisation == contact.body:
        return True
    return False if post.partner == contact.folder else None
