"""A captured text that is not the one that was captured.

What it finds:
    Files in `captures/` that are missing, or whose content is not that of the day of the capture.

Why it matters:
    A capture shows what a source said when somebody read it. A changed one shows what somebody made of it.

Example:
    - {id: herald, title: On lamps, publisher: Herald, capture: {sha256: 0000…, on: 2020-02-03}}    # another file

Write instead:
    Bring the file back from the history of the project. If the source itself is another now, it is another source:
    capture it under an id of its own with `briefings source add`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.checks.context import Finding
from briefings.loading.captures import digest_of
from briefings.model.diagnostics import Severity
from briefings.model.facts import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.context import Case

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.ERROR


def check(case: Case) -> Iterator[Finding]:
    """Look at the file of each source that was captured."""
    for source in case.base.all(Source):
        if source.capture is None:
            continue
        data = case.captures.data(source.id)
        if data is not None and digest_of(data) == source.capture.sha256:
            continue
        name = case.captures.name(source.id)
        what = "is missing" if data is None else f"has changed since it was captured on {source.capture.on}"
        yield Finding(
            message=f"{name} {what}",
            location=source.capture.location,
            about=(source,),
            hint="bring the file back, or capture the text as another source with `briefings source add`",
        )
