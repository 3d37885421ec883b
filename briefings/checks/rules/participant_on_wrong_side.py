"""Somebody on both sides of a contact, or on the wrong one.

What it finds:
    A person who stands among those of both sides of a contact; a participant in a post of the other side: one of the
    partner among `ours`, one of the body with which the contact was among `theirs`; and one of whom no office is named,
    and who surely held one of the other side on that day, and none of this.

Why it matters:
    The note says who met whom. Nobody meets himself; and a reader who knows the people sees it at once.

Example:
    - id: visit
      on: 2016-02-01
      with: lantern-league
      ours: [agatha-baker]
      theirs: [{person: agatha-baker, post: league-keeper}]      # of the League, which is our side

Write instead:
    Each person on the side for which he or she was there: `ours: [{person: agatha-baker, post: league-keeper}]`. Who
    had changed sides by then has the office of that day, in words: `as: Adviser of the League`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.checks.context import Finding, Span, surely_held
from briefings.model.diagnostics import Severity
from briefings.model.facts import Contact, Post

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.context import Case
    from briefings.model.facts import Participant

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.WARNING


def check(case: Case) -> Iterator[Finding]:
    """Look at the two sides of each contact."""
    for contact in case.base.facts:
        if not isinstance(contact, Contact):
            continue
        there = {each.person: each for each in contact.ours if each.person}
        for each in contact.theirs:
            if other := there.get(each.person or ""):
                yield _finding(
                    case, contact, each, f"{case.name(each.person)} is on both sides of {contact.key}", other
                )
        for ours, participants in ((True, contact.ours), (False, contact.theirs)):
            for each in participants:
                if post := _of_other_side(case, contact, each, ours=ours):
                    side = "ours" if ours else "theirs"
                    message = (
                        f"{case.name(each.person)} is among {side!r}, and {post.id} is of the other side"
                    )
                    yield _finding(case, contact, each, message)


def _finding(
    case: Case, contact: Contact, blamed: Participant, message: str, other: Participant | None = None
) -> Finding:
    return Finding(
        message=message,
        location=blamed.location,
        about=(contact, case.base.entities[blamed.person or ""]),
        hint="name each person on one side, in the office of that day",
        related=(other.location,) if other else (),
        cause=("side", contact.key, blamed.person),
    )


def _of_other_side(case: Case, contact: Contact, participant: Participant, *, ours: bool) -> Post | None:
    """The post of the other side in which somebody is shown, or which somebody of no office surely held then."""
    end = contact.period.end
    if participant.post:
        post = case.base.get(Post, participant.post)
        return post if _side(contact, post) == (not ours) else None
    if not participant.person or participant.described or end is None:
        return None
    span = Span((contact.period.start or end).first, end.last)
    held = [
        case.base.get(Post, tenure.post)
        for tenure in case.tenures_of.get(participant.person, ())
        if (surely := surely_held(tenure)) and surely.first < span.first and span.last < surely.last
    ]
    sides = {_side(contact, post) for post in held}
    return held[0] if sides == {not ours} else None


def _side(contact: Contact, post: Post) -> bool | None:
    """Whether a post is of our side of a contact; None where it is of neither."""
    if post.organisation == contact.body:
        return True
    return False if post.partner == contact.folder else None
