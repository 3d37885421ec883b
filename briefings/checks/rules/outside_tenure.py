"""Somebody shown in a post that he or she did not hold, or that there was not.

What it finds:
    A participant of a contact in a post on a day on which no tenure of that person allows it, if any is on record, or
    on which somebody else surely held its only seat; the same of a text that puts a title before or behind a person,
    and of an office in words (`as:`) that is the title of a post on record; a post named for a day before it was
    created or after it was abolished; a tenure that surely held outside the time of its post. "Former", "deputy",
    "acting" and the like make another office of a title.

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

from briefings.checks.context import Finding, Span, surely_held
from briefings.checks.text.mentions import bare, sentences, years
from briefings.checks.text.titles import beside
from briefings.model.dates import Truth
from briefings.model.diagnostics import Severity
from briefings.model.facts import (
    SHARED,
    Agreement,
    Contact,
    Cooperation,
    Membership,
    Post,
    Statement,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterable, Iterator

    from briefings.checks.context import Case, Passage
    from briefings.model.dates import Period
    from briefings.model.diagnostics import Location
    from briefings.model.facts import Fact, Participant, Tenure

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.ERROR


def check(case: Case) -> Iterator[Finding]:
    """Look at the participants of contacts, at tenures, and at titles in texts."""
    met = [
        finding
        for fact in case.base.facts
        if isinstance(fact, Contact)
        for ours, participants in ((True, fact.ours), (False, fact.theirs))
        for each in participants
        for finding in _participant(case, fact, each, _in_words(case, fact, each, ours=ours))
    ]
    causes = {finding.cause for finding in met}
    for post_id, tenures in case.base.tenures.items():
        yield from _beyond(case.base.get(Post, post_id), tenures, case, causes)
    yield from met
    for passage in case.passages:
        if passage.location in _own_words(passage.fact):
            yield from _told(case, passage)


def _own_words(fact: Fact) -> Iterator[Location]:
    """Where a fact tells, in its own words, what was when it was."""
    if fact.headline:
        yield fact.headline.location
    if isinstance(fact, Statement | Cooperation | Agreement | Membership) and fact.text:
        yield fact.text.location


def _beyond(
    post: Post, tenures: Iterable[Tenure], case: Case, causes: Collection[Hashable]
) -> Iterator[Finding]:
    """Tenures that surely held outside the time of their post; what several things contradict is its dates."""
    outside = [
        (tenure, day)
        for tenure in tenures
        if (held := surely_held(tenure))
        and (day := next((day for day in (held.first, held.last) if post.valid.on(day) is Truth.NO), None))
    ]
    several = len(outside) > 1 or _no_post(post) in causes
    for tenure, day in outside:
        yield Finding(
            message=f"{case.name(tenure.holder)} holds {post.id} on {day}, and the post is of {post.valid}",
            location=tenure.location,
            about=(tenure, post),
            hint="correct the dates of the tenure or of the post",
            related=(post.location,),
            cause=_no_post(post) if several else ("tenure", tenure.key),
        )


def _no_post(post: Post) -> Hashable:
    """The cause of all that a wrong date of a post makes impossible."""
    return "no post", post.id


def _in_words(case: Case, contact: Contact, participant: Participant, *, ours: bool) -> str | None:
    """The post on record that is meant by an office in words, if they are its title and nothing else."""
    if participant.post or not participant.person or not participant.described:
        return participant.post
    for words in participant.described.by_language.values():
        for title in case.titles.find(words):
            posts = [post for post in title.posts if _of_side(post, contact, ours=ours)]
            if title.words == words.strip() and len(posts) == 1:
                return posts[0].id
    return None


def _of_side(post: Post, contact: Contact, *, ours: bool) -> bool:
    return post.organisation == contact.body if ours else post.partner == contact.folder


def _participant(
    case: Case, contact: Contact, participant: Participant, post_id: str | None
) -> Iterator[Finding]:
    person, end, start = participant.person, contact.period.end, contact.period.start
    if person is None or post_id is None or end is None:
        return
    post = case.base.get(Post, post_id)
    span = Span((start or end).first, end.last)
    if not _may(post.valid, span):
        yield Finding(
            message=f"the post {post.id} is of {post.valid}, and this contact of {contact.period}",
            location=participant.location,
            about=(contact, post),
            hint="name the post that there was then",
            related=(post.location,),
            cause=_no_post(post),
        )
        return
    wrong = _wrong(case, person, (post,), span)
    if wrong:
        message, tenures = wrong
        yield Finding(
            message=f"{message} on {contact.period}",
            location=participant.location,
            about=(contact, *tenures),
            hint="name another post, write the office in words with `as:`, or correct the tenure"
            if participant.post
            else "say which office it was then, such as the former one, or correct the tenure",
            related=tuple(tenure.location for tenure in tenures),
            cause=("not in post", person, post.id),
        )


def _told(case: Case, passage: Passage) -> Iterator[Finding]:
    """A person to whom a text gives a title; a year that its sentence names may be another one than that of the fact."""
    fact, folder = passage.fact, passage.fact.folder
    if not any(case.people(passage.words)):
        return
    start = fact.period.start or fact.period.end
    span = Span(min(start.first if start else passage.day, passage.day), passage.day)
    own = set(range(span.first.year, span.last.year + 1))
    for sentence in sentences(passage.words):
        found = list(case.titles.find(bare(sentence)))
        if not found or years(sentence) - own:
            continue
        mentions = sorted(case.people(sentence), key=lambda each: each.start)
        for title in found:
            person = beside(sentence, title, mentions, found)
            posts = tuple(
                post for post in title.posts if post.partner is None or folder in (post.partner, SHARED)
            )
            if person and posts and (wrong := _wrong(case, person.named.id, posts, span)):
                message, tenures = wrong
                yield Finding(
                    message=f"{fact.key} says {title.words!r}, and {message} on {fact.period}",
                    location=passage.location,
                    about=(fact, *tenures),
                    hint=f"name the holder of that day, {{holder:{tenures[0].post}}}, or correct the dates",
                    related=tuple(tenure.location for tenure in tenures),
                    cause=("name", fact.key, person.named.id),
                )


def _wrong(
    case: Case, person: str, posts: tuple[Post, ...], span: Span
) -> tuple[str, tuple[Tenure, ...]] | None:
    """Why a person can't have been in one of some posts, with the tenures that say so; None if nothing says so."""
    ids = {post.id for post in posts}
    held = tuple(tenure for tenure in case.tenures_of.get(person, ()) if tenure.post in ids)
    if held:
        if any(_may(tenure.period, span) for tenure in held):
            return None
        return f"{case.name(person)} did not hold {held[0].post}", held
    # Of posts of one title, such as that of a minister, one may well be another country's.
    post = posts[0]
    if len(posts) > 1 or post.seats > 1:
        return None
    for other in case.base.tenures.get(post.id, ()):
        surely = surely_held(other)
        if surely and surely.first < span.first and span.last < surely.last:
            return f"{case.name(other.holder)}, not {case.name(person)}, held {post.id}", (other,)
    return None


def _may(period: Period, span: Span) -> bool:
    """Whether something of a period may have been so on a day of some."""
    start, end = period.start, period.end
    return not ((start and span.last < start.first) or (end and end.last < span.first))
