"""Somebody shown in a post that he or she did not hold, or that there was not.

What it finds:
    A participant of a contact in a post on a day on which no tenure of that person allows it, if any is on record, or
    on which somebody else surely held its only seat; a post named for a day before it was created or after it was abolished; a tenure that surely held outside the time
    of its post.

Why it matters:
    Either the date is wrong, or the post, or the tenure; and the note prints all three.

Example:
    - id: visit-2016
      on: 2016-02-01
      ours: [{person: gustave-h, post: keeper}]      # whose tenure ended in 2014

Write instead:
    The post that the person held on that day, `as:` with the office in words, or the right dates of the tenure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.checks.case import Finding, surely_held
from briefings.vocabulary.diagnostics import Severity
from briefings.vocabulary.model import Contact, Post
from briefings.vocabulary.period import Truth

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.case import Case
    from briefings.vocabulary.model import Participant

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.ERROR


def check(case: Case) -> Iterator[Finding]:
    """Look at the participants of contacts, and at tenures."""
    for fact in case.base.facts:
        if isinstance(fact, Contact):
            for participant in fact.participants:
                yield from _participant(case, fact, participant)
    for tenures in case.base.tenures.values():
        for tenure in tenures:
            post = case.base.get(Post, tenure.post)
            held = surely_held(tenure)
            if held and Truth.NO in (post.valid.on(held.first), post.valid.on(held.last)):
                day = held.first if post.valid.on(held.first) is Truth.NO else held.last
                yield Finding(
                    message=f"{case.name(tenure.holder)} holds {post.id} on {day}, and the post is of {post.valid}",
                    location=tenure.location,
                    about=(tenure, post),
                    hint="correct the dates of the tenure or of the post",
                    related=(post.location,),
                    cause=("tenure", tenure.key),
                )


def _participant(case: Case, contact: Contact, participant: Participant) -> Iterator[Finding]:
    person, end, start = participant.person, contact.period.end, contact.period.start
    if person is None or participant.post is None or end is None:
        return
    post = case.base.get(Post, participant.post)
    first, last = (start or end).first, end.last
    if post.valid.on(first) is Truth.NO and post.valid.on(last) is Truth.NO:
        yield Finding(
            message=f"the post {post.id} is of {post.valid}, and this contact of {contact.period}",
            location=participant.location,
            about=(contact, post),
            hint="name the post that there was then",
            related=(post.location,),
        )
        return
    held = [tenure for tenure in case.tenures_of.get(person, ()) if tenure.post == post.id]
    if held and all(Truth.NO in (each.period.on(first), each.period.on(last)) for each in held):
        yield Finding(
            message=f"{case.name(person)} did not hold {post.id} on {contact.period}",
            location=participant.location,
            about=(contact, *held),
            hint="name another post, write the office in words with `as:`, or correct the tenure",
            related=tuple(tenure.location for tenure in held),
            cause=("not in post", person, post.id),
        )
    others = () if held or post.seats > 1 else case.base.tenures.get(post.id, ())
    for other in others:
        span = surely_held(other)
        if span and span.first < first and last < span.last:
            yield Finding(
                message=f"{case.name(other.holder)}, not {case.name(person)}, held {post.id} on {contact.period}",
                location=participant.location,
                about=(contact, other),
                hint="name another post, write the office in words with `as:`, or correct the tenure",
                related=(other.location,),
                cause=("not in post", person, post.id),
            )
            break
