"""A person in a contact whose office no note can give.

Finds:
    A participant without `post` or `as` who surely or presumably held no post on the day of the contact.

Why it matters:
    The note prints the bare name, and a reader does not learn whom one met.

Example:
    - id: tea
      on: 2016-05-01
      form: meeting
      with: lantern-league
      theirs: [zero-moustafa]
      evidence: [alpine-herald-2019]

Write instead:
    The tenure of the person on that day, or the office in words: `{person: zero-moustafa, as: Lobby boy}`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.checks.context import Finding
from briefings.checks.periods import in_or_on
from briefings.factbase.standing import standing_of
from briefings.model.contacts import Contact
from briefings.model.dates import Certainty
from briefings.model.diagnostics import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from briefings.checks.context import CheckContext

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.INFO


def check(context: CheckContext) -> Iterator[Finding]:
    """Check the participants of each contact."""
    for contact in context.store.facts:
        if not isinstance(contact, Contact) or (end := contact.period_on(context.day).end) is None:
            continue
        day = min(end.last_day, context.day)
        for participant in contact.participants:
            person = participant.person
            if person is None or participant.post or participant.description:
                continue
            if not _has_office(context, person, day):
                name = context.display_name(person)
                yield Finding(
                    message=f"no post explains who {name} was {in_or_on(contact.period)}",
                    location=participant.location,
                    entries=(contact,),
                    hint=f"add the tenure of that day, or write {{person: {person}, as: OFFICE}}",
                )


def _has_office(context: CheckContext, person: str, day: date) -> bool:
    """Return whether a person surely or presumably held a post on a day."""
    return any(
        standing_of(context.store, tenure, day).certainty > Certainty.POSSIBLE
        for tenure in context.store.tenures_by_holder.get(person, ())
    )
