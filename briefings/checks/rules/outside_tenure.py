"""A person in a post that they did not hold, or that did not exist.

Finds:
    A participant of a contact in a post on a day on which none of that person's tenures on record allows it, or on
    which another person certainly held its only seat. The same for a text that gives a person a title, and for an
    office in words (`as:`) that is the title of a post on record. A post used before it was created or after it was
    abolished. A tenure that certainly held outside the lifetime of its post. "Former", "deputy", "acting" and the
    like before a title make it another office.

Why it matters:
    The date, the post or the tenure is wrong; and the note prints all three.

Example:
    - id: visit-2016
      on: 2016-02-01
      ours: [{person: gustave-h, post: keeper}]      # whose tenure ended in 2014

Write instead:
    The post that the person held on that day, `as:` with the office in words, or the correct dates of the tenure.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.checks.causes import Cause, DatesOfFact, NameInFact
from briefings.checks.context import Finding
from briefings.checks.durations import DurationConflict
from briefings.checks.office_conflicts import (
    CapacityConflict,
    OfficeConflict,
    TimeOfText,
    find_office_conflicts,
)
from briefings.checks.periods import event_span, in_or_on, may_include, span_in_words
from briefings.checks.sides import belongs_to_side
from briefings.checks.succession_conflicts import find_succession_conflicts
from briefings.checks.term_conflicts import TermConflict
from briefings.checks.text.offices import OfficeVerb
from briefings.factbase.spans import certain_span
from briefings.model.contacts import Contact
from briefings.model.dates import Certainty, Span
from briefings.model.diagnostics import Severity
from briefings.model.entities import SHARED_FOLDER, Post
from briefings.model.evidence import Text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from briefings.checks.context import CheckContext, Passage
    from briefings.model.contacts import Participant
    from briefings.model.diagnostics import Location
    from briefings.model.facts import Fact, Tenure

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.ERROR

_OTHER_CHECK = {OfficeVerb.BEGAN, OfficeVerb.ENDED, OfficeVerb.ELECTED}
"""The verbs of which `duplicate-tenure` speaks."""


@dataclass(frozen=True, slots=True)
class _DatesOfPost(Cause):
    """The start and the end of a post."""

    post: str


@dataclass(frozen=True, slots=True)
class _PersonInPost(Cause):
    """A person in a post that they did not hold."""

    person: str
    post: str


def check(context: CheckContext) -> Iterator[Finding]:
    """Check the participants of contacts, tenures, and titles in texts."""
    contact_findings = [
        finding
        for fact in context.store.facts
        if isinstance(fact, Contact)
        for ours, participants in ((True, fact.our_side), (False, fact.their_side))
        for participant in participants
        for finding in _check_participant(
            context, fact, participant, _find_post_id(context, fact, participant, ours=ours)
        )
    ]
    causes = {finding.cause for finding in contact_findings}
    for post_id, tenures in context.store.tenures_by_post.items():
        yield from _check_tenures(context, context.store.entity(Post, post_id), tenures, causes)
    yield from contact_findings
    for passage in context.passages:
        if passage.location in _own_text_locations(passage.fact):
            yield from _check_titles(context, passage)


def _own_text_locations(fact: Fact) -> Iterator[Location]:
    """Yield the locations of the texts in which a fact describes its own time."""
    if fact.headline:
        yield fact.headline.location
    if isinstance(fact.content, Text) and not fact.is_judgement:
        yield fact.content.location


def _check_tenures(
    context: CheckContext, post: Post, tenures: Iterable[Tenure], causes: Collection[Cause | None]
) -> Iterator[Finding]:
    """Report tenures that certainly held outside the lifetime of their post.

    If several findings contradict the post's dates, these dates are the common cause.
    """
    outside = [
        (tenure, day)
        for tenure in tenures
        if (span := certain_span(tenure))
        and (
            day := next(
                (day for day in (span.first, span.last) if post.period.certainty_on(day) is Certainty.NO),
                None,
            )
        )
    ]
    dates_of_post = _DatesOfPost(post.id)
    has_several = len(outside) > 1 or dates_of_post in causes
    for tenure, day in outside:
        yield Finding(
            message=f"{context.display_name(tenure.holder)} holds {post.id} on {day}, but the post is dated {post.period}",
            location=tenure.location,
            entries=(tenure, post),
            hint="correct the dates of the tenure or of the post",
            related=(post.location,),
            cause=dates_of_post if has_several else DatesOfFact(tenure.key),
        )


def _find_post_id(
    context: CheckContext, contact: Contact, participant: Participant, *, ours: bool
) -> str | None:
    """Return the post of a participant: as recorded, or the only one whose title is the office given in words."""
    if participant.post or not participant.person or not participant.description:
        return participant.post
    for described in participant.description.by_language.values():
        for title in context.titles.find(described):
            posts = [post for post in title.posts if belongs_to_side(contact, post, ours=ours)]
            if described.strip() == described[title.whole_start : title.whole_end] and len(posts) == 1:
                return posts[0].id
    return None


def _check_participant(
    context: CheckContext, contact: Contact, participant: Participant, post_id: str | None
) -> Iterator[Finding]:
    """Report a participant whose post did not exist, or was not theirs, on the days of the contact."""
    person, span = participant.person, event_span(contact.period)
    if person is None or post_id is None or span is None:
        return
    post = context.store.entity(Post, post_id)
    if not may_include(post.period, span):
        yield Finding(
            message=f"{contact.key} ({contact.period}) names {post.id} ({post.period}), which did not exist then",
            location=participant.location,
            entries=(contact, post),
            hint="name the post of that time",
            related=(post.location,),
            cause=_DatesOfPost(post.id),
        )
        return
    if conflict := context.holding_conflict(person, (post,), (span,)):
        name, tenures = context.display_name(person), conflict.own or conflict.others
        reason = (
            f"{name} did not hold {post.id}"
            if conflict.own
            else f"{context.display_name(tenures[0].holder)}, not {name}, held {post.id}"
        )
        yield Finding(
            message=f"{reason} {in_or_on(contact.period)}",
            location=participant.location,
            entries=(contact, *tenures),
            hint="name another post, write the office in words with `as:`, or correct the tenure"
            if participant.post
            else "name the office of that day, such as the former one, or correct the tenure",
            related=tuple(tenure.location for tenure in tenures),
            cause=_PersonInPost(person, post.id),
        )


def _check_titles(context: CheckContext, passage: Passage) -> Iterator[Finding]:
    """Report people whom a text gives a title that they did not hold at the time it speaks of."""
    fact, folder = passage.fact, passage.fact.folder
    if not context.titles.may_have(passage.text) and not context.institutions.may_name(passage.text):
        return
    start = fact.period.start or fact.period.end
    span = Span(min(start.first_day if start else passage.day, passage.day), passage.day)
    time = TimeOfText(span.last, [span], is_of_fact=fact.is_event and event_span(fact.period) is not None)
    for written in context.sentences_in(passage.text):
        restated = context.institutions.name_offices(written)
        sentence = restated.text if restated else written
        for found in find_office_conflicts(
            context,
            sentence,
            time,
            lambda post: post.partner is None or folder in (post.partner, SHARED_FOLDER),
        ):
            if isinstance(found, OfficeConflict):
                yield _title_finding(context, passage, found)
            elif isinstance(found, CapacityConflict) and fact.is_event:
                name, tenure = context.display_name(found.person.id), found.tenures[0]
                yield Finding(
                    message=f"{fact.key} says {found.claim.title.text!r}, but {name} was so only as {tenure.capacity}",
                    location=passage.location,
                    entries=(fact, *found.tenures),
                    hint="add the capacity to the title, or correct the tenure",
                    related=tuple(tenure.location for tenure in found.tenures),
                    cause=NameInFact(fact.key, found.person.id),
                )
            elif (restated or found.claim.verb not in _OTHER_CHECK) and isinstance(
                found, TermConflict | DurationConflict
            ):
                yield Finding(
                    message=f"{fact.key} contradicts a tenure: {found.message(context)}",
                    location=passage.location,
                    entries=(fact, *found.tenures),
                    hint="correct the text, or the dates of the tenure",
                    related=tuple(tenure.location for tenure in found.tenures),
                    cause=NameInFact(fact.key, found.person.id),
                )
        for succession in find_succession_conflicts(context, written):
            yield Finding(
                message=f"{fact.key}: {succession.message(context)}",
                location=passage.location,
                entries=(fact, *succession.tenures),
                hint="name the one who followed, or correct the tenures",
                related=tuple(tenure.location for tenure in succession.tenures),
                cause=NameInFact(fact.key, succession.later.holder or ""),
            )


def _title_finding(context: CheckContext, passage: Passage, found: OfficeConflict) -> Finding:
    """Return the finding about a person whom a text gives a title."""
    fact, name, conflict = passage.fact, context.display_name(found.person.id), found.conflict
    if conflict.own:
        reason = f"{name} did not hold {conflict.own[0].post}"
    else:
        reason = (
            f"{context.display_name(conflict.others[0].holder)}, not {name}, held {conflict.others[0].post}"
        )
    tenures = conflict.own or conflict.others
    is_of_fact = conflict.span.last == passage.day and (fact.period.start or fact.period.end)
    when = in_or_on(fact.period) if is_of_fact else span_in_words(conflict.span)
    return Finding(
        message=f"{fact.key} says {found.claim.title.text!r}, but {reason} {when}",
        location=passage.location,
        entries=(fact, *tenures),
        hint=f"name the holder of that day, {{holder:{tenures[0].post}}}, or correct the dates",
        related=tuple(tenure.location for tenure in tenures),
        cause=NameInFact(fact.key, found.person.id),
    )
