"""A body or programme mentioned at a time when it did not exist under that name.

What it finds:
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

import re
from typing import TYPE_CHECKING

from briefings.checks.context import Finding
from briefings.checks.text.mentions import SUCCESSION, find_years
from briefings.model.dates import Certainty
from briefings.model.diagnostics import Severity
from briefings.model.entities import Framework, Organisation
from briefings.model.facts import Contact, Membership, TalkingPoint
from briefings.model.references import REFERENCE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefings.checks.context import CheckContext, Passage
    from briefings.model.dates import Period

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.WARNING

# "The council, founded in 1991", "the council was set up in 1991". Without a comma or an auxiliary, as in "the office that
# the council founded in 1991", it is the foundation of something else.
_FOUNDING = re.compile(
    r"(?:,|,?(?:\s+(?:which|that|qui))?\s+(?:was|had\s+been|a\s+été|avait\s+été|était|был[аио]?))"
    r"\s+(?:founded|established|created|launched|set\s+up|fondée?|créée?|établie?|основан\w*|создан\w*)"
    r"\s+(?:in|on|en|le|в)\s+(?:[^\W_]+\s+){0,2}?((?:1[89]|20)\d\d)(?!\d)",
    re.IGNORECASE,
)


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
        bodies = [] if isinstance(passage.fact, TalkingPoint) else list(_find_bodies(context, passage))
        if not bodies or SUCCESSION.search(passage.text):
            continue
        named_years = find_years(passage.text)
        if named_years:
            yield from _check_founding_year(passage, bodies)
        for body in dict.fromkeys(body for body, _ in bodies):
            if not _may_be_named(passage, body.period, named_years):
                yield Finding(
                    message=f"{passage.fact.key} is of {passage.fact.period}, and {body.id} of {body.period}",
                    location=passage.location,
                    entries=(passage.fact, body),
                    hint="name the body or programme that there was then",
                    related=(body.location,),
                    cause=("body", passage.fact.key, body.id),
                )
                continue
            periods_here = memberships.get((passage.fact.folder, body.id), [])
            other_memberships = [fact for fact in periods_here if fact is not passage.fact]
            if other_memberships and all(
                _is_outdated(passage, fact.period, named_years) for fact in other_memberships
            ):
                yield Finding(
                    message=f"{passage.fact.key} is of {passage.fact.period}, and {body.id} ran here {other_memberships[0].period}",
                    location=passage.location,
                    entries=(passage.fact, *other_memberships),
                    hint="name the programme that ran then, or correct the dates",
                    related=tuple(fact.location for fact in other_memberships),
                    cause=("body", passage.fact.key, body.id),
                )


def _check_contact(context: CheckContext, contact: Contact) -> Iterator[Finding]:
    """Report a contact with a body that did not exist at the time."""
    body, start, end = (
        context.store.entity(Organisation, contact.body),
        contact.period.start,
        contact.period.end,
    )
    if end and Certainty.NO is body.period.certainty_on(end.last_day) is body.period.certainty_on(
        (start or end).first_day
    ):
        yield Finding(
            message=f"{contact.key} is of {contact.period}, and {body.id} of {body.period}",
            location=contact.location,
            entries=(contact, body),
            hint="name the body that there was then, or correct the dates",
            related=(body.location,),
            cause=("body", contact.key, body.id),
        )


def _find_bodies(context: CheckContext, passage: Passage) -> Iterator[tuple[Framework | Organisation, int]]:
    """Yield the bodies in a text, by name or by reference, each with the position after it."""
    for match in REFERENCE.finditer(passage.text):
        body = context.store.entities.get(match[2])
        if match[1] == "body" and isinstance(body, Framework | Organisation):
            yield body, match.end()
    for mention in context.names.find(passage.text):
        if isinstance(mention.entity, Framework | Organisation):
            yield mention.entity, mention.end


def _check_founding_year(
    passage: Passage, bodies: Iterable[tuple[Framework | Organisation, int]]
) -> Iterator[Finding]:
    """Report bodies that the text says were founded in a year other than the one on record."""
    for body, end in bodies:
        match, founded = _FOUNDING.match(passage.text, end), body.period.start
        if match and founded and not founded.first_day.year <= int(match[1]) <= founded.last_day.year:
            yield Finding(
                message=f"{passage.fact.key} dates {body.id} to {match[1]}, and it is of {body.period}",
                location=passage.location,
                entries=(passage.fact, body),
                hint="correct one of the dates",
                related=(body.location,),
                cause=("body", passage.fact.key, body.id),
            )


def _is_outdated(passage: Passage, period: Period, named_years: set[int]) -> bool:
    """Return whether a period ended before the fact began; texts may mention a period that is still to come."""
    start = passage.fact.period.start
    since = start.first_day if start else passage.day
    return (
        period.end is not None
        and period.end.last_day < since
        and not _may_be_named(passage, period, named_years)
    )


def _may_be_named(passage: Passage, period: Period, named_years: set[int]) -> bool:
    """Return whether a text may mention something of this period: on a day of its fact, or with a year it names."""
    fact = passage.fact
    days = [passage.day]
    if fact.period.start:
        days += [fact.period.start.first_day, fact.period.start.last_day]
    if any(period.certainty_on(day) is not Certainty.NO for day in days):
        return True
    first = period.start.first_day.year if period.start else 0
    last = period.end.last_day.year if period.end else 9999
    return any(first <= year <= last for year in named_years)
