"""A line that rests on what no longer holds.

What it finds:
    An objective, point, answer or the like whose own time runs on, while a fact that it rests on has ended, or has
    been overtaken by another one.

Why it matters:
    The note no longer tells the line, and lists it among the open questions: somebody has to think again before the
    next meeting.

Example:
    - {id: thanks, use: point, to: All, valid: 2019/, text: Grateful for the oil., rests: [zubrowka/oil]}    # oil ended

Write instead:
    The line as it is to be said now, resting on what holds; or an end: `valid: 2019/2020-06`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.checks.context import Finding
from briefings.model.diagnostics import Severity
from briefings.model.facts import Line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.context import Case

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.WARNING


def check(case: Case) -> Iterator[Finding]:
    """Look at the lines, and at what they rest on themselves: what that rests on is its own matter."""
    for line in case.base.facts:
        if not isinstance(line, Line):
            continue
        fallen = [fact for fact in case.base.fallen(line, case.day) if fact.key in line.rests]
        if fallen:
            keys = " and ".join(fact.key for fact in fallen)
            yield Finding(
                message=f"{line.key} rests on {keys}, which no longer {'holds' if len(fallen) == 1 else 'hold'}",
                location=line.location,
                about=(line, *fallen),
                hint="write it anew, or give it an end",
                related=tuple(fact.location for fact in fallen),
            )
