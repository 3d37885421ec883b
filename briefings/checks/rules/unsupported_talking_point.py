"""A talking point that rests on a fact that no longer holds.

Finds:
    An objective, point, answer or the like that has not ended itself, but rests on a fact that has ended or has
    been superseded by another one.

Why it matters:
    The note no longer prints the talking point, and lists it among the open questions: it has to be rewritten
    before the next meeting.

Example:
    - {id: thanks, use: point, to: All, valid: 2019/, text: Grateful for the oil., rests: [zubrowka/oil]}    # oil ended

Write instead:
    The talking point as it should be now, resting on facts that hold; or an end: `valid: 2019/2020-06`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.checks.context import Finding
from briefings.factbase.standing import lapsed_basis
from briefings.model.diagnostics import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.context import CheckContext

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.WARNING


def check(context: CheckContext) -> Iterator[Finding]:
    """Check each talking point and the facts it rests on directly."""
    for point in context.store.facts:
        lapsed = [
            fact for fact in lapsed_basis(context.store, point, context.day) if fact.key in point.basis_keys
        ]
        if lapsed:
            keys = " and ".join(fact.key for fact in lapsed)
            yield Finding(
                message=f"{point.key} rests on {keys}, which no longer {'holds' if len(lapsed) == 1 else 'hold'}",
                location=point.location,
                entries=(point, *lapsed),
                hint="rewrite it, or end it",
                related=tuple(fact.location for fact in lapsed),
            )
