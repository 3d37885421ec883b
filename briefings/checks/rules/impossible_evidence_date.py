"""Evidence or a review with an impossible date.

Finds:
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

from briefings.checks.causes import DateOfSource, DatesOfFact
from briefings.checks.context import Finding
from briefings.checks.evidence_dates import DatedEvidence, PeriodOfFact, find_date_conflict
from briefings.checks.periods import MONTH, in_or_on
from briefings.factbase.announcements import newest_announcement
from briefings.factbase.plans import is_called_off
from briefings.model.contacts import Contact
from briefings.model.days import move_day
from briefings.model.diagnostics import Severity
from briefings.model.entities import Framework, Post, Source
from briefings.model.facts import Fact, Membership, Tenure
from briefings.model.figures import Figure
from briefings.model.resolutions import Resolution

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from briefings.checks.causes import Cause
    from briefings.checks.context import CheckContext, Entry
    from briefings.model.dates import PartialDate, Period
    from briefings.model.diagnostics import Location

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.WARNING


def check(context: CheckContext) -> Iterator[Finding]:
    """Check sources, evidence, reviews and resolutions."""
    store = context.store
    for source in store.entities_of(Source):
        yield from _check_source_dates(context, source)
    entries: tuple[Fact | Post | Framework, ...] = (
        *store.facts,
        *store.entities_of(Post),
        *store.entities_of(Framework),
    )
    findings = [finding for entry in entries for finding in _check_evidence_dates(context, entry)]
    yield from findings
    causes = {finding.cause for finding in findings}
    for fact in store.facts:
        yield from _check_event_sources(context, fact, causes)
        yield from _check_start_sources(context, fact, causes)
        yield from _check_end_sources(context, fact)
        if fact.last_review and fact.last_review.reviewed_on.first_day > context.known_by:
            reviewed_on = fact.last_review.reviewed_on
            yield _future_date_finding(
                fact, f"{fact.key} was reviewed {in_or_on(reviewed_on)}", fact.last_review.location
            )
    for resolution in store.entities_of(Resolution):
        if resolution.settled_on.first_day > context.known_by:
            statement = f"{resolution.id!r} was settled {in_or_on(resolution.settled_on)}"
            yield _future_date_finding(resolution, statement, resolution.location)


def _check_source_dates(context: CheckContext, source: Source) -> Iterator[Finding]:
    """Report the dates of a source that are in the future or out of order."""
    source_date = source.published or source.updated
    captured = source.capture.captured_on if source.capture else None
    for when in (source.published, source.updated, source.retrieved, captured):
        if when and when.first_day > context.known_by:
            yield _future_date_finding(source, f"{source.id} has the date {when}", source.location)
    for action, when in (
        ("last updated", source.updated),
        ("retrieved", source.retrieved),
        ("captured", captured),
    ):
        if when and source_date and when.last_day < source_date.first_day:
            yield Finding(
                message=f"{source.id} was {action} {in_or_on(when)}, before it was published ({source_date})",
                location=source.location,
                entries=(source,),
                hint="correct one of the dates",
            )


def _future_date_finding(entry: Entry, statement: str, location: Location) -> Finding:
    return Finding(
        message=f"{statement}, which is in the future",
        location=location,
        entries=(entry,),
        hint="correct the date",
    )


def _check_evidence_dates(context: CheckContext, entry: Fact | Post | Framework) -> Iterator[Finding]:
    """Report evidence whose dates its source, or the fact, makes impossible."""
    for item in entry.all_evidence if isinstance(entry, Fact) else entry.evidence:
        is_state = isinstance(entry, Fact) and not entry.is_event and item.disagreement is None
        evidence = DatedEvidence(
            item=item,
            source=context.store.source(item.source),
            via=context.store.source(item.via_source) if item.via_source else None,
            key=entry.key if isinstance(entry, Fact) else "",
            period=entry.period if is_state else None,
            day=context.known_by,
        )
        if conflict := find_date_conflict(evidence):
            yield Finding(
                message=conflict.message,
                location=item.location,
                entries=(entry, evidence.source),
                hint="correct the date of the evidence or of the source",
                related=(evidence.source.location,),
                cause=conflict.cause,
            )


def _check_event_sources(
    context: CheckContext, fact: Fact, causes: Collection[Cause | None]
) -> Iterator[Finding]:
    """Report an event whose sources were all written before it, except a visit that may still take place."""
    period = fact.period_on(context.day)
    start, end = period.start or period.end, period.end
    may_be_planned = fact.may_be_planned or bool(fact.stages)
    is_planned = may_be_planned and end is not None and end.last_day >= context.day
    if not fact.is_event or start is None or is_planned or is_called_off(fact, context.day):
        return
    if newest_announcement(context.store, fact, start):
        yield Finding(
            message=f"all sources of {fact.key} were written before it, so they only announce it",
            location=fact.location,
            entries=(fact,),
            hint=_hint_for_event(fact),
            cause=_date_of_only_source(fact, causes),
        )


def _date_of_only_source(fact: Fact, causes: Collection[Cause | None]) -> Cause | None:
    """Return the date of the source of a fact as a cause, if it has one source alone whose date is a cause already."""
    supporting = [item for item in fact.all_evidence if item.disagreement is None]
    cause = DateOfSource(supporting[0].source)
    return cause if len(supporting) == 1 and cause in causes else None


def _is_year_quoted(fact: Fact, when: PartialDate) -> bool:
    """Return whether a source that supports a fact is quoted with the year of a date: so it announces the date."""
    return any(str(when.year) in item.quote for item in fact.all_evidence if item.disagreement is None)


def _hint_for_event(fact: Fact) -> str:
    """Return what to do about an event that its sources only announce."""
    if isinstance(fact, Figure) and fact.is_estimate:
        return "write `on:` with the day of the estimate"
    if isinstance(fact, Contact):
        return "add a source written afterwards, or record what happened to it: `stages: [{stage: cancelled, on: DAY}]`"
    return "add a source written afterwards, or remove the fact until there is one"


# --- the start and the end of a state -------------------------------------------------------------------------------


def _check_start_sources(
    context: CheckContext, fact: Fact, causes: Collection[Cause | None]
) -> Iterator[Finding]:
    """Report a state whose sources were all written before it began, except where one is quoted with its year."""
    start = fact.period.start
    if (
        fact.is_event
        or fact.is_judgement
        or start is None
        or start.qualifier
        or start.first_day > context.day
        or fact.stages
    ):
        return
    newest = newest_announcement(context.store, fact, start)
    if newest and PeriodOfFact(fact.key) not in causes and not _is_year_quoted(fact, start):
        yield Finding(
            message=f"{fact.key} began {in_or_on(start)}, but its newest source is older ({newest})",
            location=fact.location,
            entries=(fact,),
            hint="add a source written afterwards; or the words that announce it, in `quote:`",
            cause=_date_of_only_source(fact, causes) or DatesOfFact(fact.key),
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
    if fact.stages:
        return  # `impossible-stage` compares each stage with its sources
    newest = newest_announcement(context.store, fact, end)
    if newest and not _is_year_quoted(fact, end) and not _is_end_confirmed(context, fact, end):
        yield Finding(
            message=f"{fact.key} ended on {end}, but its newest source is older ({newest})",
            location=fact.location,
            entries=(fact,),
            hint="add a source for the end, or `quote:` the one that announces it; otherwise leave the end open",
            # A tenure that ends too late also gives the post two holders on that day: both come from one wrong end.
            cause=DatesOfFact(fact.key),
        )


def _is_term(period: Period) -> bool:
    """Return whether a period ends as terms and programmes do, and so was probably known in advance."""
    start, end = period.start, period.end
    if end is None or (move_day(end.last_day, timedelta(days=1))).day == 1:
        return True
    return (
        start is not None
        and start.day is not None
        and any(
            (day.month, day.day) == (start.month, start.day)
            for day in (end.last_day, move_day(end.last_day, timedelta(days=1)))
        )
    )


def _is_end_confirmed(context: CheckContext, fact: Fact, end: PartialDate) -> bool:
    """Return whether another entry shows the end of a state."""
    if isinstance(fact, Tenure):
        post = context.store.entity(Post, fact.post)
        starts = [
            tenure.period.start for tenure in context.store.tenures_by_post[fact.post] if tenure is not fact
        ]
        has_successor = any(
            start and move_day(start.first_day, -MONTH) <= end.last_day <= move_day(start.last_day, MONTH)
            for start in starts
        )
        return has_successor or (post.period.end is not None and post.period.end.first_day <= end.last_day)
    if isinstance(fact, Membership):
        framework_end = context.store.entity(Framework, fact.framework).period.end
        return framework_end is not None and framework_end.first_day <= end.last_day
    return False
