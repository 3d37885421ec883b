"""A fact that rests on a single publisher.

Finds:
    Facts whose evidence comes from one publisher, however many of its pages are listed. A source that quotes
    another one counts as that one. The check reports each publisher once per file.

Why it matters:
    A single newsroom may be wrong. This is informational: much is known from one side only.

Example:
    evidence: [league-page-1, league-page-2]

Write instead:
    Another source, if there is one: `evidence: [league-page-1, herald]`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.checks.causes import Cause
from briefings.checks.context import Finding
from briefings.factbase.provenance import independent_publishers
from briefings.model.diagnostics import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.context import CheckContext

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.INFO


@dataclass(frozen=True, slots=True)
class _PublisherInFile(Cause):
    """The only publisher of facts in a file."""

    publisher: str
    path: str


def check(context: CheckContext) -> Iterator[Finding]:
    """Check the evidence of each fact."""
    for fact in context.store.facts:
        publisher_names = independent_publishers(context.store, fact.all_evidence)
        if len(publisher_names) == 1:
            publisher = publisher_names.pop()
            yield Finding(
                message=f"{fact.key} relies on one publisher: {publisher}",
                location=fact.location,
                entries=(fact,),
                hint="add a source from another publisher if there is one",
                cause=_PublisherInFile(publisher, fact.location.path),
            )
