"""A sentence that names the holder of a post for a day on which that is not sure.

Finds:
    A text with `{holder:POST}` for a day on which the holder is only possible by the dates on record, was last
    confirmed too long before, or is not on record.

Why it matters:
    The note can only say "Ada Stern (holder to be confirmed) opened the bridge", or leave the name out.

Example:
    - {id: bridge, on: 2024-05-05, text: "{holder:president} opened the bridge.", evidence: [herald]}
    # whose tenure no source shows after 2015

Write instead:
    The person whom the source names, `{person:…}`; or add a source for the tenure, with `attests:`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.checks.context import Finding
from briefings.factbase.standing import current_holders
from briefings.model.dates import Certainty
from briefings.model.diagnostics import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefings.checks.context import CheckContext
    from briefings.factbase.standing import Standing
    from briefings.model.facts import Tenure

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.WARNING


def check(context: CheckContext) -> Iterator[Finding]:
    """Check all texts that name the holder of a post that existed on their day."""
    for passage, post in context.named_posts:
        holders = current_holders(context.store, post.id, passage.day)
        is_sure = any(standing.certainty > Certainty.POSSIBLE for _, standing in holders)
        is_vacant = bool(holders) and all(tenure.holder is None for tenure, _ in holders)
        if is_sure or is_vacant or post.period.certainty_on(passage.day) is Certainty.NO:
            continue
        yield Finding(
            message=f"{passage.fact.key} names the holder of {post.id} on {passage.day}: {_doubt(context, holders)}",
            location=passage.location,
            entries=(passage.fact, post, *(tenure for tenure, _ in holders)),
            hint="name the person, {person:ID}; or add a source that shows who held the post, with `attests:`",
            related=tuple(tenure.location for tenure, _ in holders),
        )


def _doubt(context: CheckContext, holders: Sequence[tuple[Tenure, Standing]]) -> str:
    """Return what is not sure about the holders of a post."""
    if not holders:
        return "no one is on record"
    names = " or ".join(context.display_name(tenure.holder) for tenure, _ in holders)
    last = holders[-1][1].last_attestation if holders[-1][1].is_overdue else None
    return (
        f"{names} was last attested on {last}" if last else f"possibly {names}, but the dates are not exact"
    )
