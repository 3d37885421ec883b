"""A fact that nobody has looked at for too long.

What it finds:
    Facts whose review has fallen due: the date under `review`, or for states the period of the house since the last
    day on which a source shows them.

Why it matters:
    The note prints them as "last attested … confirmation due", and in the end nobody believes them.

Example:
    - {id: envoy, post: envoy, holder: agatha-baker, valid: 2015/, evidence: [{source: herald, attests: 2015-03-01}]}

Write instead:
    A newer source with the day on which it shows the fact (`attests`), or the end of the fact. If there is none to be
    found, `briefings review` notes that somebody has looked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.checks.context import Finding
from briefings.model.diagnostics import Severity
from briefings.model.facts import Line
from briefings.model.hashing import short_hash

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from briefings.checks.context import Case
    from briefings.factbase.store import FactBase
    from briefings.model.facts import Fact

__all__ = ["SEVERITY", "check", "due"]

SEVERITY = Severity.WARNING

_AGAIN = "settle whether it is still to be said: begin its `valid:` anew, or give it an end"


def check(case: Case) -> Iterator[Finding]:
    """Look at how each fact stands."""
    for fact in case.base.facts:
        if since := due(case.base, fact, case.day):
            attested = case.base.standing(fact, case.day).attested
            seen = f"last attested {attested}" if attested else "never attested"
            judged = isinstance(fact, Line)
            yield Finding(
                message=f"{fact.key} is {'' if fact.event or judged else f'{seen}, '}due for review since {since}",
                location=fact.location,
                about=(fact,),
                hint=_AGAIN
                if judged
                else "look for a newer source and add it with `attests:`, or give the fact an end",
                cause=("overdue", fact.key),
            )


def due(base: FactBase, fact: Fact, day: date) -> date | None:
    """Since when somebody should look at a fact again; None where nobody need, or somebody has."""
    asked = fact.review.first if fact.review else None
    # A line is overdue with what it rests on, but that is what has to be looked at.
    standing = None if fact.event else base.alone(fact, day)
    if asked and asked <= day:
        since = asked
    elif standing and standing.overdue and standing.due and base.living(fact, day):
        since = standing.due
    else:
        return None
    review = fact.reviewed
    looked = review is not None and review.of == short_hash(fact) and day < base.review(fact).after(review.on.last)
    return None if looked else since
