"""Evidence or a review with an impossible date.

What it finds:
    A source that attests a day after its own date, that is cited for a day before it was published or after its
    last update, or that is known through an older source. A source that attests a day on which the fact does not
    hold. A source published, updated, retrieved or captured after the day of the check, or updated, retrieved or
    captured before it was published. A review or resolution dated after the day of the check. An event that took
    place after all of its sources were written: they can only have announced it. A state that ended after all of
    its sources were written, unless the end looks like the end of a term, a source is quoted with the year of the
    end, or another fact shows the end (the successor's tenure, or the end of the post or framework).

Why it matters:
    An announcement does not prove that a visit took place, and a page can't confirm what happened after it was
    written.

Example:
    - id: visit
      on: 2014-07-01
      evidence: [herald-2014-06-20]

Write instead:
    A source written afterwards, or the correct date. If there is no such source, leave the fact out until there is
    one. Only `review`, the date of the next review, may be in the future.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from briefings.checks.context import Finding
from briefings.model.diagnostics import Severity
from briefings.model.entities import Framework, Post, Resolution, Source
from briefings.model.facts import Fact, Membership, Tenure, Visit

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterable, Iterator

    from briefings.checks.context import CheckContext, Entry
    from briefings.model.dates import PartialDate, Period
    from briefings.model.diagnostics import Location
    from briefings.model.evidence import Evidence

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.WARNING


def check(context: CheckContext) -> Iterator[Finding]:
    """Check sources, evidence, reviews and resolutions."""
    for source in context.store.entities_of(Source):
        yield from _check_source_dates(context, source)
    entries: tuple[Fact | Post | Framework, ...] = (
        *context.store.facts,
        *context.store.entities_of(Post),
        *context.store.entities_of(Framework),
    )
    findings = [
        finding for entry in entries for finding in _check_evidence_dates(context, entry, entry.evidence)
    ]
    yield from findings
    causes = {finding.cause for finding in findings}
    for fact in context.store.facts:
        yield from _check_event_sources(context, fact, causes)
        yield from _check_end_sources(context, fact)
        if fact.last_review and fact.last_review.reviewed_on.first_day > context.day:
            yield _future_date_finding(
                fact, f"{fact.key} was reviewed on {fact.last_review.reviewed_on}", fact.last_review.location
            )
    for resolution in context.store.entities_of(Resolution):
        if resolution.settled_on.first_day > context.day:
            yield _future_date_finding(
                resolution, f"{resolution.id!r} was settled on {resolution.settled_on}", resolution.location
            )


def _wrong_date_cause(source: Source) -> Hashable:
    """Return the common cause of all findings due to a source's date: one date is wrong, not ten."""
    return "dated", source.id


def _check_source_dates(context: CheckContext, source: Source) -> Iterator[Finding]:
    """Report the dates of a source that are in the future or out of order."""
    source_date = source.published or source.updated
    captured = source.capture.captured_on if source.capture else None
    for date in (source.published, source.updated, source.retrieved, captured):
        if date and date.first_day > context.day:
            yield _future_date_finding(source, f"{source.id} bears the date {date}", source.location)
    came_out = f"before it came out on {source_date}"
    for action, date in (
        ("last updated", source.updated),
        ("retrieved", source.retrieved),
        ("captured", captured),
    ):
        if date and source_date and date.last_day < source_date.first_day:
            yield Finding(
                message=f"{source.id} was {action} on {date}, {came_out}",
                location=source.location,
                entries=(source,),
                hint="correct one of the dates",
            )


def _future_date_finding(entry: Entry, statement: str, location: Location) -> Finding:
    return Finding(
        message=f"{statement}, which is still to come",
        location=location,
        entries=(entry,),
        hint="correct its date",
    )


def _check_evidence_dates(
    context: CheckContext, entry: Entry, evidence: Iterable[Evidence]
) -> Iterator[Finding]:
    """Report evidence whose dates its source, or the fact, makes impossible."""
    for item in evidence:
        source = context.store.source(item.source)
        via = context.store.source(item.via_source) if item.via_source else None
        asserted = item.asserted_on or (via.effective_date if via else None) or source.effective_date
        own_period = (
            entry.period
            if isinstance(entry, Fact) and not entry.is_event and item.disagreement is None
            else None
        )
        future_date = next(
            (when for when in (item.attested_on, item.asserted_on) if when and when.first_day > context.day),
            None,
        )
        cause: Hashable = None
        if future_date:
            message = f"{source.id} is cited as of {future_date}, which is still to come"
        elif (
            via
            and via.effective_date
            and source.published
            and via.effective_date.last_day < source.published.first_day
        ):
            message = f"{via.id} of {via.effective_date} can't quote {source.id}, which came out on {source.published}"
        elif own_period and item.attested_on and not _may_include(own_period, item.attested_on):
            message = f"{source.id} attests {item.attested_on}, and {entry.key} is of {own_period}"  # type: ignore[union-attr]
            cause = ("outside", entry.key)  # type: ignore[union-attr]
        elif item.attested_on and asserted and item.attested_on.first_day > asserted.last_day:
            message = f"{source.id} of {asserted} can't attest {item.attested_on}"
            cause = _wrong_date_cause(source)
        elif item.asserted_on and source.published and item.asserted_on.last_day < source.published.first_day:
            message = f"{source.id} came out on {source.published}, and is cited as of {item.asserted_on}"
            cause = "cited early", source.id
        elif (
            item.asserted_on
            and source.effective_date
            and not via
            and item.asserted_on.first_day > source.effective_date.last_day
        ):
            message = f"{source.id} is of {source.effective_date}, and is cited as of {item.asserted_on}"
            cause = _wrong_date_cause(source)
        else:
            continue
        yield Finding(
            message=message,
            location=item.location,
            entries=(entry, source),
            hint="correct the date at the evidence or at the source",
            related=(source.location,),
            cause=cause,
        )


