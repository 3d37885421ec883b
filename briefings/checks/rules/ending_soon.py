"""A fact that ends soon.

What it finds:
    States that still hold and whose end on record lies within the next 90 days.

Why it matters:
    Cycles are renewed and terms extended, and the note of the day after says that it is over.

Example:
    - {id: plan, framework: wick-programme, valid: 2018-03/2020-03, evidence: [charter]}      # in February 2020

Write instead:
    Nothing yet; find out what follows, and add it when it is known.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from briefings.checks.context import Finding
from briefings.model.dates import Truth
from briefings.model.diagnostics import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.context import Case

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.NOTE

SOON = timedelta(days=90)


def check(case: Case) -> Iterator[Finding]:
    """Look at the ends of states."""
    for fact in case.base.facts:
        end = fact.period.end
        if fact.event or end is None or not case.day <= end.last <= case.day + SOON:
            continue
        if case.base.standing(fact, case.day).truth is not Truth.NO:
            yield Finding(
                message=f"{fact.key} ends on {end}",
                location=fact.location,
                about=(fact,),
                hint="find out what follows",
            )
