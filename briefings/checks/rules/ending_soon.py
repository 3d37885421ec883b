"""A fact that ends soon.

Finds:
    States that still hold and that end, on record, within the next 90 days.

Why it matters:
    Cycles are renewed and terms are extended, but the day after that date the note says that it is over.

Example:
    - {id: plan, framework: wick-programme, valid: 2018-03/2020-03, evidence: [charter]}      # in February 2020

Write instead:
    Nothing yet. Find out what follows, and add it once it is known.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from briefings.checks.context import Finding
from briefings.checks.periods import in_or_on
from briefings.factbase.standing import standing_of
from briefings.model.dates import Certainty
from briefings.model.days import move_day
from briefings.model.diagnostics import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.context import CheckContext

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.INFO

_SOON = timedelta(days=90)


def check(context: CheckContext) -> Iterator[Finding]:
    """Check the ends of states."""
    for fact in context.store.facts:
        end = fact.period.end
        if fact.is_event or end is None or not context.day <= end.last_day <= move_day(context.day, _SOON):
            continue
        if standing_of(context.store, fact, context.day).certainty is not Certainty.NO:
            yield Finding(
                message=f"{fact.key} ends {in_or_on(end)}",
                location=fact.location,
                entries=(fact,),
                hint="find out what follows",
            )
