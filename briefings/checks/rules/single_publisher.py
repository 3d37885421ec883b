"""A fact that one publisher alone vouches for.

What it finds:
    Facts whose evidence comes from one publisher, however many of its pages are named. What quotes another source
    counts with that source. It is told once for all the facts of a file that rest on the same publisher.

Why it matters:
    One newsroom that was wrong is enough to be wrong. It is a note: much of what is known comes from one side only.

Example:
    evidence: [league-page-1, league-page-2]

Write instead:
    Another source, if there is one: `evidence: [league-page-1, herald]`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.checks.context import Finding
from briefings.factbase.provenance import publishers
from briefings.model.diagnostics import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.context import Case

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.NOTE


def check(case: Case) -> Iterator[Finding]:
    """Look at the evidence of each fact."""
    for fact in case.base.facts:
        found = publishers(case.base, fact.evidence)
        if len(found) == 1:
            publisher = found.pop()
            yield Finding(
                message=f"{fact.key} rests on {publisher} alone",
                location=fact.location,
                about=(fact,),
                hint="add a source of another publisher, if there is one",
                cause=("one publisher", publisher, fact.location.path),
            )
