"""Nobody on record for a post that there is.

What it finds:
    A time of more than a month between the end of one tenure and the beginning of the next, both on record; and a
    post whose last tenure on record has ended.

Why it matters:
    The note says that the holder is not known. Mostly somebody took over, and nobody wrote it down.

Example:
    - {id: gustave, post: keeper, holder: gustave-h, valid: 2006/2014-12-31, evidence: [charter]}
    # and nothing after it

Write instead:
    The tenure of the successor, or `vacant: yes` for the time in which there was nobody, or the end of the post.
"""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from briefings.checks.context import Finding
from briefings.model.dates import Truth
from briefings.model.diagnostics import Severity
from briefings.model.facts import Post

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.context import Case
    from briefings.model.facts import Tenure

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.WARNING

_MONTH = 31


def check(case: Case) -> Iterator[Finding]:
    """Look at each post with one seat."""
    for post in case.base.all(Post):
        if post.seats > 1:
            continue
        tenures = sorted(case.base.tenures.get(post.id, ()), key=_begun)
        for earlier, later in pairwise(tenures):
            end, start = earlier.period.end, later.period.start
            if end and start and (start.first - end.last).days > _MONTH:
                yield Finding(
                    message=f"nobody is on record for {post.id} from {end} to {start}",
                    location=later.location,
                    about=(later, earlier),
                    hint="add who held it then, or `vacant: yes`",
                    related=(earlier.location,),
                )
        if tenures and post.valid.on(case.day) is not Truth.NO:
            last = max(tenures, key=lambda tenure: tenure.period.end.last if tenure.period.end else case.day)
            end = last.period.end
            if end and end.last < case.day and all(each.period.end for each in tenures):
                yield Finding(
                    message=f"nobody is on record for {post.id} since {end}",
                    location=last.location,
                    about=(last, post),
                    hint="add the successor, `vacant: yes`, or the end of the post",
                    related=(post.location,),
                )


def _begun(tenure: Tenure) -> date:
    start = tenure.period.start
    days = [when.first for when in tenure.attested] + ([start.first] if start else [])
    return min(days, default=tenure.period.end.first if tenure.period.end else date.max)
