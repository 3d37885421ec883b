"""A source that readers can't look up.

Finds:
    Sources that facts rest on, but that have neither an `address` nor a captured text and do not quote another
    source.

Why it matters:
    A reader who doubts a statement looks up its source. This source leads nowhere.

Example:
    - {id: herald, title: On lamps, publisher: Herald}

Write instead:
    Add an `address:` that says where to find it (a shelf mark will do), or capture the text with
    `briefings source add`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.checks.context import Finding
from briefings.factbase.provenance import used_source_ids
from briefings.model.diagnostics import Severity
from briefings.model.entities import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.context import CheckContext

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.INFO


def check(context: CheckContext) -> Iterator[Finding]:
    """Check each source that is used."""
    used_ids = used_source_ids(context.store)
    for source in context.store.entities_of(Source):
        if source.id in used_ids and not _can_be_found(source):
            yield Finding(
                message=f"{source.id} has neither an address nor a captured text",
                location=source.location,
                entries=(source,),
                hint="add `address:`, or capture the text with `briefings source add`",
            )


def _can_be_found(source: Source) -> bool:
    """Return whether a reader can look a source up."""
    return bool(
        source.address
        or source.archived
        or source.doi
        or source.number
        or source.capture
        or source.quoted_source
    )
