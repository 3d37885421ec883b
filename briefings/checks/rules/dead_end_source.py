"""A source that nobody can look up.

What it finds:
    Sources with neither an `address` nor a captured text, on which something rests, and which quote no other one.

Why it matters:
    A reader who doubts a statement goes to its source. This one leads nowhere.

Example:
    - {id: herald, title: On lamps, publisher: Herald}

Write instead:
    `address:` with where it is found, be it a shelf mark; or capture the text with `briefings source add`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.checks.context import Finding
from briefings.factbase.provenance import used
from briefings.model.diagnostics import Severity
from briefings.model.facts import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.context import Case

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.NOTE


def check(case: Case) -> Iterator[Finding]:
    """Look at each source that is used."""
    known = used(case.base)
    for source in case.base.all(Source):
        if source.id in known and not (source.address or source.capture or source.quotes):
            yield Finding(
                message=f"{source.id} has neither an address nor a captured text",
                location=source.location,
                about=(source,),
                hint="add `address:`, or capture the text with `briefings source add`",
            )
