"""More holders of a post than it has seats.

What it finds:
    Days on which more people surely hold a post than it has seats, by the dates of their tenures or by what sources
    attest. Where the dates are coarse and leave room for a hand-over, it is a note, and none at all where both dates
    name the same month or day.

Why it matters:
    One of the two is a predecessor whom somebody forgot to end, and a minister would be told the wrong name.

Example:
    - {id: envoy-gustave, post: envoy, holder: gustave-h, valid: 2004-09/, evidence: [{source: page, attests: 2011-06-22}]}
    - {id: envoy-agatha, post: envoy, holder: agatha-baker, valid: 2010-11/, evidence: [herald]}

Write instead:
    The end of the earlier tenure (`valid: 2004-09/2010-11`), and what the page claims as `says` in the evidence of the
    later one; or a resolution, if it can't be known who is right.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from briefings.checks.context import Finding, surely_held
from briefings.model.diagnostics import Severity
from briefings.model.facts import Post

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from briefings.checks.context import Case
    from briefings.model.facts import Tenure

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.ERROR

_MONTH = 31


def check(case: Case) -> Iterator[Finding]:
    """Look at each post."""
    for post in case.base.all(Post):
        tenures = case.base.tenures.get(post.id, ())
        if len({tenure.holder for tenure in tenures}) <= post.seats:
            continue
        certain = list(_crowded(tenures, post.seats))
        for day, holders in certain:
            yield _finding(case, post, day, holders, None)
        if post.seats == 1 and not certain:
            for one, other in combinations(tenures, 2):
                if one.holder == other.holder:
                    continue
                if shown := _attested_at_once(one, other):
                    yield _finding(case, post, shown, (one, other), Severity.WARNING)
                elif from_day := _may_overlap(one, other):
                    yield _finding(case, post, from_day, (one, other), Severity.NOTE)


def _crowded(tenures: tuple[Tenure, ...], seats: int) -> Iterator[tuple[date, tuple[Tenure, ...]]]:
    """Days on which more hold a post than can, with these tenures; one day for each set of them."""
    spans = [(tenure, span) for tenure in tenures if (span := surely_held(tenure))]
    seen: set[frozenset[str]] = set()
    for _, begun in sorted(spans, key=lambda pair: pair[1].first):
        day = begun.first
        # A hand-over takes place on a day that both may claim.
        at_once = [
            (tenure, span)
            for tenure, span in spans
            if span is begun or (span.first <= day < span.last and not span.first == day == begun.last)
        ]
        holders = {tenure.holder: tenure for tenure, _ in at_once}
        together = frozenset(tenure.id for tenure in holders.values())
        if len(holders) > seats and not any(together <= others for others in seen):
            seen.add(together)
            yield day, tuple(holders.values())


def _attested_at_once(one: Tenure, other: Tenure) -> date | None:
    """The first day on which sources show both, and on which neither is on record as having come or gone."""
    known = {one.period.start, one.period.end, other.period.start, other.period.end}
    days = {when.first for when in one.attested if when.day and when not in known}
    return min(days & {when.first for when in other.attested if when.day and when not in known}, default=None)


def _may_overlap(one: Tenure, other: Tenure) -> date | None:
    """The first day on which coarse dates let two tenures overlap by more than a month; None if they do not."""
    for earlier, later in ((one, other), (other, one)):
        end, start = earlier.period.end, later.period.start
        begun = earlier.period.start
        if end and start and begun and begun.first < start.first <= end.last:
            return start.first if (end.last - start.first).days > _MONTH else None
    return None


def _finding(
    case: Case, post: Post, day: date, tenures: tuple[Tenure, ...], severity: Severity | None
) -> Finding:
    blamed, *others = sorted(tenures, key=lambda tenure: (_since(tenure), tenure.location))
    names = ", ".join(case.name(tenure.holder) for tenure in (blamed, *others))
    seats = "one seat" if post.seats == 1 else f"{post.seats} seats"
    held = "may have" if severity else "has"
    end = others[0].period.start
    hint = (
        f"end the earlier tenure (valid: {blamed.period.start or ''}/{end or 'DATE'})"
        if not blamed.period.end
        else "look the dates up"
    )
    return Finding(
        message=f"{post.id} {held} {seats} and {len(tenures)} holders on {day}: {names}",
        location=blamed.location,
        about=(blamed, *others),
        hint=f"{hint}, or record a resolution",
        related=tuple(tenure.location for tenure in others),
        cause=("tenure", blamed.key),
        severity=severity,
    )


def _since(tenure: Tenure) -> date:
    start = tenure.period.start
    days = [when.first for when in tenure.attested] + ([start.first] if start else [])
    return min(days)
