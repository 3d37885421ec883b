"""More holders of a post than it has seats.

Finds:
    Days on which more people certainly hold a post than it has seats, by the dates of their tenures or by the days
    that sources attest. If the dates are imprecise and leave room for a hand-over, the finding is informational; if
    both dates name the same month or day, there is no finding. Someone who acts for the holder, and someone who is
    only designated, take no seat.

Why it matters:
    One of them is usually a predecessor whose tenure was never ended, and a minister would read the wrong name.

Example:
    - {id: envoy-gustave, post: envoy, holder: gustave-h, valid: 2004-09/, evidence: [{source: page, attests: 2011-06-22}]}
    - {id: envoy-agatha, post: envoy, holder: agatha-baker, valid: 2010-11/, evidence: [herald]}

Write instead:
    The end of the earlier tenure (`valid: 2004-09/2010-11`), with the page's claim as `says` in the evidence of the
    later one; or a resolution, if it is not known which source is right.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from briefings.checks.causes import DatesOfFact
from briefings.checks.context import Finding
from briefings.checks.periods import MONTH
from briefings.factbase.spans import certain_span, first_known_date
from briefings.model.diagnostics import Severity
from briefings.model.entities import Post

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from briefings.checks.context import CheckContext
    from briefings.model.dates import PartialDate
    from briefings.model.facts import Tenure

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.ERROR


def check(context: CheckContext) -> Iterator[Finding]:
    """Check each post."""
    for post in context.store.entities_of(Post):
        for tenures in _groups(context.store.tenures_by_post.get(post.id, ())):
            if len({tenure.holder for tenure in tenures}) > post.seats:
                yield from _check_tenures(context, post, tenures)


def _groups(tenures: tuple[Tenure, ...]) -> Iterator[tuple[Tenure, ...]]:
    """Yield the tenures that exclude each other: holders, stand-ins and people to come.

    A stand-in may act for a holder on leave, or while the post is vacant.
    """
    if not any(tenure.capacity for tenure in tenures):
        yield tenures
        return
    yield tuple(tenure for tenure in tenures if not (tenure.is_stand_in or tenure.is_coming))
    yield tuple(tenure for tenure in tenures if tenure.is_stand_in)
    yield tuple(tenure for tenure in tenures if tenure.is_coming)


def _check_tenures(context: CheckContext, post: Post, tenures: tuple[Tenure, ...]) -> Iterator[Finding]:
    """Check tenures of a post that exclude each other."""
    overfull_days = list(_find_overfull_days(tenures, post.seats))
    for day, holders in overfull_days:
        yield _finding(context, post, day, holders, None)
    if post.seats == 1 and not overfull_days:
        for left, right in combinations(tenures, 2):
            if left.holder == right.holder:
                continue
            if attested_day := _first_shared_attestation(left, right):
                yield _finding(context, post, attested_day, (left, right), Severity.WARNING)
            elif overlap_day := _first_possible_overlap(left, right):
                yield _finding(context, post, overlap_day, (left, right), Severity.INFO)


def _find_overfull_days(tenures: tuple[Tenure, ...], seats: int) -> Iterator[tuple[date, tuple[Tenure, ...]]]:
    """Yield days on which a post has more holders than seats, with their tenures; one day for each set of tenures."""
    spans = [(tenure, span) for tenure in tenures if (span := certain_span(tenure))]
    reported: set[frozenset[str]] = set()
    for _, latest in sorted(spans, key=lambda pair: pair[1].first):
        day = latest.first
        # Both tenures may include the day of a hand-over.
        simultaneous = [
            (tenure, span)
            for tenure, span in spans
            if span is latest or (span.first <= day < span.last and not span.first == day == latest.last)
        ]
        holders = {tenure.holder: tenure for tenure, _ in simultaneous}
        tenure_ids = frozenset(tenure.id for tenure in holders.values())
        if len(holders) > seats and not any(tenure_ids <= reported_ids for reported_ids in reported):
            reported.add(tenure_ids)
            yield day, tuple(holders.values())


def _first_shared_attestation(left: Tenure, right: Tenure) -> date | None:
    """Return the first day on which sources attest both tenures, or None.

    Days on which one of them begins or ends do not count.
    """
    boundaries = {left.period.start, left.period.end, right.period.start, right.period.end}
    days = {
        attestation.first_day
        for attestation in left.attestations
        if attestation.day and attestation not in boundaries
    }
    return min(
        days
        & {
            attestation.first_day
            for attestation in right.attestations
            if attestation.day and attestation not in boundaries
        },
        default=None,
    )


def _first_possible_overlap(left: Tenure, right: Tenure) -> date | None:
    """Return the first day on which imprecise dates let two tenures overlap by more than a month, or None."""
    for earlier, later in ((left, right), (right, left)):
        end, start = earlier.period.end, later.period.start
        earlier_start = earlier.period.start
        if end and start and earlier_start and earlier_start.first_day < start.first_day <= end.last_day:
            return start.first_day if end.last_day - start.first_day > MONTH else None
    return None


def _finding(
    context: CheckContext, post: Post, day: date, tenures: tuple[Tenure, ...], severity: Severity | None
) -> Finding:
    blamed, *other_tenures = sorted(
        tenures, key=lambda tenure: (first_known_date(tenure)[0], tenure.location)
    )
    names = ", ".join(context.display_name(tenure.holder) for tenure in (blamed, *other_tenures))
    seats = "one seat" if post.seats == 1 else f"{post.seats} seats"
    link = "but may have" if severity else "and"
    end = other_tenures[0].period.start
    hint = (
        f"end the earlier tenure (valid: {blamed.period.start or ''}/{end or 'DATE'}){_later_sources(blamed, end)}"
        if not blamed.period.end
        else "correct the dates"
    )
    return Finding(
        message=f"{post.id} has {seats} {link} {len(tenures)} holders on {day}: {names}",
        location=blamed.location,
        entries=(blamed, *other_tenures),
        hint=f"{hint}, or record a resolution",
        related=tuple(tenure.location for tenure in other_tenures),
        cause=DatesOfFact(blamed.key),
        severity=severity,
    )


def _later_sources(tenure: Tenure, end: PartialDate | None) -> str:
    """Return what to do about the sources of a tenure that saw its holder after the end which is advised."""
    later = {
        item.source: item.attested_on
        for item in tenure.evidence
        if end
        and item.attested_on
        and item.disagreement is None
        and item.attested_on.first_day > end.last_day
    }
    if not later:
        return ""
    seen = ", and ".join(f"{source}, which saw them on {day}" for source, day in later.items())
    return f" and review its {'source' if len(later) == 1 else 'sources'} {seen}"
