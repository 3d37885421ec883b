"""A post without a holder on record.

Finds:
    A gap of more than a month between the end of one tenure on record and the start of the next. A post whose last
    tenure on record has ended. A post that no brief lists, such as one in a person's earlier career, is not checked.

Why it matters:
    The note says that the holder is not known. Usually the post had a successor who was never added.

Example:
    - {id: gustave, post: keeper, holder: gustave-h, valid: 2006/2014-12-31, evidence: [charter]}
    # and nothing after it

Write instead:
    The tenure of the successor, `vacant: yes` for a time without a holder, or the end of the post.
"""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from briefings.checks.context import Finding
from briefings.checks.periods import MONTH
from briefings.factbase.spans import first_known_date, has_ended
from briefings.factbase.succession import successors
from briefings.model.dates import Certainty
from briefings.model.diagnostics import Severity
from briefings.model.entities import Post

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.context import CheckContext
    from briefings.model.facts import Tenure

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.WARNING


def check(context: CheckContext) -> Iterator[Finding]:
    """Check each post with one seat."""
    for post in context.store.entities_of(Post):
        if post.seats > 1 or not _is_listed(context, post):
            continue
        named = context.store.tenures_by_post.get(post.id, ())
        tenures = sorted((tenure for tenure in named if not tenure.is_coming), key=first_known_date)
        for earlier, later in pairwise(tenures):
            end, start = earlier.period.end, later.period.start
            if end and start and start.first_day - end.last_day > MONTH:
                yield Finding(
                    message=f"{post.id} has no holder on record from {end} to {start}",
                    location=later.location,
                    entries=(later, earlier),
                    hint="add the tenure of that time, or one with `vacant: yes`",
                    related=(earlier.location,),
                )
        ended = [tenure for tenure in tenures if has_ended(tenure, context.day)]
        if ended and post.period.certainty_on(context.day) is not Certainty.NO:
            last = max(ended, key=_last_day)
            if all(tenure in ended or successors(context.store, tenure, context.day) for tenure in tenures):
                yield Finding(
                    message=f"{post.id} has no holder on record since {last.period.end}",
                    location=last.location,
                    entries=(last, post),
                    hint="add the successor, `vacant: yes`, or the end of the post",
                    related=(post.location,),
                )


def _is_listed(context: CheckContext, post: Post) -> bool:
    """Return whether notes show a post: it covers a partner, loaded or not, or a partner lists it."""
    return bool(post.covered_partners) or any(
        context.store.is_post_in_scope(post, partner.id) for partner in context.store.partners
    )


def _last_day(tenure: Tenure) -> date:
    """Return the last day of a tenure that has ended."""
    return tenure.period.end.last_day if tenure.period.end else date.min
