"""Membership of a framework at a time when it did not exist.

Finds:
    A membership that certainly held, or began, before its framework existed or after it ended.

Why it matters:
    Bodies are renamed and succeeded, and today's pages describe the past with today's names: no country joined the
    Euro-Atlantic Partnership Council in 1994.

Example:
    - {id: forum, framework: lamp-forum, valid: 1994/, evidence: [page]}      # the forum was founded in 1997

Write instead:
    A membership of the body that existed then, and one of its successor from the day it took over. Keep the page's
    claim in the evidence, as `says: {valid: 1994/}`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.checks.context import Finding
from briefings.checks.periods import in_or_on
from briefings.factbase.spans import certain_span
from briefings.model.diagnostics import Severity
from briefings.model.entities import Framework
from briefings.model.facts import Membership

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.context import CheckContext

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.ERROR


def check(context: CheckContext) -> Iterator[Finding]:
    """Check each membership."""
    for fact in context.store.facts:
        if not isinstance(fact, Membership):
            continue
        framework = context.store.entity(Framework, fact.framework)
        framework_start, framework_end = framework.period.start, framework.period.end
        start, span = fact.period.start, certain_span(fact)
        first_day = start.last_day if start else span.first if span else None
        last_day = span.last if span else None
        if framework_start and first_day and first_day < framework_start.first_day:
            day, reason = first_day, f"{framework.id} began {in_or_on(framework_start)}"
        elif framework_end and last_day and last_day > framework_end.last_day:
            day, reason = last_day, f"{framework.id} ended {in_or_on(framework_end)}"
        else:
            continue
        yield Finding(
            message=f"{fact.key} held on {day}, but {reason}",
            location=fact.location,
            entries=(fact, framework),
            hint="name the body of that time, or correct the dates",
            related=(framework.location,),
        )
