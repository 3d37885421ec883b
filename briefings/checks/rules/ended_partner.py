"""A fact about a partner after its end.

Finds:
    An event, such as a contact, after the last day of a partner, and a state that begins after it. A partner that has
    ended while facts in its folder have no end: they are reported as one.

Why it matters:
    A note that has a minister received by a state that was no more, or that names its ambassador of today, was not read
    by its author.

Example:
    partner: {id: graustark, names: […], valid: /2026-10-31, evidence: [gazette]}
    contacts: [{id: talks, on: 2026-12-01, form: meeting, with: ruritania, evidence: [gazette]}]

Write instead:
    The correct date; or the contact in the folder of the successor. Facts that went on until the end get that end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.checks.context import Finding
from briefings.checks.periods import known_span
from briefings.factbase.as_told import outlasts
from briefings.model.diagnostics import Severity
from briefings.model.talking_points import TalkingPoint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.context import CheckContext
    from briefings.model.dates import PartialDate
    from briefings.model.entities import Partner
    from briefings.model.facts import Fact

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.WARNING

_MOST_NAMED = 5


def check(context: CheckContext) -> Iterator[Finding]:
    """Check the facts in the folder of each partner that has an end."""
    for partner in context.store.partners:
        if end := partner.period.end:
            facts = [fact for fact in context.store.facts if fact.folder == partner.id]
            yield from _find_late_facts(context, partner, end, facts)
            if end.last_day < context.day:
                yield from _find_open_facts(context, partner, end, facts)


def _find_late_facts(
    context: CheckContext, partner: Partner, end: PartialDate, facts: list[Fact]
) -> Iterator[Finding]:
    """Yield each event after the end of a partner, and each state that begins after it."""
    for fact in facts:
        span = known_span(fact)
        if span and span.first > end.last_day and not isinstance(fact, TalkingPoint):
            yield Finding(
                message=f"{fact.key} ({fact.period}) is after the end of {context.display_name(partner.id)} ({end})",
                location=fact.location,
                entries=(fact, partner),
                hint="correct the date, or move it to the folder of the successor",
                related=(partner.location,),
            )


def _find_open_facts(
    context: CheckContext, partner: Partner, end: PartialDate, facts: list[Fact]
) -> Iterator[Finding]:
    """Yield one finding for all states of a partner that go on after its end."""
    going_on = [fact for fact in facts if outlasts(fact, end)]
    if going_on:
        named = [fact.id for fact in going_on[:_MOST_NAMED]]
        more = f" and {len(going_on) - _MOST_NAMED} more" if len(going_on) > _MOST_NAMED else ""
        name = context.display_name(partner.id)
        yield Finding(
            message=f"{name} ended ({end}), but these go on: {', '.join(named)}{more}",
            location=going_on[0].location,
            entries=(going_on[0], partner),
            hint=f"write the end of each: `valid: 2002-02-20/{end}`",
            related=(partner.location,),
        )
