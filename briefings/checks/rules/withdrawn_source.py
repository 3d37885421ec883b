"""A fact that rests only on sources that their publishers have withdrawn.

Finds:
    Facts whose supporting sources all have `withdrawn:`, with a day that has come.

Why it matters:
    The publisher no longer says it. A reader who looks it up finds that it was taken back.

Example:
    sources:
    - {id: leak, title: List of guests, publisher: Herald, published: 2019-01-05, withdrawn: 2019-02-01}
    statements:
    - {id: ball, on: 2019-01-04, text: The ball was full., evidence: [leak]}

Write instead:
    Another source that says the same. Without one, delete the fact, or say with `says:` what the correction says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.checks.context import Finding
from briefings.model.diagnostics import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.context import CheckContext

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.WARNING


def check(context: CheckContext) -> Iterator[Finding]:
    """Check the sources of each fact."""
    for fact in context.store.facts:
        sources = {
            item.source: context.store.source(item.source)
            for item in fact.all_evidence
            if item.disagreement is None
        }
        days = [source.withdrawn_on for source in sources.values()]
        if days and all(day and day.first_day <= context.day for day in days):
            names = " and ".join(sources)
            verb = "which was" if len(sources) == 1 else "which were"
            yield Finding(
                message=f"{fact.key} rests only on {names}, {verb} withdrawn",
                location=fact.location,
                entries=(fact,),
                related=tuple(source.location for source in sources.values()),
                hint="add another source, or delete the fact",
            )
