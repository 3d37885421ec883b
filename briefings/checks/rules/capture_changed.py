"""A captured file that is missing or has changed.

Finds:
    Files in `captures/` that are missing, or whose content is no longer what was captured.

Why it matters:
    A capture shows what a source said on the day someone read it. A changed file no longer proves that.

Example:
    - {id: herald, title: On lamps, publisher: Herald, capture: {sha256: 0000…, on: 2020-02-03}}    # another file

Write instead:
    Restore the file from the project's history. If the source itself has changed, it is a new source: capture it
    under its own id with `briefings source add`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.checks.context import Finding
from briefings.model.diagnostics import Severity
from briefings.model.entities import Source
from briefings.model.hashing import file_hash

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.context import CheckContext

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.ERROR


def check(context: CheckContext) -> Iterator[Finding]:
    """Check the file of each captured source."""
    for source in context.store.entities_of(Source):
        if source.capture is None:
            continue
        data = context.captures.file_bytes(source.id)
        if data is not None and file_hash(data) == source.capture.sha256:
            continue
        name = context.captures.file_name(source.id)
        problem = (
            "is missing"
            if data is None
            else f"has changed since it was captured on {source.capture.captured_on}"
        )
        yield Finding(
            message=f"{name} {problem}",
            location=source.capture.location,
            entries=(source,),
            hint="restore the file, or capture the text as a new source with `briefings source add`",
        )
