"""A commitment whose day is over.

Finds:
    Commitments that were due before the day of the check, without a result on record.

Why it matters:
    The other side remembers what was promised, and asks for it at the next meeting.

Example:
    - {id: oil, on: 2019-02-03, by: ours, text: A barrel of oil., due: 2019-06-01, evidence: [charter]}

Write instead:
    What happened to it: `stages: [{stage: kept, on: 2019-05-20, evidence: [...]}]`, or `dropped`, or `overtaken`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.checks.context import Finding
from briefings.factbase.standing import standing_of
from briefings.model.dates import Certainty
from briefings.model.diagnostics import Severity
from briefings.model.prospects import Commitment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.context import CheckContext

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.WARNING


def check(context: CheckContext) -> Iterator[Finding]:
    """Check the commitments that are open on the day."""
    for fact in context.store.facts:
        due = fact.due_on(context.day) if isinstance(fact, Commitment) else None
        if due is None or due.last_day >= context.day:
            continue
        if standing_of(context.store, fact, context.day).certainty is not Certainty.NO:
            yield Finding(
                message=f"{fact.key} was due on {due}, and nothing says that it was kept",
                location=fact.location,
                entries=(fact,),
                hint="add `stages: [{stage: kept, on: DAY}]`, or `dropped`, `overtaken` or `deferred`",
            )
