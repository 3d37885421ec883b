"""Membership of a body that there was not.

What it finds:
    A membership that surely held, or began, before its framework existed or after it was over.

Why it matters:
    Bodies are renamed and succeeded, and pages of today tell the past in today's names: nobody joined the
    Euro-Atlantic Partnership Council in 1994.

Example:
    - {id: forum, framework: lamp-forum, valid: 1994/, evidence: [page]}      # the forum was founded in 1997

Write instead:
    The membership of the body that there was then, and one of its successor from the day on which that took over.
    What the page says belongs into the evidence, as `says: {valid: 1994/}`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.checks.context import Finding, surely_held
from briefings.model.diagnostics import Severity
from briefings.model.facts import Framework, Membership

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.context import Case

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.ERROR


def check(case: Case) -> Iterator[Finding]:
    """Look at each membership."""
    for fact in case.base.facts:
        if not isinstance(fact, Membership):
            continue
        framework = case.base.get(Framework, fact.framework)
        founded, over = framework.valid.start, framework.valid.end
        start, held = fact.period.start, surely_held(fact)
        early = start.last if start else held.first if held else None
        late = held.last if held else None
        if founded and early and early < founded.first:
            when, what = early, f"{framework.id} began on {founded}"
        elif over and late and late > over.last:
            when, what = late, f"{framework.id} ended on {over}"
        else:
            continue
        yield Finding(
            message=f"{fact.key} held by {when}, and {what}",
            location=fact.location,
            about=(fact, framework),
            hint="name the body that there was then, or correct the dates",
            related=(framework.location,),
        )
