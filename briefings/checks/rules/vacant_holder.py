"""A sentence that names the holder of a vacant post.

Finds:
    A text with `{holder:POST}` for a day on which the post was vacant, had not been created or was abolished. No note
    prints such a sentence.

Why it matters:
    No one can have received the ambassador. And a sentence that no note prints is lost without a warning.

Example:
    - {id: call, on: 2013-01-01, text: "{holder:envoy} received the ambassador.", evidence: [page]}
    # the post was vacant from 2012 to 2014

Write instead:
    Who did it: `{person:…}`, or a tenure with `capacity: acting` for whoever stood in; or the correct dates.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.checks.context import Finding
from briefings.factbase.standing import current_holders
from briefings.model.dates import Certainty
from briefings.model.diagnostics import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.context import CheckContext

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.WARNING


def check(context: CheckContext) -> Iterator[Finding]:
    """Check all texts that name the holder of a post."""
    for passage, post in context.named_posts:
        holders = current_holders(context.store, post.id, passage.day)
        exists = post.period.certainty_on(passage.day) is not Certainty.NO
        if exists and (not holders or any(tenure.holder for tenure, _ in holders)):
            continue
        state = "was vacant" if exists else "did not exist"
        yield Finding(
            message=f"{passage.fact.key} names the holder of {post.id}, which {state} on {passage.day}; no note prints it",
            location=passage.location,
            entries=(passage.fact, post, *(tenure for tenure, _ in holders)),
            hint="name the person, {person:ID}; or correct the dates of the fact, the tenure or the post",
            related=tuple(tenure.location for tenure, _ in holders),
        )
