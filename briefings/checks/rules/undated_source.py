"""A fact that rests on pages without a date.

What it finds:
    States that may still hold and all of whose sources bear no date, where nothing says when they said so (`asserted`,
    or `via` a dated source). What is over was so whenever the page was written.

Why it matters:
    A page without a date may be of yesterday or of 2004. It shows nothing of any day.

Example:
    evidence: [undated-page]

Write instead:
    `{source: undated-page, asserted: 2019-02-03}` with the day on which you saw it say so, or `via:` a dated source
    that quotes it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.checks.context import Finding
from briefings.model.diagnostics import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.context import Case
    from briefings.model.facts import Evidence

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.WARNING


def check(case: Case) -> Iterator[Finding]:
    """Look at the evidence of each fact."""
    for fact in case.base.facts:
        end = fact.period.end
        if fact.event or (end and end.last < case.day):
            continue
        supporting = [item for item in fact.evidence if item.says is None]
        if supporting and not any(_datable(case, item) for item in supporting):
            names = ", ".join(dict.fromkeys(item.source for item in supporting))
            yield Finding(
                message=f"{fact.key} rests on undated sources only: {names}",
                location=supporting[0].location,
                about=(fact,),
                hint="add `asserted:` with the day on which it said so, or `via:` a dated source",
                # What nothing dates is overdue for that reason.
                cause=("overdue", fact.key),
            )


def _datable(case: Case, item: Evidence) -> bool:
    source = case.base.source(item.source)
    via = case.base.source(item.via) if item.via else None
    return bool(item.asserted or item.attests or source.dated or source.retrieved or (via and via.dated))