def _may_include(period: Period, date: PartialDate) -> bool:
    """Return whether a period may include a date."""
    return not (
        (period.start and date.last_day < period.start.first_day)
        or (period.end and period.end.last_day < date.first_day)
    )


def _check_event_sources(
    context: CheckContext, fact: Fact, causes: Collection[Hashable]
) -> Iterator[Finding]:
    """Report an event whose sources were all written before it, except a visit that may still take place."""
    start, end = fact.period.start or fact.period.end, fact.period.end
    is_planned = isinstance(fact, Visit) and end is not None and end.last_day >= context.day
    if not fact.is_event or start is None or is_planned:
        return
    supporting = [item for item in fact.evidence if item.disagreement is None]
    dates = [
        item.asserted_on or context.store.source(item.via_source or item.source).effective_date
        for item in supporting
    ]
    written_days = [date.last_day for date in dates if date]
    if len(written_days) == len(supporting) and max(written_days) < start.first_day:
        cause = _wrong_date_cause(context.store.source(supporting[0].source))
        yield Finding(
            message=f"all sources of {fact.key} were written before it: it was announced, no more",
            location=fact.location,
            entries=(fact,),
            hint="add a source written afterwards, or leave it out until there is one",
            cause=cause if len(supporting) == 1 and cause in causes else None,
        )


def _check_end_sources(context: CheckContext, fact: Fact) -> Iterator[Finding]:
    """Report a state that ended on a day that none of its sources can know of."""
    end = fact.period.end
    if (
        fact.is_event
        or end is None
        or end.qualifier
        or end.day is None
        or end.last_day >= context.day
        or _is_term(fact.period)
    ):
        return
    supporting = [item for item in fact.evidence if item.disagreement is None]
    dates = [
        item.asserted_on or context.store.source(item.via_source or item.source).effective_date
        for item in supporting
    ]
    written_dates = [date for date in dates if date]
    if not written_dates or len(written_dates) < len(supporting):
        return
    newest = max(written_dates, key=lambda date: date.last_day)
    is_announced = any(str(end.year) in item.quote for item in supporting)
    if newest.last_day < end.first_day and not is_announced and not _is_end_confirmed(context, fact, end):
        yield Finding(
            message=f"{fact.key} ended on {end}, and its newest source is of {newest}: nothing shows the end",
            location=fact.location,
            entries=(fact,),
            hint="add a source for it, or the `quote:` of the one that gives it as planned; else leave the end open",
            # A tenure that ends too late also gives the post two holders on that day: both come from one wrong end.
            cause=(fact.kind, fact.key),
        )


def _is_term(period: Period) -> bool:
    """Return whether a period ends as terms and programmes do, and so was probably known in advance."""
    start, end = period.start, period.end
    if end is None or (end.last_day + timedelta(days=1)).day == 1:
        return True
    return (
        start is not None
        and start.day is not None
        and any(
            (day.month, day.day) == (start.month, start.day)
            for day in (end.last_day, end.last_day + timedelta(days=1))
        )
    )


def _is_end_confirmed(context: CheckContext, fact: Fact, end: PartialDate) -> bool:
    """Return whether another entry shows the end of a state."""
    if isinstance(fact, Tenure):
        post = context.store.entity(Post, fact.post)
        starts = [
            tenure.period.start for tenure in context.store.tenures_by_post[fact.post] if tenure is not fact
        ]
        month = timedelta(days=31)
        has_successor = any(
            start and start.first_day - month <= end.last_day <= start.last_day + month for start in starts
        )
        return has_successor or (post.period.end is not None and post.period.end.first_day <= end.last_day)
    if isinstance(fact, Membership):
        framework_end = context.store.entity(Framework, fact.framework).period.end
        return framework_end is not None and framework_end.first_day <= end.last_day
    return False
