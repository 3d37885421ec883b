"""A fact that nobody has looked at for too long.

What it finds:
    States whose review has fallen due: the date under `review`, or the period of the house since the last day on
    which a source shows them.

Why it matters:
    The note prints them as "last attested … overdue for review", and in the end nobody believes them.

Example:
    - {id: envoy, post: envoy, holder: agatha-baker, valid: 2015/, evidence: [{source: herald, attests: 2015-03-01}]}

Write instead:
    A newer source with the day on which it shows the fact (`attests`), or the end of the fact. If there is none to be
    found, `briefings review` notes that somebody has looked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.checks.case import Finding
from briefings.diagnostics import Severity
from briefings.digest import mark
from briefings.model import Framework, Membership
from briefings.period import Truth

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.case import Case
    from briefings.model import Fact

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.WARNING


def check(case: Case) -> Iterator[Finding]:
    """Look at how each state stands."""
    for fact in case.base.facts:
        if fact.event:
            continue
        standing = case.base.standing(fact, case.day)
        if not standing.overdue:
            continue
        if _reviewed(case, fact) or (isinstance(fact, Membership) and not _exists(case, fact)):
            continue
        attested = f"last attested {standing.attested}" if standing.attested else "never attested"
        yield Finding(
            message=f"{fact.key} is {attested}, due for review since {standing.due}",
            location=fact.location,
            about=(fact,),
            hint="look for a newer source and add it with `attests:`, or give the fact an end",
            cause=("overdue", fact.key),
        )


def _reviewed(case: Case, fact: Fact) -> bool:
    """Whether somebody has looked at it, as it is, within the review period."""
    review = fact.reviewed
    return (
        review is not None
        and review.of == mark(fact)
        and case.day < case.base.review(fact).after(review.on.last)
    )


def _exists(case: Case, fact: Membership) -> bool:
    return case.base.get(Framework, fact.framework).valid.on(case.day) is not Truth.NO
