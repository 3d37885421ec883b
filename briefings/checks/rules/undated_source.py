"""A fact that rests on undated sources only.

Finds:
    States that may still hold, whose sources all have no date, and whose evidence does not date the claim
    either (by `asserted`, or `via` a dated source). States that have ended are not checked: they were true whenever
    the page was written.

Why it matters:
    An undated page may be from yesterday or from 2004. It does not show that the fact holds on any given day.

Example:
    evidence: [undated-page]

Write instead:
    `{source: undated-page, asserted: 2019-02-03}` with the day on which you saw it say so, or `via:` a dated source
    that quotes it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.checks.causes import ReviewOfFact
from briefings.checks.context import Finding
from briefings.factbase.spans import has_ended
from briefings.model.diagnostics import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.context import CheckContext
    from briefings.model.evidence import Evidence

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.WARNING


def check(context: CheckContext) -> Iterator[Finding]:
    """Check the evidence of each fact."""
    for fact in context.store.facts:
        if fact.is_event or has_ended(fact, context.day):
            continue
        supporting = [item for item in fact.all_evidence if item.disagreement is None]
        if supporting and not any(_is_datable(context, item) for item in supporting):
            names = ", ".join(dict.fromkeys(item.source for item in supporting))
            yield Finding(
                message=f"{fact.key} relies only on undated sources: {names}",
                location=supporting[0].location,
                entries=(fact,),
                hint="add `asserted:` with the day on which the source says it, or `via:` a dated source",
                # A fact without any date is also overdue, for the same reason.
                cause=ReviewOfFact(fact.key),
            )


def _is_datable(context: CheckContext, item: Evidence) -> bool:
    """Return whether anything gives a day on which the source says so."""
    source = context.store.source(item.source)
    via_source = context.store.source(item.via_source) if item.via_source else None
    return bool(
        item.asserted_on
        or item.attested_on
        or source.effective_date
        or source.retrieved
        or (via_source and via_source.effective_date)
    )
