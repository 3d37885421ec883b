"""A body or programme mentioned at a time when it did not exist under that name.

Finds:
    A body that is mentioned in the text of a fact (by reference or by name), or that takes part in a contact, on a
    day before it existed or after it was succeeded. A programme mentioned at a time when the partner no longer took
    part in it. Texts are accepted if they name a year in which the body existed, or say how one body followed
    another ("later succeeded by"). Talking points are not checked: they may well mention the past. The check also
    finds a text that says a body was founded, created or set up in a year other than the one on record.

Why it matters:
    Web pages often describe the past with today's names: the Euro-Atlantic Partnership Council of 1992 was the
    North Atlantic Cooperation Council.

Example:
    - {id: joined, on: 1992, text: "It joined the {body:new-council}.", evidence: [page]}      # founded in 1997

Write instead:
    The body that existed at the time: `It joined the {body:council}.`
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.checks.causes import BodyInFact
from briefings.checks.context import Finding
from briefings.checks.periods import allows, in_or_on
from briefings.checks.text.dates import find_years
from briefings.checks.text.founding import find_founding_conflicts, speaks_of_foundation
from briefings.checks.text.names import SUCCESSION, is_left_behind
from briefings.factbase.spans import has_ended
from briefings.model.contacts import Contact
from briefings.model.diagnostics import Severity
from briefings.model.entities import Framework, Organisation
from briefings.model.facts import Membership
from briefings.model.references import REFERENCE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefings.checks.context import CheckContext, Passage
    from briefings.model.facts import Fact

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.WARNING


def check(context: CheckContext) -> Iterator[Finding]:
    """Check all texts, and the bodies of contacts."""
    memberships: dict[tuple[str, str], list[Membership]] = {}
    for fact in context.store.facts:
        if isinstance(fact, Membership):
            memberships.setdefault((fact.folder, fact.framework), []).append(fact)
    for fact in context.store.facts:
        if isinstance(fact, Contact):
            yield from _check_contact(context, fact)
    for passage in context.passages:
        bodies = [] if passage.fact.is_judgement else list(_find_bodies(context, passage))
        if bodies:
            yield from _check_founding_dates(context, passage)
        if not bodies or SUCCESSION.search(passage.text):
            continue
        for body in dict.fromkeys(body for body, _ in bodies):
            recorded = memberships.get((passage.fact.folder, body.id), [])
            yield from _check_mention(passage, body, [fact for fact in recorded if fact is not passage.fact])


def _check_contact(context: CheckContext, contact: Contact) -> Iterator[Finding]:
    """Report a contact with a body that did not exist at the time."""
    body = context.store.entity(Organisation, contact.body)
    start, end = contact.period.start, contact.period.end
    if end and not allows(body.period, ((start or end).first_day, end.last_day), ()):
        yield _finding(
            contact,
            body,
            f"{contact.key} ({contact.period}) is with {body.id} ({body.period}), which did not exist then",
            "name the body of that time, or correct the dates",
        )


def _check_mention(
    passage: Passage, body: Framework | Organisation, memberships: Sequence[Membership]
) -> Iterator[Finding]:
    """Report a body that did not exist, or a programme in which the partner no longer took part."""
    fact, named_years = passage.fact, find_years(passage.text)
    start = fact.period.start
    days = [passage.day, *((start.first_day, start.last_day) if start else ())]
    if not allows(body.period, days, named_years):
        yield _finding(
            fact,
            body,
            f"{fact.key} ({fact.period}) mentions {body.id} ({body.period}), which did not exist then",
            "name the body or programme of that time",
            passage=passage,
        )
        return
    since = start.first_day if start else passage.day
    if memberships and all(
        has_ended(membership, since) and not allows(membership.period, days, named_years)
        for membership in memberships
    ):
        period = memberships[0].period
        yield Finding(
            message=f"{fact.key} ({fact.period}) mentions {body.id}, but {fact.folder} took part only in {period}",
            location=passage.location,
            entries=(fact, *memberships),
            hint="name the programme of that time, or correct the dates",
            related=tuple(membership.location for membership in memberships),
            cause=BodyInFact(fact.key, body.id),
        )


def _find_bodies(context: CheckContext, passage: Passage) -> Iterator[tuple[Framework | Organisation, int]]:
    """Yield the bodies in a text, by name or by reference, each with the position after it."""
    for match in REFERENCE.finditer(passage.text):
        body = context.store.entities.get(match[2])
        if (
            match[1] == "body"
            and isinstance(body, Framework | Organisation)
            and not (is_left_behind(passage.text, match.start()))
        ):
            yield body, match.end()
    for mention in context.names.find(passage.text):
        if isinstance(mention.entity, Framework | Organisation) and not is_left_behind(
            passage.text, mention.start
        ):
            yield mention.entity, mention.end


def _check_founding_dates(context: CheckContext, passage: Passage) -> Iterator[Finding]:
    """Report bodies that the text says were founded at a time other than the one on record."""
    text = context.spell_out(passage.text) if speaks_of_foundation(passage.text) else ""
    for found in find_founding_conflicts(text, context.names.find(text)):
        when = in_or_on(found.time.when) if found.time.when else found.time.text
        yield _finding(
            passage.fact,
            found.body,
            f"{passage.fact.key} says that {found.body.id} was founded {when}, but its period is {found.body.period}",
            "correct one of the dates",
            passage=passage,
        )


def _finding(
    fact: Fact, body: Framework | Organisation, message: str, hint: str, *, passage: Passage | None = None
) -> Finding:
    return Finding(
        message=message,
        location=passage.location if passage else fact.location,
        entries=(fact, body),
        hint=hint,
        related=(body.location,),
        cause=BodyInFact(fact.key, body.id),
    )
